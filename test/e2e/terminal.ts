import {spawn} from '@lydell/node-pty'
import {BIN, capture, environment, TEMP} from './run.js'

/** What a person sees and types. */
export interface TerminalOptions {
  env?: Record<string, string>
  /** Where it runs; the folder of the test file unless said. */
  cwd?: string
  /** Width; 80 unless said. */
  columns?: number
  /** Once `after` is on the screen, `text` is typed; in this order. */
  type?: {after: string; text: string}[]
}

/** How it ended, with every byte that reached the terminal. */
export interface TerminalResult {
  code: number
  /** As it came, colours and all. */
  raw: string
  /** Lines without colours and cursor moves. */
  lines: string[]
}

/** Text without escape sequences, carriage returns, and what a spinner erased, which only slow machines see. */
export function plain(text: string): string {
  const left = text.replaceAll(/[^\n]*\u001b\[1G\u001b\[0K/g, '')
  return left.replaceAll(/\u001b(?:\[[0-9;?]*[A-Za-z]|[78])/g, '').replaceAll('\r', '')
}

/** The columns that a line takes, counted without the program's own measure. */
export function cells(line: string): number {
  const segments = [...new Intl.Segmenter().segment(line)]
  const wide =
    /^(?:\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[，。！？])/u
  return segments.reduce((sum, {segment}) => sum + (wide.test(segment) ? 2 : 1), 0)
}

/** Runs langfuse on a real pseudo-terminal: stdin, stdout and stderr are all the same one. */
export function runOnTerminal(args: string[], options: TerminalOptions = {}): Promise<TerminalResult> {
  const waiting = [...(options.type ?? [])]
  const terminal = spawn(process.execPath, [BIN, ...args], {
    name: options.env?.TERM ?? 'xterm-256color',
    cols: options.columns ?? 80,
    rows: 30,
    cwd: options.cwd ?? TEMP,
    env: environment({TZ: 'UTC', ...options.env}),
  })
  let raw = ''
  let answered = 0
  terminal.onData((chunk) => {
    raw += chunk
    const next = waiting[0]
    const at = next ? raw.indexOf(next.after, answered) : -1
    if (!next || at < 0) return
    waiting.shift()
    answered = at + next.after.length
    terminal.write(next.text)
  })
  return new Promise((resolve) => {
    terminal.onExit(({exitCode}) => {
      capture(raw)
      resolve({code: exitCode, raw, lines: plain(raw).split('\n')})
    })
  })
}

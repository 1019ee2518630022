import {spawn} from '@lydell/node-pty'
import {type Span, screenOf} from './screen.js'

/** Where command lines run. */
export interface Terminal {
  /** Width in columns. */
  columns: number
  folder: string
  env: Record<string, string>
  /** Shows the output as it comes. */
  echo: (data: string) => void
  signal: AbortSignal
}

/** How a command line ended, and what the terminal shows then. */
export interface Ending {
  exit: number
  lines: Span[][]
}

/** Runs a line in a POSIX shell on a pseudo-terminal, where programs behave as before a person. */
export function runLine(line: string, terminal: Terminal): Promise<Ending> {
  terminal.signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    let output = ''
    const child = spawn('/bin/sh', ['-c', line], {
      name: 'xterm-256color',
      cols: terminal.columns,
      rows: 50,
      cwd: terminal.folder,
      env: terminal.env,
    })
    const stop = () => child.kill()
    terminal.signal.addEventListener('abort', stop, {once: true})
    child.onData((data) => {
      output += data
      terminal.echo(data)
    })
    child.onExit(({exitCode}) => {
      terminal.signal.removeEventListener('abort', stop)
      if (terminal.signal.aborted) reject(terminal.signal.reason)
      else resolve({exit: exitCode, lines: screenOf(output)})
    })
  })
}

import type {Ora} from 'ora'
import type {OutputStream} from '../input/io-streams.js'
import {sanitizeForTerminal, style} from './terminal.js'

/** The alarm for an answer that is not shown byte for byte. */
export const INVALID_UTF8 = 'the answer has bytes that are not UTF-8; they are shown as \ufffd.'

/** The alarm for text that UTF-8 cannot carry; JSON, YAML and tsv have escapes for it. */
export const HALF_PAIR =
  'the answer has half of a surrogate pair, which is no character; it is shown as \ufffd (-o json keeps it).'

const SPINNER_AFTER_MS = 300

/** What a person is told beside the data: notes and progress, all on stderr; a spinner on a terminal alone. */
export class Notes {
  private timer: NodeJS.Timeout | undefined
  private spinner: Ora | undefined
  private text = ''
  private alarms = new Set<string>()

  constructor(
    private readonly stderr: OutputStream,
    private readonly options: {
      quiet: boolean
      verbose: boolean
      color: boolean
      /** Cuts secrets out. */
      redact: (text: string) => string
    },
  ) {}

  private line(text: string): void {
    this.pause()
    this.stderr.write(`${text}\n`)
  }

  private safe(text: string): string {
    return sanitizeForTerminal(this.options.redact(text))
  }

  /** A remark; --quiet leaves it out. */
  note(text: string): void {
    if (!this.options.quiet) this.line(style(this.safe(text), 'dim', this.options.color))
  }

  /** Something that could go wrong unseen; --quiet leaves it out. */
  warn(text: string): void {
    if (!this.options.quiet) this.line(`${style('Warning:', 'yellow', this.options.color)} ${this.safe(text)}`)
  }

  /** What puts keys at risk, or changes data: said once, with --quiet too. */
  alarm(text: string): void {
    if (this.alarms.has(text)) return
    this.alarms.add(text)
    this.line(`${style('Warning:', 'red', this.options.color)} ${this.safe(text)}`)
  }

  /** What was done; --quiet leaves it out. */
  done(text: string): void {
    if (!this.options.quiet) this.line(`${style('✓', 'green', this.options.color)} ${this.safe(text)}`)
  }

  /** A line of --verbose. */
  detail(text: string): void {
    if (this.options.verbose) this.line(this.safe(text))
  }

  /** Shows a spinner with this text once 300 ms have passed, on a terminal. */
  progress(text: string): void {
    if (!this.stderr.isTTY || this.options.quiet) return
    this.text = text
    if (this.spinner) this.spinner.text = text
    else this.timer ??= setTimeout(() => void this.spin(), SPINNER_AFTER_MS).unref()
  }

  private async spin(): Promise<void> {
    const {stderr, timer} = this
    const {default: ora} = await import('ora')
    if (timer && timer === this.timer)
      this.spinner = ora({text: this.text, stream: stderr, discardStdin: false}).start()
  }

  /** Takes the spinner away, so that lines can be written. */
  pause(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.spinner?.stop()
    this.spinner = undefined
  }
}

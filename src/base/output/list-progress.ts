import {annotate, CliError} from '../../api/errors/cli-error.js'
import type {Page} from '../../api/paging/paginate.js'
import {type PagePlan, pageSizeOf} from '../../api/paging/plan.js'
import type {Notes} from './notes.js'
import {isClosedPipe} from './write.js'

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function outAlready(rows: number): string {
  return rows === 0 ? '' : `; its first ${rows === 1 ? 'row is' : `${count(rows)} rows are`} out already`
}

/** How far a list has come: progress on the way, what is left at the end, where to go on after a failure. */
export class ListProgress {
  rows = 0
  private received = 0
  private total: number | undefined
  private retries = 0
  private next: Page['next']
  private cut = false
  private size: number | undefined
  private part: Page['part']
  private readonly started = Date.now()

  constructor(
    private readonly notes: Notes,
    private readonly plan: PagePlan,
    private readonly how: {
      /** The user gave --limit, and knows that there may be more. */
      typed: boolean
      /** Rows go to the same terminal as the spinner would. */
      toTerminal: boolean
    },
  ) {
    this.next = plan.cursor === undefined ? {page: plan.page ?? 1} : {cursor: plan.cursor}
  }

  private get all(): boolean {
    return this.plan.limit === Number.POSITIVE_INFINITY
  }

  /** A page was taken by the reader. */
  add(page: Page): void {
    this.rows += page.rows.length
    this.received += page.received
    this.total = page.total
    this.retries += page.attempts - 1
    this.next = page.next
    this.cut = page.cut
    this.size = page.size ?? this.size
    this.part = page.part
    if (!this.how.toTerminal) this.notes.progress(this.progressText())
  }

  private progressText(): string {
    const seconds = (Date.now() - this.started) / 1000
    const rate = this.rows / Math.max(seconds, 0.001)
    const goal = Math.min(this.plan.limit, this.total ?? Number.POSITIVE_INFINITY)
    if (!Number.isFinite(goal)) return `${count(this.rows)} · ${count(Math.round(rate))}/s`
    const left = Math.max(0, Math.ceil((goal - this.rows) / Math.max(rate, 0.001)))
    return `${count(this.rows)} of ${count(goal)} · ${count(Math.round(rate))}/s · ${left} s left`
  }

  /**
   * Says at the end what was not shown.
   * @throws CliError `partial` when the list has ended with fewer rows than the server counts
   */
  finish(): void {
    this.notes.pause()
    const retried = this.retries === 0 ? '' : `, ${this.retries} ${this.retries === 1 ? 'retry' : 'retries'}`
    const whole = this.total ?? this.rows
    const {page = 1} = this.plan
    if (this.all && page === 1) this.notes.note(`${count(this.rows)} of ${count(whole)}${retried}`)
    else if ((this.next || this.cut) && !this.how.typed) this.notes.note(this.leftOver())
    const before = (page - 1) * pageSizeOf(this.plan)
    if (page > 1 && this.rows === 0 && this.total !== undefined && this.total <= before) {
      const pages = Math.ceil(this.total / pageSizeOf(this.plan))
      this.notes.note(`Page ${count(page)} is behind the last page (${count(pages)}).`)
    }
    const missing = Math.min(whole - before, this.plan.limit) - this.received
    if (this.next || this.cut || this.total === undefined || missing <= 0) return
    throw new CliError(
      'partial',
      `The server counts ${count(whole)} rows, but gave ${count(before + this.received)}: ${count(missing)} may be missing`,
      'The list may have changed while it was read. Run it again.',
    )
  }

  private leftOver(): string {
    if (this.next && 'cursor' in this.next) {
      return `${count(this.rows)} shown, more follow; --all, or --cursor ${this.next.cursor}`
    }
    const total = this.total === undefined ? '' : ` of ${count(this.total)}`
    return `${count(this.rows)}${total} shown; --all for the rest`
  }

  /** Adds to a failure how many rows are out already and where the rest begins. */
  annotate(error: Error): Error {
    const details = error instanceof CliError ? error.details : {}
    if (this.rows === 0 || isClosedPipe(error) || details.jq) return error
    if (this.part) return this.annotatePart(error, details.written ?? this.rows, this.part)
    if (!this.next) return error
    const rest =
      'cursor' in this.next
        ? `--cursor ${this.next.cursor} --page-size ${this.size ?? this.plan.pageSize}`
        : `--page ${this.next.page} --page-size ${this.size ?? pageSizeOf(this.plan)}`
    const extent = this.all ? '--all' : `--limit ${this.plan.limit - this.rows}`
    const again = `the same command with ${rest} ${extent}`
    if (details.written !== undefined) return this.annotateCut(error, details.written, again)
    return annotate(error, `${this.written()} The rest: ${again}`)
  }

  private written(): string {
    return `${count(this.rows)} row${this.rows === 1 ? ' was' : 's were'} written.`
  }

  /** Page tokens mean nothing outside of their part of the window: the rest is all that is older than its end. */
  private annotatePart(error: Error, written: number, {to, received}: NonNullable<Page['part']>): Error {
    const repeated = Math.max(0, written - (this.rows - received))
    return annotate(
      error,
      `${this.written()} The rest: the same command with --to ${to.toISOString()}${outAlready(repeated)}`,
    )
  }

  /** A table is cut when all of it is laid out: then the rest may begin before the page that was read last. */
  private annotateCut(error: Error, laidOut: number, again: string): Error {
    const repeated = laidOut - this.rows
    if (repeated < 0) return error
    return annotate(error, `The rest: ${again}${outAlready(repeated)}`)
  }
}

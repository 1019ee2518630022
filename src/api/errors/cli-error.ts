/** The exit status that belongs to each stable word for what went wrong. */
export const EXIT_CODES = {
  internal: 1,
  usage: 2,
  credentials: 3,
  network: 4,
  rejected: 5,
  not_available: 5,
  file: 6,
  partial: 7,
  not_found: 8,
  rate_limited: 9,
  interrupted: 130,
} as const

/** The stable words for what went wrong. */
export type ErrorCode = keyof typeof EXIT_CODES

/** What code may want to know of an error beside its code. */
export interface ErrorDetails {
  /** The error that this one explains further. */
  cause?: unknown
  /** How many rows, results or lines had been written when the output was full. */
  written?: number
  /** A jq expression failed on a value. */
  jq?: true
  /** Why a variant is not asked, in fewer words than the message. */
  exclusion?: string
}

/** What this program itself has to say: code, message, and a hint what to do next. */
export class CliError extends Error {
  override name = 'CliError'
  /** What is already done, or where to go on; shown before the hint. */
  readonly notes: string[] = []
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint?: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message, {cause: details.cause})
  }
}

/** Signal: a value that one route cannot take and another may. Nothing was sent. */
export class UnsupportedByVariant extends CliError {
  override name = 'UnsupportedByVariant'
  constructor(message: string, hint?: string) {
    super('usage', message, hint)
  }
}

/** Signal: a route, or what is behind it, is missing on this server; found out by asking. Another route may serve. */
export class RouteMissing extends CliError {
  override name = 'RouteMissing'
  constructor(message: string, hint?: string) {
    super('not_available', message, hint)
  }
}

/** Whether something thrown is a CliError with one of these codes. */
export function hasErrorCode(error: unknown, ...codes: ErrorCode[]): error is CliError {
  return error instanceof CliError && codes.includes(error.code)
}

/**
 * Adds a note to an error: what is already done, or where to go on. An error of ours stays what it is; one that nobody
 * foresaw becomes the cause of a CliError `internal`.
 * @returns the error to throw
 */
export function annotate(error: unknown, note: string): Error {
  if (error instanceof Error && 'notes' in error && Array.isArray(error.notes)) {
    error.notes.unshift(note)
    return error
  }
  const {name, message} = error instanceof Error ? error : {name: 'Error', message: String(error)}
  const wrapped = new CliError('internal', `${name}: ${message}`, undefined, {cause: error})
  wrapped.notes.push(note)
  return wrapped
}

import type {ErrorCode} from './explain.js'

/** Wrong flags, values or command. Nothing was sent. */
export class UsageError extends Error {
  override name = 'UsageError'
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

/** A local file cannot be read or written. */
export class FileError extends Error {
  override name = 'FileError'
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

/** Finished, but something was left out; says what and where. */
export class PartialError extends Error {
  override name = 'PartialError'
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

/** What the server, or this version of it, does not have. */
export class NotAvailableError extends Error {
  override name = 'NotAvailableError'
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

/** A list that holds nothing of the wanted id: there is no such thing, though no 404 said so. */
export class NotFoundError extends Error {
  override name = 'NotFoundError'
}

/** Checks that found something wrong, which is already printed; the code of the first one decides. */
export class ProblemsError extends Error {
  override name = 'ProblemsError'
  constructor(
    message: string,
    readonly code: ErrorCode,
  ) {
    super(message)
  }
}

/** Ctrl-C. */
export class InterruptedError extends Error {
  override name = 'InterruptedError'
  constructor() {
    super('Interrupted')
  }
}

/** The reader of stdout went away, as `| head` does. Not an error for anybody. */
export class ClosedPipeError extends Error {
  override name = 'ClosedPipeError'
}

/** A failure with a word to add: what is already done, or where to go on. The cause decides code and exit. */
export class AnnotatedError extends Error {
  override name = 'AnnotatedError'
  constructor(
    override readonly cause: Error,
    readonly note: string,
  ) {
    super(cause.message)
  }
}

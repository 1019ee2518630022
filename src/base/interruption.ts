import {InterruptedError} from './errors.js'

let controller: AbortController | undefined

/** Aborts on the first Ctrl-C, so that a command can say how far it came; a second one kills. */
export function interruption(): AbortSignal {
  if (!controller) {
    const fresh = new AbortController()
    controller = fresh
    process.once('SIGINT', () => fresh.abort(new InterruptedError()))
  }
  return controller.signal
}

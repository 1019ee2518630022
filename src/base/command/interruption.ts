import {CliError} from '../../api/errors/cli-error.js'

let controller: AbortController | undefined

/** Aborts on the first Ctrl-C, so that a command can say how far it came; a second one kills. */
export function interruption(): AbortSignal {
  if (!controller) {
    const fresh = new AbortController()
    controller = fresh
    const stop = () => {
      if (!fresh.signal.aborted) return fresh.abort(new CliError('interrupted', 'Interrupted'))
      process.off('SIGINT', stop)
      process.kill(process.pid, 'SIGINT')
    }
    process.on('SIGINT', stop)
  }
  return controller.signal
}

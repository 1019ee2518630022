import {CliError} from '../../api/errors/cli-error.js'
import {type Attempt, createClient} from '../../api/http/client.js'
import {proxyLabel} from '../../api/http/proxy.js'
import type {Operation} from '../../api/operation/endpoint.js'
import {type Connection, connect} from '../account/credentials.js'
import type {FlagValues} from '../input/flags.js'
import {INVALID_UTF8} from '../output/notes.js'
import {traffic} from '../output/traffic.js'
import type {Settings} from '../settings/settings.js'
import {readTransport} from '../settings/transport.js'
import type {Context, LocalContext} from './context.js'
import {connectionHeaders} from './host-headers.js'
import {interruption} from './interruption.js'

/** Which server is asked, with which keys: those of the command line unless said. */
export interface ConnectionChoice {
  /** Flags that choose them, in place of those of the command line: `{profile: 'staging'}`. */
  flags?: FlagValues
  /** Server and keys that are known already. */
  connection?: Connection
  /** Called on every attempt. */
  watch?: (attempt: Attempt) => void
}

/**
 * Opens a connection to a server; sends nothing. One command may open several: each has its own server, keys and
 * transport; they share settings, notes, pace and instant, and the secrets of all are cut out of what any of them shows.
 * @throws what `connect` and `readTransport` throw
 */
export async function openConnection(
  local: LocalContext,
  {flags = local.flags, connection: given, watch}: ConnectionChoice = {},
): Promise<Context> {
  const {configDir, gate, io, notes, settings, userAgent} = local
  const connection = given ?? (await connect({flags, env: io.env, configDir}))
  const {authorize, host, originFor} = connection
  const transport = await readTransport(host, local)
  if (transport.proxy) notes.detail(`through the proxy ${proxyLabel(transport.proxy)}`)
  const {sent: hostHeaders, labels: headers} = connectionHeaders(settings.headers, connection, flags, transport)
  if (headers.length > 0) notes.detail(`with ${headers.join(', ')}`)
  const client = createClient({
    host,
    transport,
    hostHeaders,
    originFor,
    authorize,
    assertMaySend: (operation) => assertMaySend(operation, settings),
    timeoutMs: settings.timeoutMs,
    ...(settings.maxAnswer === undefined ? {} : {maxAnswer: settings.maxAnswer}),
    retry: {retries: settings.retries, maxWaitMs: settings.maxWaitMs},
    userAgent,
    signal: interruption(),
    gate,
    onInvalidUtf8: () => notes.alarm(INVALID_UTF8),
    onAttempt: (tried) => {
      const {method, path, status, ms, attempt} = tried
      notes.detail(`${method} ${path} ${status} ${ms} ms${attempt > 1 ? ` (try ${attempt})` : ''}`)
      watch?.(tried)
    },
    ...(settings.debug ? traffic(io, hostHeaders?.secret ?? []) : {}),
    onWait: ({ms, reason, attempt}) => {
      const text = `${reason}: trying again in ${(ms / 1000).toFixed(1)} s (${attempt} of ${settings.retries})`
      notes.detail(text)
      notes.progress(text)
    },
  })
  return {...local, connection, headers, transport, client}
}

/**
 * Keeps --curl and --read-only, whatever a command does with its connections.
 * @throws CliError `usage` with --read-only; with --curl an Error, since the command should have shown the request
 */
function assertMaySend(operation: Operation, settings: Settings): void {
  if (settings.curl) throw new Error(`--curl sends nothing, but ${operation.method} ${operation.path} was to be sent`)
  assertMayWrite(operation, settings)
}

/** Refuses to write or delete with --read-only. @throws CliError `usage` */
export function assertMayWrite({effect}: Pick<Operation, 'effect'>, {readOnly, curl}: Settings): void {
  if (effect === 'read' || curl || !readOnly) return
  const what = effect === 'destroy' ? 'deletes or replaces' : 'writes'
  const message = `This ${what}, and --read-only (or LANGFUSE_CLI_READ_ONLY) forbids that; nothing was sent`
  throw new CliError('usage', message, 'Leave it out to go on; --curl shows the request and sends nothing.')
}

import {type Attempt, type Client, createClient} from '../../api/http/client.js'
import {createGate, type Gate} from '../../api/http/gate.js'
import {proxyLabel} from '../../api/http/proxy.js'
import type {Transport} from '../../api/http/transport.js'
import type {Connection} from '../account/credentials.js'
import type {FlagValues} from '../input/flags.js'
import {InputReader} from '../input/input.js'
import type {IOStreams} from '../input/io-streams.js'
import type {OutputContext} from '../output/context.js'
import {compileJq} from '../output/jq.js'
import {INVALID_UTF8, Notes} from '../output/notes.js'
import {colorful} from '../output/terminal.js'
import {traffic} from '../output/traffic.js'
import {settingVariables} from '../settings/setting-variables.js'
import {readSettings, type Settings} from '../settings/settings.js'
import {interruption} from './interruption.js'

/** What a command works with that needs no server. */
export interface LocalContext extends OutputContext {
  /** The one pace of all requests of the command, whichever server they go to. */
  gate: Gate
  flags: FlagValues
  settings: Settings
  /** The one instant of the command line, from which all relative times count. */
  now: Date
  reader: InputReader
}

/** What a command works with once its flags are read. */
export interface Context extends LocalContext {
  /** The folder of what is remembered about servers. */
  cacheDir: string
  connection: Connection
  client: Client
}

const INSECURE =
  '--insecure: no certificate is checked. Whoever sits between here and the server can read your keys and change the answers.'

/** Reads the settings and opens notes and input. @throws CliError `usage` for a --jq that does not compile */
export async function localContext(flags: FlagValues, io: IOStreams): Promise<LocalContext> {
  const settings = readSettings(flags, await settingVariables(flags, io.env))
  const typedColor = flags.color as boolean | undefined
  const notes = new Notes(io.stderr, {
    quiet: settings.quiet,
    verbose: settings.verbose,
    color: colorful(io.stderr, io.env, typedColor),
  })
  const jq = settings.jq === undefined ? undefined : await compileJq(settings.jq)
  if (settings.insecure) notes.alarm(INSECURE)
  const color = colorful(io.stdout, io.env, typedColor)
  const now = new Date()
  const reader = new InputReader(io.stdin, now, interruption())
  return {flags, io, settings, now, notes, reader, color, jq, gate: createGate()}
}

/** Adds a client for a connection. @param transport how requests reach the host @param watch called on every attempt */
export function contextOf(
  local: LocalContext,
  connection: Connection,
  transport: Transport,
  {cacheDir, userAgent}: {cacheDir: string; userAgent: string},
  watch?: (attempt: Attempt) => void,
): Context {
  const {settings, notes} = local
  if (transport.proxy) notes.detail(`through the proxy ${proxyLabel(transport.proxy)}`)
  const client = createClient({
    host: connection.host,
    transport,
    originFor: connection.originFor,
    authorize: connection.authorize,
    timeoutMs: settings.timeoutMs,
    retry: {retries: settings.retries, maxWaitMs: settings.maxWaitMs},
    userAgent,
    signal: interruption(),
    gate: local.gate,
    onAttempt: (tried) => {
      const {method, path, status, ms, attempt} = tried
      notes.detail(`${method} ${path} ${status} ${ms} ms${attempt > 1 ? ` (try ${attempt})` : ''}`)
      watch?.(tried)
    },
    onInvalidUtf8: () => notes.alarm(INVALID_UTF8),
    ...(settings.debug ? traffic(local.io) : {}),
    onWait: ({ms, reason, attempt}) => {
      const text = `${reason}: trying again in ${(ms / 1000).toFixed(1)} s (${attempt} of ${settings.retries})`
      notes.detail(text)
      notes.progress(text)
    },
  })
  return {...local, connection, client, cacheDir}
}

import {Command} from '@oclif/core'
import {type Client, createClient} from '../api/client.js'
import type {Effect, Operation} from '../api/endpoint.js'
import {type Connection, connect} from './credentials.js'
import {NotAvailableError, UsageError} from './errors.js'
import type {FlagValues} from './flags.js'
import {InputReader} from './input.js'
import {interruption} from './interruption.js'
import {Notes} from './notes.js'
import {readSettings, type Settings, sharedFlags} from './settings.js'
import {colorful} from './terminal.js'

/** What the manifest says about the operations behind a command. */
export interface OperationInfo {
  method: string
  path: string
  generation?: 3 | 4
}

/** What a command works with that stays on this machine. */
export interface LocalContext {
  flags: FlagValues
  settings: Settings
  notes: Notes
  reader: InputReader
  /** Whether stdout shows colour. */
  color: boolean
}

/** What a command works with once its flags are read. */
export interface Context extends LocalContext {
  connection: Connection
  client: Client
}

/** The statics of an operation that the manifest carries. */
export function operationInfo({method, path, generation}: Operation): OperationInfo {
  return {method, path, ...(generation ? {generation} : {})}
}

/** What every command is made of: the shared flags, and the context that they open. */
export abstract class BaseCommand extends Command {
  static override baseFlags = sharedFlags
  static operations: OperationInfo[] = []
  static effect: Effect = 'read'

  /** Settings, host and keys, client, notes. Sends nothing. */
  protected async open(flags: FlagValues): Promise<Context> {
    const local = this.openLocal(flags)
    return this.reach(local, await connect({flags, env: process.env, configDir: this.config.configDir}))
  }

  /** Settings and notes: enough for what needs no server. */
  protected openLocal(flags: FlagValues): LocalContext {
    const settings = readSettings(flags, process.env)
    const typedColor = flags.color as boolean | undefined
    const notes = new Notes({
      quiet: settings.quiet,
      verbose: settings.verbose,
      color: colorful(process.stderr, process.env, typedColor),
      spinning: Boolean(process.stderr.isTTY),
    })
    const color = colorful(process.stdout, process.env, typedColor)
    return {flags, settings, notes, reader: new InputReader(process.stdin, interruption()), color}
  }

  /** The same for a command that sends nothing; there is no request for --curl to show. */
  protected openOffline(flags: FlagValues): LocalContext {
    const local = this.openLocal(flags)
    if (local.settings.curl) throw new UsageError('--curl: this command sends no request')
    return local
  }

  /** Adds a client for a connection. */
  protected reach(local: LocalContext, connection: Connection): Context {
    const {settings, notes} = local
    const client = createClient({
      host: connection.host,
      origin: connection.origin,
      authorize: connection.authorize,
      timeoutMs: settings.timeoutMs,
      retry: {retries: settings.retries, maxWaitMs: settings.maxWaitMs},
      userAgent: this.config.userAgent,
      signal: interruption(),
      onAttempt: ({method, path, status, ms, attempt}) =>
        notes.detail(`${method} ${path} ${status} ${ms} ms${attempt > 1 ? ` (try ${attempt})` : ''}`),
      onWait: ({ms, reason, attempt}) => {
        const text = `${reason}: trying again in ${(ms / 1000).toFixed(1)} s (${attempt} of ${settings.retries})`
        notes.detail(text)
        notes.progress(text)
      },
    })
    return {...local, connection, client}
  }

  /** Refuses an operation of the other generation than the one that was asked for. */
  protected refuseOtherGeneration(operation: Operation, {settings}: Context): void {
    if (!operation.generation || settings.apiVersion === 'auto') return
    if (settings.apiVersion === String(operation.generation)) return
    throw new NotAvailableError(
      `This command needs the other generation of the API (${operation.generation}); --api-version ${settings.apiVersion} does not have it`,
    )
  }
}

import {Command} from '@oclif/core'
import * as z from 'zod'
import type {Effect, Operation} from '../api/endpoint.js'
import {type Connection, connect} from './account/credentials.js'
import {hostLabel, isCloud} from './account/host.js'
import {refuseTwoSources} from './account/sources.js'
import {type Context, contextOf, type LocalContext, localContext} from './context.js'
import type {CommandWords, OperationInfo} from './describe.js'
import {NotAvailableError, UsageError} from './errors/errors.js'
import {type Field, fieldsOf} from './input/fields.js'
import {check, type FlagValues, foreignFlags, paramsOf, readFields} from './input/flags.js'
import {type Settings, sharedFlags} from './settings.js'

/** Path parameters and query of one call, checked. */
export interface OperationInput {
  params: Record<string, string>
  query: Record<string, unknown>
}

/** What every command is made of: the shared flags, and the context that they open. */
export abstract class BaseCommand extends Command {
  static override baseFlags = sharedFlags
  static operations: OperationInfo[] = []
  static effect: Effect = 'read'

  /** Settings, host and keys, client, notes. Sends nothing. */
  protected async open(flags: FlagValues): Promise<Context> {
    const local = localContext(flags)
    return this.reach(local, await connect({flags, env: process.env, configDir: this.config.configDir}))
  }

  /** The same for a command that sends nothing; there is no request for --curl to show. */
  protected openOffline(flags: FlagValues): LocalContext {
    refuseTwoSources(flags)
    const local = localContext(flags)
    if (local.settings.curl) throw new UsageError('--curl: this command sends no request')
    return local
  }

  /** Adds a client for a connection. */
  protected reach(local: LocalContext, connection: Connection): Context {
    return contextOf(local, connection, this.config.userAgent)
  }

  /**
   * Begins a command of one operation: reads flags and arguments, opens the context, checks the query.
   * @throws NotAvailableError for an operation, or a flag, of the other generation
   */
  protected async begin(
    operation: Operation,
    {twins = [], completeQuery}: Pick<CommandWords, 'completeQuery' | 'twins'>,
  ): Promise<{context: Context; input: OperationInput}> {
    const {args, flags} = await this.parse(this.ctor)
    const context = await this.open(flags)
    refuseOtherGeneration(operation, context.settings)
    refuseCloud(operation, context.connection)
    const foreign = foreignFlags(operation, twins, flags).map((flag) => `--${flag}`)
    if (foreign.length > 0) throw new NotAvailableError(`${foreign.join(', ')} needs the other generation of the API`)
    refuseStrangeColumns(operation, context.settings)
    const given = await readFields(operation.query, flags, context.reader)
    refuseEmpty(fieldsOf(operation.query), given)
    const query = check(operation.query, (await completeQuery?.(given, context)) ?? given)
    return {context, input: {params: paramsOf(operation, args), query}}
  }
}

/** Without its value a filter means everything: what came from an empty variable would list, or delete, all. */
function refuseEmpty(fields: Field[], given: Record<string, unknown>): void {
  const empty = fields.find(({name}) => given[name] === '')
  if (empty) throw new UsageError(`--${empty.flag} is empty; nothing was sent`, 'Leave it out, or give it a value.')
  const [from, to] = ['from', 'to'].map((flag) => given[fields.find((one) => one.flag === flag)?.name ?? ''])
  if (typeof from === 'string' && typeof to === 'string' && from >= to) {
    throw new UsageError(`--from (${from}) is not before --to (${to})`)
  }
}

/** A write must not be carried out before a wrong column is noticed. */
function refuseStrangeColumns(operation: Operation, {columns}: Settings): void {
  const schema = 'response' in operation ? operation.response : undefined
  if (operation.effect === 'read' || !columns || !(schema instanceof z.ZodObject)) return
  const strange = columns.find((column) => !Object.hasOwn(schema.shape, column.split('.')[0] ?? ''))
  if (strange === undefined) return
  const names = Object.keys(schema.shape).join(', ')
  throw new UsageError(`--columns: there is no "${strange}" here; nothing was sent`, `Columns: ${names}.`)
}

function refuseCloud({scope}: Operation, {host}: Connection): void {
  if (scope !== 'admin' || !isCloud(host)) return
  throw new NotAvailableError(
    `${hostLabel(host)} is Langfuse Cloud, which has no admin API: that is for self-hosted servers`,
    'Name the server with --host or LANGFUSE_BASE_URL.',
  )
}

function refuseOtherGeneration({generation}: Operation, {apiVersion}: Settings): void {
  if (!generation || apiVersion === 'auto' || apiVersion === String(generation)) return
  throw new NotAvailableError(
    `This command needs the other generation of the API (${generation}); --api-version ${apiVersion} does not have it`,
  )
}

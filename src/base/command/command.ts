import {Command, type Interfaces} from '@oclif/core'
import * as z from 'zod'
import {CliError} from '../../api/errors/cli-error.js'
import type {Client} from '../../api/http/client.js'
import {brokenText} from '../../api/json/losses.js'
import type {Effect, Operation} from '../../api/operation/endpoint.js'
import type {Selection, VariantInput} from '../../api/variants/select.js'
import type {Variant, Variants} from '../../api/variants/variant.js'
import type {Connection} from '../account/credentials.js'
import {hostLabel, isCloud} from '../account/host.js'
import {assertOneKeySource} from '../account/sources.js'
import {systemStreams} from '../cli/argv.js'
import {markValues, typedValue} from '../cli/flag-values.js'
import {explain} from '../errors/explain.js'
import {type Field, fieldsOf} from '../input/fields.js'
import {check, type FlagValues, paramsOf, readFields} from '../input/flags.js'
import {assertKept} from '../input/kept.js'
import {assertWindow} from '../input/time.js'
import {parsePath} from '../output/path.js'
import {type Settings, sharedFlags} from '../settings/settings.js'
import {assertMayWrite, openConnection} from './connection.js'
import {type Context, type LocalContext, localContext} from './context.js'
import {selectVariants} from './run-variants.js'
import type {CommandSpec, OperationInfo} from './spec.js'

type Outputs = Record<string, unknown>

/** Path parameters and query of one call, checked. */
export interface OperationInput {
  params: Record<string, string>
  query: Record<string, unknown>
}

/** The base of every command: the shared flags, and the context that they open. */
export abstract class BaseCommand extends Command {
  static override baseFlags = sharedFlags
  static operations: OperationInfo[] = []
  static effect: Effect = 'read'
  /** What people say who want this command. */
  static phrases: string[] = []

  /** The streams and variables of the command line; `argv` is what follows the command. */
  protected readonly io = systemStreams(this.argv)
  private client: Client | undefined

  /** The operations in full. A method, so that the manifest leaves them out. */
  static endpoints(): Operation[] {
    return []
  }

  /** As oclif does, but any value can be attached to a flag, and stdin never stands in for an argument. */
  protected override async parse<F extends Outputs, B extends Outputs, A extends Outputs>(
    {args, baseFlags, flags, strict}: Interfaces.Input<F, B, A> = this.ctor as never,
    argv = this.argv,
  ): Promise<Interfaces.ParserOutput<F, B, A>> {
    const expected = Object.entries(args ?? {}).map(([name, arg]) => [name, {...(arg as object), ignoreStdin: true}])
    const input = {args: Object.fromEntries(expected), baseFlags, flags, strict} as Interfaces.Input<F, B, A>
    const output = await super.parse(input, markValues(argv, {...baseFlags, ...flags} as Interfaces.FlagInput))
    const typed = Object.entries(output.flags).map(([name, value]) => [name, typedValue(value)])
    return {...output, flags: Object.fromEntries(typed)}
  }

  /** Settings, host and keys, client, notes. Sends nothing. */
  protected async open(flags: FlagValues): Promise<Context> {
    assertOneKeySource(flags)
    const context = await openConnection(await localContext(flags, this.io, this.config))
    this.client = context.client
    return context
  }

  /** An answer that is not as documented is to blame for what nobody foresaw. @throws the error */
  protected override async catch(error: Error): Promise<never> {
    const strange = explain(error).code === 'internal' ? this.client?.strange() : undefined
    if (!strange) throw error
    strange.notes.push(...(error instanceof CliError ? error.notes : []))
    throw Object.assign(strange, {cause: error})
  }

  /** The context of a command that sends nothing; --curl has no request to show. @throws CliError `usage` */
  protected async openOffline(flags: FlagValues): Promise<LocalContext> {
    assertOneKeySource(flags)
    const local = await localContext(flags, this.io, this.config)
    if (local.settings.curl) throw new CliError('usage', '--curl: this command sends no request')
    return local
  }

  /** The context of a command that prints no data either, for which --jq is refused. @throws CliError `usage` */
  protected async openSilent(flags: FlagValues): Promise<LocalContext> {
    const local = await this.openOffline(flags)
    if (local.jq) throw new CliError('usage', '--jq: this command prints no JSON')
    return local
  }

  /**
   * Begins a command of one operation: reads flags and arguments, opens the context, checks the query.
   * @throws CliError `not_available` for an operation of another server version
   */
  protected async begin(
    operation: Operation,
    words: Pick<CommandSpec, 'completeQuery'>,
  ): Promise<{context: Context; input: OperationInput}> {
    const {context, selection} = await this.select({variants: [{operation}], first: 'older'}, words)
    const [call] = selection.selected
    return {context, input: {params: call?.input.params ?? {}, query: call?.input.query ?? {}}}
  }

  /**
   * Begins a command that several variants can answer: gives those that fit, in the order of asking.
   * @param extend reads what else a variant needs, such as its body; throws when that does not fit the variant
   */
  protected async select<S extends Variant>(
    variants: Pick<Variants<S>, 'first' | 'variants'>,
    {completeQuery}: Pick<CommandSpec, 'completeQuery'>,
    extend: (variant: S, context: Context) => Promise<Partial<VariantInput>> = async () => ({}),
  ): Promise<{context: Context; selection: Selection<S>}> {
    const {args, flags} = await this.parse(this.ctor)
    const context = await this.open(flags)
    const [{operation}] = variants.variants
    assertMayWrite(operation, context.settings)
    assertSelfHosted(operation, context.connection)
    assertKnownColumns(operation, context.settings)
    const params = paramsOf(operation, args)
    const selection = await selectVariants(context, variants, async (variant) => {
      const schema = variant.query ?? variant.operation.query
      const given = await readFields(schema, flags, context.reader)
      assertNoEmptyFilter(fieldsOf(schema), given)
      const query = check(schema, (await completeQuery?.(given, context)) ?? given)
      assertKept(brokenText(query), fieldsOf(schema))
      return {params, query, ...(await extend(variant, context))}
    })
    return {context, selection}
  }
}

/** An empty filter, such as one from an empty variable, would list or delete everything. @throws CliError `usage` */
function assertNoEmptyFilter(fields: Field[], given: Record<string, unknown>): void {
  const empty = fields.find(({name}) => [given[name]].flat().includes(''))
  if (empty)
    throw new CliError('usage', `--${empty.flag} is empty; nothing was sent`, 'Leave it out, or give it a value.')
  const [from, to] = ['from', 'to'].map((flag) => given[fields.find((field) => field.flag === flag)?.name ?? ''])
  if (typeof from === 'string' && typeof to === 'string') assertWindow(from, to)
}

/** Refuses wrong columns before a write is sent. @throws CliError `usage` */
function assertKnownColumns(operation: Operation, {columns}: Settings): void {
  const schema = 'response' in operation ? operation.response : undefined
  if (operation.effect === 'read' || !columns || !(schema instanceof z.ZodObject)) return
  const strange = columns.find((column) => !Object.hasOwn(schema.shape, parsePath(column)[0] ?? ''))
  if (strange === undefined) return
  const names = Object.keys(schema.shape).join(', ')
  throw new CliError('usage', `--columns: there is no "${strange}" here; nothing was sent`, `Columns: ${names}.`)
}

/** Keeps the admin key away from Langfuse Cloud. @throws CliError `not_available` */
export function assertSelfHosted({scope}: Pick<Operation, 'scope'>, {host}: Connection): void {
  if (scope !== 'admin' || !isCloud(host)) return
  const message = `${hostLabel(host)} is Langfuse Cloud, which has no admin API: that is for self-hosted servers`
  throw new CliError('not_available', message, 'Name the server with --host or LANGFUSE_BASE_URL.')
}

import {Flags} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import type {Row} from '../../api/json/object.js'
import type {Endpoint} from '../../api/operation/endpoint.js'
import {dryRun, runWithFallback} from '../../api/variants/run.js'
import {asVariants, type ObjectVariant, type Variants} from '../../api/variants/variant.js'
import {bodyFlag, checkBody, readBody} from '../input/body.js'
import type {FlagValues} from '../input/flags.js'
import {canAsk, confirmByName, confirmDestructive} from '../output/confirm.js'
import {toCurl} from '../output/curl.js'
import {printAnswer} from '../output/object.js'
import {write} from '../output/write.js'
import {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, describeCommand} from './describe.js'
import {fetchVariant} from './run-variants.js'
import type {CommandSpec} from './spec.js'

/** The spec of a command that destroys something. */
export interface RemoveSpec extends CommandSpec {
  /** What is deleted, for the question and the line at the end: `prompt greet, version 3`. */
  what: (args: Record<string, string>, flags: FlagValues, body: Row) => string
  /** What is deleted, looked up on the server when a person is asked. */
  details?: (context: Context, args: Record<string, string>) => Promise<string | undefined>
  /** The name to type as confirmation, looked up on the server. Without it a yes is enough. */
  confirmByTyping?: (context: Context, args: Record<string, string>) => Promise<string>
  /** A warning before the deletion, looked up on the server. */
  warningFor?: (context: Context, args: Record<string, string>, body: Row) => Promise<string | undefined>
  /** What holds afterwards, where the server does not say whether there was anything to delete. */
  done?: (args: Record<string, string>, body: Row) => string
  /** The server queues the deletion. */
  queued?: boolean
}

/** Makes the command of an operation that destroys something; it asks first. */
export function remove(asked: Endpoint | Variants<ObjectVariant>, spec: RemoveSpec): CommandClass {
  const variants = asVariants(asked)
  const [{operation}] = variants.variants
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, selection} = await this.select(variants, spec, async (variant, {flags, reader}) => {
        const {body: schema} = variant.operation
        return schema ? {body: checkBody(schema, await readBody(schema, flags, reader), variant.operation)} : {}
      })
      const request = await dryRun(selection, fetchVariant)
      if (context.settings.curl) return write(this.io.stdout, `${toCurl(request)}\n`)
      const {flags, notes} = context
      const {params = {}, body = {}} = selection.selected[0]?.input ?? {}
      const what = spec.what(params, flags, body)
      if (!(await this.mayDelete(context, what, params, body))) return notes.note('Nothing was deleted.')
      notes.progress('deleting…')
      const {row} = await runWithFallback(selection, fetchVariant).finally(() => notes.pause())
      if (row.success === false) throw new CliError('rejected', `The server says that it did not delete ${what}`)
      notes.done(spec.done?.(params, body) ?? `${spec.queued ? 'Queued the deletion of' : 'Deleted'} ${what}`)
      await printAnswer(context, row)
    }

    private async mayDelete(
      context: Context,
      what: string,
      params: Record<string, string>,
      body: Row,
    ): Promise<boolean> {
      const {connection, flags, notes} = context
      const yes = Boolean(flags.yes)
      const asking = !yes && canAsk(this.io)
      const caution = yes || asking ? await spec.warningFor?.(context, params, body) : undefined
      const details = asking ? await spec.details?.(context, params) : undefined
      const name = asking ? await spec.confirmByTyping?.(context, params) : undefined
      notes.pause()
      if (caution) notes.warn(caution)
      const loss = `delete ${details ?? what} on ${connection.originFor(operation.scope)}`
      return name === undefined ? confirmDestructive(this.io, loss, yes) : confirmByName(this.io, loss, name)
    }
  }
  return describeCommand(command, variants, spec, {
    yes: Flags.boolean({char: 'y', summary: 'Do not ask'}),
    ...(operation.body ? {body: bodyFlag} : {}),
  })
}

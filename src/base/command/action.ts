import {Flags, type Interfaces} from '@oclif/core'
import * as z from 'zod'
import type {Row} from '../../api/json/object.js'
import {answerSchema, type Endpoint} from '../../api/operation/endpoint.js'
import {dryRun, runWithFallback} from '../../api/variants/run.js'
import {asVariants, type ObjectVariant, type Variants} from '../../api/variants/variant.js'
import {bodyFlag, changeSentences, checkBody, readBody} from '../input/body.js'
import {confirmDestructive} from '../output/confirm.js'
import {toCurl} from '../output/curl.js'
import {printObject, wantsAnswer, warnIfUnexpected} from '../output/object.js'
import {write} from '../output/write.js'
import {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, describeCommand} from './describe.js'
import {fetchVariant} from './run-variants.js'
import type {CommandSpec} from './spec.js'

/** The spec of a command that creates or updates. */
export interface ActionSpec extends CommandSpec {
  /** Flags that are not the API's. */
  flags?: Interfaces.FlagInput
  /** Completes the body from flags that are not the API's, before it is checked. */
  completeBody?: (body: Row, context: Context) => Promise<Row>
  /** A warning before it is sent. */
  warningFor?: (body: Row) => string | undefined
  /** What is lost, to be confirmed first: `replace connection openai`; undefined when nothing is. */
  confirmationFor?: (body: Row, args: Record<string, string>, context: Context) => Promise<string | undefined>
  /** The line that says what was done. */
  done: (answer: Row, args: Record<string, string>) => string
}

/** An answer in which what must be there, but is not, is called unknown. */
function withUnknowns(row: Row, {shape}: z.ZodObject): Row {
  const lacking = Object.keys(shape).filter((key) => row[key] === undefined && !shape[key].safeParse(undefined).success)
  return {...row, ...Object.fromEntries(lacking.map((key) => [key, '(unknown)']))}
}

/** Makes the command of an operation that creates or updates something from a body. */
export function action<Response extends z.ZodObject>(
  asked: Endpoint<string, z.ZodObject, z.ZodObject, Response> | Variants<ObjectVariant, Response>,
  spec: ActionSpec,
): CommandClass {
  const variants = asVariants(asked)
  const [{operation: first}] = variants.variants
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, selection} = await this.select(variants, spec, async ({operation}, {flags, reader, ...rest}) => {
        const schema = operation.body ?? z.object({})
        const given = await readBody(schema, flags, reader)
        const body = (await spec.completeBody?.(given, {flags, reader, ...rest})) ?? given
        return {body: checkBody(schema, body, operation)}
      })
      const operation = selection.selected[0]?.variant.operation
      const {body = {}, params = {}} = selection.selected[0]?.input ?? {}
      if (operation) for (const text of changeSentences(operation, body)) context.notes.alarm(text)
      if (context.settings.curl) {
        const schema = operation?.body
        return write(this.io.stdout, `${toCurl(await dryRun(selection, fetchVariant), schema ? {schema} : {})}\n`)
      }
      const caution = spec.warningFor?.(body)
      if (caution) context.notes.warn(caution)
      const {connection, flags} = context
      const lost = flags.yes ? undefined : await spec.confirmationFor?.(body, params, context)
      if (
        lost !== undefined &&
        !(await confirmDestructive(this.io, `${lost} on ${connection.originFor(first.scope)}`, false))
      ) {
        return context.notes.note('Nothing was changed.')
      }
      context.notes.progress('sending…')
      const fetched = await runWithFallback(selection, fetchVariant).finally(() => context.notes.pause())
      const {row} = fetched
      warnIfUnexpected(context, fetched.sent, answerSchema(fetched.operation))
      context.notes.done(spec.done(withUnknowns(row, variants.item), params))
      if (wantsAnswer(context)) await printObject(context, row, variants.item, 'json')
    }
  }
  return describeCommand(command, variants, spec, {
    ...spec.flags,
    ...(spec.confirmationFor ? {yes: Flags.boolean({char: 'y', summary: 'Do not ask'})} : {}),
    body: bodyFlag,
  })
}

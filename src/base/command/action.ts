import {Flags, type Interfaces} from '@oclif/core'
import * as z from 'zod'
import type {Row} from '../../api/json/object.js'
import {answerSchema, type Endpoint} from '../../api/operation/endpoint.js'
import {dryRun, runWithFallback} from '../../api/variants/run.js'
import {asVariants, type ObjectVariant, type Variants} from '../../api/variants/variant.js'
import {bodyFlag, changeSentences, checkBody, leftOut, readBody} from '../input/body.js'
import {canAsk, confirmDestructive} from '../output/confirm.js'
import {toCurl} from '../output/curl.js'
import {errorAfterPrinting, printObject, wantsAnswer, warnIfUnexpected} from '../output/object.js'
import {write} from '../output/write.js'
import {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, describeCommand} from './describe.js'
import {errorOfChange} from './kept.js'
import {fetchVariant} from './run-variants.js'
import type {CommandSpec} from './spec.js'

/** Something that a body replaces as a whole. */
export interface Replaced {
  /** For the question: `LLM connection openai (openai, key ...7890)` */
  what: string
  /** What of it is gone unless the body gives it, in the names of the body. */
  now: Row
}

/** The spec of a command that creates or updates. */
export interface ActionSpec extends CommandSpec {
  /** Flags that are not the API's. */
  flags?: Interfaces.FlagInput
  /** Completes the body from flags that are not the API's, before it is checked. */
  completeBody?: (body: Row, context: Context) => Promise<Row>
  /** A warning before it is sent. */
  warningFor?: (
    body: Row,
    args: Record<string, string>,
    context: Context,
  ) => Promise<string | undefined> | string | undefined
  /** What is lost, to be confirmed first: `replace connection openai`; undefined when nothing is. */
  confirmationFor?: (body: Row, args: Record<string, string>, context: Context) => Promise<string | undefined>
  /** What is replaced as a whole, looked up on the server; undefined when there is nothing yet. */
  replaces?: (body: Row, args: Record<string, string>, context: Context) => Promise<Replaced | undefined>
  /** Fields that the answer must carry as they were sent: all of them where a method replaces or updates, else none, unless said. */
  mustKeep?: string[]
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
      const caution = await spec.warningFor?.(body, params, context)
      if (caution) context.notes.warn(caution)
      if (!(await this.mayChange(context, body, params))) return context.notes.note('Nothing was changed.')
      context.notes.progress('sending…')
      const fetched = await runWithFallback(selection, fetchVariant).finally(() => context.notes.pause())
      const {row} = fetched
      warnIfUnexpected(context, fetched.sent, answerSchema(fetched.operation))
      const claims = spec.mustKeep ?? (first.method === 'POST' ? [] : Object.keys(body))
      const error = errorOfChange(body, claims, row)
      if (!error) context.notes.done(spec.done(withUnknowns(row, variants.item), params))
      const print = async () => {
        if (wantsAnswer(context)) await printObject(context, row, variants.item, 'json')
      }
      if (error) throw await errorAfterPrinting(error, print)
      await print()
    }

    private async mayChange(context: Context, body: Row, params: Record<string, string>): Promise<boolean> {
      const {connection, flags, notes} = context
      const refused = first.effect === 'destroy' && !flags.yes && !canAsk(this.io)
      const replaced = refused ? undefined : await spec.replaces?.(body, params, context)
      const gone = replaced ? leftOut(first.body ?? z.object({}), replaced.now, body) : []
      const loses = gone.length === 0 ? '' : `loses what is not given: ${gone.join(', ')}`
      if (replaced && loses && flags.yes) notes.warn(`${replaced.what} ${loses}.`)
      if (flags.yes) return true
      const lost = replaced
        ? `replace ${replaced.what}${loses && `, which ${loses},`}`
        : await spec.confirmationFor?.(body, params, context)
      return lost === undefined || confirmDestructive(this.io, `${lost} on ${connection.originFor(first.scope)}`, false)
    }
  }
  return describeCommand(command, variants, spec, {
    ...spec.flags,
    ...(spec.confirmationFor || spec.replaces ? {yes: Flags.boolean({char: 'y', summary: 'Do not ask'})} : {}),
    body: bodyFlag,
  })
}

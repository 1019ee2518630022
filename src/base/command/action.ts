import {Flags, type Interfaces} from '@oclif/core'
import * as z from 'zod'
import type {Endpoint} from '../../api/operation/endpoint.js'
import {type Ask, type OneSide, oneOrTwins, type Twins} from '../../api/variants/variant.js'
import {bodyFlag, readBody} from '../input/body.js'
import {check} from '../input/flags.js'
import type {Row} from '../output/column.js'
import {confirmLoss} from '../output/confirm.js'
import {toCurl} from '../output/curl.js'
import {printObject, wantsAnswer, warnOfSurprise} from '../output/object.js'
import {write} from '../output/write.js'
import {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, type CommandWords, describeCommand} from './describe.js'
import {firstAnswer, firstOf} from './run-variants.js'

/** The words of a command that creates or updates. */
export interface ActionWords extends CommandWords {
  /** Flags that are not the API's. */
  flags?: Interfaces.FlagInput
  /** Completes the body from flags that are not the API's, before it is checked. */
  complete?: (body: Row, context: Context) => Promise<Row>
  /** What to know before it is sent. */
  caution?: (body: Row) => string | undefined
  /** What is lost by it, to be asked about first: `replace connection openai`; undefined when nothing is. */
  loses?: (body: Row, args: Record<string, string>, context: Context) => Promise<string | undefined>
  /** The line that says what was done. */
  done: (answer: Row, args: Record<string, string>) => string
}

function send(side: OneSide, ask: Ask): Promise<Row> {
  return side.fetch(ask)
}

/** Makes the command of an operation that creates or updates something from a body. */
export function action<Response extends z.ZodObject>(
  asked: Endpoint<string, z.ZodObject, z.ZodObject, Response> | Twins<OneSide, Response>,
  words: ActionWords,
): CommandClass {
  const twins = oneOrTwins(asked)
  const [{operation: first}] = twins.sides
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, calls} = await this.beginAny(twins, words, async ({operation}, {flags, reader, ...rest}) => {
        const schema = operation.body ?? z.object({})
        const given = await readBody(schema, flags, reader)
        const body = (await words.complete?.(given, {flags, reader, ...rest})) ?? given
        return {body: check(schema, body, operation)}
      })
      const {body = {}, params = {}} = calls.calls[0]?.input ?? {}
      if (context.settings.curl) {
        const schema = calls.calls[0]?.side.operation.body
        return write(`${toCurl(await firstOf(context, calls, send), schema ? {schema} : {})}\n`)
      }
      const caution = words.caution?.(body)
      if (caution) context.notes.warn(caution)
      const {connection, flags} = context
      const lost = flags.yes ? undefined : await words.loses?.(body, params, context)
      if (lost !== undefined && !(await confirmLoss(`${lost} on ${connection.originFor(first.scope)}`, false))) {
        return context.notes.note('Nothing was changed.')
      }
      context.notes.progress('sending…')
      const row = await firstAnswer(context, calls, send).finally(() => context.notes.pause())
      warnOfSurprise(context, row, twins.item)
      context.notes.done(words.done(row, params))
      if (wantsAnswer(context.settings)) await printObject(context, row, twins.item, 'json')
    }
  }
  return describeCommand(command, twins, words, {
    ...words.flags,
    ...(words.loses ? {yes: Flags.boolean({char: 'y', summary: 'Do not ask'})} : {}),
    body: bodyFlag,
  })
}

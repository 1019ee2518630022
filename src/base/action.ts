import {Flags, type Interfaces} from '@oclif/core'
import type * as z from 'zod'
import type {Endpoint} from '../api/endpoint.js'
import {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, type CommandWords, describeCommand} from './describe.js'
import {bodyFlag, readBody} from './input/body.js'
import {check} from './input/flags.js'
import type {Row} from './output/column.js'
import {confirmLoss} from './output/confirm.js'
import {toCurl} from './output/curl.js'
import {printObject, warnOfSurprise} from './output/object.js'
import {write} from './output/write.js'

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

/** Makes the command of an operation that creates or updates something from a body. */
export function action<Response extends z.ZodObject>(
  operation: Endpoint<string, z.ZodObject, z.ZodObject, Response>,
  words: ActionWords,
): CommandClass {
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, input: place} = await this.begin(operation, words)
      const given = await readBody(operation.body, context.flags, context.reader)
      const body = check(operation.body, (await words.complete?.(given, context)) ?? given)
      const input = {...place, body}
      if (context.settings.curl)
        return write(`${toCurl(context.client.prepare(operation, input), {schema: operation.body})}\n`)
      const caution = words.caution?.(body)
      if (caution) context.notes.warn(caution)
      const {connection, flags} = context
      const lost = flags.yes ? undefined : await words.loses?.(body, input.params, context)
      if (lost !== undefined && !(await confirmLoss(`${lost} on ${connection.originFor(operation.scope)}`, false))) {
        return context.notes.note('Nothing was changed.')
      }
      context.notes.progress('sending…')
      const answer = await context.client.request(operation, input).finally(() => context.notes.pause())
      const row = answer.data as Row
      warnOfSurprise(context, row, operation.response)
      context.notes.done(words.done(row, input.params))
      if (context.settings.output || !process.stdout.isTTY) {
        await printObject(context, row, operation.response, 'json')
      }
    }
  }
  return describeCommand(command, operation, words, {
    ...words.flags,
    ...(words.loses ? {yes: Flags.boolean({char: 'y', summary: 'Do not ask'})} : {}),
    body: bodyFlag,
  })
}

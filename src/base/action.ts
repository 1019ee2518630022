import type {Interfaces} from '@oclif/core'
import type * as z from 'zod'
import type {Endpoint} from '../api/endpoint.js'
import {bodyFlag, readBody} from './body.js'
import type {Row} from './column.js'
import {BaseCommand, type Context, operationInfo} from './command.js'
import {toCurl} from './curl.js'
import {argsOf, check, flagsOf, paramsOf} from './flags.js'
import {printObject, warnOfSurprise} from './object.js'
import {write} from './write.js'

/** The words of a command that creates or updates. */
export interface ActionWords {
  summary: string
  description?: string
  examples: string[]
  /** Flags that are not the API's. */
  flags?: Interfaces.FlagInput
  /** Completes the body from flags that are not the API's, before it is checked. */
  complete?: (body: Row, context: Context) => Promise<Row>
  /** What to know before it is sent. */
  caution?: (body: Row) => string | undefined
  /** The line that says what was done. */
  done: (answer: Row, args: Record<string, string>) => string
}

/** Makes the command of an operation that creates or updates something from a body. */
export function action<Response extends z.ZodObject>(
  operation: Endpoint<string, z.ZodObject, z.ZodObject, Response>,
  words: ActionWords,
): typeof BaseCommand & (new (...args: ConstructorParameters<typeof BaseCommand>) => BaseCommand) {
  return class extends BaseCommand {
    static override summary = words.summary
    static override description = words.description
    static override examples = words.examples
    static override args = argsOf(operation)
    static override flags = {...flagsOf(operation.body), ...words.flags, body: bodyFlag}
    static override operations = [operationInfo(operation)]
    static override effect = operation.effect

    async run(): Promise<void> {
      const {args, flags} = await this.parse(this.ctor)
      const context = await this.open(flags)
      this.refuseOtherGeneration(operation, context)
      const given = await readBody(operation.body, flags, context.reader)
      const body = check(operation.body, (await words.complete?.(given, context)) ?? given)
      const input = {params: paramsOf(operation, args), body}
      if (context.settings.curl) return write(`${toCurl(context.client.prepare(operation, input))}\n`)
      const caution = words.caution?.(body)
      if (caution) context.notes.warn(caution)
      context.notes.progress('sending…')
      const answer = await context.client.request(operation, input).finally(() => context.notes.pause())
      const row = (answer.data ?? {}) as Row
      warnOfSurprise(context, row, operation.response)
      context.notes.done(words.done(row, input.params))
      if (context.settings.output || !process.stdout.isTTY) {
        await printObject(context, row, operation.response, 'json')
      }
    }
  }
}

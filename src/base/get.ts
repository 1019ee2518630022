import type {Interfaces} from '@oclif/core'
import type * as z from 'zod'
import type {Endpoint} from '../api/endpoint.js'
import {ApiError} from '../api/errors.js'
import {isObject} from '../api/is-object.js'
import {BaseCommand, type OperationInput} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, type CommandWords, describeCommand} from './describe.js'
import {AnnotatedError} from './errors/errors.js'
import type {Row} from './output/column.js'
import {toCurl} from './output/curl.js'
import {printObject, warnOfSurprise} from './output/object.js'
import {write} from './output/write.js'

/** The words of a command that reads one thing. */
export interface GetWords extends CommandWords {
  /** Flags that are not the API's. */
  flags?: Interfaces.FlagInput
  /** Prints in its own way; gives false to leave it to the usual one. */
  print?: (row: Row, context: Context) => Promise<boolean>
  /** The answer that an error carries, to be printed before it; undefined when it carries none. */
  answerOf?: (error: unknown) => unknown
  /** What might have been meant, when there is no such thing. */
  whenMissing?: (context: Context, args: Record<string, string>) => Promise<string | undefined>
}

/** Makes the command of an operation that reads one thing. */
export function get<Response extends z.ZodObject>(
  operation: Endpoint<string, z.ZodObject, undefined, Response>,
  words: GetWords,
): CommandClass {
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, input} = await this.begin(operation, words)
      if (context.settings.curl) return write(`${toCurl(context.client.prepare(operation, input))}\n`)
      context.notes.progress('asking…')
      const row = await this.fetch(context, input)
      if (!(await words.print?.(row, context))) await this.show(row, context)
    }

    private async show(row: Row, context: Context): Promise<void> {
      warnOfSurprise(context, row, operation.response)
      await printObject(context, row, operation.response, process.stdout.isTTY ? 'table' : 'json')
    }

    private async fetch(context: Context, input: OperationInput): Promise<Row> {
      try {
        const answer = await context.client.request(operation, input)
        return answer.data as Row
      } catch (error) {
        const answer = words.answerOf?.(error)
        if (isObject(answer)) await this.show(answer, context)
        const missing = error instanceof ApiError && error.status === 404 && !error.missingRoute
        const note = missing ? await words.whenMissing?.(context, input.params).catch(() => undefined) : undefined
        throw note ? new AnnotatedError(error as ApiError, note) : error
      } finally {
        context.notes.pause()
      }
    }
  }
  return describeCommand(command, operation, words, words.flags ?? {})
}

import {Flags} from '@oclif/core'
import type * as z from 'zod'
import type {Endpoint, Input} from '../api/endpoint.js'
import {ApiError} from '../api/errors.js'
import {BaseCommand, type Context, operationInfo} from './command.js'
import {canAsk, confirmDelete} from './confirm.js'
import {toCurl} from './curl.js'
import {argsOf, check, type FlagValues, flagsOf, paramsOf, readFields} from './flags.js'
import {toJson} from './render.js'
import {write} from './write.js'

/** The words of a command that destroys something. */
export interface RemoveWords {
  summary: string
  description?: string
  examples: string[]
  /** What goes, for the question and the line at the end: `prompt greet, version 3`. */
  what: (args: Record<string, string>, flags: FlagValues) => string
  /** What goes, looked up on the server, when somebody is there to be asked. */
  details?: (context: Context, args: Record<string, string>) => Promise<string | undefined>
  /** The server only notes the wish and deletes later. */
  queued?: boolean
}

/** Makes the command of an operation that destroys something; it asks first. */
export function remove(
  operation: Endpoint<string, z.ZodObject, undefined>,
  words: RemoveWords,
): typeof BaseCommand & (new (...args: ConstructorParameters<typeof BaseCommand>) => BaseCommand) {
  return class extends BaseCommand {
    static override summary = words.summary
    static override description = words.description
    static override examples = words.examples
    static override args = argsOf(operation)
    static override flags = {
      yes: Flags.boolean({char: 'y', summary: 'Do not ask'}),
      ...flagsOf(operation.query),
    }
    static override operations = [operationInfo(operation)]
    static override effect = operation.effect

    async run(): Promise<void> {
      const {args, flags} = await this.parse(this.ctor)
      const context = await this.open(flags)
      this.refuseOtherGeneration(operation, context)
      const query = check(operation.query, await readFields(operation.query, flags, context.reader))
      const input = {params: paramsOf(operation, args), query}
      const request = context.client.prepare(operation, input)
      if (context.settings.curl) return write(`${toCurl(request)}\n`)
      const {notes, connection} = context
      const what = words.what(input.params, flags)
      const yes = Boolean(flags.yes)
      const details = !yes && canAsk() ? await words.details?.(context, input.params) : undefined
      notes.pause()
      if (!(await confirmDelete(`${details ?? what} on ${connection.origin}`, yes)))
        return notes.note('Nothing was deleted.')
      notes.progress('deleting…')
      const data = await this.carryOut(context, input).finally(() => notes.pause())
      notes.done(`${words.queued ? 'Queued the deletion of' : 'Deleted'} ${what}`)
      if (context.settings.output === 'json' || context.settings.output === 'ndjson')
        await write(`${toJson(data ?? {})}\n`)
    }

    private async carryOut(context: Context, input: Input): Promise<unknown> {
      try {
        return (await context.client.send(operation, input)).data
      } catch (error) {
        if (error instanceof ApiError && error.status === 404 && !error.missingRoute && error.maybeDone)
          return undefined
        throw error
      }
    }
  }
}

import {Flags} from '@oclif/core'
import type * as z from 'zod'
import type {Endpoint, Input} from '../api/endpoint.js'
import {ApiError} from '../api/errors.js'
import {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, type CommandWords, describeCommand} from './describe.js'
import {bodyFlag, readBody} from './input/body.js'
import {check, type FlagValues} from './input/flags.js'
import type {Row} from './output/column.js'
import {canAsk, confirmByName, confirmLoss} from './output/confirm.js'
import {toCurl} from './output/curl.js'
import {toJson} from './output/render.js'
import {write} from './output/write.js'

/** The words of a command that destroys something. */
export interface RemoveWords extends CommandWords {
  /** What goes, for the question and the line at the end: `prompt greet, version 3`. */
  what: (args: Record<string, string>, flags: FlagValues, body: Row) => string
  /** What goes, looked up on the server, when somebody is there to be asked. */
  details?: (context: Context, args: Record<string, string>) => Promise<string | undefined>
  /** What has to be typed before it goes, looked up on the server: its name. Without it a yes is enough. */
  typed?: (context: Context, args: Record<string, string>) => Promise<string>
  /** What to know before it goes, looked up on the server. */
  caution?: (context: Context, args: Record<string, string>, body: Row) => Promise<string | undefined>
  /** The server only notes the wish and deletes later. */
  queued?: boolean
}

/** Makes the command of an operation that destroys something; it asks first. */
export function remove(operation: Endpoint, words: RemoveWords): CommandClass {
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, input: place} = await this.begin(operation, words)
      const body = operation.body ? await this.readBody(operation.body, context) : undefined
      const input = body ? {...place, body} : place
      const request = context.client.prepare(operation, input)
      if (context.settings.curl) return write(`${toCurl(request)}\n`)
      const {flags, notes} = context
      const what = words.what(place.params, flags, body ?? {})
      if (!(await this.mayDelete(context, what, place.params, body ?? {}))) return notes.note('Nothing was deleted.')
      notes.progress('deleting…')
      const data = await this.carryOut(context, input).finally(() => notes.pause())
      notes.done(`${words.queued ? 'Queued the deletion of' : 'Deleted'} ${what}`)
      if (context.settings.output === 'json' || context.settings.output === 'ndjson')
        await write(`${toJson(data ?? {})}\n`)
    }

    private async mayDelete(
      context: Context,
      what: string,
      params: Record<string, string>,
      body: Row,
    ): Promise<boolean> {
      const {connection, flags, notes} = context
      const yes = Boolean(flags.yes)
      const asking = !yes && canAsk()
      const caution = yes || asking ? await words.caution?.(context, params, body) : undefined
      const details = asking ? await words.details?.(context, params) : undefined
      const name = asking ? await words.typed?.(context, params) : undefined
      notes.pause()
      if (caution) notes.warn(caution)
      const loss = `delete ${details ?? what} on ${connection.originFor(operation.scope)}`
      return name === undefined ? confirmLoss(loss, yes) : confirmByName(loss, name)
    }

    private async readBody(schema: z.ZodObject, context: Context): Promise<Row> {
      return check(schema, await readBody(schema, context.flags, context.reader))
    }

    private async carryOut(context: Context, input: Input): Promise<unknown> {
      try {
        return (await context.client.request(operation, input)).data
      } catch (error) {
        if (error instanceof ApiError && error.status === 404 && !error.missingRoute && error.maybeDone)
          return undefined
        throw error
      }
    }
  }
  return describeCommand(command, operation, words, {
    yes: Flags.boolean({char: 'y', summary: 'Do not ask'}),
    ...(operation.body ? {body: bodyFlag} : {}),
  })
}

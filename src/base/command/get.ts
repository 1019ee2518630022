import type {Interfaces} from '@oclif/core'
import type * as z from 'zod'
import {annotate} from '../../api/errors/cli-error.js'
import {ApiError, NetworkError} from '../../api/http/errors.js'
import {isObject, type Row} from '../../api/json/object.js'
import {answerSchema, type Endpoint} from '../../api/operation/endpoint.js'
import {dryRun, runWithFallback} from '../../api/variants/run.js'
import type {Selection} from '../../api/variants/select.js'
import {asVariants, type ObjectVariant, type Variants} from '../../api/variants/variant.js'
import {toCurl} from '../output/curl.js'
import {errorAfterPrinting, printObject, warnIfUnexpected} from '../output/object.js'
import {write} from '../output/write.js'
import {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, describeCommand} from './describe.js'
import {type FetchedBy, fetchVariant} from './run-variants.js'
import type {CommandSpec} from './spec.js'

/** The spec of a command that reads one object. */
export interface GetSpec extends CommandSpec {
  /** Flags that are not the API's. */
  flags?: Interfaces.FlagInput
  /** Prints the answer; false leaves that to the usual way. */
  print?: (row: Row, context: Context) => Promise<boolean>
  /** The answer in an error, to be printed before it; undefined when there is none. */
  answerOf?: (error: unknown) => unknown
  /** A suggestion when the object does not exist. */
  whenMissing?: (context: Context, args: Record<string, string>) => Promise<string | undefined>
}

/** A suggestion is not worth an error of the server or the network; any other one counts. */
function withoutAnswer(error: unknown): undefined {
  if (!(error instanceof ApiError || error instanceof NetworkError)) throw error
}

/** Makes the command of an operation, or of the variants of a question, that reads one object. */
export function get<Response extends z.ZodObject>(
  asked: Endpoint<string, z.ZodObject, undefined, Response> | Variants<ObjectVariant, Response>,
  spec: GetSpec,
): CommandClass {
  const variants = asVariants(asked)
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, selection} = await this.select(variants, spec)
      if (context.settings.curl) return write(this.io.stdout, `${toCurl(await dryRun(selection, fetchVariant))}\n`)
      context.notes.progress('asking…')
      const fetched = await this.fetch(context, selection)
      const printed = context.jq ? false : await spec.print?.(fetched.row, context)
      if (!printed) await this.show(fetched, context)
    }

    private async show({row, sent, operation}: FetchedBy, context: Context): Promise<void> {
      warnIfUnexpected(context, sent, answerSchema(operation))
      await printObject(context, row, variants.item)
    }

    private async fetch(context: Context, selection: Selection<ObjectVariant>): Promise<FetchedBy> {
      try {
        return await runWithFallback(selection, fetchVariant)
      } catch (error) {
        const answer = spec.answerOf?.(error)
        const failure = isObject(answer)
          ? await errorAfterPrinting(error as Error, () =>
              this.show({row: answer, sent: [answer], operation: variants.variants[0].operation}, context),
            )
          : error
        const missing = error instanceof ApiError && error.status === 404 && !error.missingRoute
        const note = missing
          ? await spec.whenMissing?.(context, selection.selected[0]?.input.params ?? {}).catch(withoutAnswer)
          : undefined
        throw note ? annotate(failure as Error, note) : failure
      } finally {
        context.notes.pause()
      }
    }
  }
  return describeCommand(command, variants, spec, spec.flags ?? {})
}

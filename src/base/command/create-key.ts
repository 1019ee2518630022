import {Flags} from '@oclif/core'
import type * as z from 'zod'
import {CliError} from '../../api/errors/cli-error.js'
import type {Row} from '../../api/json/object.js'
import type {Endpoint, Input} from '../../api/operation/endpoint.js'
import {bodyFlag, readBody} from '../input/body.js'
import {check} from '../input/flags.js'
import {type NewFile, newFile} from '../input/new-file.js'
import {toCurl} from '../output/curl.js'
import {printObject, wantsAnswer, warnIfUnexpected} from '../output/object.js'
import {write} from '../output/write.js'
import {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, describeCommand} from './describe.js'
import type {CommandSpec} from './spec.js'

/** The columns of a list of key pairs. */
export const KEY_COLUMNS = [
  'id',
  {path: 'publicKey', header: 'public', kind: 'id'},
  {path: 'displaySecretKey', header: 'secret'},
  'note',
  {path: 'createdAt', header: 'created'},
  {path: 'lastUsedAt', header: 'used'},
] as const

/** The spec of a command that creates a key pair. */
export interface CreateKeySpec extends CommandSpec {
  /** How the variables of the saved file begin: `LANGFUSE` for LANGFUSE_PUBLIC_KEY. */
  prefix: string
  /** What the key opens: `project p1`. */
  opens: (args: Record<string, string>) => string
}

/** More bytes than a new key with its note takes. */
const LONGEST_ANSWER = 10_000

/** The secret is shown once, so it needs a terminal, a typed format or a file. @throws CliError `usage` */
function requireDestination({settings, flags}: Context): void {
  if (flags['save-to'] !== undefined) return
  const {jq, maxBytes = LONGEST_ANSWER, output} = settings
  const cutter = jq === undefined ? (maxBytes < LONGEST_ANSWER ? '--max-bytes' : undefined) : '--jq'
  if (cutter) {
    const message = `The secret of a new key is shown once, and ${cutter} could keep it back; nothing was sent`
    throw new CliError('usage', message, 'Save it with --save-to FILE.')
  }
  if (output !== undefined || process.stdout.isTTY) return
  const message = 'The secret of a new key is shown once, and stdout is not a terminal; nothing was sent'
  throw new CliError('usage', message, 'Save it with --save-to FILE, or ask for it with --json.')
}

/** Makes the command of an operation that creates a key pair: no other command prints a secret. */
export function createKey<Response extends z.ZodObject>(
  operation: Endpoint<string, z.ZodObject, z.ZodObject, Response>,
  spec: CreateKeySpec,
): CommandClass {
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, input: given} = await this.begin(operation, spec)
      const body = check(operation.body, await readBody(operation.body, context.flags, context.reader), operation)
      const input = {...given, body}
      const {client, flags, notes, settings} = context
      if (settings.curl) return write(`${toCurl(client.prepare(operation, input), {schema: operation.body})}\n`)
      requireDestination(context)
      const path = flags['save-to'] as string | undefined
      const file = path === undefined ? undefined : await newFile(path, '--save-to')
      const row = await this.make(context, input, file)
      warnIfUnexpected(context, row, operation.response)
      const made = `Created key ${row.publicKey} of ${spec.opens(given.params)}`
      if (file) return this.save(context, row, made, file)
      notes.done(made)
      notes.note('Keep the secret now: it is never shown again.')
      await printObject(context, row, operation.response, 'table')
    }

    private async make({client, notes}: Context, input: Input, file: NewFile | undefined): Promise<Row> {
      notes.progress('sending…')
      try {
        return (await client.request(operation, input)).data as Row
      } catch (error) {
        await file?.discard()
        throw error
      } finally {
        notes.pause()
      }
    }

    private async save(context: Context, {secretKey, ...shown}: Row, made: string, file: NewFile): Promise<void> {
      const lines = [`${spec.prefix}_PUBLIC_KEY=${shown.publicKey}`, `${spec.prefix}_SECRET_KEY=${secretKey}`]
      await file.write(`${lines.join('\n')}\n`, `${made}, but its secret is lost: delete it and make another one`)
      context.notes.done(`${made}, saved in ${file.path}`)
      if (wantsAnswer(context.settings)) await printObject(context, shown, operation.response, 'json')
    }
  }
  return describeCommand(command, operation, spec, {
    'save-to': Flags.string({
      summary: 'Write the pair to this new file, for its owner alone, and do not show the secret',
      helpValue: '<file>',
    }),
    body: bodyFlag,
  })
}

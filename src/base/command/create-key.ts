import {Flags} from '@oclif/core'
import type * as z from 'zod'
import {CliError} from '../../api/errors/cli-error.js'
import type {Row} from '../../api/json/object.js'
import type {Endpoint, Input} from '../../api/operation/endpoint.js'
import {keyFault} from '../account/keys.js'
import {bodyFlag, checkBody, readBody} from '../input/body.js'
import {envLine} from '../input/env-file.js'
import {toCurl} from '../output/curl.js'
import {printObject, wantsAnswer, warnIfUnexpected} from '../output/object.js'
import {write} from '../output/write.js'
import {type FileSink, openFileSink} from '../state/file-sink.js'
import {systemCode} from '../state/file-system.js'
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
function requireDestination({flags, io, settings}: Context): void {
  if (flags['save-to'] !== undefined) return
  const {jq, maxBytes = LONGEST_ANSWER, output} = settings
  const cutter = jq === undefined ? (maxBytes < LONGEST_ANSWER ? '--max-bytes' : undefined) : '--jq'
  if (cutter) {
    const message = `The secret of a new key is shown once, and ${cutter} could keep it back; nothing was sent`
    throw new CliError('usage', message, 'Save it with --save-to FILE.')
  }
  if (output !== undefined || io.stdout.isTTY) return
  const message = 'The secret of a new key is shown once, and stdout is not a terminal; nothing was sent'
  throw new CliError('usage', message, 'Save it with --save-to FILE, or ask for it with --json.')
}

/** Bytes that a pair in a file takes at most. */
const RESERVED = 4096

/** A new file for a pair, with room for it on the disk, before there is a key. @throws CliError `file` */
async function openKeyFile(path: string): Promise<FileSink> {
  try {
    return await openFileSink(path, {mode: 0o600, exclusive: true, reserve: RESERVED})
  } catch (error) {
    const code = systemCode(error)
    if (code === undefined) throw error
    if (code !== 'EEXIST') throw new CliError('file', `--save-to: cannot make ${path}: ${code}; nothing was sent`)
    const message = `--save-to: ${path} exists and is not overwritten; nothing was sent`
    throw new CliError('file', message, 'Name a new file.')
  }
}

/** The lines of a file for --env; undefined for what is no pair of keys, or would not be read back as it is. */
function pairLines(prefix: string, {publicKey, secretKey}: Row): string | undefined {
  if (typeof publicKey !== 'string' || typeof secretKey !== 'string') return undefined
  if (keyFault('public', publicKey) ?? keyFault('secret', secretKey)) return undefined
  const lines = [envLine(`${prefix}_PUBLIC_KEY`, publicKey), envLine(`${prefix}_SECRET_KEY`, secretKey)]
  return lines.includes(undefined) ? undefined : `${lines.join('\n')}\n`
}

/** Refuses a pair of one's own that this program could not send later. @throws CliError `usage` */
function assertUsable(body: Row): void {
  if (body.publicKey === undefined || pairLines('', body) !== undefined) return
  const message = '--new-public-key and --new-secret-key must not have spaces, quotes or special characters'
  throw new CliError('usage', `${message}; nothing was sent`)
}

/** Makes the command of an operation that makes a key pair: the one place where a secret is printed. */
export function createKey<Response extends z.ZodObject>(
  operation: Endpoint<string, z.ZodObject, z.ZodObject, Response>,
  spec: CreateKeySpec,
): CommandClass {
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, input: given} = await this.begin(operation, spec)
      const body = checkBody(operation.body, await readBody(operation.body, context.flags, context.reader), operation)
      assertUsable(body as Row)
      const input = {...given, body}
      const {client, flags, notes, settings} = context
      if (settings.curl)
        return write(this.io.stdout, `${toCurl(client.prepare(operation, input), {schema: operation.body})}\n`)
      requireDestination(context)
      const path = flags['save-to'] as string | undefined
      const file = path === undefined ? undefined : await openKeyFile(path)
      const row = await this.make(context, input, file)
      const made = `Created key ${row.publicKey} of ${spec.opens(given.params)}`
      if (file && path !== undefined) return this.save(context, row, made, file, path)
      warnIfUnexpected(context, [row], operation.response)
      notes.done(made)
      notes.note('Keep the secret now: it is never shown again.')
      await printObject(context, row, operation.response, 'table')
    }

    private async make({client, notes}: Context, input: Input, file: FileSink | undefined): Promise<Row> {
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

    private async save(context: Context, row: Row, made: string, file: FileSink, path: string): Promise<void> {
      const {secretKey, ...shown} = row
      const lines = pairLines(spec.prefix, row)
      if (lines === undefined) {
        await file.discard()
        const hint = 'A key was made all the same: look it up in the list of keys, delete it, and make another one.'
        throw new CliError('rejected', `The answer holds no usable pair of keys; ${path} was not written`, hint)
      }
      warnIfUnexpected(context, [row], operation.response)
      try {
        await file.write(lines)
        await file.commit()
      } catch (error) {
        const lost = `${made}, but its secret is lost: delete it and make another one.`
        throw new CliError('file', `Cannot write ${path}: ${systemCode(error) ?? String(error)}`, lost)
      }
      context.notes.done(`${made}, saved in ${path}`)
      if (wantsAnswer(context)) await printObject(context, shown, operation.response, 'json')
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

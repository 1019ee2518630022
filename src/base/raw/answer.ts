import {STATUS_CODES} from 'node:http'
import {readBody} from '../../api/answer-body.js'
import type {ReceivedMessage} from '../../api/http.js'
import {size} from '../../api/size.js'
import type {LocalContext} from '../context.js'
import {PartialError, UsageError} from '../errors/errors.js'
import {type Filter, failed, lineOf} from '../output/jq.js'
import {toJson} from '../output/render.js'
import {isSecretHeader, withoutSecretFields} from '../output/secret-fields.js'
import {harmless} from '../output/terminal.js'
import {write} from '../output/write.js'

/** What an answer is shown as: as it came, or read as JSON. */
type Form = 'json' | 'ndjson' | 'pretty' | 'raw' | 'yaml'

/** What stands around an answer that is one of several. */
export interface Around {
  before?: string
  after?: string
  /** It is an element of a list. */
  within?: boolean
}

/** What --jq makes of an answer, and what it failed with behind that. */
function picked(jq: Filter, {bytes, text}: Pick<ReceivedMessage, 'bytes' | 'text'>): {text: string; failure?: Error} {
  const {data, whole} = readBody(text)
  if (!whole) throw new PartialError(`--jq: the answer is no JSON, but ${size(bytes.length)} of something else`)
  const {results, failure} = jq.run([data])
  const lines = results.flat().map(lineOf).join('')
  return {
    text: process.stdout.isTTY ? harmless(lines) : lines,
    ...(failure ? {failure: failed(jq, failure.message)} : {}),
  }
}

/** Bytes that are out, counted for --max-bytes. */
export interface Printed {
  bytes: number
}

/** @throws UsageError for a form that needs columns, and for what is about their headings */
export function refuseForm({flags, settings}: LocalContext): void {
  const format = flags.output
  if (flags.header !== undefined) {
    throw new UsageError("--header is about the headings of a table; a header of the request is -H 'name: value'")
  }
  if (settings.columns) {
    throw new UsageError('--columns: a raw answer has none', '--jq picks parts of it.')
  }
  if (format === 'table' || format === 'csv' || format === 'tsv') {
    throw new UsageError(
      `-o ${format}: a raw answer has no columns`,
      'Forms here: json, ndjson, yaml; without -o it comes as the server sent it.',
    )
  }
}

function formOf({settings: {output}}: LocalContext): Form {
  if (output === 'json' || output === 'ndjson' || output === 'yaml') return output
  return process.stdout.isTTY ? 'pretty' : 'raw'
}

async function inForm(form: Form, data: unknown): Promise<string> {
  if (form !== 'yaml') return `${toJson(data, form === 'ndjson' ? undefined : 2)}\n`
  const {toYaml} = await import('../output/yaml.js')
  return toYaml(data)
}

async function rendered(context: LocalContext, {bytes, text}: Pick<ReceivedMessage, 'bytes' | 'text'>) {
  const form = formOf(context)
  if (form === 'raw') return bytes
  const {data, whole} = readBody(text)
  if (!whole) {
    if (form !== 'pretty') context.notes.warn('the answer is no JSON; it is shown as it came.')
    return process.stdout.isTTY ? `${harmless(text).replace(/\n$/, '')}\n` : bytes
  }
  const shown = await inForm(form, data)
  return process.stdout.isTTY ? harmless(shown) : shown
}

/**
 * Prints the body of an answer: the one place where answers of `langfuse api` go out. Byte for byte into a pipe, readable and
 * harmless on a terminal, as -o says where that was typed; or what --jq makes of it. An empty body is nothing.
 * @param printed counts what is out, for answers that come one after another
 * @throws PartialError when it does not fit into --max-bytes: nothing of it is printed then
 */
export async function printAnswer(
  context: LocalContext,
  answer: Pick<ReceivedMessage, 'bytes' | 'text'>,
  {before = '', after = '', within = false}: Around = {},
  printed: Printed = {bytes: 0},
): Promise<void> {
  context.notes.pause()
  if (answer.bytes.length === 0) return
  const choice = context.jq && picked(context.jq, answer)
  const body = choice ? choice.text : await rendered(context, answer)
  const shown = within && typeof body === 'string' ? body.trimEnd() : body
  const bytes = Buffer.byteLength(before) + Buffer.byteLength(shown) + Buffer.byteLength(after)
  const {maxBytes} = context.settings
  if (maxBytes !== undefined && printed.bytes + bytes > maxBytes) {
    throw new PartialError(
      `The answer has ${size(bytes)} (${bytes.toLocaleString('en-US')} bytes), more than --max-bytes leaves; it is not printed`,
      'Ask for less, or leave --max-bytes out.',
    )
  }
  printed.bytes += bytes
  if (before !== '') await write(before)
  await write(shown)
  if (after !== '' && !(choice || endsLine(shown, after))) await write(after)
  if (choice?.failure) throw choice.failure
}

/** Whether a line that is to end has ended already. */
function endsLine(shown: Uint8Array | string, after: string): boolean {
  return after === '\n' && (typeof shown === 'string' ? shown.endsWith('\n') : shown.at(-1) === 0x0a)
}

/** Prints the status line and the headers of an answer, and an empty line. Values of headers that are secret are cut. */
export async function printHead({status, headers}: Pick<ReceivedMessage, 'headers' | 'status'>): Promise<void> {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${name}: ${isSecretHeader(name) ? '…' : withoutSecretFields(one)}`),
  )
  const text = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd(), ...lines, '', ''].join('\n')
  await write(process.stdout.isTTY ? harmless(text) : text)
}

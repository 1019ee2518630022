import {isUtf8} from 'node:buffer'
import {STATUS_CODES} from 'node:http'
import {CliError} from '../../api/errors/cli-error.js'
import {readBody} from '../../api/http/body.js'
import {size} from '../../api/http/byte-size.js'
import type {ReceivedMessage} from '../../api/http/messages.js'
import {INVALID_UTF8, type LocalContext} from '../command/context.js'
import {type Filter, failed, lineOf} from '../output/jq.js'
import {truncatedError} from '../output/max-bytes.js'
import {toJson} from '../output/render.js'
import {isSecretHeader, redactSecretFields} from '../output/secret-fields.js'
import {sanitizeForTerminal} from '../output/terminal.js'
import {write} from '../output/write.js'

const BOM = [0xef, 0xbb, 0xbf]

/** What an answer is shown as: as it came, or read as JSON. */
type Form = 'json' | 'ndjson' | 'pretty' | 'raw' | 'yaml'

/** What stands around an answer. */
export interface Around {
  /** Status line and headers come first. */
  head?: boolean
  before?: string
  /** Ends the answer, unless it ends so by itself. */
  after?: '\n'
  /** It is an element of a list. */
  within?: boolean
  /** Bytes that what follows the last answer takes; they are kept free. */
  room?: number
}

/** What is out already, counted for --max-bytes. */
export interface Printed {
  bytes: number
  /** Of --jq. */
  results: number
}

type Body = Pick<ReceivedMessage, 'bytes' | 'text'>

/** Prints what --jq makes of an answer, result by result as long as they fit. */
async function printResults({notes, settings}: LocalContext, jq: Filter, {bytes, text}: Body, printed: Printed) {
  const {data, whole} = readBody(text)
  if (!whole) throw new CliError('partial', `--jq: the answer is no JSON, but ${size(bytes.length)} of something else`)
  if (!isUtf8(bytes)) notes.alarm(INVALID_UTF8)
  const {results, failure} = jq.run([data])
  const {maxBytes = Number.POSITIVE_INFINITY} = settings
  const fitting: string[] = []
  let cut = false
  for (const result of results.flat()) {
    const line = process.stdout.isTTY ? sanitizeForTerminal(lineOf(result)) : lineOf(result)
    const length = Buffer.byteLength(line)
    cut = printed.bytes + length > maxBytes
    if (cut) break
    printed.bytes += length
    fitting.push(line)
  }
  printed.results += fitting.length
  if (fitting.length > 0) await write(fitting.join(''))
  if (cut) throw truncatedError(maxBytes, printed.results, 'result')
  if (failure) throw failed(jq, failure.message)
}

/** @throws CliError `usage` for a form that needs columns, and for what is about their headings */
export function refuseForm({flags, settings}: LocalContext): void {
  const format = flags.output
  if (flags.header !== undefined) {
    throw new CliError(
      'usage',
      "--header is about the headings of a table; a header of the request is -H 'name: value'",
    )
  }
  if (settings.columns) {
    throw new CliError('usage', '--columns: a raw answer has none', '--jq picks parts of it.')
  }
  if (format === 'table' || format === 'csv' || format === 'tsv') {
    throw new CliError(
      'usage',
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

async function rendered(context: LocalContext, {bytes, text}: Body): Promise<Uint8Array | string> {
  const form = formOf(context)
  if (form === 'raw') return bytes
  const {data, whole} = readBody(text)
  if (!whole) {
    if (form !== 'pretty') context.notes.warn('the answer is no JSON; it is shown as it came.')
    return process.stdout.isTTY ? `${sanitizeForTerminal(text).replace(/\n$/, '')}\n` : bytes
  }
  if (!isUtf8(bytes)) context.notes.alarm(INVALID_UTF8)
  const shown = await inForm(form, data)
  return process.stdout.isTTY ? sanitizeForTerminal(shown) : shown
}

/** A body as an element of a list: without what may only stand around it. */
function element(body: Uint8Array | string): Uint8Array | string {
  if (typeof body === 'string') return body.trimEnd()
  return BOM.every((byte, at) => body[at] === byte) ? body.subarray(BOM.length) : body
}

function endsLine(shown: Uint8Array | string): boolean {
  return typeof shown === 'string' ? shown.endsWith('\n') : shown.at(-1) === 0x0a
}

async function pieces(
  context: LocalContext,
  answer: ReceivedMessage,
  around: Around,
): Promise<(Uint8Array | string)[]> {
  const head = around.head ? [headOf(answer)] : []
  if (answer.bytes.length === 0) return head
  const {before = '', after = '', within = false} = around
  const body = await rendered(context, answer)
  const shown = within ? element(body) : body
  return [...head, before, shown, endsLine(shown) ? '' : after]
}

/**
 * Prints an answer: the one place where answers of `langfuse api` go out. Byte for byte into a pipe, readable and harmless
 * on a terminal, as -o says where that was typed; or what --jq makes of it. An empty body is nothing.
 * @param printed counts what is out, for answers that come one after another
 * @throws CliError `partial` when it does not fit into --max-bytes: nothing of it is printed then, but whole results of --jq are
 */
export async function printAnswer(
  context: LocalContext,
  answer: ReceivedMessage,
  around: Around = {},
  printed: Printed = {bytes: 0, results: 0},
): Promise<void> {
  context.notes.pause()
  if (context.jq) {
    if (answer.bytes.length > 0) await printResults(context, context.jq, answer, printed)
    return
  }
  const parts = (await pieces(context, answer, around)).filter((part) => part.length > 0)
  const bytes = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0)
  const {maxBytes} = context.settings
  if (maxBytes !== undefined && printed.bytes + bytes + (around.room ?? 0) > maxBytes) {
    throw new CliError(
      'partial',
      `The answer has ${size(bytes)} (${bytes.toLocaleString('en-US')} bytes), more than --max-bytes leaves; it is not printed`,
      'Ask for less, or leave --max-bytes out.',
    )
  }
  printed.bytes += bytes
  for (const part of parts) await write(part)
}

/** The status line and the headers of an answer, and an empty line. Values of headers that are secret are cut. */
function headOf({status, headers}: Pick<ReceivedMessage, 'headers' | 'status'>): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((line) => `${name}: ${isSecretHeader(name) ? '…' : redactSecretFields(line)}`),
  )
  const text = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd(), ...lines, '', ''].join('\n')
  return process.stdout.isTTY ? sanitizeForTerminal(text) : text
}

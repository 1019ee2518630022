import {isUtf8} from 'node:buffer'
import {STATUS_CODES} from 'node:http'
import {CliError} from '../../api/errors/cli-error.js'
import {readBody} from '../../api/http/body.js'
import {size} from '../../api/http/byte-size.js'
import type {ReceivedMessage} from '../../api/http/messages.js'
import type {OutputStream} from '../input/io-streams.js'
import type {OutputContext} from '../output/context.js'
import {type ByteBudget, NO_JSON, printWhole} from '../output/max-bytes.js'
import {INVALID_UTF8} from '../output/notes.js'
import {printResults} from '../output/object.js'
import {renderValue} from '../output/serialize.js'
import {safeForStdout} from '../output/terminal.js'
import {headerLines} from '../output/traffic.js'

/** What stands around the body of an answer; nothing unless said. */
export interface Frame {
  /** Status line and headers come first. */
  head?: boolean
  /** Comes before a body that is not empty. */
  before?: string
  /** The body is an element of a JSON array: without what may only stand around JSON. */
  element?: boolean
  /** A newline ends a body that does not end with one. */
  newline?: boolean
  /** An error says of this answer what there is to say. */
  refused?: boolean
}

/** The status line and the headers of an answer, and an empty line. Values of secret headers are cut out. */
function headOf(stdout: OutputStream, {status, headers}: ReceivedMessage): string {
  const statusLine = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd()
  return safeForStdout(stdout, [statusLine, ...headerLines(headers), '', ''].join('\n'))
}

/** The body in the format of -o; else as it came, or readable and harmless on a terminal. */
async function bodyOf(
  {io: {stdout}, settings: {output}, notes}: OutputContext,
  {bytes, text}: ReceivedMessage,
): Promise<Uint8Array | string> {
  const typed = output === 'json' || output === 'ndjson' || output === 'yaml' ? output : undefined
  if (!typed && !stdout.isTTY) return bytes
  const {data = null, whole} = readBody(text)
  if (typed && !whole) notes.warn('the answer is no JSON; it is shown as one text.')
  if (typed || whole) return safeForStdout(stdout, await renderValue(data, typed ?? 'json'))
  return `${safeForStdout(stdout, text).replace(/\n$/, '')}\n`
}

function isJson({settings: {output}}: OutputContext): boolean {
  return output === 'json'
}

async function framed(context: OutputContext, answer: ReceivedMessage, frame: Frame): Promise<Buffer> {
  const parts: (Uint8Array | string)[] = [frame.head ? headOf(context.io.stdout, answer) : '']
  if (answer.bytes.length > 0 || (isJson(context) && !frame.head)) {
    const body = await bodyOf(context, answer)
    const element = typeof body === 'string' ? body.trimEnd() : answer.text.replace(/^\uFEFF/, '')
    const shown = frame.element ? element : body
    if (typeof shown === 'string' && !frame.refused && !isUtf8(answer.bytes)) context.notes.alarm(INVALID_UTF8)
    parts.push(frame.before ?? '', shown)
  }
  const whole = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const open = frame.newline && answer.bytes.length > 0 && whole.at(-1) !== 0x0a
  return open ? Buffer.concat([whole, Buffer.from('\n')]) : whole
}

/**
 * Prints an answer of `langfuse api`: byte for byte into a pipe, readable and harmless on a terminal, in the format of -o
 * where that was typed; or what --jq makes of it. An empty body is nothing, but null as JSON.
 * @param budget what stdout may still get
 * @throws CliError `partial` when it does not fit into the budget (nothing of it is printed then, but whole results of --jq
 * are), and for --jq where there is no JSON
 */
export async function printRawAnswer(
  context: OutputContext,
  answer: ReceivedMessage,
  budget: ByteBudget,
  frame: Frame = {},
): Promise<void> {
  const {jq, notes} = context
  const {bytes, text} = answer
  notes.pause()
  if (!jq) {
    const instead = isJson(context) && !frame.head && !frame.element ? NO_JSON : ''
    return printWhole(context, await framed(context, answer, frame), {budget, instead})
  }
  if (bytes.length === 0) return
  const {data, whole} = readBody(text)
  if (!whole) throw new CliError('partial', `--jq: the answer is no JSON, but ${size(bytes.length)} of something else`)
  if (!isUtf8(bytes)) notes.alarm(INVALID_UTF8)
  await printResults(context, data, budget)
}

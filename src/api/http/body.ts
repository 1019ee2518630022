import type {IncomingHttpHeaders} from 'node:http'
import {parseJson} from '../json/parse.js'
import type {ReceivedMessage} from './messages.js'

/** Why an answer cannot be used, whatever its status: it is larger than it may be, or has more levels. */
export type Flaw = 'deep' | 'oversized'

/** What is made of a body; `whole` when it was JSON, or nothing at all. */
export interface ReadBody {
  data: unknown
  whole: boolean
  flaw?: Flaw
}

/** A body as JSON, also behind a byte order mark, else the text as it came. */
export function readBody(text: string): ReadBody {
  if (text === '') return {data: undefined, whole: true}
  try {
    return {data: parseJson(text.replace(/^\uFEFF/, '')), whole: true}
  } catch (error) {
    return {data: text, whole: false, ...(error instanceof RangeError ? {flaw: 'deep'} : {})}
  }
}

/** Whether a status is 2xx. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** An answer with its body, read once: see `readBody`. */
export type ReadAnswer = ReadBody & ReceivedMessage

/** An answer with the bytes of its body, unpacked; without them where redirects do not end, or where there are too many. */
export interface ReceivedAnswer {
  statusCode: number
  headers: IncomingHttpHeaders
  rawBody?: Uint8Array
  oversized?: true
}

/** Reads what was received. */
export function readAnswer({
  statusCode: status,
  headers,
  rawBody: bytes = new Uint8Array(),
  oversized,
}: ReceivedAnswer): ReadAnswer {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
  const read: ReadBody = oversized ? {data: undefined, whole: false, flaw: 'oversized'} : readBody(text)
  return {status, headers, text, bytes, ...read}
}

/** Whether an answer with success calls itself JSON, but ends too early to be read. */
export function isTruncatedJson({status, headers, text, whole, flaw}: ReadAnswer): boolean {
  return isSuccess(status) && !whole && !flaw && /\bjson\b/i.test(headers['content-type'] ?? '') && !/^\s*</.test(text)
}

import type {IncomingHttpHeaders} from 'node:http'
import {parseJson} from '../json/parse.js'
import type {ReceivedMessage} from './messages.js'

/** A body as JSON, also behind a byte order mark, else the text as it came; `whole` when it was JSON, or nothing at all. */
export function readBody(text: string): {data: unknown; whole: boolean} {
  if (text === '') return {data: undefined, whole: true}
  try {
    return {data: parseJson(text.replace(/^\uFEFF/, '')), whole: true}
  } catch {
    return {data: text, whole: false}
  }
}

/** Whether a status is 2xx. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** An answer with its body, read once: see `readBody`. */
export interface ReadAnswer extends ReceivedMessage {
  data: unknown
  whole: boolean
}

/** Reads an answer of the HTTP library, which has no body where redirects do not end. */
export function readAnswer(response: {
  statusCode: number
  headers: IncomingHttpHeaders
  body?: string
  rawBody?: Uint8Array
}): ReadAnswer {
  const {statusCode: status, headers, body: text = '', rawBody: bytes = new Uint8Array()} = response
  return {status, headers, text, bytes, ...readBody(text)}
}

/** Whether an answer with success calls itself JSON, but ends too early to be read. */
export function isTruncatedJson({status, headers, text, whole}: ReadAnswer): boolean {
  return isSuccess(status) && !whole && /\bjson\b/i.test(headers['content-type'] ?? '') && !/^\s*</.test(text)
}

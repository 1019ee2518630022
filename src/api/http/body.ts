import {parseJson} from '../json/parse.js'

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

/** Whether an answer with success calls itself JSON, but ends too early to be read. */
export function isTruncatedJson(answer: {
  statusCode: number
  headers: {'content-type'?: string | undefined}
  body: string
}) {
  const json = /\bjson\b/i.test(answer.headers['content-type'] ?? '')
  return isSuccess(answer.statusCode) && json && !/^\s*</.test(answer.body) && !readBody(answer.body).whole
}

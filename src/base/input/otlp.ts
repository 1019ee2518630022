import {constants, gunzipSync} from 'node:zlib'
import {CliError} from '../../api/errors/cli-error.js'
import {losses, parts} from '../../api/json/losses.js'
import type {RawBody} from '../../api/operation/endpoint.js'
import {ENVIRONMENT} from '../../api/operation/fields.js'
import {parseJson, withoutMark} from './input.js'
import {lossSentences} from './kept.js'

/** The kinds of body that OTLP over HTTP knows. */
export const OTLP_TYPES = ['application/json', 'application/x-protobuf'] as const

/** JSON begins with a brace. A line end before it is not skipped: that byte begins nearly every protobuf export. */
function typeOf(bytes: Buffer): (typeof OTLP_TYPES)[number] {
  return /^[ \t]*\{/.test(bytes.toString('latin1', 0, 100)) ? 'application/json' : 'application/x-protobuf'
}

function unzip(bytes: Buffer, origin: string): Buffer {
  try {
    return gunzipSync(bytes, {finishFlush: constants.Z_SYNC_FLUSH})
  } catch {
    throw new CliError('file', `${origin} begins like gzip, but cannot be unpacked`)
  }
}

/** A file of spans as it is sent, and what servers do not keep of it. */
export interface OtlpFile {
  raw: RawBody
  /** A sentence each; none of protobuf, which is not read. */
  lost: string[]
}

/** Times are cut to milliseconds, so that a number of nanoseconds need not be exact. */
function lostOf(json: unknown): string[] {
  const found = [...losses(json)].filter(({path}) => !path.at(-1)?.endsWith('UnixNano'))
  const lost = new Set(lossSentences(found, (path) => path.join('.')))
  let key: unknown
  for (const {path, value, isKey} of parts(json)) {
    if (isKey) continue
    if (path.at(-1) === 'key') key = value
    if (key !== 'langfuse.environment' || path.at(-1) !== 'stringValue' || ENVIRONMENT.test(String(value))) continue
    lost.add(`langfuse.environment: servers make another environment of "${value}"`)
  }
  return [...lost]
}

/**
 * The unchanged bytes of a file of spans, with the headers that say what they are; JSON without its byte order mark.
 * @param type the content type, when it was typed
 * @throws CliError `usage` for broken JSON, which servers accept silently; CliError `file` for broken gzip
 */
export async function readOtlp(bytes: Buffer, origin: string, type: string | undefined): Promise<OtlpFile> {
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b
  const content = zipped ? unzip(bytes, origin) : bytes
  const bare = withoutMark(content)
  const contentType = type ?? typeOf(bare)
  const raw = {bytes, contentType, ...(zipped ? ({contentEncoding: 'gzip'} as const) : {})}
  if (contentType !== 'application/json') return {raw, lost: []}
  const lost = lostOf(await parseJson(bare.toString('utf8'), origin))
  return {raw: bare === content ? raw : {bytes: bare, contentType}, lost}
}

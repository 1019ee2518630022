import {constants, gunzipSync} from 'node:zlib'
import {CliError} from '../../api/errors/cli-error.js'
import {isObject, listOf} from '../../api/json/object.js'
import type {RawBody} from '../../api/operation/endpoint.js'
import {identifierFlaw, unaddressable} from '../../api/operation/names.js'
import {parseJson} from './input.js'

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

/** What is wrong with the ids of the spans; undefined when nothing is. Some servers take such spans and drop them. */
function flawOf(request: unknown): string | undefined {
  const below = (parents: unknown[], name: string) =>
    parents.flatMap((parent) => listOf(isObject(parent) ? parent[name] : []))
  const spans = below(below(below([request], 'resourceSpans'), 'scopeSpans'), 'spans')
  for (const [index, span] of spans.entries()) {
    for (const name of ['traceId', 'spanId']) {
      const id = isObject(span) ? span[name] : undefined
      const wrong = typeof id === 'string' ? (identifierFlaw(id) ?? unaddressable(id)) : 'is not text'
      if (wrong) return `span ${index + 1} has a ${name} that ${wrong}`
    }
  }
  return undefined
}

/**
 * The unchanged bytes of a file of spans, with the headers that say what they are.
 * @param type the content type, when it was typed
 * @throws CliError `usage` for broken JSON and ids that are none, which servers accept silently; CliError `file` for broken gzip
 */
export async function otlpBody(bytes: Buffer, origin: string, type: string | undefined): Promise<RawBody> {
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b
  const content = zipped ? unzip(bytes, origin) : bytes
  const contentType = type ?? typeOf(content)
  if (contentType === 'application/json') {
    const flaw = flawOf(await parseJson(content.toString('utf8'), origin))
    if (flaw) throw new CliError('usage', `${origin}: ${flaw}; nothing was sent`)
  }
  return {bytes, contentType, ...(zipped ? {contentEncoding: 'gzip'} : {})}
}

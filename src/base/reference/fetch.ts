import {createHash} from 'node:crypto'
import {join} from 'node:path'
import * as z from 'zod'
import {annotate, hasErrorCode, RouteMissing} from '../../api/errors/cli-error.js'
import {ApiError, NetworkError} from '../../api/http/errors.js'
import type {Operation} from '../../api/operation/endpoint.js'
import type {Context} from '../command/context.js'
import {explain} from '../errors/explain.js'
import {cacheFile} from '../state/json-file.js'
import {readDocument} from './document.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/** Bytes that are read of a kept document: as it came, and parsed. */
const MAX_KEPT = 100_000_000
const AGO = new Intl.RelativeTimeFormat('en')
const OFFLINE = '`langfuse reference --offline` shows what this program knows of the API, without a server.'

const keptDocument = z.object({
  host: z.string(),
  path: z.string(),
  at: z.number(),
  etag: z.optional(z.string().regex(/^[\x20-\x7e]*$/)),
  bytes: z.base64(),
  document: z.record(z.string(), z.unknown()),
})

/** What a server said: which route had it, when it said so last (milliseconds since 1970), as it came and parsed. */
type KeptDocument = z.output<typeof keptDocument>

/** Asks the routes in turn, first the one that had it last. @throws what came of them, rather that one sent something else */
async function ask({client, notes, now}: Context, routes: Operation[], known?: KeptDocument): Promise<KeptDocument> {
  const errors: Error[] = []
  for (const route of routes.toSorted((a, b) => Number(b.path === known?.path) - Number(a.path === known?.path))) {
    const {path} = route
    const kept = path === known?.path ? known : undefined
    const headers = {...route.headers, ...(kept?.etag ? {'if-none-match': kept.etag} : {})}
    try {
      const answer = await client.exchange({...route, headers}, {})
      const {document, invalid} = await readDocument(answer.text, `${client.originFor('none')} answered GET ${path}`)
      if (invalid.length > 0)
        notes.warn(`Left out, because the server does not describe them as operations: ${invalid.join(', ')}`)
      const {etag} = answer.headers
      const bytes = Buffer.from(answer.bytes).toString('base64')
      return {host: client.host, path, at: now.getTime(), ...(etag ? {etag} : {}), bytes, document}
    } catch (error) {
      if (kept && error instanceof ApiError && error.status === 304) return {...kept, at: now.getTime()}
      const isElsewhere = hasErrorCode(error, 'not_available') && !(error instanceof RouteMissing)
      if (!isElsewhere && !(error instanceof ApiError && error.status === 404)) throw error
      errors.push(error)
    }
  }
  throw errors.find((error) => !(error instanceof ApiError)) ?? errors[0]
}

/**
 * What a server says of its API: as it is known where that is less than a day old, else asked. Where asking fails, what
 * is known is used with a warning, but not by those who wanted it asked.
 * @param routes where servers have it, the likeliest first @param refresh ask, however fresh what is known is
 * @throws what came of the request, with the way round
 */
export async function serverDocument(context: Context, routes: Operation[], refresh: boolean): Promise<KeptDocument> {
  const {client, notes, cacheDir, now} = context
  const name = createHash('sha256').update(client.host).digest('hex').slice(0, 16)
  const file = cacheFile<KeptDocument | undefined>({
    path: join(cacheDir, `reference-${name}.json`),
    parse: (value) => keptDocument.parse(value),
    empty: undefined,
    maxBytes: MAX_KEPT,
  })
  const found = await file.read()
  const known = found?.host === client.host ? found : undefined
  const age = now.getTime() - (known?.at ?? 0)
  if (known && !refresh && age >= 0 && age < DAY_MS) {
    notes.detail(`${client.host}${known.path} as it was ${AGO.format(-Math.floor(age / HOUR_MS), 'hour')}`)
    return known
  }
  notes.progress('asking what the server has…')
  try {
    const said = await ask(context, routes, known)
    await file.update(() => said)
    return said
  } catch (error) {
    const isOfHost = error instanceof ApiError || error instanceof NetworkError || hasErrorCode(error, 'not_available')
    if (!isOfHost) throw error
    if (!known || refresh) throw annotate(error, OFFLINE)
    const days = AGO.format(-Math.floor(age / DAY_MS), 'day')
    notes.warn(`${explain(error).message.replace(/\.$/, '')}. This is what the server said ${days}.`)
    return known
  } finally {
    notes.pause()
  }
}

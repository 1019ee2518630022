import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import * as z from 'zod'
import {hasErrorCode, RouteMissing} from '../../api/errors/cli-error.js'
import {ApiError, NetworkError} from '../../api/http/errors.js'
import {isObject} from '../../api/json/object.js'
import type {Operation} from '../../api/operation/endpoint.js'
import type {Context} from '../command/context.js'
import {annotate} from '../errors/annotate.js'
import {explain} from '../errors/explain.js'
import {makeFolder} from '../state/folder.js'
import {operationsIn, readDocument} from './document.js'

const DAY_MS = 24 * 60 * 60 * 1000
const OFFLINE = '`langfuse reference --offline` shows what this program knows of the API, without a server.'

const keptDocument = z.object({
  host: z.string(),
  /** The route that had it. */
  path: z.string(),
  /** When the server said last that it is this, in milliseconds since 1970. */
  at: z.number(),
  etag: z.optional(z.string().regex(/^[\x20-\x7e]*$/)),
  /** As it came, in base64. */
  bytes: z.base64(),
  document: z.record(z.string(), z.unknown()),
})

/** A server's document, as it is kept in a file of the cache folder for each host. */
type KeptDocument = z.output<typeof keptDocument>

type Asking = Pick<Context, 'cacheDir' | 'client' | 'notes'>

function cacheFile({cacheDir, client}: Asking): string {
  const name = createHash('sha256').update(client.host).digest('hex').slice(0, 16)
  return join(cacheDir, `reference-${name}.json`)
}

/** What is known of the host, however old; a damaged file is as good as none. */
async function readKept(asking: Asking): Promise<KeptDocument | undefined> {
  try {
    const kept = keptDocument.parse(JSON.parse(await readFile(cacheFile(asking), 'utf8')))
    return kept.host === asking.client.host ? kept : undefined
  } catch {
    return undefined
  }
}

/** Keeps what the server said; a file that cannot be written costs one request, and is no error. */
async function keep(asking: Asking, kept: KeptDocument): Promise<KeptDocument> {
  const {default: writeFile} = await import('write-file-atomic')
  try {
    makeFolder(asking.cacheDir)
    await writeFile(cacheFile(asking), JSON.stringify(kept), {mode: 0o600})
  } catch {}
  return kept
}

/** How long ago something was, for people: `3 hours ago`. */
export function ago(ms: number): string {
  const words = new Intl.RelativeTimeFormat('en')
  const hours = Math.floor(ms / 3_600_000)
  if (hours < 2) return words.format(-Math.floor(ms / 60_000), 'minute')
  return hours < 48 ? words.format(-hours, 'hour') : words.format(-Math.floor(hours / 24), 'day')
}

async function ask(asking: Asking, route: Operation, known: KeptDocument | undefined): Promise<KeptDocument> {
  const {client, notes} = asking
  const {host} = client
  const {path} = route
  const same = known?.path === path ? known : undefined
  const condition = same?.etag ? {'if-none-match': same.etag} : {}
  try {
    const answer = await client.exchange({...route, headers: {...route.headers, ...condition}}, {})
    const document = await readDocument(answer.text, `${client.originFor('none')} answered GET ${path}`)
    const invalid = operationsIn(document).filter(({operation}) => !isObject(operation))
    if (invalid.length > 0) {
      const names = invalid.map(({method, path}) => `${method} ${path}`.trim())
      notes.warn(`Left out, because the server does not describe them as operations: ${names.join(', ')}`)
    }
    const {etag} = answer.headers
    const bytes = Buffer.from(answer.bytes).toString('base64')
    return keep(asking, {host, path, at: Date.now(), ...(etag ? {etag} : {}), bytes, document})
  } catch (error) {
    if (same && error instanceof ApiError && error.status === 304) return keep(asking, {...same, at: Date.now()})
    throw error
  }
}

/** Whether another route may have what this one has not. */
function isElsewhere(error: unknown): error is Error {
  if (error instanceof ApiError) return error.status === 404
  return hasErrorCode(error, 'not_available') && !(error instanceof RouteMissing)
}

/** Asks the routes in turn, first the one that had it last. @throws what came of them, rather that one sent something else */
async function askInTurn(asking: Asking, routes: Operation[], known: KeptDocument | undefined): Promise<KeptDocument> {
  const isFirst = ({path}: Operation) => Number(path === known?.path)
  const errors: Error[] = []
  for (const route of routes.toSorted((a, b) => isFirst(b) - isFirst(a))) {
    try {
      return await ask(asking, route, known)
    } catch (error) {
      if (!isElsewhere(error)) throw error
      errors.push(error)
    }
  }
  throw errors.find((error) => !(error instanceof ApiError)) ?? errors[0]
}

/**
 * What a server says of its API: as it is known where that is less than a day old, else asked. Where asking fails, what
 * is known is used with a warning, but not by those who wanted it asked.
 * @param routes where servers have it, the likeliest first
 * @param refresh ask, however fresh what is known is
 * @throws what came of the request, with the way round
 */
export async function serverDocument(asking: Asking, routes: Operation[], refresh: boolean): Promise<KeptDocument> {
  const {client, notes} = asking
  const known = await readKept(asking)
  const age = Date.now() - (known?.at ?? 0)
  if (known && !refresh && age >= 0 && age < DAY_MS) {
    notes.detail(`${client.host}${known.path} as it was ${ago(age)}`)
    return known
  }
  notes.progress('asking what the server has…')
  try {
    return await askInTurn(asking, routes, known)
  } catch (error) {
    const isOfServer =
      error instanceof ApiError || error instanceof NetworkError || hasErrorCode(error, 'not_available')
    if (!isOfServer) throw error
    if (!known || refresh) throw annotate(error, OFFLINE)
    notes.warn(`${explain(error).message.replace(/\.$/, '')}. This is what the server said ${ago(age)}.`)
    return known
  } finally {
    notes.pause()
  }
}

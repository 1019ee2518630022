import {CliError, hasErrorCode, RouteMissing} from '../../api/errors/cli-error.js'
import type {Client} from '../../api/http/client.js'
import {ApiError, NetworkError} from '../../api/http/errors.js'
import type {Operation} from '../../api/operation/endpoint.js'
import {explain} from '../errors/explain.js'
import {annotate} from '../../api/errors/cli-error.js'
import type {Notes} from '../output/notes.js'
import {sanitizeForTerminal} from '../output/terminal.js'
import {readDocument, UnreadableDocument} from './document.js'
import {type KeptDocument, ReferenceStore} from './store.js'

const WAY_ROUND = '`langfuse reference --offline` shows what this program knows of the API, without a server.'

/** What is needed to learn what a server says of its API. */
export interface Asking {
  client: Client
  notes: Pick<Notes, 'detail' | 'pause' | 'progress' | 'warn'>
  cacheDir: string
  /** Where servers have it, the likeliest first. */
  operations: Operation[]
  /** Ask, however fresh what is known is. */
  refresh: boolean
  now?: () => number
}

/** An age for people: `3 hours`. */
export function ageWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

async function askOne(
  {client, notes}: Asking,
  operation: Operation,
  known: KeptDocument | undefined,
  store: ReferenceStore,
): Promise<KeptDocument> {
  const mine = known?.path === operation.path ? known : undefined
  const tell = (strange: string[]) =>
    notes.warn(
      `Left out, because the server does not describe them as operations: ${sanitizeForTerminal(strange.join(', '))}`,
    )
  const condition = mine?.etag ? {'if-none-match': mine.etag} : {}
  try {
    const {text, bytes, headers} = await client.exchange(
      {...operation, headers: {...operation.headers, ...condition}},
      {},
    )
    const {etag} = headers
    return await store.keep({
      path: operation.path,
      bytes,
      document: await readDocument(text, tell),
      ...(etag ? {etag} : {}),
    })
  } catch (error) {
    if (mine && error instanceof ApiError && error.status === 304) return store.keep(mine)
    if (!(error instanceof UnreadableDocument)) throw error
    throw new CliError(
      'not_available',
      `${client.originFor('none')} answered GET ${operation.path}, but not with a description of its API: ${error.message}`,
    )
  }
}

/** Whether another route may have what this one has not. */
function isElsewhere(error: unknown): error is Error {
  const strange = hasErrorCode(error, 'not_available') && !(error instanceof RouteMissing)
  return strange || (error instanceof ApiError && error.status === 404)
}

async function ask(asking: Asking, known: KeptDocument | undefined, store: ReferenceStore): Promise<KeptDocument> {
  const ordered = [...asking.operations].sort((a, b) => Number(b.path === known?.path) - Number(a.path === known?.path))
  const errors: Error[] = []
  for (const operation of ordered) {
    try {
      return await askOne(asking, operation, known, store)
    } catch (error) {
      if (!isElsewhere(error)) throw error
      errors.push(error)
    }
  }
  throw errors.find((error) => hasErrorCode(error, 'not_available')) ?? errors[0]
}

function isOfServer(error: unknown): error is Error {
  return error instanceof ApiError || error instanceof NetworkError || hasErrorCode(error, 'not_available')
}

/**
 * What a server says of its API: as it is known where that is less than a day old, else asked. Where asking fails, what
 * is known is used with a warning, but not by those who wanted it asked.
 * @throws what came of the request, with the way round
 */
export async function serverDocument(asking: Asking): Promise<KeptDocument> {
  const {client, notes, cacheDir, refresh, now} = asking
  const store = new ReferenceStore(cacheDir, client.host, now)
  const known = await store.read()
  if (known && !refresh && store.isFresh(known)) {
    notes.detail(`${client.host}${known.path} as it was ${ageWords(store.age(known))} ago`)
    return known
  }
  notes.progress('asking what the server has…')
  try {
    return await ask(asking, known, store)
  } catch (error) {
    if (!isOfServer(error)) throw error
    if (!known || refresh) throw annotate(error, WAY_ROUND)
    const reason = explain(error).message.replace(/\.$/, '')
    notes.warn(`${reason}. This is what the server said ${ageWords(store.age(known))} ago.`)
    return known
  } finally {
    notes.pause()
  }
}

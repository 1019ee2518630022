import * as z from 'zod'
import type {Client} from '../http/client.js'
import {ApiError, RouteMissing} from '../http/errors.js'
import {endpoint} from '../operation/endpoint.js'
import {queryV2} from '../resources/metrics/endpoints.js'
import type {Variant, Variants} from './variant.js'

/** Which of two variants: that of older servers, or that of newer ones. */
export type VariantAge = 'newer' | 'older'

/** What decides which variant is asked first. */
export interface SelectionContext {
  apiVersion: '3' | '4' | 'auto'
  /** Langfuse Cloud, which drops the older routes. */
  cloud: boolean
  /** Which variant of this question answered on this host not long ago. */
  known: VariantAge | undefined
}

/**
 * The variants that may be asked, in the order of asking. Those who know nothing ask the older route of trace data first: its
 * answer is complete wherever it exists, while the newer one answers with old rows in legacy mode and late ones in dual
 * mode.
 */
export function orderVariants<S extends Variant>(
  {variants, first}: Pick<Variants<S>, 'first' | 'variants'>,
  {apiVersion, cloud, known}: SelectionContext,
): S[] {
  const allowed = variants.filter(
    ({operation: {serverVersion}}) => apiVersion === 'auto' || !serverVersion || String(serverVersion) === apiVersion,
  )
  const which = known ?? (cloud ? 'newer' : first)
  return which === 'newer' ? allowed.reverse() : allowed
}

/** A small question that only servers with the tables of version 4 answer. */
function smallMetricsQuery(now: Date): string {
  return JSON.stringify({
    view: 'observations',
    metrics: [{measure: 'count', aggregation: 'count'}],
    fromTimestamp: new Date(now.getTime() - 60_000).toISOString(),
    toTimestamp: now.toISOString(),
  })
}

/** The question under which to remember that a server passed `refuseLegacy`. */
export const WRITE_MODE_QUESTION = `${queryV2.method} ${queryV2.path}`

/**
 * Refuses to read version 4's routes where they answer with old rows: on servers that run version 4 in legacy mode.
 * @throws NotThereError with the reason and the hint
 */
export async function assertNotLegacy(client: Client, hint: string): Promise<void> {
  try {
    await client.send(queryV2, {query: {query: smallMetricsQuery(new Date())}})
  } catch (error) {
    if (!(error instanceof ApiError) || error.missingRoute !== 'version-4') throw error
    throw new RouteMissing(
      `${error.origin} is not in a write mode of version 4 (it runs version 3, or version 4 in legacy mode), so its newer routes have old rows or none`,
      hint,
    )
  }
}

/** Any route of server version 3, asked without keys: that a server has none of them it says before it looks at keys. */
const probe = endpoint({
  method: 'GET',
  path: '/api/public/sessions',
  limits: {rate: 'none: it is refused without keys'},
  serverVersion: 3,
  scope: 'none',
  params: {},
  response: z.unknown(),
})

/**
 * Whether a server has no routes of server version 3; costs one request, and none of what a key may spend.
 * @throws what came of the request where that leaves it open
 */
export async function isEventsOnly(client: Client): Promise<boolean> {
  try {
    await client.send(probe, {})
    return false
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) throw error
    if (error.missingRoute === 'unknown' && typeof error.server === 'string') throw error
    return error.missingRoute !== undefined
  }
}

/** Which variant lacks a route: the old one (server version 3), the new one (4), a server that knows the path but not the method, or neither. */
export type MissingRouteKind = 'version-3' | 'version-4' | 'method' | 'unknown'

const WITHOUT_VERSION_3 = /^This endpoint is not available on deployments running in Langfuse v4 events_only mode\b/
const WITHOUT_VERSION_4 = /^The [a-z0-9 ]+ API is only available in a Langfuse v4 write mode\b/

/**
 * Tells a missing route from a missing resource, by anchored texts only, because other 404 messages contain
 * what users typed. An HTML page is what Next.js answers for a path that it does not know.
 */
export function missingRoute(status: number, contentType: string, body: unknown): MissingRouteKind | undefined {
  if (status === 405) return isMethodMissing(body) ? 'method' : undefined
  if (status === 501) return 'version-4'
  if (status !== 404) return undefined
  if (contentType.includes('text/html')) return 'unknown'
  if (typeof body !== 'object' || body === null) return undefined
  const {message, error} = body as {message?: unknown; error?: unknown}
  if (typeof message !== 'string') return undefined
  if (WITHOUT_VERSION_3.test(message) && error === undefined) return 'version-3'
  if (WITHOUT_VERSION_4.test(message)) return 'version-4'
  return undefined
}

/** 405 also comes for what a plan forbids, in other words. */
function isMethodMissing(body: unknown): boolean {
  return (body as {message?: unknown} | null | undefined)?.message === 'Method not allowed'
}

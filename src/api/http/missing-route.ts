/**
 * Which variant lacks a route: the old one (server version 3), the new one (4), a server that knows the path but not the method, or
 * neither; or the path was not passed on as it was sent, because of what is encoded in it.
 */
export type MissingRouteKind = 'version-3' | 'version-4' | 'method' | 'encoded' | 'unknown'

/** Whether the version of the server would tell more. */
export function isUnexplained(kind: MissingRouteKind | undefined): boolean {
  return kind === 'unknown' || kind === 'method' || kind === 'encoded'
}

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

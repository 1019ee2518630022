import {ApiError, type Call, type Reply} from '../http/call.js'

/** `GET /health`. */
export function health({store, version, query}: Call): Reply {
  const failing = (status: string): Reply => ({status: 503, body: {status, version}})
  if (query.failIfDatabaseUnavailable === 'true' && !store.health.database) return failing('Database not available')
  if (query.failIfNoRecentEvents === 'true' && !store.health.recentEvents) {
    return failing('No traces within the last 3 minutes')
  }
  return {status: 200, body: {status: 'OK', version}}
}

/** `GET /ready`. */
export function ready({version}: Call): Reply {
  return {status: 200, body: {status: 'OK', version}}
}

/** `GET /projects`: whose key is this? */
export function projects({store}: Call): Reply {
  return {status: 200, body: {data: [store.project]}}
}

/** An organization route: open with a licence, else refused in these words. */
export function licensed(
  handle: (call: Call) => Reply,
  refusal = 'This feature is not available on your current plan.',
): (call: Call) => Reply {
  return (call) => {
    if (!call.licensed) throw new ApiError(403, {error: refusal})
    return handle(call)
  }
}

/** A list of something the sandbox does not have. */
export function emptyList(): Reply {
  return {status: 200, body: {data: [], meta: {page: 1, limit: 50, totalItems: 0, totalPages: 0}}}
}

/** A write the sandbox knows the route of, but does not carry out. */
export function unsupported(): never {
  throw new ApiError(501, {message: 'The sandbox does not serve this operation', error: 'NotImplementedError'})
}

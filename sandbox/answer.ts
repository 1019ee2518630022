import {authorize} from './http/auth.js'
import {ApiError, type RecordedRequest, type Reply, scimError} from './http/call.js'
import type {Mode} from './http/modes.js'
import {goneText} from './http/modes.js'
import {openapi} from './http/openapi.js'
import type {Found, Operation} from './http/router.js'
import {htmlNotFound, InvalidJson, parseBody, queryObject} from './http/wire.js'
import {bucket, inBucket} from './resources/media.js'
import {findRoute} from './routes.js'
import type {Store} from './store/store.js'

/** What a sandbox is, as far as its answers depend on it. */
export interface World {
  store: Store
  mode: Mode
  lag: boolean
  licensed: boolean
  version: string
  /** The path below which the API is, such as `/langfuse/api`. */
  root: string
}

function routeOf({root, version}: World, path: string): Found | undefined {
  return path.startsWith(`${root}/`) ? findRoute(path.slice(root.length), version) : undefined
}

/** The operation that a request is about, if there is one. */
export function operationOf(world: World, method: string, path: string): Operation | undefined {
  try {
    return routeOf(world, path)?.methods[method]
  } catch {
    return undefined
  }
}

/** Next's router, then its body parser, then the server's own layers: method, mode, key, licence, handler. */
export function answer(world: World, request: RecordedRequest): Reply {
  const {method, path, query, headers} = request
  if (path.length > 1 && path.endsWith('/')) {
    const location = path.replace(/\/+$/, '') + (query.size > 0 ? `?${query}` : '')
    return {status: 308, text: location, headers: {location, refresh: `0;url=${location}`}}
  }
  if (path.startsWith(bucket)) return inBucket(world.store, request)
  if (path === world.root.replace(/api$/, 'generated/api/openapi.yml')) return openapi(request)
  try {
    const route = routeOf(world, path)
    if (!route) return htmlNotFound
    if (method === 'OPTIONS') return preflight(headers.origin ?? '*')
    const found = route.methods[method]
    const body = found?.raw ? undefined : parseBody(request.body, headers['content-type'] ?? 'text/plain')
    if (!found) throw new ApiError(405, {message: 'Method not allowed', error: 'MethodNotAllowedError'})
    if (found.legacy && world.mode === '4-events-only') throw new ApiError(404, {message: goneText})
    const store = world.store.of(authorize(found.family, headers.authorization, world.store))
    if (found.unlicensed && !world.licensed) throw unlicensed(found.family, found.unlicensed)
    const {mode, lag, version} = world
    return found.handle({store, mode, lag, version, params: route.params, query: queryObject(query), body, request})
  } catch (error) {
    return errorReply(error)
  }
}

function unlicensed(family: Operation['family'], text: string): ApiError {
  return family === 'scim' ? scimError(403, text) : new ApiError(403, {error: text})
}

function preflight(origin: string): Reply {
  const methods = 'GET,HEAD,PUT,PATCH,POST,DELETE'
  return {status: 204, headers: {'access-control-allow-methods': methods, 'access-control-allow-origin': origin}}
}

function errorReply(error: unknown): Reply {
  if (error instanceof ApiError) return {status: error.status, body: error.body}
  if (error instanceof InvalidJson) return {status: 400, text: 'Invalid JSON'}
  if (error instanceof URIError) return {status: 400, text: 'Bad Request'}
  const text = error instanceof Error ? error.message : 'An unknown error occurred'
  return {status: 500, body: {message: 'Internal Server Error', error: text}}
}

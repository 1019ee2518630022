import type {Family} from './auth.js'
import type {Call, Reply} from './call.js'

/** One method of one route. */
export interface Operation {
  handle: (call: Call) => Reply
  family: Family
  /** Gone in 4-events-only. */
  legacy?: true
  /** What a server without a licence says instead. */
  unlicensed?: string
  /** Reads the bytes of the body itself. */
  raw?: true
  /** In bytes; default 1 MB. */
  bodyLimit?: {bytes: number; name: string}
}

/** The methods of a route. */
export type Methods = Record<string, Operation>

/** Routes by their paths, with parameters in braces. */
export type Routes = Record<string, Methods>

/** The limit of bodies that may be large. */
export const LARGE = {bytes: 4_718_592, name: '4.5mb'}

/** A read of server version 3, which is gone in 4-events-only. */
export function legacy(handle: Operation['handle']): Operation {
  return op(handle, 'project', {legacy: true})
}

/** One method of one route, open to project keys unless told otherwise. */
export function op(handle: Operation['handle'], family: Family = 'project', more: Partial<Operation> = {}): Operation {
  return {handle, family, ...more}
}

/** A route, and the values of its parameters, decoded once. */
export interface Found {
  methods: Methods
  params: Record<string, string>
}

/** Finds the route of a path (raw, below `/api/public` or `/api/admin`). */
export function router(routes: Routes): (path: string) => Found | undefined {
  const known = Object.entries(routes).map(([path, methods]) => ({parts: path.split('/'), methods}))
  return (path) => {
    const segments = path.split('/')
    for (const {parts, methods} of known) {
      const params = parts.length === segments.length ? paramsOf(parts, segments) : undefined
      if (params) return {methods, params}
    }
    return undefined
  }
}

function paramsOf(parts: string[], segments: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? ''
    if (!part.startsWith('{')) {
      if (part !== segment) return undefined
    } else if (segment === '') return undefined
    else params[part.slice(1, -1)] = decodeURIComponent(segment)
  }
  return params
}

/** A route of the organization, which servers without a licence refuse in these words. */
export function licensed(
  handle: Operation['handle'],
  family: Family = 'projectAdmin',
  unlicensed = 'This feature is not available on your current plan.',
): Operation {
  return op(handle, family, {unlicensed})
}

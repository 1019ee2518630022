import * as z from 'zod'
import {RouteMissing} from '../errors/cli-error.js'
import type {Client} from '../http/client.js'
import {ApiError} from '../http/errors.js'
import type {Input, Operation} from '../operation/endpoint.js'
import {defineRoutes} from '../operation/routes.js'

/** A request that tells whether a server writes the tables of version 4. */
export interface WriteModeProbe {
  operation: Operation
  input: (now: Date) => Input
}

/**
 * Refuses to read version 4's routes where they answer with old rows: on servers that run version 4 in legacy mode.
 * @throws RouteMissing with the reason and the hint
 */
export async function assertNotLegacy(client: Client, probe: WriteModeProbe, now: Date, hint: string): Promise<void> {
  try {
    await client.send(probe.operation, probe.input(now))
  } catch (error) {
    if (!(error instanceof ApiError) || error.missingRoute !== 'version-4') throw error
    throw new RouteMissing(
      `${error.origin} is not in a write mode of version 4 (it runs version 3, or version 4 in legacy mode), so its newer routes have old rows or none`,
      hint,
    )
  }
}

/** A route of version 3, asked without keys: a server without such routes says so before it checks keys. */
const version3Probe = defineRoutes({
  limits: {rate: 'none'},
  serverVersion: 3,
  scope: 'none',
}).get('/api/public/sessions', {response: z.unknown()})

/**
 * Whether a server has no routes of version 3. Costs one request, which no rate limit of a key counts.
 * @throws the error of a request that leaves the question open
 */
export async function isEventsOnly(client: Client): Promise<boolean> {
  try {
    await client.send(version3Probe, {})
    return false
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) throw error
    if (error.missingRoute === 'unknown' && typeof error.server === 'string') throw error
    return error.missingRoute !== undefined
  }
}

import type * as z from 'zod'
import {
  type Endpoint,
  endpoint,
  type Given,
  type GivenList,
  type ListEndpoint,
  listEndpoint,
  type Method,
  type NoFields,
  type Operation,
  type PathHelp,
} from './endpoint.js'

/** What routes share. */
type Shared = Pick<Operation, 'limits'> & Partial<Pick<Operation, 'scope' | 'serverVersion'>>

/** A definition without method and path; limits of its own replace the shared ones. */
type Route<G extends {limits: unknown}> = Omit<G, 'limits' | 'method' | 'path'> & Partial<Pick<G, 'limits'>>

/**
 * Defines the operations of a topic, which share limits, scope and server version:
 * `routes.get('/api/public/models/{id}', {params, response: model})`. `list` defines a list operation.
 */
export function defineRoutes(shared: Shared) {
  const route =
    (method: Method) =>
    <
      const Path extends string,
      Response extends z.ZodType,
      Query extends z.ZodObject = NoFields,
      Body extends z.ZodObject | undefined = undefined,
    >(
      path: Path,
      given: Route<Given<Endpoint<Path, Query, Body, Response>>> & PathHelp<Path>,
    ): Endpoint<Path, Query, Body, Response> =>
      endpoint({...shared, method, path, ...given})
  const list = <const Path extends string, Item extends z.ZodObject, Query extends z.ZodObject = NoFields>(
    path: Path,
    given: Route<GivenList<Path, Query, Item>> & PathHelp<Path>,
  ): ListEndpoint<Path, Query, Item> => listEndpoint({...shared, path, ...given})
  return {
    list,
    get: route('GET'),
    post: route('POST'),
    put: route('PUT'),
    patch: route('PATCH'),
    delete: route('DELETE'),
  }
}

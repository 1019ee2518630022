import * as z from 'zod'
import {ApiError, invalidRequest} from '../http/call.js'
import {check, neededDate} from '../http/validation.js'
import {AGGREGATIONS} from './aggregate.js'

const VIEWS = ['traces', 'observations', 'scores-numeric', 'scores-categorical', 'scores-boolean'] as const

/** What can be counted. */
export type View = (typeof VIEWS)[number]

const GRANULARITIES = ['auto', 'minute', 'hour', 'day', 'week', 'month'] as const

/** How wide the steps of time are. */
export type Granularity = (typeof GRANULARITIES)[number]

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidRequest('Invalid JSON in query parameter')
  }
}

function schemaFor(views: readonly View[]) {
  const limits = {row_limit: z.int().min(1).max(1000).optional(), bins: z.int().min(1).max(100).optional()}
  const query = z.object({
    view: z.enum(views),
    dimensions: z.array(z.object({field: z.string()})).nullish(),
    metrics: z.array(z.object({measure: z.string(), aggregation: z.enum(AGGREGATIONS)})),
    filters: z.array(z.unknown()).nullish(),
    timeDimension: z.object({granularity: z.enum(GRANULARITIES)}).nullish(),
    fromTimestamp: neededDate,
    toTimestamp: neededDate,
    orderBy: z.array(z.object({field: z.string(), direction: z.enum(['asc', 'desc'])})).nullish(),
    config: z.object(limits).nullish(),
  })
  return z.object({query: z.string().transform(parsed).pipe(query)})
}

const schemas = {v1: schemaFor(VIEWS), v2: schemaFor(VIEWS.slice(1))}

/** What is asked, checked. */
export type MetricsQuery = z.output<(typeof schemas)['v1']>['query']

/** Reads the `query` parameter; of the two routes, the newer has no traces. */
export function readMetricsQuery(query: unknown, route: 'v1' | 'v2'): MetricsQuery {
  const {query: found} = check(schemas[route], query)
  if (found.fromTimestamp >= found.toTimestamp) {
    const message = 'fromTimestamp must be before toTimestamp'
    throw new ApiError(400, {message: 'Invalid request data', error: [{code: 'custom', path: ['query'], message}]})
  }
  return found
}

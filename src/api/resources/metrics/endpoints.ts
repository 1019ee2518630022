import * as z from 'zod'
import type {WireCondition} from '../../filter/compile.js'
import {text, time} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'

/** What can be counted. Server version 4 has no traces. */
export const VIEWS = ['traces', 'observations', 'scores-numeric', 'scores-categorical', 'scores-boolean'] as const
/** One of them. */
export type View = (typeof VIEWS)[number]
/** How values are aggregated. */
export const AGGREGATIONS = [
  'sum',
  'avg',
  'count',
  'max',
  'min',
  'p50',
  'p75',
  'p90',
  'p95',
  'p99',
  'histogram',
  'uniq',
] as const
/** Steps of time. */
export const GRANULARITIES = ['auto', 'minute', 'hour', 'day', 'week', 'month'] as const
/** The most rows that can be asked for. */
export const MOST_ROWS = 1000

/** The name of a metric's column in an answer: `sum_totalCost`. */
export function metricName({aggregation, measure}: {aggregation: string; measure: string}): string {
  return `${aggregation}_${measure}`
}

/** The columns of the answer to a question, in their order. */
export function columnNames({
  timeDimension,
  dimensions,
  metrics,
}: {
  timeDimension?: unknown
  dimensions?: {field: string}[] | null | undefined
  metrics: {aggregation: string; measure: string}[]
}): string[] {
  const fields = (dimensions ?? []).map(({field}) => field)
  return [...(timeDimension ? ['time_dimension'] : []), ...fields, ...metrics.map(metricName)]
}

/** What the query parameter says, as JSON. Servers include both bounds: see `before`. */
export const question = z
  .strictObject({
    view: z.enum(VIEWS),
    dimensions: z.array(z.strictObject({field: z.string()})).nullish(),
    metrics: z.array(z.strictObject({measure: z.string(), aggregation: z.enum(AGGREGATIONS)})).min(1),
    filters: z.array(z.unknown()).nullish(),
    timeDimension: z.strictObject({granularity: z.enum(GRANULARITIES)}).nullish(),
    fromTimestamp: time('Begin'),
    toTimestamp: time('End'),
    orderBy: z.array(z.strictObject({field: z.string(), direction: z.enum(['asc', 'desc'])})).nullish(),
    config: z
      .strictObject({
        row_limit: z.int().min(1).max(MOST_ROWS).optional(),
        bins: z.int().min(1).max(100).optional(),
      })
      .nullish(),
  })
  .refine(({fromTimestamp, toTimestamp}) => Date.parse(fromTimestamp) < Date.parse(toTimestamp), {
    path: ['fromTimestamp'],
    error: 'is not before toTimestamp',
  })
  .superRefine((asked, {addIssue}) => {
    const names = columnNames(asked)
    const strange = asked.orderBy?.find(({field}) => !names.includes(field))
    const message = `the answer has no column "${strange?.field}"; it has ${names.join(', ')}`
    if (strange) addIssue({code: 'custom', path: ['orderBy'], message})
  })

/** A question, ready to be sent. */
export type Question = z.output<typeof question>

/**
 * The condition that leaves out the end of a window, which servers include: windows side by side would count its rows twice.
 * A bound a millisecond earlier would also take the last step of time away, and change the steps that `auto` chooses.
 */
export function before(view: View, end: string): WireCondition {
  const column = view === 'observations' ? 'start_time' : 'timestamp'
  return {type: 'datetime', column, operator: '<', value: end}
}

const metrics = {
  query: z.object({query: text('The whole query as JSON, instead of the flags below')}),
  response: z.looseObject({data: z.array(z.record(z.string(), z.unknown()))}),
} as const

const v1 = defineRoutes({
  limits: {rate: 'public-api-metrics'},
  serverVersion: 3,
})
const v2 = defineRoutes({
  limits: {
    rate: 'public-api-v2-metrics',
    since: '3.137',
  },
  serverVersion: 4,
})

/** Rows without a limit unless the query sets one. */
export const query = v1.get('/api/public/metrics', metrics)

/** Cut at 100 rows unless the query sets a limit. */
export const queryV2 = v2.get('/api/public/v2/metrics', metrics)

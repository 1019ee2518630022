import * as z from 'zod'
import {metricsV1, metricsV2} from '../../filter/columns.js'
import type {FilterColumns} from '../../filter/compile.js'
import type {Client} from '../../http/client.js'
import type {Endpoint} from '../../operation/endpoint.js'
import {text} from '../../operation/fields.js'
import type {Row, Side, Twins} from '../../variants/variant.js'
import * as metrics from './endpoints.js'
import {fromV2, toV2, withNulls} from './translate.js'

/** What a server answered to a question. */
export interface Measured {
  /** The answer as it came. */
  body: Row
  /** Its rows under the names that the question gave them. */
  rows: Row[]
  /** The most rows that were asked for; undefined where there was no limit. */
  limit: number | undefined
}

/** A side that measures. */
export interface MetricsSide extends Side<Endpoint> {
  /** What conditions may name, for each view. */
  columns: Readonly<Record<metrics.View, FilterColumns>>
  /** The question as this side's servers want it. @throws InputError for what they cannot answer */
  toWire: (question: metrics.Question) => metrics.Question
  /** Their rows as the question named them. */
  fromWire: (rows: Row[], question: metrics.Question) => Row[]
}

const query = z.object({query: text('The whole query as JSON, instead of the flags below').optional()})

/** `metrics query`: newer servers measure observations and scores only, so questions about traces are translated. */
export const sides: Pick<Twins<MetricsSide>, 'first' | 'sides'> = {
  sides: [
    {
      operation: metrics.query,
      query,
      columns: metricsV1,
      toWire: (question) => question,
      fromWire: withNulls,
    },
    {
      operation: metrics.queryV2,
      query,
      columns: metricsV2,
      toWire: (question) => toV2(question).question,
      fromWire: fromV2,
    },
  ],
  first: 'older',
}

/** Asks one side. */
export async function measure(client: Client, side: MetricsSide, question: metrics.Question): Promise<Measured> {
  const wire = side.toWire(question)
  const {data: body} = await client.request(side.operation, {query: {query: JSON.stringify(wire)}})
  const {data} = body as {data?: Row[]}
  return {
    body: body as Row,
    rows: Array.isArray(data) ? side.fromWire(data, question) : [],
    limit: wire.config?.row_limit,
  }
}

import * as z from 'zod'
import type {FilterColumns} from '../../filter/column.js'
import type {Client} from '../../http/client.js'
import type {Row} from '../../json/object.js'
import {stringifyJson} from '../../json/stringify.js'
import type {Endpoint} from '../../operation/endpoint.js'
import {text} from '../../operation/fields.js'
import type {Variant, Variants} from '../../variants/variant.js'
import {metricsV1, metricsV2} from './columns.js'
import * as metrics from './endpoints.js'
import {withNamesAsked, withNamesThere} from './names.js'
import {fromV2, toV2} from './translate.js'

/** What a server answered to a question. */
export interface Measured {
  /** The answer as the server sent it. */
  body: Row
  /** Its rows under the names that the question gave them. */
  rows: Row[]
  /** The most rows that were asked for; undefined where there was no limit. */
  limit: number | undefined
}

/** A variant of a metrics query. */
export interface MetricsVariant extends Variant<Endpoint> {
  /** What conditions may name, for each view. */
  columns: Readonly<Record<metrics.View, FilterColumns>>
  /** The question in the form of this variant's route. @throws CliError `usage` for what it cannot answer */
  toWire: (question: metrics.Question) => metrics.Question
  /** Rows of this variant's route under the names of the question. */
  fromWire: (rows: Row[], question: metrics.Question) => Row[]
}

const query = z.object({query: text('The whole query as JSON, instead of the flags below').optional()})

/** `metrics query`: newer servers measure observations and scores only, so questions about traces are translated. */
export const variants: Pick<Variants<MetricsVariant>, 'first' | 'variants'> = {
  variants: [
    {
      operation: metrics.query,
      query,
      columns: metricsV1,
      toWire: withNamesThere,
      fromWire: withNamesAsked,
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

/** Asks one variant. */
export async function measure(client: Client, variant: MetricsVariant, question: metrics.Question): Promise<Measured> {
  const wire = variant.toWire(question)
  const {data: body} = await client.request(variant.operation, {query: {query: stringifyJson(wire)}})
  const {data} = body as {data?: Row[]}
  return {
    body: body as Row,
    rows: Array.isArray(data) ? variant.fromWire(data, question) : [],
    limit: wire.config?.row_limit,
  }
}

import {CliError} from '../../errors/cli-error.js'
import {isObject, type Row} from '../../json/object.js'
import {MOST_ROWS, metricName, type Question} from './endpoints.js'
import {withNamesAsked, withNamesThere} from './names.js'

type Metric = Question['metrics'][number]
type Order = NonNullable<Question['orderBy']>[number]

/** Dimensions and columns of conditions of the view of traces, as the view of observations has them. */
const DIMENSIONS = new Map(
  Object.entries({
    id: 'traceId',
    name: 'traceName',
    tags: 'tags',
    userId: 'userId',
    sessionId: 'sessionId',
    release: 'release',
    version: 'version',
    environment: 'environment',
    timestampMonth: 'startTimeMonth',
  }),
)

/** Measures of traces that observations know, by measure and aggregation. Latency is the root's, in any aggregation. */
const MEASURES = new Map<string, Partial<Record<Metric['aggregation'], Metric>>>(
  Object.entries({
    count: {count: {measure: 'traceId', aggregation: 'uniq'}, sum: {measure: 'traceId', aggregation: 'uniq'}},
    observationsCount: {sum: {measure: 'count', aggregation: 'count'}},
    scoresCount: {sum: {measure: 'countScores', aggregation: 'sum'}},
    uniqueUserIds: {
      count: {measure: 'uniqueUserIds', aggregation: 'uniq'},
      uniq: {measure: 'uniqueUserIds', aggregation: 'uniq'},
    },
    uniqueSessionIds: {
      count: {measure: 'uniqueSessionIds', aggregation: 'uniq'},
      uniq: {measure: 'uniqueSessionIds', aggregation: 'uniq'},
    },
    totalTokens: {sum: {measure: 'totalTokens', aggregation: 'sum'}},
    totalCost: {sum: {measure: 'totalCost', aggregation: 'sum'}},
  }),
)

const ROOTS = {type: 'boolean', column: 'isRootObservation', operator: '=', value: true}

/** Dimensions of so many values that servers give only their top rows. */
const MANY_VALUED = [
  'id',
  'traceId',
  'parentObservationId',
  'observationId',
  'userId',
  'sessionId',
  'experimentId',
  'experimentName',
  'experimentDatasetId',
]

const WHY = 'This server measures observations, not traces'

function refuse(message: string): never {
  throw new CliError('usage', message)
}

function dimensionFor(field: string): string {
  const known = [...DIMENSIONS.keys()].join(', ')
  return DIMENSIONS.get(field) ?? refuse(`Traces have no dimension "${field}"; they have ${known}`)
}

function metricFor(metric: Metric): Metric {
  const {measure, aggregation} = metric
  if (measure === 'latency') return metric
  const known = MEASURES.get(measure)
  if (!known) refuse(`Traces have no measure "${measure}"; they have ${[...MEASURES.keys()].join(', ')}, latency`)
  const way = `${measure} works with ${Object.keys(known).join(' or ')}; the view observations has more, per observation`
  return known[aggregation] ?? refuse(`${WHY}, so ${aggregation} of ${measure} per trace cannot be had. ${way}`)
}

function filterFor(filter: unknown): unknown {
  if (!isObject(filter) || typeof filter.column !== 'string')
    refuse('Each condition of the filters is an object with a column')
  const {column} = filter
  if (column === 'metadata') return filter
  if (column === 'timestamp') return {...filter, column: 'start_time'}
  if (DIMENSIONS.has(column)) return {...filter, column: DIMENSIONS.get(column)}
  const known = [...DIMENSIONS.keys(), 'metadata'].join(', ')
  return refuse(`Traces have no column "${column}" to filter by; they have ${known}`)
}

/** What each column of an answer about traces is called in the answer about observations. */
function columnsOf({dimensions, metrics, timeDimension}: Question): [string, string][] {
  return [
    ...(timeDimension ? [['time_dimension', 'time_dimension'] as [string, string]] : []),
    ...(dimensions ?? []).map(({field}): [string, string] => [field, dimensionFor(field)]),
    ...metrics.map((metric): [string, string] => [metricName(metric), metricName(metricFor(metric))]),
  ]
}

function orderFor(order: Order, columns: [string, string][]): Order {
  return {...order, field: columns.find(([name]) => name === order.field)?.[1] ?? order.field}
}

function fromTraces(question: Question): Question {
  const {dimensions, filters, metrics, orderBy} = question
  const latencies = metrics.filter(({measure}) => measure === 'latency').length
  const wanted = [...new Map(metrics.map(metricFor).map((metric) => [metricName(metric), metric])).values()]
  if (latencies > 0 && latencies < metrics.length) {
    const way = 'Ask two queries, one with latency alone'
    refuse(`${WHY}: latency is that of root observations, other measures need all of them. ${way}`)
  }
  const columns = columnsOf(question)
  return {
    ...question,
    view: 'observations',
    dimensions: (dimensions ?? []).map(({field}) => ({field: dimensionFor(field)})),
    metrics: wanted,
    filters: [...(filters ?? []).map(filterFor), ...(latencies > 0 ? [ROOTS] : [])],
    ...(orderBy ? {orderBy: orderBy.map((order) => orderFor(order, columns))} : {}),
  }
}

function withTopRows(question: Question): Question {
  const {dimensions, metrics, orderBy, timeDimension} = question
  const many = (dimensions ?? []).map(({field}) => field).filter((field) => MANY_VALUED.includes(field))
  if (many.length === 0) return question
  const names = many.join(' and ')
  if (timeDimension)
    refuse(`This server does not group by ${names} and time together: leave out one, or filter by ${names}`)
  const sortable = metrics.filter(({aggregation}) => aggregation !== 'histogram').map(metricName)
  if (orderBy?.some(({field, direction}) => direction === 'desc' && sortable.includes(field))) return question
  const first = sortable[0]
  if (first !== undefined && !orderBy?.length) return {...question, orderBy: [{field: first, direction: 'desc'}]}
  const way = first === undefined ? 'ask for one besides the histogram' : `order by ${first}, desc`
  return refuse(`This server groups by ${names} only in descending order of a measure: ${way}`)
}

/**
 * A query of `/metrics` as `/v2/metrics` wants it. Without a row limit it asks for the most rows: the answer may then be cut at `MOST_ROWS`.
 * @throws CliError `usage` for what newer servers cannot answer, with what they can
 */
export function toV2(given: Question): {question: Question} {
  const question = withNamesThere(given)
  const asked = withTopRows(question.view === 'traces' ? fromTraces(question) : question)
  return {question: {...asked, config: {...asked.config, row_limit: asked.config?.row_limit ?? MOST_ROWS}}}
}

/**
 * Rows of `/v2/metrics` under the names that `/metrics` would have given them.
 * @param question the query before `toV2`
 */
export function fromV2(rows: readonly Row[], question: Question): Row[] {
  if (question.view !== 'traces') return withNamesAsked(rows, question)
  const columns = columnsOf(question)
  const named = rows.map((row) => Object.fromEntries(columns.map(([name, there]) => [name, row[there]])))
  return withNamesAsked(named, question)
}

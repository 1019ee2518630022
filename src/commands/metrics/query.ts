import {Flags, type Interfaces} from '@oclif/core'
import * as z from 'zod'
import * as metrics from '../../api/metrics.js'
import {BaseCommand} from '../../base/command.js'
import type {Context} from '../../base/context.js'
import {type CommandWords, describeCommand} from '../../base/describe.js'
import {UsageError} from '../../base/errors/errors.js'
import {parseJson} from '../../base/input/input.js'
import {anyCase} from '../../base/input/members.js'
import {parseTime} from '../../base/input/time.js'
import {type ColumnSpec, type Row, toColumns} from '../../base/output/column.js'
import {toCurl} from '../../base/output/curl.js'
import {warnOfSurprise} from '../../base/output/object.js'
import {onePage, printRows} from '../../base/output/rows.js'
import {write} from '../../base/output/write.js'

const many = {multiple: true, multipleNonGreedy: true} as const

const flags: Interfaces.FlagInput = {
  view: Flags.string({summary: 'What to measure', ...anyCase(metrics.VIEWS)}),
  measure: Flags.string({summary: 'Measure: totalCost, latency, count … (repeatable)', helpValue: '<name>', ...many}),
  aggregation: Flags.string({
    summary: 'How to sum up the measure at the same place (repeatable)',
    ...anyCase(metrics.AGGREGATIONS),
    ...many,
  }),
  dimension: Flags.string({summary: 'Group by: name, userId, tags … (repeatable)', helpValue: '<name>', ...many}),
  granularity: Flags.string({summary: 'A row for each step of time', ...anyCase(metrics.GRANULARITIES)}),
  from: Flags.string({summary: 'At or after this time (24h)', helpValue: '<time>'}),
  to: Flags.string({summary: 'Before this time (now)', helpValue: '<time>'}),
  filter: Flags.string({summary: 'Conditions as a JSON array', helpValue: '<json|@file|->'}),
  'order-by': Flags.string({
    summary: 'Column and direction: sum_totalCost:desc (repeatable)',
    helpValue: '<column:asc|desc>',
    ...many,
  }),
  'row-limit': Flags.integer({
    summary: 'The most rows; newer servers cut at 100 without it',
    min: 1,
    max: metrics.MOST_ROWS,
    helpValue: '<number>',
  }),
}

const words: CommandWords = {
  summary: 'Measure traces, observations and scores',
  description:
    'Give --measure and --aggregation in pairs. A column is named after both: sum_totalCost. Costs are US dollars, latencies milliseconds.',
  examples: [
    '<%= config.bin %> <%= command.id %> --view observations --measure totalCost --aggregation sum --dimension name --granularity day --from 7d',
    '<%= config.bin %> <%= command.id %> --view traces --measure count --aggregation count --measure latency --aggregation p95 --dimension name --order-by count_count:desc --row-limit 10',
    '<%= config.bin %> <%= command.id %> --query @metrics.json -o csv',
  ],
  completeQuery,
}

/** A class of its own, because flags make one JSON parameter, and the parameter decides the columns of the answer. */
class MetricsQuery extends BaseCommand {
  async run(): Promise<void> {
    const {context, input} = await this.begin(metrics.query, words)
    const {client, notes, settings} = context
    if (settings.curl) return write(`${toCurl(client.prepare(metrics.query, input))}\n`)
    const question = JSON.parse(String(input.query.query)) as metrics.Question
    notes.progress('asking…')
    const {data} = await client.request(metrics.query, input).finally(() => notes.pause())
    const measures = question.metrics.map(({aggregation, measure}) => `${aggregation}_${measure}`)
    const dimensions = (question.dimensions ?? []).map(({field}) => field)
    const names = [...(question.timeDimension ? ['time_dimension'] : []), ...dimensions, ...measures]
    const item = z.looseObject(Object.fromEntries(names.map((name) => [name, z.unknown().optional()])))
    warnOfSurprise(context, data, metrics.query.response)
    const rows = (data?.data ?? []).map((row) => coerced(row, measures))
    const columns = names.map((path): ColumnSpec<Row> => (isMoney(path, measures) ? {path, kind: 'money'} : path))
    await printRows(context, onePage(rows), toColumns(columns, item), item)
    const limit = question.config?.row_limit ?? 100
    if (rows.length === limit)
      notes.note(`${limit} rows: just as many as the limit, so there may be more (--row-limit)`)
  }
}

function isMoney(name: string, measures: string[]): boolean {
  return measures.includes(name) && /Cost$/.test(name) && !/^(count|uniq|histogram)_/.test(name)
}

/** Numbers that the database sent as text, as numbers; those that would lose digits stay. */
function coerced(row: Row, measures: string[]): Row {
  const numbers = measures.flatMap((name) => {
    const value = row[name]
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
    const exact = Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
    return exact ? [[name, number]] : []
  })
  return {...row, ...Object.fromEntries(numbers)}
}

async function completeQuery(given: Row, context: Context): Promise<Row> {
  const typed = Object.keys(flags).filter((name) => context.flags[name] !== undefined)
  if (given.query !== undefined && typed.length > 0) {
    throw new UsageError(`--query is the whole query; --${typed[0]} does not go with it`)
  }
  const body = given.query === undefined ? await questionOf(context) : await parseJson(String(given.query), '--query')
  const result = metrics.question.safeParse(body, {reportInput: true})
  if (result.success) return {query: JSON.stringify(body)}
  const issues = result.error.issues.map(({path, message}) => `${path.join('.') || 'the query'}: ${message}`)
  throw new UsageError(given.query === undefined ? issues.join('\n') : `--query: ${issues.join('\n')}`)
}

async function questionOf({flags: values, reader}: Context): Promise<Row> {
  const {view, granularity, from = '24h', to = 'now', filter} = values as Record<string, string | undefined>
  const {measure = [], aggregation = [], dimension = []} = values as Record<string, string[] | undefined>
  if (view === undefined) throw new UsageError('--view is missing', `Views: ${metrics.VIEWS.join(', ')}; or --query.`)
  if (measure.length === 0) throw new UsageError('--measure is missing', 'Try --measure count --aggregation count.')
  if (measure.length !== aggregation.length) {
    throw new UsageError(
      `${measure.length} --measure, but ${aggregation.length} --aggregation`,
      'Each measure needs its aggregation: --measure totalCost --aggregation sum.',
    )
  }
  const orderBy = (values['order-by'] as string[] | undefined)?.map(parseOrder)
  const rowLimit = values['row-limit']
  const now = new Date()
  return {
    view,
    dimensions: dimension.map((field) => ({field})),
    metrics: measure.map((name, index) => ({measure: name, aggregation: aggregation[index]})),
    filters: filter === undefined ? [] : await reader.json(filter, 'filter'),
    ...(granularity === undefined ? {} : {timeDimension: {granularity}}),
    fromTimestamp: parseTime(from, 'from', now, false),
    toTimestamp: parseTime(to, 'to', now, true),
    ...(orderBy ? {orderBy} : {}),
    ...(rowLimit === undefined ? {} : {config: {row_limit: rowLimit}}),
  }
}

function parseOrder(text: string): {field: string; direction: string} {
  const [, field = '', direction = ''] = /^(.+):(asc|desc)$/.exec(text) ?? []
  if (direction === '') throw new UsageError(`--order-by: "${text}" is no order`, 'Try sum_totalCost:desc.')
  return {field, direction}
}

export default describeCommand(MetricsQuery, metrics.query, words, flags)

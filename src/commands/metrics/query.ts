import {Flags, type Interfaces} from '@oclif/core'
import * as z from 'zod'
import {CliError} from '../../api/errors/cli-error.js'
import {checkJson} from '../../api/json/check.js'
import {readNumber} from '../../api/json/exact-number.js'
import type {Row} from '../../api/json/object.js'
import {readOrder} from '../../api/operation/fields.js'
import * as metrics from '../../api/resources/metrics/endpoints.js'
import {type MetricsVariant, measure, variants} from '../../api/resources/metrics/variants.js'
import {dryRun, runWithFallback} from '../../api/variants/run.js'
import type {VariantCall} from '../../api/variants/variant.js'
import {BaseCommand} from '../../base/command/command.js'
import type {Context} from '../../base/command/context.js'
import {describeCommand} from '../../base/command/describe.js'
import type {CommandSpec} from '../../base/command/spec.js'
import {readConditions} from '../../base/input/conditions.js'
import {anyCase} from '../../base/input/members.js'
import {assertWindow, timeSummary} from '../../base/input/time.js'
import {type ColumnSpec, toColumns} from '../../base/output/column.js'
import {toCurl} from '../../base/output/curl.js'
import {warnIfUnexpected} from '../../base/output/object.js'
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
  granularity: Flags.string({summary: 'A row for each step of time, in UTC', ...anyCase(metrics.GRANULARITIES)}),
  from: Flags.string({summary: timeSummary('At or after this time (default: 24h)', 'from'), helpValue: '<time>'}),
  to: Flags.string({summary: timeSummary('Before this time (now)', 'to'), helpValue: '<time>'}),
  filter: Flags.string({
    summary: `Only what fits: 'name contains chat', or JSON; columns are the view's dimensions and metadata.<key> (repeatable)`,
    helpValue: '<expression|json|@file|->',
    ...many,
  }),
  'order-by': Flags.string({
    summary: 'Column and direction: sum_totalCost:desc (repeatable)',
    helpValue: '<column:asc|desc>',
    ...many,
  }),
  'row-limit': Flags.integer({
    summary: `The most rows; newer servers give ${metrics.MOST_ROWS} without it`,
    min: 1,
    max: metrics.MOST_ROWS,
    helpValue: '<number>',
  }),
}

const spec: CommandSpec = {
  summary: 'Measure traces, observations and scores',
  phrases: ['what did we spend?', 'how many requests do we get?', 'cost per model', 'latency over time'],
  description:
    'Give --measure and --aggregation in pairs. A column is named after both: sum_totalCost. Costs are US dollars, latencies milliseconds. Where a server has no trace rows (server version 4), the latency of a trace is that of its roots, a trace counts in each group in which a span of it is, and a span that was just sent twice counts twice.',
  examples: [
    '--view observations --measure totalCost --aggregation sum --dimension name --granularity day --from 7d',
    '--view traces --measure count --aggregation count --measure totalCost --aggregation sum --dimension name --filter "tags any of prod" --order-by count_count:desc --row-limit 10',
    '--query @metrics.json -o csv',
  ],
}

/** A class of its own, because flags make one JSON parameter, and the parameter decides the columns of the answer. */
class MetricsQuery extends BaseCommand {
  async run(): Promise<void> {
    const {context, selection} = await this.select(variants, {}, async (variant, whole) => ({
      query: {question: await questionFor(variant, whole)},
    }))
    const {notes, settings} = context
    const ask = async (variant: MetricsVariant, {client, input}: VariantCall) => {
      const question = input.query.question as metrics.Question
      return {question, ...(await measure(client, variant, question))}
    }
    if (settings.curl) return write(this.io.stdout, `${toCurl(await dryRun(selection, ask))}\n`)
    notes.progress('asking…')
    const answer = await runWithFallback(selection, ask).finally(() => notes.pause())
    const {question, body, limit} = answer
    const measures = question.metrics.map(metrics.metricName)
    const names = metrics.columnNames(question)
    const item = z.looseObject(Object.fromEntries(names.map((name) => [name, z.unknown().optional()])))
    warnIfUnexpected(context, [body], metrics.query.response)
    const rows = answer.rows.map((row) => coerced(row, measures))
    const columns = names.map((path): ColumnSpec<Row> => (isMoney(path, measures) ? {path, kind: 'money'} : path))
    await printRows(context, onePage(rows), toColumns(columns, item), item)
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
    const number = typeof value === 'string' && value.trim() !== '' ? readNumber(value) : Number.NaN
    return typeof number === 'number' && Number.isFinite(number) ? [[name, number]] : []
  })
  return {...row, ...Object.fromEntries(numbers)}
}

/** The question for one variant, which has to be able to answer it. */
async function questionFor(variant: MetricsVariant, context: Context): Promise<metrics.Question> {
  const {flags: values, reader} = context
  const typed = Object.keys(flags).filter((name) => values[name] !== undefined)
  if (values.query !== undefined && typed.length > 0)
    throw new CliError('usage', `--query is the whole query; --${typed[0]} does not go with it`)
  const whole = values.query !== undefined
  const body = whole ? await reader.json(String(values.query), 'query') : await typedQuestion(variant, context)
  const result = checkJson(metrics.question, body)
  if (!result.success) {
    const issues = result.error.issues.map(({path, message}) => `${path.join('.') || 'the query'}: ${message}`)
    throw new CliError('usage', `${whole ? '--query: ' : ''}${issues.join('\n')}`)
  }
  variant.toWire(result.data)
  return body as metrics.Question
}

async function typedQuestion({columns}: MetricsVariant, {flags: values, reader}: Context): Promise<Row> {
  const {view, granularity, from = '24h', to} = values as Record<string, string | undefined>
  const {measure: names = [], aggregation = [], dimension = []} = values as Record<string, string[] | undefined>
  if (view === undefined)
    throw new CliError('usage', '--view is missing', `Views: ${metrics.VIEWS.join(', ')}; or --query.`)
  if (names.length === 0)
    throw new CliError('usage', '--measure is missing', 'Try --measure count --aggregation count.')
  if (names.length !== aggregation.length) {
    const hint = 'Each measure needs its aggregation: --measure totalCost --aggregation sum.'
    throw new CliError('usage', `${names.length} --measure, but ${aggregation.length} --aggregation`, hint)
  }
  const orderBy = (values['order-by'] as string[] | undefined)?.map(parseOrder)
  const rowLimit = values['row-limit']
  const filters = (values.filter ?? []) as string[]
  const [begin, end] = [reader.time(from, 'from'), reader.time(to ?? 'now', 'to')]
  assertWindow(begin, end)
  return {
    view,
    dimensions: dimension.map((field) => ({field})),
    metrics: names.map((name, index) => ({measure: name, aggregation: aggregation[index]})),
    filters: [
      ...(await readConditions('filter', columns[view as metrics.View], filters, reader)),
      ...(to === undefined ? [] : [metrics.before(view as metrics.View, end)]),
    ],
    ...(granularity === undefined ? {} : {timeDimension: {granularity}}),
    fromTimestamp: begin,
    toTimestamp: end,
    ...(orderBy ? {orderBy} : {}),
    ...(rowLimit === undefined ? {} : {config: {row_limit: rowLimit}}),
  }
}

function parseOrder(text: string): {field: string; direction: string} {
  const order = readOrder(text)
  if (!order) throw new CliError('usage', `--order-by: "${text}" is not a valid order`, 'Try sum_totalCost:desc.')
  return order
}

export default describeCommand(MetricsQuery, variants, spec, flags)

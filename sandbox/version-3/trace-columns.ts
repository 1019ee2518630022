import type {Columns} from '../filter/filter.js'
import type {Store} from '../store/store.js'
import type {ObservationRow, TraceRow} from '../store/trace-rows.js'
import {latencyOf, observationsOf, scoresOf} from '../store/traces.js'

const LEVELS = ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR']

/** US dollars. */
export function costOf({costDetails}: ObservationRow): number {
  return costDetails.total ?? 0
}

/** Of all observations of a trace: a number of each, summed. */
export function sumOf(store: Store, {id}: TraceRow, of: (row: ObservationRow) => number | undefined): number {
  return observationsOf(store, id).reduce((sum, row) => sum + (of(row) ?? 0), 0)
}

function picked<Row>(kind: 'datetime' | 'list' | 'text', ...names: (keyof Row & string)[]): Columns<Row> {
  return Object.fromEntries(names.map((name) => [name, {kind, of: (row: Row) => row[name]}]))
}

function summed(of: (row: ObservationRow) => number | undefined): Columns<TraceRow>[string] {
  return {kind: 'number', of: (row, store) => sumOf(store, row, of)}
}

const count = (level: string) => summed((row) => Number(row.level === level))

/** The worst level of its observations. */
function levelOf(row: TraceRow, store: Store): string | undefined {
  const levels = new Set(observationsOf(store, row.id).map(({level}) => level))
  return LEVELS.findLast((level) => levels.has(level))
}

/** The scores of a trace of these types by their names: what is made of the values of each. */
function scoreColumn(types: string[], of: (values: (number | string)[]) => unknown): Columns<TraceRow>[string] {
  const byName = (row: TraceRow, store: Store) => {
    const scores = scoresOf(store, row.id).filter(({dataType}) => types.includes(dataType))
    const valuesOf = (wanted: string) => scores.filter(({name}) => name === wanted).map(({value}) => value)
    return Object.fromEntries(scores.map(({name}) => [name, of(valuesOf(name))]))
  }
  return {kind: 'object', of: byName}
}

const average = (values: (number | string)[]) =>
  values.reduce<number>((sum, value) => sum + Number(value), 0) / values.length

/** The columns that the filter of `traces` may name. */
export const traceColumns: Columns<TraceRow> = {
  ...picked<TraceRow>('text', 'id', 'name', 'userId', 'sessionId', 'version', 'release', 'environment'),
  ...picked<TraceRow>('datetime', 'timestamp'),
  ...picked<TraceRow>('list', 'tags'),
  bookmarked: {kind: 'boolean', of: (row) => row.bookmarked},
  metadata: {kind: 'object', of: (row) => row.metadata},
  level: {kind: 'text', of: levelOf},
  debugCount: count('DEBUG'),
  defaultCount: count('DEFAULT'),
  warningCount: count('WARNING'),
  errorCount: count('ERROR'),
  inputTokens: summed(({usageDetails}) => usageDetails.input),
  outputTokens: summed(({usageDetails}) => usageDetails.output),
  totalTokens: summed(({usageDetails}) => usageDetails.total),
  inputCost: summed(({costDetails}) => costDetails.input),
  outputCost: summed(({costDetails}) => costDetails.output),
  totalCost: summed(costOf),
  latency: {kind: 'number', of: (row, store) => latencyOf(store, row.id)},
  scores_avg: scoreColumn(['NUMERIC', 'BOOLEAN'], average),
  score_categories: scoreColumn(['CATEGORICAL'], (values) => values),
  score_booleans: scoreColumn(['BOOLEAN'], (values) => values.at(-1) === 1),
}

import type {FilterColumn, FilterColumns, FilterType} from './column.js'
import type {WireCondition} from './compile.js'

export type ColumnTable = Record<string, FilterColumn>

/** Columns that a route knows by the names that users write. */
export function columnsOfType(
  type: FilterColumn['type'],
  names: string,
  more: Omit<Partial<FilterColumn>, 'to' | 'type'> = {},
): ColumnTable {
  return Object.fromEntries(names.split(' ').map((name) => [name, {to: name, type, ...more}]))
}

export function renameColumns(columns: FilterColumns, names: Readonly<Record<string, string>>): ColumnTable {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, {...column, to: names[name] ?? column.to}]),
  )
}

/**
 * The columns of both server versions, each with those of the other: help names them all, and a condition on those of the other is refused
 * with what to do instead.
 */
export function ofBothVersions(
  older: FilterColumns,
  newer: FilterColumns,
  instead: Readonly<Record<string, string>>,
): {older: FilterColumns; newer: FilterColumns} {
  const names = Object.keys({...older, ...newer})
  const withOthers = (own: FilterColumns, others: FilterColumns, version: 3 | 4): FilterColumns =>
    Object.fromEntries(
      names.flatMap((name): [string, FilterColumn][] => {
        const [column, other] = [own[name], others[name]]
        if (column) return [[name, other ? column : {...column, only: version}]]
        return other ? [[name, {...other, only: version === 3 ? 4 : 3, instead: instead[name] ?? ''}]] : []
      }),
    )
  return {older: withOthers(older, newer, 3), newer: withOthers(newer, older, 4)}
}

/** The condition that a column has a value; none where there is no value. */
export function equal(column: string, value: unknown): WireCondition[] {
  return value === undefined ? [] : [{type: 'string', column, operator: '=', value: String(value)}]
}

/** The condition that a column is null, or that it is not. */
export function isNull(column: string, yes: boolean): WireCondition {
  return {type: 'null', column, operator: yes ? 'is null' : 'is not null', value: ''}
}

export const JSON_METADATA: readonly FilterType[] = ['numberObject', 'categoryOptions']
export const SECONDS = {unit: 's'} as const
const DOLLARS = {unit: 'US$'} as const

export const traceText = columnsOfType('string', 'id name userId sessionId environment version release')
export const traceTags = columnsOfType('arrayOptions', 'tags')
export const traceLatency = columnsOfType('number', 'latency', SECONDS)
export const searched: ColumnTable = {
  ...columnsOfType('stringObject', 'metadata', {search: 'possible'}),
  ...columnsOfType('string', 'input output', {search: 'needed'}),
}
export const costs = columnsOfType('number', 'inputCost outputCost totalCost', DOLLARS)
export const tokens = columnsOfType('number', 'inputTokens outputTokens totalTokens')

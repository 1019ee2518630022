import type {FilterColumn, FilterColumns, FilterType} from './compile.js'

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

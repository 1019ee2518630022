const OPERATORS = {
  string: ['=', 'contains', 'does not contain', 'starts with', 'ends with'],
  stringOptions: ['any of', 'none of'],
  number: ['=', '>', '<', '>=', '<='],
  datetime: ['>', '<', '>=', '<='],
  boolean: ['=', '<>'],
  arrayOptions: ['any of', 'none of', 'all of'],
  categoryOptions: ['any of', 'none of'],
  stringObject: ['=', 'contains', 'does not contain', 'starts with', 'ends with'],
  numberObject: ['=', '>', '<', '>=', '<='],
  booleanObject: ['=', '<>'],
  null: ['is null', 'is not null'],
} as const

/** The API's types of conditions. */
export type FilterType = keyof typeof OPERATORS

/** A column as one route knows it. */
export interface FilterColumn {
  /** Its name there. */
  to: string
  type: Exclude<FilterType, 'null'>
  /** What numbers count: `s`, `US$`. */
  unit?: string
  /** Types that JSON may name besides. */
  also?: readonly FilterType[]
  /** The column can be searched with `matches`; `needed`: `=` or `matches` must be among the conditions on such columns. */
  search?: 'possible' | 'needed'
  /** It is true where the column `to` is null, or where that is not. */
  trueWhen?: 'is not null' | 'is null'
  /** The only server version that knows it. */
  only?: 3 | 4
  /** It is the other version that knows it: what to do instead, or "". */
  instead?: string
}

/** What can be filtered, by the names that users write. */
export type FilterColumns = Readonly<Record<string, FilterColumn>>

const KEYED: readonly FilterType[] = ['categoryOptions', 'stringObject', 'numberObject', 'booleanObject']

/** Whether conditions name a part of the column: `metadata.tenant`. */
export function isKeyed({type}: FilterColumn): boolean {
  return KEYED.includes(type)
}

/** The types that a condition on a column may have, the usual one first. */
export function typesOf({type, search, trueWhen}: FilterColumn): FilterType[] {
  if (search === 'needed' || trueWhen) return [type]
  const alike: FilterType[] = type === 'string' || type === 'stringOptions' ? ['string', 'stringOptions'] : [type]
  return KEYED.includes(type) ? alike : [...alike, 'null']
}

/** The operators that a column takes with a type. */
export function operatorsOf(type: FilterType, {search}: FilterColumn): readonly string[] {
  return search && (type === 'string' || type === 'stringObject') ? [...OPERATORS[type], 'matches'] : OPERATORS[type]
}

/** The columns in one line, for help: `name, latency (s), metadata.<key>; on server version 3 only: level`. */
export function describeColumns(columns: FilterColumns): string {
  const shown = (version?: 3 | 4) =>
    Object.entries(columns)
      .filter(([, {only}]) => only === version)
      .map(([name, column]) => `${name}${isKeyed(column) ? '.<key>' : ''}${column.unit ? ` (${column.unit})` : ''}`)
      .join(', ')
  const apart = ([3, 4] as const).map(
    (version) => shown(version) && `on server version ${version} only: ${shown(version)}`,
  )
  return [shown(), ...apart].filter(Boolean).join('; ')
}

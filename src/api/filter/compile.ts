import * as z from 'zod'
import {CliError, UnsupportedByVariant} from '../errors/cli-error.js'
import {nearest} from '../errors/nearest.js'
import {type ExactNumber, isNumber, readNumber} from '../json/exact-number.js'
import {own} from '../json/object.js'
import {stringifyJson} from '../json/stringify.js'
import {
  describeColumns,
  type FilterColumn,
  type FilterColumns,
  type FilterType,
  isKeyed,
  operatorsOf,
  typesOf,
} from './column.js'
import type {Condition} from './parse.js'

export {type Condition, parseConditions} from './parse.js'

/** One condition as servers take it. */
export interface WireCondition {
  type: FilterType
  column: string
  operator: string
  value: string | number | ExactNumber | boolean | string[]
  key?: string
}

/** Reads a time and gives ISO 8601 with milliseconds and Z; a date is the moment at which that day begins. */
export type ReadTime = (text: string) => string

const NEGATED: Partial<Record<FilterType, [FilterType, string]>> = {
  string: ['stringOptions', 'none of'],
  stringOptions: ['stringOptions', 'none of'],
  categoryOptions: ['categoryOptions', 'none of'],
  boolean: ['boolean', '<>'],
  booleanObject: ['booleanObject', '<>'],
}

const NEGATED_NULL = {'is null': 'is not null', 'is not null': 'is null'}

function nameOf({column, key}: Condition): string {
  return key === undefined ? column : `${column}.${key}`
}

function find(condition: Condition, columns: FilterColumns): FilterColumn {
  const {column: name, key} = condition
  const column = own(columns, name)
  if (!column) {
    const sameThere = Object.entries(columns).find(([, {to}]) => to === name)?.[0]
    const meant = sameThere ?? nearest(name, Object.keys(columns))
    const hint = meant ? `did you mean "${meant}"? Columns` : 'columns'
    throw new UnsupportedByVariant(
      `The filter's column "${name}" is not known here; ${hint}: ${describeColumns(columns)}`,
    )
  }
  if (column.instead !== undefined) {
    const message = `The filter's column "${name}" is not known here: only server version ${column.only} has it`
    throw new CliError('not_available', message, column.instead || undefined)
  }
  if (isKeyed(column) && !key) throw new CliError('usage', `${name} needs a key: ${name}.<key> = …`)
  if (!isKeyed(column) && key !== undefined)
    throw new CliError('usage', `${name} has no parts, so ${name}.${key} is nothing`)
  return column
}

function choose(condition: Condition, column: FilterColumn): [FilterType, string] {
  const {operator, type} = condition
  const types = typesOf(column)
  if (type !== undefined) {
    const named = [...types, ...(column.also ?? [])].find((known) => known === type)
    if (!named) throw new CliError('usage', `${nameOf(condition)} has the type ${types.join(' or ')}, not ${type}`)
    if (operatorsOf(named, column).includes(operator)) return [named, operator]
  }
  const fitting = types.find((type) => operatorsOf(type, column).includes(operator))
  if (fitting) return [fitting, operator]
  const negated = NEGATED[column.type]
  const canNegate = negated && types.includes(negated[0])
  if (canNegate && operator === '!=') return negated
  if (operator === '=' && column.type === 'categoryOptions') return ['categoryOptions', 'any of']
  const known = [...types.flatMap((type) => operatorsOf(type, column)), ...(canNegate ? ['!='] : [])]
  throw new CliError('usage', `${nameOf(condition)} does not go with ${operator}; with ${known.join(', ')}`)
}

function numberOf(condition: Condition, {unit}: FilterColumn): ExactNumber | number {
  const {value} = condition
  const number = typeof value === 'string' && value.trim() !== '' ? readNumber(value) : value
  if (isNumber(number) && Number.isFinite(Number(number))) return number
  throw new CliError(
    'usage',
    `${nameOf(condition)} is compared with a number${unit ? ` of ${unit}` : ''}, not with ${shown(value)}`,
  )
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : stringifyJson(value)
}

function booleanOf(condition: Condition): boolean {
  const {value} = condition
  const text = String(value).toLowerCase()
  if (text !== 'true' && text !== 'false')
    throw new CliError('usage', `${nameOf(condition)} is true or false, not ${shown(value)}`)
  return text === 'true'
}

function textOf(condition: Condition): string {
  const {value} = condition
  if (typeof value === 'string') return value
  if (isNumber(value) || typeof value === 'boolean') return String(value)
  throw new CliError('usage', `${nameOf(condition)} is compared with text, not with ${shown(value)}`)
}

function textsOf(condition: Condition): string[] {
  const values = Array.isArray(condition.value) ? condition.value : [condition.value]
  if (values.length === 0)
    throw new CliError('usage', `${nameOf(condition)}: ${condition.operator} needs a value at least`)
  return values.map((value) => textOf({...condition, value}))
}

function toWire(condition: Condition, column: FilterColumn, time: ReadTime): WireCondition {
  const [type, operator] = choose(condition, column)
  const place = {type, column: column.to, ...(condition.key === undefined ? {} : {key: condition.key})}
  if (type === 'null') return {...place, operator, value: ''}
  if (column.trueWhen) {
    const negated = booleanOf(condition) !== (operator === '=')
    return {...place, type: 'null', operator: negated ? NEGATED_NULL[column.trueWhen] : column.trueWhen, value: ''}
  }
  if (type === 'datetime') return {...place, operator, value: time(textOf(condition))}
  if (type === 'number' || type === 'numberObject') return {...place, operator, value: numberOf(condition, column)}
  if (type === 'boolean' || type === 'booleanObject') return {...place, operator, value: booleanOf(condition)}
  if (type === 'string' || type === 'stringObject') return {...place, operator, value: textOf(condition)}
  return {...place, operator, value: textsOf(condition)}
}

function assertFastSearch(conditions: readonly Condition[], columns: FilterColumns): void {
  const searched = conditions.filter(({column}) => columns[column]?.search === 'needed')
  if (searched.length === 0 || searched.some(({operator}) => operator === '=' || operator === 'matches')) return
  const names = Object.keys(columns).filter((name) => columns[name]?.search === 'needed')
  throw new CliError(
    'usage',
    `Servers search ${names.join(' and ')} only with matches or =, alone or beside the others: ${searched[0]?.column} matches …`,
  )
}

/**
 * Conditions as a route wants them: columns under its names, types filled in, values of these types.
 * @throws CliError `usage` for an unknown column, an operator or a value that does not fit; and whatever `time` throws
 */
export function toFilter(
  conditions: readonly Condition[],
  columns: FilterColumns,
  {time}: {time: ReadTime},
): WireCondition[] {
  const wire = conditions.map((condition) => toWire(condition, find(condition, columns), time))
  assertFastSearch(conditions, columns)
  return wire
}

/** One condition of a filter; which columns and operators there are depends on what is filtered, and the server says. */
export const condition = z.looseObject({column: z.string(), operator: z.string(), type: z.string()})

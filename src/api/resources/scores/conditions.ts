import {UnsupportedByVariant} from '../../errors/cli-error.js'
import type {WireCondition} from '../../filter/compile.js'
import type {Row} from '../../json/object.js'
import {stringifyJson} from '../../json/stringify.js'

const OPERATORS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  value: {'=': 'value', '>=': 'valueMin', '<=': 'valueMax'},
  timestamp: {'>=': 'fromTimestamp', '<': 'toTimestamp', '>': 'fromTimestamp', '<=': 'toTimestamp'},
}

function refuse(column: string, why: string): never {
  throw new UnsupportedByVariant(`The filter's column "${column}": newer servers ${why}`)
}

/** The next instant: servers keep milliseconds. */
function after(time: string): string {
  return new Date(Date.parse(time) + 1).toISOString()
}

function parameterOf({column, operator, value}: WireCondition): [name: string, value: unknown] {
  const known = OPERATORS[column] ?? {'=': column, 'any of': column}
  const name = known[operator] ?? refuse(column, `do not know ${operator}; they know ${Object.keys(known).join(', ')}`)
  if (name === 'valueMin' || name === 'valueMax') return [name, value]
  if (column === 'timestamp' && (operator === '>' || operator === '<=')) return [name, after(String(value))]
  const texts = [value].flat().map(String)
  if (texts.some((text) => text.includes(','))) refuse(column, 'take a comma as the end of a value')
  return [name, texts.join(',')]
}

/** A query with its conditions as the parameters of `/v3/scores` that say the same. @throws UnsupportedByVariant where none does */
export function withParameters({filter, ...query}: Row): Row {
  const found: Row = {...query}
  for (const condition of (filter as WireCondition[] | undefined) ?? []) {
    const [name, value] = parameterOf(condition)
    if (found[name] !== undefined && stringifyJson(found[name]) !== stringifyJson(value))
      refuse(condition.column, 'take one condition on it, as a flag or in the filter')
    found[name] = value
  }
  return found
}

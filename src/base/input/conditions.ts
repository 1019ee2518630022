import type {FilterColumns} from '../../api/filter/column.js'
import {parseConditions, toFilter, type WireCondition} from '../../api/filter/compile.js'
import type {InputReader} from './input.js'

/** Conditions as they were typed, for the columns of a route. */
export async function readConditions(
  flag: string,
  columns: FilterColumns,
  values: string[],
  reader: InputReader,
): Promise<WireCondition[]> {
  const texts: string[] = []
  for (const value of values) texts.push(await reader.text(value, flag))
  return toFilter(parseConditions(texts), columns, {time: (text) => reader.time(text, flag)})
}

import type {FilterColumns} from '../../api/filter/column.js'
import {parseConditions, toFilter} from '../../api/filter/compile.js'
import type {InputReader} from './input.js'

/** Conditions as they were typed, for the columns of a route. */
export async function readConditions(
  flag: string,
  columns: FilterColumns,
  values: string[],
  reader: InputReader,
): Promise<unknown> {
  const texts: string[] = []
  for (const value of values) texts.push(await reader.text(value, flag))
  return toFilter(parseConditions(texts), columns, {time: (text, end) => reader.time(text, flag, end)})
}

import {isObject, type Row} from '../../api/json/object.js'
import {parseJson} from '../../api/json/parse.js'

const QUOTED_KEY = /\[(?:("(?:[^"\\]|\\.)*")|'([^']*)')\]/g
const COLUMN = new RegExp(`(?:${QUOTED_KEY.source}|[^,])+`, 'g')

/** The columns that were typed with commas between them; a quoted key may have commas too. */
export function splitColumns(typed: string): string[] {
  return (typed.match(COLUMN) ?? []).map((column) => column.trim()).filter((column) => column !== '')
}

function keyIn(quoted: string): string {
  try {
    return String(parseJson(quoted))
  } catch {
    return quoted.slice(1, -1)
  }
}

/** The keys of a path as people write it: `metadata.scope.name`, or `metadata["scope.name"]` for a key with dots. */
export function parsePath(typed: string): string[] {
  const keys: string[] = []
  let at = 0
  const addPlain = (text: string) => {
    if (text !== '') keys.push(...(at === 0 ? text : text.replace(/^\./, '')).split('.'))
  }
  for (const {0: whole, 1: double, 2: single = '', index} of typed.matchAll(QUOTED_KEY)) {
    addPlain(typed.slice(at, index))
    keys.push(double === undefined ? single : keyIn(double))
    at = index + whole.length
  }
  addPlain(typed.slice(at))
  return keys
}

function hasKey(value: unknown, key: string): value is Row {
  return Array.isArray(value)
    ? key !== 'length' && Object.hasOwn(value, key)
    : isObject(value) && Object.hasOwn(value, key)
}

/**
 * The keys under which a value has what a path names: `a.b` is the b of an a, or, where there is none, the key `a.b`, as
 * OpenTelemetry writes it; undefined where there is neither.
 */
export function findKeys(value: unknown, path: string[]): string[] | undefined {
  if (path.length === 0) return []
  for (let size = 1; size <= path.length; size++) {
    const key = path.slice(0, size).join('.')
    const below = hasKey(value, key) ? findKeys(value[key], path.slice(size)) : undefined
    if (below) return [key, ...below]
  }
  return undefined
}

/** The value that a path names, found as `findKeys` does; undefined where there is none. */
export function valueAt(row: Row, path: string[]): unknown {
  return findKeys(row, path)?.reduce<unknown>((value, key) => (value as Row)[key], row)
}

/** Rows by their ids, which count their changes: whoever keeps something sorted knows when it is out of date. */
export class RowMap<Row> extends Map<string, Row> {
  /** How often a row was put or taken out. */
  changes = 0

  override set(id: string, row: Row): this {
    this.changes += 1
    return super.set(id, row)
  }

  override delete(id: string): boolean {
    this.changes += 1
    return super.delete(id)
  }

  override clear(): void {
    this.changes += 1
    super.clear()
  }
}

/** What was made of rows is kept until one of them changes; rows are replaced, never changed in place. */
export function keeping<Source extends object, Result>(
  maps: (source: Source) => RowMap<unknown>[],
  make: (source: Source) => Result,
): (source: Source) => Result {
  const kept = new WeakMap<Source, {changes: string; result: Result}>()
  return (source) => {
    const changes = maps(source)
      .map((map) => map.changes)
      .join()
    const before = kept.get(source)
    if (before?.changes === changes) return before.result
    const result = make(source)
    kept.set(source, {changes, result})
    return result
  }
}

/** Rows by something that they have in common, in their order. */
export function grouped<Row, Key>(rows: Iterable<Row>, keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/** For sorting: the greater text first. */
export function descending(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? 1 : -1
}

/** A row with what is given, and the defaults elsewhere; other keys that are given are left out. */
export function filled<Row extends object>(
  defaults: Row,
  given: {[Key in keyof Row]?: Row[Key] | null | undefined},
): Row {
  const row = {...defaults}
  for (const key in defaults) row[key] = given[key] ?? defaults[key]
  return row
}

/** Rows of a kind by their ids: every store has its own. */
export function rowsOf<Row>(): (store: object) => Map<string, Row> {
  const maps = new WeakMap<object, Map<string, Row>>()
  return (store) => {
    const rows = maps.get(store) ?? new Map<string, Row>()
    maps.set(store, rows)
    return rows
  }
}

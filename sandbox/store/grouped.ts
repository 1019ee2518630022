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

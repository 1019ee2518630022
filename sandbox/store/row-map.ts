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

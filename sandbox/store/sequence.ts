/** Rows ordered by an ever growing number: appending, removing and cutting a page do not depend on how many there are. */
export class SequenceList<Row extends {seq: number}> {
  private rows: Row[] = []

  constructor(rows: Row[] = []) {
    this.rows = rows
  }

  /** How many rows there are. */
  get size(): number {
    return this.rows.length
  }

  /** Adds a row, whose number must be the greatest. */
  append(row: Row): void {
    this.rows.push(row)
  }

  /** Takes a row out, if it is there. */
  remove(row: Row): void {
    const index = this.find(row.seq)
    if (this.rows[index]?.seq === row.seq) this.rows.splice(index, 1)
  }

  /** One page, newest first. */
  page(page: number, limit: number): Row[] {
    const end = this.rows.length - (page - 1) * limit
    return end <= 0 ? [] : this.rows.slice(Math.max(0, end - limit), end).reverse()
  }

  /** All rows, oldest first. */
  all(): readonly Row[] {
    return this.rows
  }

  private find(seq: number): number {
    let low = 0
    let high = this.rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.rows[middle]?.seq ?? 0) < seq) low = middle + 1
      else high = middle
    }
    return low
  }
}

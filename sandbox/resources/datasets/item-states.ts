import type {DatasetRow, ItemBody, ItemRow} from '../../store/project-rows.js'
import {grouped, keeping} from '../../store/row-map.js'
import type {Store} from '../../store/store.js'

const active = keeping(
  (store: Store) => [store.items],
  (store) => {
    const rows = [...store.items.values()].filter(({status}) => status === 'ACTIVE').reverse()
    return {rows, byDataset: grouped(rows, ({datasetId}) => datasetId)}
  },
)

/** The active items, of one dataset or of all; the last written first. */
export function activeItems(store: Store, datasetId?: string): ItemRow[] {
  const {rows, byDataset} = active(store)
  return datasetId === undefined ? rows : (byDataset.get(datasetId) ?? [])
}

/** What an item holds. */
export function bodyOf(row: ItemRow): ItemBody {
  return typeof row.body === 'function' ? row.body(row.id) : row.body
}

/** Makes a row the newest state of its item. Its time must not be before that of others. */
export function putItem(store: Store, dataset: DatasetRow, row: ItemRow): void {
  dataset.log.push(row)
  store.items.delete(row.id)
  if (!row.deleted) store.items.set(row.id, row)
}

const snapshots = new WeakMap<DatasetRow, {time: number; states: number; rows: ItemRow[]}>()

/** The active items as they were at a time; the last that was asked for is kept. */
export function itemsAt(dataset: DatasetRow, time: number): ItemRow[] {
  const known = snapshots.get(dataset)
  if (known?.time === time && known.states === dataset.log.length) return known.rows
  const states = new Map<string, ItemRow>()
  for (const row of dataset.log) {
    if (row.at > time) break
    states.delete(row.id)
    if (!row.deleted && row.status === 'ACTIVE') states.set(row.id, row)
  }
  const rows = [...states.values()].reverse()
  snapshots.set(dataset, {time, states: dataset.log.length, rows})
  return rows
}

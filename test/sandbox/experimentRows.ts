import type {RunItemRow, RunRow, Store} from './store.js'

/** Every run of every dataset, as they were made. */
export function allRuns(store: Store): RunRow[] {
  return [...store.datasets.values()].flatMap((dataset) => [...dataset.runs.values()])
}

/** The experiment that a trace belongs to, and the item in it. */
export function experimentOf(store: Store, traceId: string): {run: RunRow; item: RunItemRow} | undefined {
  for (const run of allRuns(store)) {
    for (const item of run.items.values()) if (item.traceId === traceId) return {run, item}
  }
  return undefined
}

import {createHash} from 'node:crypto'
import * as z from 'zod'
import {type Call, notFound, ok, type Reply} from '../../http/call.js'
import {pageOf, paging} from '../../http/paging.js'
import {legacy, op, type Routes} from '../../http/router.js'
import {anyJson, check} from '../../http/validation.js'
import {jsonb} from '../../store/json.js'
import type {DatasetRow, RunItemRow, RunRow} from '../../store/project-rows.js'
import type {Store} from '../../store/store.js'
import {instant} from '../../store/traces.js'
import {datasetOf, decodedAgain, findDataset} from './datasets.js'

const createBody = z
  .strictObject({
    runName: z.string(),
    runDescription: z.string().nullable().default(null),
    metadata: anyJson.optional(),
    datasetItemId: z.string(),
    observationId: z.string().nullable().default(null),
    traceId: z.string().nullish(),
    datasetVersion: z.coerce.date().nullish(),
    createdAt: z.iso.datetime({offset: true}).nullish(),
  })
  .refine((body) => body.observationId || body.traceId, {
    message: 'observationId or traceId must be provided',
    path: ['observationId', 'traceId'],
  })

function target(store: Store, body: unknown) {
  const given = check(createBody, body)
  const item = store.items.get(given.datasetItemId)
  const dataset = datasetOf(store, item?.datasetId)
  if (!dataset || item?.status === 'ARCHIVED') throw notFound('Dataset item not found')
  const traceId = given.traceId || store.observations.get(given.observationId ?? '')?.traceId
  if (!traceId) throw notFound('Observation not found')
  return {given, dataset, traceId}
}

function itemRow(store: Store, {id, name}: {id: string; name: string}, {given, traceId}: ReturnType<typeof target>) {
  const {datasetItemId, observationId} = given
  const ids = {id: store.uuid(), datasetRunId: id, datasetRunName: name, datasetItemId, traceId, observationId}
  const {createdAt, updatedAt} = store.dates()
  return {...ids, createdAt: given.createdAt ? instant(given.createdAt) : createdAt, updatedAt}
}

/** Links a trace to an item in a run, as `POST /dataset-run-items` does on a server which stores runs. */
export function createRunItem(store: Store, body: unknown): RunItemRow {
  const found = target(store, body)
  const {runName, runDescription, metadata} = found.given
  const {runs, id: datasetId} = found.dataset
  const about = {name: runName, description: runDescription, metadata: jsonb(metadata ?? null), datasetId}
  const run = runs.get(runName) ?? {id: store.uuid(), ...about, ...store.dates(), items: new Map()}
  runs.set(runName, run)
  const row = itemRow(store, run, found)
  run.items.delete(row.datasetItemId)
  run.items.set(row.datasetItemId, row)
  return row
}

/** In 4-events-only the answer looks the same, but nothing is stored. */
function createItem({store, body, mode}: Call): Reply {
  if (mode !== '4-events-only') {
    const {id, datasetRunId, datasetRunName, ...rest} = createRunItem(store, body)
    return ok({datasetRunName, id, datasetRunId, ...rest})
  }
  const found = target(store, body)
  const {runName} = found.given
  const seed = JSON.stringify(['langfuse-experiment-v1', store.project.id, found.dataset.id, runName])
  const id = createHash('sha256').update(seed).digest('hex').slice(0, 16)
  return ok(itemRow(store, {id, name: runName}, found))
}

/** Newest first; of several traces for one item, the last counts. */
function shownItems({items}: RunRow): object[] {
  return [...items.values()].reverse().map(({id, datasetRunId, datasetRunName, datasetItemId, ...row}) => {
    const {traceId, observationId, createdAt, updatedAt} = row
    return {id, traceId, observationId, datasetRunId, datasetRunName, datasetItemId, createdAt, updatedAt}
  })
}

function shownRun({items: _, ...run}: RunRow, {name}: DatasetRow): object {
  return {...run, datasetName: name}
}

function listItems({store, query}: Call): Reply {
  const given = check(z.object({datasetId: z.string(), runName: z.string(), ...paging}), query)
  const run = datasetOf(store, given.datasetId)?.runs.get(given.runName)
  if (!run) throw notFound('Dataset run not found for the given project and dataset id')
  return ok(pageOf(shownItems(run), given, (row) => row))
}

function list(call: Call): Reply {
  const given = check(z.object(paging), call.query)
  const dataset = findDataset(call)
  return ok(pageOf([...dataset.runs.values()].reverse(), given, (run) => shownRun(run, dataset)))
}

function find({store, params}: Call): {dataset: DatasetRow; run: RunRow} {
  const dataset = store.datasets.get(decodedAgain(params.name))
  const run = dataset?.runs.get(decodedAgain(params.run))
  if (!dataset || !run) throw notFound('Dataset run not found')
  return {dataset, run}
}

function get(call: Call): Reply {
  const {dataset, run} = find(call)
  return ok({...shownRun(run, dataset), datasetRunItems: shownItems(run)})
}

function remove(call: Call): Reply {
  const {dataset, run} = find(call)
  dataset.runs.delete(run.name)
  return ok({message: 'Dataset run successfully deleted'})
}

/** Runs over datasets, newest first, and what links traces to items. */
export const runRoutes: Routes = {
  '/datasets/{name}/runs': {GET: legacy(list)},
  '/datasets/{name}/runs/{run}': {GET: legacy(get), DELETE: legacy(remove)},
  '/dataset-run-items': {GET: legacy(listItems), POST: op(createItem)},
}

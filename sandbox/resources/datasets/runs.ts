import {createHash} from 'node:crypto'
import * as z from 'zod'
import {type Call, notFound, type Reply} from '../../http/call.js'
import {anyJson, check, meta, paging} from '../../http/validation.js'
import {jsonb} from '../../store/jsonb.js'
import type {DatasetRow, Json, RunItemRow, RunRow, Store} from '../../store/store.js'
import {decodedAgain} from './datasets.js'

const createBody = z
  .strictObject({
    runName: z.string(),
    runDescription: z.string().nullish(),
    metadata: anyJson.optional(),
    datasetItemId: z.string(),
    observationId: z.string().nullish(),
    traceId: z.string().nullish(),
    datasetVersion: z.coerce.date().nullish(),
    createdAt: z.iso.datetime({offset: true}).nullish(),
  })
  .refine((body) => body.observationId || body.traceId, {
    message: 'observationId or traceId must be provided',
    path: ['observationId', 'traceId'],
  })

/** Links a trace to an item in a run, as `POST /dataset-run-items` does on a server which stores runs. */
export function createRunItem(store: Store, body: unknown): RunItemRow {
  const {given, dataset, traceId} = target(store, body)
  const now = store.stamp()
  const run = dataset.runs.get(given.runName) ?? newRun(store, dataset, given, now)
  const row: RunItemRow = {
    seq: store.next(),
    id: store.uuid(),
    datasetRunId: run.id,
    datasetRunName: run.name,
    datasetItemId: given.datasetItemId,
    traceId,
    observationId: given.observationId ?? null,
    createdAt: given.createdAt ? new Date(given.createdAt).toISOString() : now,
    updatedAt: now,
  }
  run.items.delete(row.datasetItemId)
  run.items.set(row.datasetItemId, row)
  return row
}

function target(store: Store, body: unknown) {
  const given = check(createBody, body)
  const item = store.items.get(given.datasetItemId)
  const dataset = item && store.datasetsById.get(item.datasetId)
  if (!dataset || item.status === 'ARCHIVED') throw notFound('Dataset item not found')
  const traceId = given.traceId || store.observations.get(given.observationId ?? '')
  if (!traceId) throw notFound('Observation not found')
  return {given, dataset, traceId}
}

function newRun(store: Store, dataset: DatasetRow, given: z.output<typeof createBody>, now: string): RunRow {
  const run: RunRow = {
    seq: store.next(),
    id: store.uuid(),
    name: given.runName,
    description: given.runDescription ?? null,
    metadata: jsonb(given.metadata ?? null),
    datasetId: dataset.id,
    createdAt: now,
    updatedAt: now,
    items: new Map(),
  }
  dataset.runs.set(run.name, run)
  return run
}

/** `POST /dataset-run-items`; in 4-events-only the answer looks the same, but nothing is stored. */
export function createItem({store, body, mode}: Call): Reply {
  if (mode !== '4-events-only') {
    const {id, datasetRunName, datasetRunId, datasetItemId, traceId, observationId, createdAt, updatedAt} =
      createRunItem(store, body)
    const ids = {datasetRunName, id, datasetRunId, datasetItemId, traceId, observationId}
    return {status: 200, body: {...ids, createdAt, updatedAt}}
  }
  const {given, dataset, traceId} = target(store, body)
  const now = store.stamp()
  const seed = JSON.stringify(['langfuse-experiment-v1', store.project.id, dataset.id, given.runName])
  return {
    status: 200,
    body: {
      id: store.uuid(),
      datasetRunId: createHash('sha256').update(seed).digest('hex').slice(0, 16),
      datasetRunName: given.runName,
      datasetItemId: given.datasetItemId,
      traceId,
      observationId: given.observationId ?? null,
      createdAt: now,
      updatedAt: now,
    },
  }
}

const listQuery = z.object({datasetId: z.string(), runName: z.string(), ...paging})

/** `GET /dataset-run-items`, newest first. Of several traces for one item, the last counts. */
export function listItems({store, query}: Call): Reply {
  const {datasetId, runName, page, limit} = check(listQuery, query)
  const run = store.datasetsById.get(datasetId)?.runs.get(runName)
  if (!run) throw notFound('Dataset run not found for the given project and dataset id')
  const data = shownItems(run).slice((page - 1) * limit, page * limit)
  return {status: 200, body: {data, meta: meta(page, limit, run.items.size)}}
}

function shownItems(run: RunRow): Record<string, Json>[] {
  return [...run.items.values()].reverse().map((row) => ({
    id: row.id,
    traceId: row.traceId,
    observationId: row.observationId,
    datasetRunId: row.datasetRunId,
    datasetRunName: row.datasetRunName,
    datasetItemId: row.datasetItemId,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }))
}

function shownRun(dataset: DatasetRow, run: RunRow): Record<string, Json> {
  const {id, name, description, metadata, datasetId, createdAt, updatedAt} = run
  return {id, name, description, metadata, datasetId, createdAt, updatedAt, datasetName: dataset.name}
}

/** `GET /datasets/{name}/runs`, newest first. */
export function list({store, params, query}: Call): Reply {
  const {page, limit} = check(z.object(paging), query)
  const dataset = store.datasets.get(decodedAgain(params.name))
  if (!dataset) throw notFound('Dataset not found')
  const rows = [...dataset.runs.values()].reverse().slice((page - 1) * limit, page * limit)
  const data = rows.map((run) => shownRun(dataset, run))
  return {status: 200, body: {data, meta: meta(page, limit, dataset.runs.size)}}
}

function find({store, params}: Call): {dataset: DatasetRow; run: RunRow} {
  const dataset = store.datasets.get(decodedAgain(params.name))
  const run = dataset?.runs.get(decodedAgain(params.run))
  if (!dataset || !run) throw notFound('Dataset run not found')
  return {dataset, run}
}

/** `GET /datasets/{name}/runs/{run}`, with all items. */
export function get(call: Call): Reply {
  const {dataset, run} = find(call)
  return {status: 200, body: {...shownRun(dataset, run), datasetRunItems: shownItems(run)}}
}

/** `DELETE /datasets/{name}/runs/{run}`. */
export function remove(call: Call): Reply {
  const {dataset, run} = find(call)
  dataset.runs.delete(run.name)
  return {status: 200, body: {message: 'Dataset run successfully deleted'}}
}

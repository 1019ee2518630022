import * as z from 'zod'
import {ApiError, type Call, conflict, invalidRequest, notFound, type Reply} from '../../http/call.js'
import {anyJson, check, meta, paging} from '../../http/validation.js'
import {violations} from '../../store/json-schema.js'
import {jsonb} from '../../store/jsonb.js'
import {SequenceList} from '../../store/sequence.js'
import type {DatasetRow, ItemBody, ItemRow, Json, Store} from '../../store/store.js'
import {bodyOf} from './datasets.js'

const createBody = z.object({
  datasetName: z.string(),
  input: anyJson.optional(),
  expectedOutput: anyJson.optional(),
  metadata: anyJson.optional(),
  sourceTraceId: z.string().nullish(),
  sourceObservationId: z.string().nullish(),
  id: z.string().max(255).nullish(),
  status: z.enum(['ACTIVE', 'ARCHIVED']).nullish(),
})

/** Makes an item or a new state of the one with that id, as `POST /dataset-items` does. */
export function createItem(store: Store, body: unknown): ItemRow {
  const given = check(createBody, body)
  const dataset = store.datasets.get(given.datasetName)
  if (!dataset) throw notFound(`Dataset ${given.datasetName} not found for project ${store.project.id}`)
  const old = given.id ? store.items.get(given.id) : undefined
  if (old && old.datasetId !== dataset.id) {
    throw conflict(`Dataset item with id ${given.id} already exists in another dataset`)
  }
  const before = old && bodyOf(old)
  const merged: ItemBody = {
    input: given.input ?? before?.input ?? null,
    expectedOutput: given.expectedOutput ?? before?.expectedOutput ?? null,
    metadata: given.metadata ?? before?.metadata ?? null,
  }
  refuseInvalid(dataset, merged)
  const row: ItemRow = {
    seq: store.next(),
    at: store.tick(),
    id: given.id || store.uuid(),
    datasetId: dataset.id,
    status: given.status ?? old?.status ?? 'ACTIVE',
    sourceTraceId: given.sourceTraceId ?? old?.sourceTraceId ?? null,
    sourceObservationId: given.sourceObservationId ?? old?.sourceObservationId ?? null,
    deleted: false,
    body: {
      input: stored(merged.input),
      expectedOutput: stored(merged.expectedOutput),
      metadata: stored(merged.metadata),
    },
  }
  putItem(store, dataset, row)
  return row
}

function stored(value: Json): Json {
  return value === '' ? null : jsonb(value)
}

function refuseInvalid(dataset: DatasetRow, {input, expectedOutput}: ItemBody): void {
  const failed = (text: string) => invalidRequest(`Dataset item validation failed: ${text}`)
  if (input === null) throw failed('Dataset item input cannot be null')
  const wrong = [
    ...violations(dataset.inputSchema, input).map((text) => `input ${text}`),
    ...(expectedOutput === null ? [] : violations(dataset.expectedOutputSchema, expectedOutput)).map(
      (text) => `expectedOutput ${text}`,
    ),
  ]
  if (wrong.length > 0) throw failed(wrong.join(', '))
}

/** Makes a row the newest state of its item. Its `seq` and `at` must be the greatest. */
export function putItem(store: Store, dataset: DatasetRow, row: ItemRow): void {
  const old = store.items.get(row.id)
  if (old?.status === 'ACTIVE') {
    dataset.active.remove(old)
    store.activeItems.remove(old)
  }
  dataset.log.push(row)
  if (row.deleted) {
    store.items.delete(row.id)
    return
  }
  store.items.set(row.id, row)
  if (row.status === 'ACTIVE') {
    dataset.active.append(row)
    store.activeItems.append(row)
  }
}

/** The active items as they were at a time. */
export function itemsAt(dataset: DatasetRow, time: number): SequenceList<ItemRow> {
  const last = dataset.log.at(-1)
  if (!last || last.at <= time) return dataset.active
  const known = dataset.snapshots.get(time)
  if (known) return known
  const states = new Map<string, ItemRow>()
  for (const row of dataset.log) {
    if (row.at > time) break
    states.delete(row.id)
    if (!row.deleted && row.status === 'ACTIVE') states.set(row.id, row)
  }
  const snapshot = new SequenceList([...states.values()])
  if (dataset.snapshots.size >= 8) dataset.snapshots.clear()
  dataset.snapshots.set(time, snapshot)
  return snapshot
}

function shown(store: Store, row: ItemRow): Record<string, Json> {
  const {id, datasetId, status, sourceTraceId, sourceObservationId} = row
  const date = new Date(row.at).toISOString()
  return {
    id,
    datasetId,
    status,
    sourceTraceId,
    sourceObservationId,
    createdAt: date,
    updatedAt: date,
    ...bodyOf(row),
    datasetName: store.datasetsById.get(datasetId)?.name ?? '',
    mediaReferences: [],
  }
}

/** `POST /dataset-items`. */
export function create({store, body}: Call): Reply {
  return {status: 200, body: shown(store, createItem(store, body))}
}

const listQuery = z.object({
  datasetName: z.string().optional(),
  sourceTraceId: z.string().optional(),
  sourceObservationId: z.string().optional(),
  version: z.coerce.date().optional(),
  ...paging,
})

/** `GET /dataset-items`: active items, the last written first. */
export function list({store, query}: Call): Reply {
  const {datasetName, sourceTraceId, sourceObservationId, version, page, limit} = check(listQuery, query)
  if (version && !datasetName) {
    const issue = {code: 'custom', path: ['version'], message: 'datasetName is required when version is given'}
    throw new ApiError(400, {message: 'Invalid request data', error: [issue]})
  }
  const dataset = datasetName ? store.datasets.get(datasetName) : undefined
  if (datasetName && !dataset) throw notFound('Dataset not found')
  const all = dataset ? (version ? itemsAt(dataset, version.getTime()) : dataset.active) : store.activeItems
  const rows =
    sourceTraceId === undefined && sourceObservationId === undefined
      ? all
      : new SequenceList(
          all
            .all()
            .filter(
              (row) =>
                (sourceTraceId === undefined || row.sourceTraceId === sourceTraceId) &&
                (sourceObservationId === undefined || row.sourceObservationId === sourceObservationId),
            ),
        )
  const data = rows.page(page, limit).map((row) => {
    const {id, datasetId, status, sourceTraceId: trace, sourceObservationId: observation, ...rest} = shown(store, row)
    return {id, datasetId, sourceTraceId: trace, sourceObservationId: observation, status, ...rest}
  })
  return {status: 200, body: {data, meta: meta(page, limit, rows.size)}}
}

/** `GET /dataset-items/{id}`, whatever the status. */
export function get({store, params}: Call): Reply {
  const row = store.items.get(params.id ?? '')
  if (!row) throw notFound('Dataset item not found')
  return {status: 200, body: shown(store, row)}
}

/** `DELETE /dataset-items/{id}`; earlier states stay readable with `version`. */
export function remove({store, params}: Call): Reply {
  const id = params.id ?? ''
  const row = store.items.get(id)
  const dataset = row && store.datasetsById.get(row.datasetId)
  if (!row || !dataset) throw notFound(`Dataset item with id ${id} not found for project ${store.project.id}`)
  putItem(store, dataset, {...row, seq: store.next(), at: store.tick(), deleted: true})
  return {status: 200, body: {message: 'Dataset item successfully deleted'}}
}

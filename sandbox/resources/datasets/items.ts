import * as z from 'zod'
import {having} from '../../filter/filter.js'
import {ApiError, type Call, conflict, invalidRequest, notFound, ok, type Reply} from '../../http/call.js'
import {pageOf, paging} from '../../http/paging.js'
import {LARGE, op, type Routes} from '../../http/router.js'
import {anyJson, check} from '../../http/validation.js'
import {isObject, type Json, jsonb} from '../../store/json.js'
import type {DatasetRow, ItemBody, ItemRow} from '../../store/project-rows.js'
import type {Store} from '../../store/store.js'
import {datasetOf} from './datasets.js'
import {activeItems, bodyOf, itemsAt, putItem} from './item-states.js'
import {violations} from './json-schema.js'

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
  if (!old && (given.input ?? null) === null) throw failed('Dataset item input cannot be null')
  const before: Partial<ItemBody> = old ? bodyOf(old) : {}
  const kept = {
    input: merged(given.input, before.input),
    expectedOutput: merged(given.expectedOutput, before.expectedOutput),
    metadata: merged(given.metadata, before.metadata),
  }
  refuseInvalid(dataset, kept)
  const row: ItemRow = {
    at: store.tick(),
    id: given.id || store.uuid(),
    datasetId: dataset.id,
    status: given.status ?? old?.status ?? 'ACTIVE',
    sourceTraceId: given.sourceTraceId ?? old?.sourceTraceId ?? null,
    sourceObservationId: given.sourceObservationId ?? old?.sourceObservationId ?? null,
    deleted: false,
    body: kept,
  }
  putItem(store, dataset, row)
  return row
}

/** null and nothing keep the old value; the text "null", and no text at all, clear it. */
function merged(given: Json | undefined, before: Json | undefined): Json {
  return given === undefined || given === null ? (before ?? null) : jsonb(withoutControls(parsed(given)))
}

/** Text on its own is read as JSON, where it is JSON. */
function parsed(value: Json): Json {
  if (typeof value !== 'string') return value
  try {
    return value === '' ? null : (JSON.parse(value) as Json)
  } catch {
    return value
  }
}

/** Control characters are dropped from text, from keys not; tabs and line ends stay. */
function withoutControls(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll(/[\0-\x08\x0b\x0e-\x1f\x7f-\x9f]/g, '')
  if (Array.isArray(value)) return value.map(withoutControls)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutControls(inner)]))
}

function failed(text: string): ApiError {
  return invalidRequest(`Dataset item validation failed: ${text}`)
}

function refuseInvalid(dataset: DatasetRow, {input, expectedOutput}: ItemBody): void {
  const schemaOfOutput = expectedOutput === null ? null : dataset.expectedOutputSchema
  const wrong = [
    ...violations(dataset.inputSchema, input).map((text) => `input ${text}`),
    ...violations(schemaOfOutput, expectedOutput).map((text) => `expectedOutput ${text}`),
  ]
  if (wrong.length > 0) throw failed(wrong.join(', '))
}

function shown(store: Store, row: ItemRow) {
  const {id, datasetId, status, sourceTraceId, sourceObservationId} = row
  const date = new Date(row.at).toISOString()
  const datasetName = datasetOf(store, datasetId)?.name ?? ''
  const ids = {id, datasetId, status, sourceTraceId, sourceObservationId}
  return {...ids, createdAt: date, updatedAt: date, ...bodyOf(row), datasetName, mediaReferences: []}
}

const listQuery = z.object({
  datasetName: z.string().optional(),
  sourceTraceId: z.string().optional(),
  sourceObservationId: z.string().optional(),
  version: z.coerce.date().optional(),
  ...paging,
})

function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const {datasetName, version} = given
  if (version && !datasetName) {
    const issue = {code: 'custom', path: ['version'], message: 'datasetName is required when version is given'}
    throw new ApiError(400, {message: 'Invalid request data', error: [issue]})
  }
  const dataset = datasetName ? store.datasets.get(datasetName) : undefined
  if (datasetName && !dataset) throw notFound('Dataset not found')
  const all = dataset && version ? itemsAt(dataset, version.getTime()) : activeItems(store, dataset?.id)
  const isFiltered = given.sourceTraceId !== undefined || given.sourceObservationId !== undefined
  const rows = isFiltered ? all.filter(having(given, ['sourceTraceId', 'sourceObservationId'])) : all
  const listed = (row: ItemRow) => {
    const {id, datasetId, status, sourceTraceId, sourceObservationId, ...rest} = shown(store, row)
    return {id, datasetId, sourceTraceId, sourceObservationId, status, ...rest}
  }
  return ok(pageOf(rows, given, listed))
}

function get({store, params}: Call): Reply {
  const row = store.items.get(params.id ?? '')
  if (!row) throw notFound('Dataset item not found')
  return ok(shown(store, row))
}

/** Earlier states stay readable with `version`. */
function remove({store, params: {id = ''}}: Call): Reply {
  const row = store.items.get(id)
  const dataset = datasetOf(store, row?.datasetId)
  if (!row || !dataset) throw notFound(`Dataset item with id ${id} not found for project ${store.project.id}`)
  putItem(store, dataset, {...row, at: store.tick(), deleted: true})
  return ok({message: 'Dataset item successfully deleted'})
}

/** Items of datasets: the list has active ones, the last written first. */
export const itemRoutes: Routes = {
  '/dataset-items': {
    GET: op(list),
    POST: op(({store, body}) => ok(shown(store, createItem(store, body))), 'project', {bodyLimit: LARGE}),
  },
  '/dataset-items/{id}': {GET: op(get), DELETE: op(remove)},
}

import * as z from 'zod'
import {type Call, invalidRequest, notFound, type Reply} from '../../http/call.js'
import {anyJson, check, datasetName, meta, paging} from '../../http/validation.js'
import {isSchema, violations} from '../../store/json-schema.js'
import {jsonb} from '../../store/jsonb.js'
import {SequenceList} from '../../store/sequence.js'
import type {DatasetRow, ItemRow, Json, Store} from '../../store/store.js'

const schema = z
  .unknown()
  .refine((value) => value === undefined || value === null || isSchema(value as Json), 'Must be a valid JSON Schema')
  .transform((value) => value as Json | undefined)

const createBody = z.object({
  name: datasetName,
  description: z.string().nullish(),
  metadata: anyJson.optional(),
  inputSchema: schema.optional(),
  expectedOutputSchema: schema.optional(),
})

/** Makes a dataset or changes the one with that name, as `POST /v2/datasets` does. */
export function createDataset(store: Store, body: unknown): DatasetRow {
  const given = check(createBody, body)
  const existing = store.datasets.get(given.name)
  if (existing) {
    const inputSchema = given.inputSchema === undefined ? existing.inputSchema : given.inputSchema
    const outputSchema =
      given.expectedOutputSchema === undefined ? existing.expectedOutputSchema : given.expectedOutputSchema
    checkItems(existing, inputSchema, outputSchema)
    return Object.assign(existing, {
      description: given.description ?? existing.description,
      metadata: jsonb(given.metadata ?? existing.metadata),
      inputSchema,
      expectedOutputSchema: outputSchema,
      updatedAt: store.stamp(),
    })
  }
  const now = store.stamp()
  const dataset: DatasetRow = {
    id: store.cuid(),
    name: given.name,
    description: given.description ?? null,
    metadata: jsonb(given.metadata ?? null),
    inputSchema: given.inputSchema ?? null,
    expectedOutputSchema: given.expectedOutputSchema ?? null,
    createdAt: now,
    updatedAt: now,
    active: new SequenceList(),
    log: [],
    snapshots: new Map(),
    runs: new Map(),
  }
  store.datasets.set(dataset.name, dataset)
  store.datasetsById.set(dataset.id, dataset)
  return dataset
}

function checkItems(dataset: DatasetRow, inputSchema: Json, outputSchema: Json): void {
  if (inputSchema === null && outputSchema === null) return
  for (const row of dataset.active.all()) {
    const {input, expectedOutput} = bodyOf(row)
    const wrong = [
      ...violations(inputSchema, input),
      ...violations(expectedOutput === null ? null : outputSchema, expectedOutput),
    ]
    if (wrong.length > 0) throw invalidRequest(`Schema validation failed for item ${row.id}: ${wrong.join(', ')}`)
  }
}

/** What an item holds. */
export function bodyOf(row: ItemRow): Exclude<ItemRow['body'], (id: string) => unknown> {
  return typeof row.body === 'function' ? row.body(row.id) : row.body
}

/** The second decoding of a name in a path, which the server does on top of the router's. */
export function decodedAgain(value: string | undefined): string {
  try {
    return decodeURIComponent(value ?? '')
  } catch {
    throw new Error('URI malformed')
  }
}

function shown(store: Store, dataset: DatasetRow): Record<string, Json> {
  const {id, name, description, metadata, inputSchema, expectedOutputSchema, createdAt, updatedAt} = dataset
  const projectId = store.project.id
  return {id, projectId, name, description, metadata, inputSchema, expectedOutputSchema, createdAt, updatedAt}
}

/** `POST /v2/datasets`. */
export function create({store, body}: Call): Reply {
  return {status: 200, body: shown(store, createDataset(store, body))}
}

/** `GET /v2/datasets`, newest first. */
export function list({store, query}: Call): Reply {
  const {page, limit} = check(z.object(paging), query)
  const rows = [...store.datasets.values()].reverse().slice((page - 1) * limit, page * limit)
  const data = rows.map((row) => {
    const {id, projectId, createdAt, updatedAt, ...rest} = shown(store, row)
    return {...rest, projectId, createdAt, updatedAt, id}
  })
  return {status: 200, body: {data, meta: meta(page, limit, store.datasets.size)}}
}

/** `GET /v2/datasets/{name}`. */
export function get({store, params}: Call): Reply {
  const dataset = store.datasets.get(decodedAgain(params.name))
  if (!dataset) throw notFound('Dataset not found')
  return {status: 200, body: shown(store, dataset)}
}

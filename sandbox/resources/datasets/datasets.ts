import * as z from 'zod'
import {type Call, invalidRequest, notFound, ok, type Reply} from '../../http/call.js'
import {pageOf, paging} from '../../http/paging.js'
import {op, type Routes} from '../../http/router.js'
import {anyJson, check, datasetName} from '../../http/validation.js'
import {type Json, jsonb} from '../../store/json.js'
import type {DatasetRow} from '../../store/project-rows.js'
import type {Store} from '../../store/store.js'
import {activeItems, bodyOf} from './item-states.js'
import {isSchema, violations} from './json-schema.js'

const schema = z
  .unknown()
  .refine((value) => value === undefined || value === null || isSchema(value as Json), 'Must be a valid JSON Schema')
  .transform((value) => value as Json | undefined)
  .optional()
const createBody = z.object({
  name: datasetName,
  description: z.string().nullish(),
  metadata: anyJson.optional(),
  inputSchema: schema,
  expectedOutputSchema: schema,
})

/** Makes a dataset or changes the one with that name, as `POST /v2/datasets` does. */
export function createDataset(store: Store, body: unknown): DatasetRow {
  const {name, ...given} = check(createBody, body)
  const known = store.datasets.get(name)
  const {inputSchema = known?.inputSchema ?? null, expectedOutputSchema = known?.expectedOutputSchema ?? null} = given
  if (known) checkItems(store, known, inputSchema, expectedOutputSchema)
  const about = {
    description: given.description ?? known?.description ?? null,
    metadata: jsonb(given.metadata ?? known?.metadata ?? null),
    inputSchema,
    expectedOutputSchema,
  }
  if (known) return Object.assign(known, about, {updatedAt: store.stamp()})
  const dates = store.dates()
  const own = {id: store.cuid(), projectId: store.project.id, name, ...about, ...dates}
  const dataset = {...own, log: [], runs: new Map()}
  store.datasets.set(name, dataset)
  return dataset
}

function checkItems(store: Store, dataset: DatasetRow, inputSchema: Json, outputSchema: Json): void {
  if (inputSchema === null && outputSchema === null) return
  for (const row of activeItems(store, dataset.id)) {
    const {input, expectedOutput} = bodyOf(row)
    const schemaOfOutput = expectedOutput === null ? null : outputSchema
    const wrong = [...violations(inputSchema, input), ...violations(schemaOfOutput, expectedOutput)]
    if (wrong.length > 0) throw invalidRequest(`Schema validation failed for item ${row.id}: ${wrong.join(', ')}`)
  }
}

/** The dataset of an id. */
export function datasetOf(store: Store, id: string | undefined): DatasetRow | undefined {
  return [...store.datasets.values()].find((dataset) => dataset.id === id)
}

/** The second decoding of a name in a path, which the server does on top of the router's. */
export function decodedAgain(value: string | undefined): string {
  try {
    return decodeURIComponent(value ?? '')
  } catch {
    throw new Error('URI malformed')
  }
}

/** The dataset that a path names. */
export function findDataset({store, params}: Call): DatasetRow {
  const dataset = store.datasets.get(decodedAgain(params.name))
  if (!dataset) throw notFound('Dataset not found')
  return dataset
}

function shown({log: _, runs: __, ...dataset}: DatasetRow): Omit<DatasetRow, 'log' | 'runs'> {
  return dataset
}

function list({store, query}: Call): Reply {
  const rows = [...store.datasets.values()].reverse()
  const listed = (dataset: DatasetRow) => {
    const {id, projectId, createdAt, updatedAt, ...rest} = shown(dataset)
    return {...rest, projectId, createdAt, updatedAt, id}
  }
  return ok(pageOf(rows, check(z.object(paging), query), listed))
}

/** Datasets, newest first. */
export const datasetRoutes: Routes = {
  '/v2/datasets': {GET: op(list), POST: op(({store, body}) => ok(shown(createDataset(store, body))))},
  '/v2/datasets/{name}': {GET: op((call) => ok(shown(findDataset(call))))},
}

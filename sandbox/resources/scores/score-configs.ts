import * as z from 'zod'
import {ApiError, type Call, notFound, type Reply} from '../../http/call.js'
import {check, meta, paging} from '../../http/validation.js'
import type {ScoreConfigRow} from '../../store/rows.js'
import type {Store} from '../../store/store.js'

const name = z
  .string()
  .min(1)
  .max(35)
  .regex(/^[\p{L}\p{N} _.()-]+$/u)
const anything = z.union([
  z.array(z.strictObject({label: z.string().min(1), value: z.number()})),
  z.record(z.string(), z.unknown()),
  z.union([z.string(), z.number(), z.boolean()]),
])
const common = {name, description: z.string().nullish()}
const bounds = {minValue: z.number().nullish(), maxValue: z.number().nullish()}
const none = z.null().optional()

const createBody = z
  .discriminatedUnion('dataType', [
    z.object({dataType: z.literal('NUMERIC'), ...common, ...bounds, categories: none}),
    z.object({dataType: z.literal('CATEGORICAL'), ...common, categories: anything}),
    z.object({dataType: z.literal('BOOLEAN'), ...common, categories: none}),
    z.object({dataType: z.literal('TEXT'), ...common, categories: none}),
  ])
  .superRefine((body, context) => {
    const {minValue, maxValue} = body as {minValue?: number | null; maxValue?: number | null}
    if (typeof minValue === 'number' && typeof maxValue === 'number' && maxValue <= minValue)
      context.addIssue({code: 'custom', message: 'Maximum value must be greater than Minimum value'})
    const {categories} = body
    if (categories && (!Array.isArray(categories) || repeated(categories)))
      context.addIssue({code: 'custom', message: 'Category names and values must be unique'})
  })

const updateBody = z
  .object({
    isArchived: z.boolean().optional(),
    name: name.optional(),
    description: z.string().optional(),
    minValue: z.number().optional(),
    maxValue: z.number().optional(),
    categories: z.array(z.strictObject({label: z.string().min(1), value: z.number()})).optional(),
  })
  .refine((body) => Object.keys(body).length > 0, {
    message: 'Request body cannot be empty. At least one field must be provided for update.',
  })

function repeated(categories: {label: string; value: number}[]): boolean {
  const labels = new Set(categories.map(({label}) => label))
  const values = new Set(categories.map(({value}) => value))
  return labels.size < categories.length || values.size < categories.length
}

/** The server's library words this differently from ours. */
function refuseOtherTypes(body: unknown): void {
  const {dataType} = (typeof body === 'object' && body !== null ? body : {}) as {dataType?: unknown}
  if (['NUMERIC', 'CATEGORICAL', 'BOOLEAN', 'TEXT'].includes(dataType as string)) return
  const issue = {code: 'invalid_union', errors: [], note: 'No matching discriminator', discriminator: 'dataType'}
  const error = [{...issue, path: ['dataType'], message: 'Invalid input'}]
  throw new ApiError(400, {message: 'Invalid request data', error})
}

/** Makes a score config, as `POST /score-configs` does. */
export function createConfig(store: Store, body: unknown): ScoreConfigRow {
  refuseOtherTypes(body)
  const given = check(createBody, body)
  const now = store.stamp()
  const boolean = [
    {label: 'True', value: 1},
    {label: 'False', value: 0},
  ]
  const config: ScoreConfigRow = {
    id: store.uuid(),
    name: given.name,
    isArchived: false,
    description: given.description ?? null,
    createdAt: now,
    updatedAt: now,
    projectId: store.project.id,
    maxValue: given.dataType === 'NUMERIC' ? (given.maxValue ?? null) : null,
    minValue: given.dataType === 'NUMERIC' ? (given.minValue ?? null) : null,
    dataType: given.dataType,
    categories: given.dataType === 'BOOLEAN' ? boolean : Array.isArray(given.categories) ? given.categories : null,
  }
  store.scoreConfigs.set(config.id, config)
  return config
}

function find(store: Store, id: string | undefined): ScoreConfigRow {
  const config = store.scoreConfigs.get(id ?? '')
  if (!config) throw notFound('Score config not found within authorized project')
  return config
}

/** `POST /score-configs`. */
export function create({store, body}: Call): Reply {
  return {status: 200, body: createConfig(store, body)}
}

/** `GET /score-configs`, newest first. */
export function list({store, query}: Call): Reply {
  const {page, limit} = check(z.object(paging), query)
  const data = [...store.scoreConfigs.values()].reverse().slice((page - 1) * limit, page * limit)
  return {status: 200, body: {data, meta: meta(page, limit, store.scoreConfigs.size)}}
}

/** `GET /score-configs/{id}`. */
export function get({store, params}: Call): Reply {
  return {status: 200, body: find(store, params.id)}
}

/** `PATCH /score-configs/{id}`. */
export function update({store, params, body}: Call): Reply {
  const given = check(updateBody, body)
  return {status: 200, body: Object.assign(find(store, params.id), given, {updatedAt: store.stamp()})}
}

import * as z from 'zod'
import {pageOf} from '../filter/conditions.js'
import {type Call, invalidRequest, notFound, type Reply} from '../http/call.js'
import {anyJson, check, meta, paging} from '../http/validation.js'
import type {ModelRow} from '../store/rows.js'
import type {Store} from '../store/store.js'

const price = z.number().min(0).nullish()

const tier = z.object({
  name: z.string().min(1),
  isDefault: z.boolean(),
  priority: z.number().int().min(0),
  conditions: z.array(anyJson),
  prices: z.record(z.string(), z.number().min(0)),
})

const noPrice = 'Must provide either flat prices (inputPrice/outputPrice/totalPrice) OR pricingTiers'

const createBody = z
  .object({
    modelName: z.string(),
    matchPattern: z.string(),
    startDate: z.coerce.date().nullish(),
    inputPrice: price,
    outputPrice: price,
    totalPrice: price,
    pricingTiers: z.array(tier).min(1).nullish(),
    unit: z.enum(['TOKENS', 'CHARACTERS', 'MILLISECONDS', 'SECONDS', 'REQUESTS', 'IMAGES']),
    tokenizerId: z.enum(['openai', 'claude']).nullish(),
    tokenizerConfig: anyJson.optional(),
  })
  .superRefine((body, context) => {
    if (hasFlat(body) === Boolean(body.pricingTiers)) context.addIssue({code: 'custom', message: noPrice, path: []})
  })

type Flat = {inputPrice?: number | null; outputPrice?: number | null; totalPrice?: number | null}

function hasFlat({inputPrice, outputPrice, totalPrice}: {[key in keyof Flat]: Flat[key] | undefined}): boolean {
  return [inputPrice, outputPrice, totalPrice].some((one) => one !== undefined && one !== null)
}

function checkPattern(pattern: string): void {
  try {
    new RegExp(pattern.replace(/^\(\?i\)/, ''))
  } catch {
    throw invalidRequest('matchPattern is not a valid regex pattern (Postgres)')
  }
}

/** Adds a model of the project, or with `isLangfuseManaged` one that comes with the server. */
export function createModel(store: Store, body: unknown, more: Partial<ModelRow> = {}): ModelRow {
  const given = check(createBody, body)
  checkPattern(given.matchPattern)
  if ([...store.models.values()].some((row) => !row.isLangfuseManaged && row.modelName === given.modelName)) {
    throw invalidRequest(`Model name '${given.modelName}' already exists in project`)
  }
  const id = more.id ?? store.cuid()
  const flat = Object.entries({input: given.inputPrice, output: given.outputPrice, total: given.totalPrice}).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  )
  const standard = {name: 'Standard', isDefault: true, priority: 0, conditions: [], prices: Object.fromEntries(flat)}
  const tiers = given.pricingTiers?.map((one) => ({id: store.cuid(), ...one})) ?? [
    {id: `${id}_tier_default`, ...standard},
  ]
  const prices = tiers.find(({isDefault}) => isDefault)?.prices ?? {}
  const row: ModelRow = {
    id,
    createdAt: store.stamp(),
    modelName: given.modelName,
    matchPattern: given.matchPattern,
    startDate: given.startDate?.toISOString() ?? null,
    tokenizerId: given.tokenizerId ?? null,
    tokenizerConfig: given.tokenizerConfig ?? null,
    unit: given.unit,
    inputPrice: prices.input ?? null,
    outputPrice: prices.output ?? null,
    totalPrice: prices.total ?? null,
    prices: Object.fromEntries(Object.entries(prices).map(([name, value]) => [name, {price: value}])),
    isLangfuseManaged: false,
    pricingTiers: tiers,
    ...more,
  }
  store.models.set(id, row)
  return row
}

/** `POST /models`. */
export function create({store, body}: Call): Reply {
  return {status: 200, body: createModel(store, body)}
}

/** `GET /models`, by name. */
export function list({store, query}: Call): Reply {
  const {page, limit} = check(z.object(paging), query)
  const rows = [...store.models.values()].sort((a, b) => a.modelName.localeCompare(b.modelName))
  return {status: 200, body: {data: pageOf(rows, page, limit), meta: meta(page, limit, rows.length)}}
}

/** `GET /models/{id}`. */
export function get({store, params}: Call): Reply {
  const row = store.models.get(params.id ?? '')
  if (!row) throw notFound('No model with this id found.')
  return {status: 200, body: row}
}

/** `PUT /models/{id}`, from 4.35 on: replaces the whole definition, or makes a model of that id. */
export function update({store, params, body}: Call): Reply {
  const {id = ''} = params
  const known = store.models.get(id)
  if (known?.isLangfuseManaged) throw notFound('No model with this id found.')
  check(createBody, body)
  store.models.delete(id)
  return {status: 200, body: createModel(store, body, {id, ...(known && {createdAt: known.createdAt})})}
}

/** `DELETE /models/{id}`: those that come with the server stay. */
export function remove({store, params}: Call): Reply {
  const row = store.models.get(params.id ?? '')
  if (!row || row.isLangfuseManaged) {
    throw notFound(
      'No model with this id found. Note: You cannot delete built-in models, override them with a model with the same name.',
    )
  }
  store.models.delete(row.id)
  return {status: 200, body: {message: 'Model successfully deleted'}}
}

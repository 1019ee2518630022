import * as z from 'zod'
import {type Call, invalidRequest, notFound, ok, type Reply} from '../http/call.js'
import {resource} from '../http/resource.js'
import {op, type Routes} from '../http/router.js'
import {anyJson, check} from '../http/validation.js'
import {rowsOf} from '../store/row-map.js'
import type {Store} from '../store/store.js'

const price = z.number().min(0).nullish()
const tier = z.object({
  name: z.string().min(1),
  isDefault: z.boolean(),
  priority: z.number().int().min(0),
  conditions: z.array(anyJson),
  prices: z.record(z.string(), z.number().min(0)),
})

const body = z
  .object({
    modelName: z.string(),
    matchPattern: z.string(),
    startDate: z.coerce.date().nullish(),
    inputPrice: price,
    outputPrice: price,
    totalPrice: price,
    pricingTiers: z.array(tier).min(1).nullish(),
    unit: z.enum(['TOKENS', 'CHARACTERS', 'MILLISECONDS', 'SECONDS', 'REQUESTS', 'IMAGES']),
    tokenizerId: z.enum(['openai', 'claude']).nullable().default(null),
    tokenizerConfig: anyJson.optional(),
  })
  .superRefine(({inputPrice, outputPrice, totalPrice, pricingTiers}, context) => {
    if ([inputPrice, outputPrice, totalPrice].some((given) => given != null) !== Boolean(pricingTiers)) return
    const message = 'Must provide either flat prices (inputPrice/outputPrice/totalPrice) OR pricingTiers'
    context.addIssue({code: 'custom', message, path: []})
  })

function checkPattern(pattern: string): void {
  try {
    new RegExp(pattern.replace(/^\(\?i\)/, ''))
  } catch {
    throw invalidRequest('matchPattern is not a valid regex pattern (Postgres)')
  }
}

function modelRow(store: Store, given: unknown, id = store.cuid(), createdAt = store.stamp()) {
  const {inputPrice, outputPrice, totalPrice, pricingTiers, startDate, ...plain} = check(body, given)
  const {modelName, matchPattern, tokenizerId, tokenizerConfig, unit} = plain
  checkPattern(matchPattern)
  const flat = Object.entries({input: inputPrice, output: outputPrice, total: totalPrice})
  const standard = {
    id: `${id}_tier_default`,
    name: 'Standard',
    isDefault: true,
    priority: 0,
    conditions: [],
    prices: Object.fromEntries(flat.flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : []))),
  }
  const tiers = pricingTiers?.map((tier) => ({id: store.cuid(), ...tier})) ?? [standard]
  const prices: Record<string, number> = tiers.find(({isDefault}) => isDefault)?.prices ?? {}
  return {
    id,
    createdAt,
    modelName,
    matchPattern,
    startDate: startDate?.toISOString() ?? null,
    tokenizerId,
    tokenizerConfig: tokenizerConfig ?? null,
    unit,
    inputPrice: prices.input ?? null,
    outputPrice: prices.output ?? null,
    totalPrice: prices.total ?? null,
    prices: Object.fromEntries(Object.entries(prices).map(([name, value]) => [name, {price: value}])),
    isLangfuseManaged: false,
    pricingTiers: tiers,
  }
}

type ModelRow = ReturnType<typeof modelRow>

const rows = rowsOf<ModelRow>()
const missing = 'No model with this id found.'
const builtIn = `${missing} Note: You cannot delete built-in models, override them with a model with the same name.`

function refuseManaged({isLangfuseManaged}: ModelRow, text = missing): void {
  if (isLangfuseManaged) throw notFound(text)
}

function refuseKnown(store: Store, {id, modelName}: ModelRow): void {
  const same = [...rows(store).values()].filter((row) => row.modelName === modelName && row.id !== id)
  if (same.every((row) => row.isLangfuseManaged)) return
  throw invalidRequest(`Model name '${modelName}' already exists in project`)
}

/** Models with their prices, by name; those that come with the server (`isLangfuseManaged`) stay. */
export const models = resource({
  path: '/models',
  rows: ({store}) => rows(store),
  missing,
  list: {order: (found) => found.sort((a, b) => a.modelName.localeCompare(b.modelName))},
  create: (store, given) => {
    const row = modelRow(store, given)
    refuseKnown(store, row)
    return row
  },
  remove: {
    missing: builtIn,
    answer: {message: 'Model successfully deleted'},
    refuse: (row) => refuseManaged(row, builtIn),
  },
})

/** Takes the place of the whole definition, or makes a model of that id. */
function replace({store, params: {id = ''}, body: given}: Call): Reply {
  const known = rows(store).get(id)
  if (known) refuseManaged(known)
  const row = modelRow(store, given, id, known?.createdAt)
  refuseKnown(store, row)
  rows(store).set(id, row)
  return ok(row)
}

/** Models as servers from 4.35 on have them. */
export const newerModels: Routes = {
  ...models.routes,
  '/models/{id}': {...models.routes['/models/{id}'], PUT: op(replace)},
}

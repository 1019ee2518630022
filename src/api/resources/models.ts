import * as z from 'zod'
import {json, moment, time} from '../operation/fields.js'
import {identifier} from '../operation/names.js'
import {defineRoutes} from '../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'public-api'}})
const params = {id: {help: 'Id of the model (not its name)'}}

/** A model definition; prices are US dollars for one unit. */
export const model = z.looseObject({
  id: z.string(),
  modelName: z.string(),
  matchPattern: z.string(),
  startDate: moment().nullish(),
  unit: z.string().nullish(),
  inputPrice: z.number().nullish(),
  outputPrice: z.number().nullish(),
  totalPrice: z.number().nullish(),
  tokenizerId: z.string().nullish(),
  tokenizerConfig: z.unknown().optional(),
  isLangfuseManaged: z.boolean(),
  createdAt: moment().nullish(),
  prices: z.unknown().optional(),
  pricingTiers: z.array(z.unknown()).nullish(),
})

const threshold = z.strictObject({
  usageDetailPattern: z.string(),
  operator: z.enum(['gt', 'gte', 'lt', 'lte', 'eq', 'neq']),
  value: z.number(),
  caseSensitive: z.boolean().optional(),
})

/** Servers from 4.0 on also compare what came with the generation. */
const membership = z.strictObject({
  source: z.enum(['model_parameters', 'metadata']),
  key: z.string(),
  operator: z.literal('in'),
  values: z.array(z.unknown()),
})

/** One set of prices, and when it applies. */
export const pricingTier = z.strictObject({
  name: z.string().min(1),
  isDefault: z.boolean(),
  priority: z.int().min(0),
  conditions: z.array(z.union([threshold, membership])),
  prices: z.record(z.string(), z.number().min(0)),
})

type Tier = z.output<typeof pricingTier>

function distinct(values: unknown[]): boolean {
  return new Set(values).size === values.length
}

function oneDefault(tiers: Tier[]): boolean {
  const [first, ...more] = tiers.filter((tier) => tier.isDefault)
  return first?.priority === 0 && first.conditions.length === 0 && more.length === 0
}

const price = z.number().min(0)

const definition = z
  .strictObject({
    modelName: identifier('Name'),
    matchPattern: z.string().min(1).describe('Regular expression (Postgres) for the names that it stands for'),
    unit: z.enum(['TOKENS', 'CHARACTERS', 'MILLISECONDS', 'SECONDS', 'REQUESTS', 'IMAGES']).describe('What is counted'),
    inputPrice: price.describe('US dollars for one unit of input').nullish(),
    outputPrice: price.describe('US dollars for one unit of output').nullish(),
    totalPrice: price.describe('US dollars for one unit, whatever it is; not with the other two').nullish(),
    pricingTiers: z
      .array(pricingTier)
      .refine(oneDefault, 'exactly one tier has isDefault true, and that one priority 0 and no conditions')
      .refine((tiers) => tiers.every(({isDefault, conditions}) => isDefault || conditions.length > 0), {
        error: 'a tier that is not the default needs a condition',
      })
      .refine((tiers) => distinct(tiers.map(({name}) => name)), 'two tiers have the same name')
      .refine((tiers) => distinct(tiers.map(({priority}) => priority)), 'two tiers have the same priority')
      .describe('Prices by tiers, instead of the flat ones: a JSON array')
      .nullish(),
    startDate: time('Only for generations from this time on').nullish(),
    tokenizerId: z.enum(['openai', 'claude']).describe('How to count tokens that nobody counted').nullish(),
    tokenizerConfig: json('Settings of the tokenizer').optional(),
  })
  .refine(
    ({inputPrice, outputPrice, totalPrice}) =>
      (totalPrice ?? undefined) === undefined || (inputPrice ?? outputPrice ?? undefined) === undefined,
    {path: ['totalPrice'], error: 'excludes --input-price and --output-price'},
  )
  .refine(
    ({inputPrice, outputPrice, totalPrice, pricingTiers}) =>
      ((inputPrice ?? outputPrice ?? totalPrice ?? undefined) === undefined) === Boolean(pricingTiers),
    {path: ['pricingTiers'], error: 'give either prices (--input-price, --output-price, --total-price) or this'},
  )

/** By name; those of Langfuse and those of the project. */
export const list = routes.list('/api/public/models', {paging: 'page', item: model})

export const get = routes.get('/api/public/models/{id}', {params, response: model})

/** A name that exists is refused; never safe to repeat. */
export const create = routes.post('/api/public/models', {body: definition, response: model})

/** Replaces the whole definition. */
export const update = routes.put('/api/public/models/{id}', {
  limits: {rate: 'public-api', since: '4.35'},
  effect: 'destroy',
  params,
  body: definition,
  response: model,
})

/** Models of Langfuse cannot be deleted: the server says 404. */
export const remove = routes.delete('/api/public/models/{id}', {params, response: z.looseObject({message: z.string()})})

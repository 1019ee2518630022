import * as z from 'zod'
import {isNumber} from '../../json/exact-number.js'
import {inputAs, moment, text} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'public-api'}})
const configId = {help: 'Id of the score config'}

/** What scores of one kind may be. */
export const scoreConfig = z.looseObject({
  id: z.string(),
  name: z.string(),
  dataType: z.string(),
  isArchived: z.boolean(),
  minValue: z.number().nullish(),
  maxValue: z.number().nullish(),
  categories: z.array(z.looseObject({label: z.string(), value: z.number()})).nullish(),
  description: z.string().nullish(),
  projectId: z.string(),
  createdAt: moment(),
  updatedAt: moment(),
})

const name = z
  .string()
  .min(1, 'the name is empty')
  .max(35, 'a name has at most 35 characters')
  .regex(/^[\p{L}\p{N} _.()-]+$/u, 'a name has letters, digits, spaces and "_", ".", "(", ")", "-" only')

interface Category {
  label: string
  value: number
}

function distinct(categories: Category[]): boolean {
  const labels = new Set(categories.map(({label}) => label))
  const values = new Set(categories.map(({value}) => value))
  return labels.size === categories.length && values.size === categories.length
}

const categories = z
  .array(z.strictObject({label: z.string().min(1), value: z.number()}))
  .min(1, 'has no category')
  .refine(distinct, 'labels and values must each be unique')
  .meta(inputAs('json', 'The categories: [{"label":"good","value":1}, …]'))

const fields = {
  description: text('What it is for').optional(),
  minValue: z.number().describe('Least value of a NUMERIC score').optional(),
  maxValue: z.number().describe('Greatest value of a NUMERIC score').optional(),
  categories: categories.optional(),
}

interface Bounds {
  minValue?: number | null | undefined
  maxValue?: number | null | undefined
}

function inOrder({minValue, maxValue}: Bounds): boolean {
  return (maxValue ?? Infinity) > (minValue ?? -Infinity)
}
const outOfOrder = {path: ['maxValue'], error: 'must be greater than --min-value'}

/** Newest first. Archived ones are listed too; a page may be shorter than asked. */
export const list = routes.list('/api/public/score-configs', {paging: 'page', item: scoreConfig})

export const get = routes.get('/api/public/score-configs/{configId}', {params: {configId}, response: scoreConfig})

/** Names may repeat, so a repeat makes a second one. */
export const create = routes.post('/api/public/score-configs', {
  body: z
    .strictObject({
      name: name.describe('Name that its scores get; need not be unique'),
      dataType: z.enum(['NUMERIC', 'BOOLEAN', 'CATEGORICAL', 'TEXT']).describe('Kind of value'),
      description: fields.description.nullable(),
      minValue: fields.minValue.nullable(),
      maxValue: fields.maxValue.nullable(),
      categories: fields.categories.nullable(),
    })
    .refine(inOrder, outOfOrder)
    .refine((body) => ((body.categories ?? undefined) !== undefined) === (body.dataType === 'CATEGORICAL'), {
      path: ['categories'],
      error: 'goes with CATEGORICAL, and only with it; the server makes those of BOOLEAN',
    }),
  response: scoreConfig,
})

/** Changes what is given; there is no delete, only archiving. */
export const update = routes.patch('/api/public/score-configs/{configId}', {
  idempotent: () => true,
  params: {configId},
  body: z
    .strictObject({
      isArchived: z.boolean().describe('Archive it, or take it back').optional(),
      name: name.describe('New name').optional(),
      ...fields,
    })
    .refine((body) => Object.keys(body).length > 0, 'nothing to change: give at least one field')
    .refine(inOrder, outOfOrder),
  response: scoreConfig,
})

/** Why a score does not fit its config; undefined when it does. The server would drop such a score silently. */
export function misfit(
  config: z.output<typeof scoreConfig>,
  {dataType, value}: {dataType?: unknown; value?: unknown},
): string | undefined {
  if (config.isArchived) return `the config ${config.name} is archived`
  if (dataType !== undefined && dataType !== config.dataType) return `the config ${config.name} is ${config.dataType}`
  if (config.dataType === 'CATEGORICAL') {
    const labels = config.categories?.map(({label}) => label) ?? []
    return labels.includes(value as string) ? undefined : `the categories of ${config.name} are ${labels.join(', ')}`
  }
  if (config.dataType === 'TEXT') {
    const fits = typeof value === 'string' && value.length > 0 && value.length <= 500
    return fits ? undefined : `the config ${config.name} takes text of 1 to 500 characters`
  }
  if (config.dataType !== 'NUMERIC' && config.dataType !== 'BOOLEAN')
    return `the config ${config.name} has a data type that is not known here: ${config.dataType}`
  if (!isNumber(value)) return `the config ${config.name} takes a number`
  if (config.dataType === 'BOOLEAN') {
    return value === 0 || value === 1 ? undefined : `the config ${config.name} takes 0 or 1`
  }
  const {minValue, maxValue} = config
  const number = Number(value)
  if (number >= (minValue ?? -Infinity) && number <= (maxValue ?? Infinity)) return undefined
  return `the config ${config.name} goes from ${minValue ?? 'any value'} to ${maxValue ?? 'any value'}`
}

import * as z from 'zod'
import {ApiError} from '../../http/call.js'
import {resource} from '../../http/resource.js'
import {check} from '../../http/validation.js'

const TYPES = ['NUMERIC', 'CATEGORICAL', 'BOOLEAN', 'TEXT']
const BOOLEAN = [
  {label: 'True', value: 1},
  {label: 'False', value: 0},
]

const name = z
  .string()
  .min(1)
  .max(35)
  .regex(/^[\p{L}\p{N} _.()-]+$/u)
const categoryList = z.array(z.strictObject({label: z.string().min(1), value: z.number()}))
const anything = z.union([
  categoryList,
  z.record(z.string(), z.unknown()),
  z.union([z.string(), z.number(), z.boolean()]),
])
const common = {name, description: z.string().nullable().default(null)}
const bound = z.number().nullable().default(null)
const none = z.null().optional()

const createBody = z
  .discriminatedUnion('dataType', [
    z.object({dataType: z.literal('NUMERIC'), ...common, minValue: bound, maxValue: bound, categories: none}),
    z.object({dataType: z.literal('CATEGORICAL'), ...common, categories: anything}),
    z.object({dataType: z.literal('BOOLEAN'), ...common, categories: none}),
    z.object({dataType: z.literal('TEXT'), ...common, categories: none}),
  ])
  .superRefine((body, context) => {
    const [low, high] = body.dataType === 'NUMERIC' ? [body.minValue, body.maxValue] : [null, null]
    if (low !== null && high !== null && high <= low)
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
    categories: categoryList.optional(),
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
  if (typeof body === 'object' && body !== null && 'dataType' in body && TYPES.includes(String(body.dataType))) return
  const issue = {code: 'invalid_union', errors: [], note: 'No matching discriminator', discriminator: 'dataType'}
  const error = [{...issue, path: ['dataType'], message: 'Invalid input'}]
  throw new ApiError(400, {message: 'Invalid request data', error})
}

/** What scores of one kind may be. */
export type ScoreConfigRow = ReturnType<typeof scoreConfigs.find>

/** What scores may be. */
export const scoreConfigs = resource({
  path: '/score-configs',
  create: (store, body) => {
    refuseOtherTypes(body)
    const given = check(createBody, body)
    const {name, dataType, description} = given
    const {minValue, maxValue} = dataType === 'NUMERIC' ? given : {minValue: null, maxValue: null}
    const categories = dataType === 'BOOLEAN' ? BOOLEAN : Array.isArray(given.categories) ? given.categories : null
    const about = {id: store.uuid(), name, isArchived: false, description, ...store.dates()}
    return {...about, projectId: store.project.id, maxValue, minValue, dataType, categories}
  },
  missing: 'Score config not found within authorized project',
  list: {},
  update: {body: updateBody},
})

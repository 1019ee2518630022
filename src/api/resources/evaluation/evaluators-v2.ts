import * as z from 'zod'
import {inputAs, jsonArray, moment, someOf, text} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'
import {checkType, code, dataType, evaluator, evaluatorId, mapped, model, name, type} from './evaluator-fields.js'

const routes = defineRoutes({limits: {rate: 'public-api', since: '4.35.0'}, serverVersion: 4})

/** The flat form of servers from 4.35 on; its other fields are left to the server. */
const definition = z
  .looseObject({dataType})
  .refine((given) => !('reasoning' in given || 'score' in given), {
    error: 'newer servers want it flat: scoreReasoningInstructions and scoreValueInstructions, not reasoning and score',
  })
  .meta(inputAs('json', 'What the judge answers: {dataType, scoreValueInstructions, …}'))

const prompt = z
  .union([z.string(), z.array(z.strictObject({role: z.enum(['system', 'user', 'assistant']), content: z.string()}))])
  .meta(inputAs('text-or-json', 'What the model is asked, with {{variables}}; or a JSON array of messages'))

/** Newest first. */
export const list = routes.list('/api/public/v2/evaluators', {paging: 'cursor', item: evaluator})

/** One evaluator, its latest version. */
export const get = routes.get('/api/public/v2/evaluators/{evaluatorId}', {params: {evaluatorId}, response: evaluator})

const fields = {
  prompt: prompt.optional(),
  outputDefinition: definition.optional(),
  modelConfig: model.optional(),
  variableMapping: jsonArray(mapped, 'What fills the variables: [{variable, source, jsonPath?}]').nullable().optional(),
  ...code,
}

/** Always a new evaluator: names need not be unique. */
export const create = routes.post('/api/public/v2/evaluators', {
  body: z.strictObject({name, type, description: text('What it is for').optional(), ...fields}).superRefine(checkType),
  response: evaluator,
})

/** A new definition makes a new version; name and description belong to all versions. */
export const update = routes.patch('/api/public/v2/evaluators/{evaluatorId}', {
  params: {evaluatorId},
  body: someOf(
    z.strictObject({
      name: name.optional(),
      description: text('What it is for; null in --body clears it').nullable().optional(),
      type: type.optional(),
      ...fields,
    }),
  ).superRefine(checkType),
  response: evaluator,
})

/** Answers with the id alone. */
export const remove = routes.delete('/api/public/v2/evaluators/{evaluatorId}', {
  params: {evaluatorId},
  response: z.looseObject({id: z.string()}),
})

/** Newest first, each with its whole definition. */
export const listVersions = routes.list('/api/public/v2/evaluators/{evaluatorId}/versions', {
  params: {evaluatorId},
  paging: 'cursor',
  item: z.looseObject({
    id: z.string(),
    version: z.number(),
    type: z.string(),
    createdBy: z.looseObject({id: z.string(), name: z.string().nullish()}).nullish(),
    prompt: z.unknown().optional(),
    modelConfig: z.looseObject({provider: z.string(), model: z.string()}).nullish(),
    sourceCodeLanguage: z.string().nullish(),
    createdAt: moment(),
  }),
})

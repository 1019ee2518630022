import * as z from 'zod'
import {endpoint, listEndpoint} from '../../operation/endpoint.js'
import {type FieldMeta, jsonArray, moment, someOf, text} from '../../operation/fields.js'
import {checkType, code, dataType, evaluator, evaluatorId, mapped, model, name, rate, type} from './evaluator-fields.js'

const limits = {rate, since: '4.35.0'} as const

/** The flat form of servers from 4.35 on; its other fields are left to the server. */
const definition = z
  .looseObject({dataType})
  .refine((given) => !('reasoning' in given || 'score' in given), {
    error: 'newer servers want it flat: scoreReasoningInstructions and scoreValueInstructions, not reasoning and score',
  })
  .meta({
    description: 'What the judge answers: {dataType, scoreValueInstructions, …}',
    input: 'json',
  } satisfies FieldMeta)

const prompt = z
  .union([z.string(), z.array(z.strictObject({role: z.enum(['system', 'user', 'assistant']), content: z.string()}))])
  .meta({
    description: 'What the model is asked, with {{variables}}; or a JSON array of messages',
    input: 'text-or-json',
  } satisfies FieldMeta)

/** Newest first. */
export const list = listEndpoint({
  path: '/api/public/v2/evaluators',
  limits,
  serverVersion: 4,
  params: {},
  paging: 'cursor',
  item: evaluator,
})

/** One evaluator, its latest version. */
export const get = endpoint({
  method: 'GET',
  path: '/api/public/v2/evaluators/{evaluatorId}',
  limits,
  serverVersion: 4,
  params: {evaluatorId},
  response: evaluator,
})

const fields = {
  prompt: prompt.optional(),
  outputDefinition: definition.optional(),
  modelConfig: model.optional(),
  variableMapping: jsonArray(mapped, 'What fills the variables: [{variable, source, jsonPath?}]').nullable().optional(),
  ...code,
}

/** Always a new evaluator: names need not be unique. */
export const create = endpoint({
  method: 'POST',
  path: '/api/public/v2/evaluators',
  limits,
  serverVersion: 4,
  params: {},
  body: z.strictObject({name, type, description: text('What it is for').optional(), ...fields}).superRefine(checkType),
  response: evaluator,
})

/** A new definition makes a new version; name and description belong to all versions. */
export const update = endpoint({
  method: 'PATCH',
  path: '/api/public/v2/evaluators/{evaluatorId}',
  limits,
  serverVersion: 4,
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
export const remove = endpoint({
  method: 'DELETE',
  path: '/api/public/v2/evaluators/{evaluatorId}',
  limits,
  serverVersion: 4,
  params: {evaluatorId},
  response: z.looseObject({id: z.string()}),
})

/** Newest first, each with its whole definition. */
export const listVersions = listEndpoint({
  path: '/api/public/v2/evaluators/{evaluatorId}/versions',
  limits,
  serverVersion: 4,
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

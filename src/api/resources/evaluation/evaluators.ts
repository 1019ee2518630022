import * as z from 'zod'
import {endpoint, listEndpoint} from '../../operation/endpoint.js'
import {type FieldMeta, text} from '../../operation/fields.js'
import {checkType, code, dataType, evaluator, evaluatorId, model, name, rate, type} from './evaluator-fields.js'

const limits = {rate, since: '3.170.0'} as const

const explanation = z.strictObject({description: z.string()})

const definition = z
  .union([
    z.strictObject({dataType: dataType.exclude(['CATEGORICAL']), reasoning: explanation, score: explanation}),
    z.strictObject({
      dataType: dataType.extract(['CATEGORICAL']),
      reasoning: explanation,
      score: explanation.extend({
        categories: z.array(z.string()).min(2, 'at least two categories'),
        shouldAllowMultipleMatches: z.boolean().optional(),
      }),
    }),
  ])
  .meta({
    description:
      'What the judge answers: {dataType, reasoning: {description}, score: {description}}; from 4.35 on {dataType, scoreReasoningInstructions, scoreValueInstructions}',
    input: 'json',
  } satisfies FieldMeta)

/** Newest first; those of the project, then those that the server brings along. */
export const list = listEndpoint({
  path: '/api/public/unstable/evaluators',
  limits,
  params: {},
  paging: 'page',
  item: evaluator,
})

/** One evaluator. */
export const get = endpoint({
  method: 'GET',
  path: '/api/public/unstable/evaluators/{evaluatorId}',
  limits,
  params: {evaluatorId},
  response: evaluator,
})

/** With a name that exists it makes a new version, which all rules then use. */
export const create = endpoint({
  method: 'POST',
  path: '/api/public/unstable/evaluators',
  limits,
  params: {},
  body: z
    .strictObject({
      name,
      type,
      prompt: text('What the model is asked, with {{variables}}').optional(),
      outputDefinition: definition.optional(),
      modelConfig: model.optional(),
      ...code,
    })
    .superRefine(checkType),
  response: evaluator,
})

/** All its versions go; refused with 409 while rules use it, with 403 for those that the server brings along. */
export const remove = endpoint({
  method: 'DELETE',
  path: '/api/public/unstable/evaluators/{evaluatorId}',
  limits,
  params: {evaluatorId},
  response: z.looseObject({message: z.string()}),
})

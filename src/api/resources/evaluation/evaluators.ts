import * as z from 'zod'
import {inputAs, text} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'
import {checkType, code, dataType, evaluator, evaluatorId, model, name, type} from './evaluator-fields.js'

const routes = defineRoutes({limits: {rate: 'public-api', since: '3.170.0'}})

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
  .meta(
    inputAs(
      'json',
      'What the judge answers: {dataType, reasoning: {description}, score: {description}}; from 4.35 on {dataType, scoreReasoningInstructions, scoreValueInstructions}',
    ),
  )

/** Newest first; those of the project, then those that the server brings along. */
export const list = routes.list('/api/public/unstable/evaluators', {paging: 'page', item: evaluator})

/** One evaluator. */
export const get = routes.get('/api/public/unstable/evaluators/{evaluatorId}', {
  params: {evaluatorId},
  response: evaluator,
})

/** With a name that exists it makes a new version, which all rules then use. */
export const create = routes.post('/api/public/unstable/evaluators', {
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
export const remove = routes.delete('/api/public/unstable/evaluators/{evaluatorId}', {
  params: {evaluatorId},
  response: z.looseObject({message: z.string()}),
})

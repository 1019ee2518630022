import * as z from 'zod'
import {condition} from '../../filter/compile.js'
import {inputAs, jsonArray, moment, someOf} from '../../operation/fields.js'
import {identifier} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'
import {mapped} from './evaluator-fields.js'

const routes = defineRoutes({limits: {rate: 'public-api', since: '3.170.0'}})
const v2 = defineRoutes({limits: {rate: 'public-api', since: '4.35.0'}, serverVersion: 4})
const evaluationRuleId = {help: 'Id of the rule: see evaluation-rules list'}

/** Which evaluator runs on what. Servers from 4.35 on have assignments instead of one evaluator and a target. */
export const rule = z.looseObject({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  target: z.string().nullish(),
  evaluator: z.looseObject({id: z.string().nullish(), name: z.string(), scope: z.string().nullish()}).nullish(),
  status: z.string().nullish(),
  pausedReason: z.string().nullish(),
  pausedMessage: z.string().nullish(),
  sampling: z.number(),
  filter: z.array(z.unknown()).nullish(),
  mapping: z.array(z.unknown()).nullish(),
  evaluatorAssignments: z.array(z.unknown()).nullish(),
  createdAt: moment(),
  updatedAt: moment(),
})

const name = identifier('Name')
const enabled = z.boolean().describe('Run it, or keep the settings only')
const sampling = z
  .number()
  .gt(0, 'must be above 0, and 1 at most')
  .max(1, 'must be above 0, and 1 at most')
  .describe('Share of what fits that is judged, above 0 up to 1')
const filter = jsonArray(condition, 'Conditions, all of which must hold: [{"type", "column", "operator", "value"}]')
const target = z.enum(['observation', 'experiment']).describe('What is judged: observations, or items of experiments')
const evaluator = z
  .strictObject({
    name: z.string(),
    scope: z.enum(['project', 'managed']),
    type: z.enum(['llm_as_judge', 'code']).optional(),
  })
  .meta(inputAs('json', 'The evaluator: {"name", "scope": "project" or "managed", "type"}'))
const mapping = jsonArray(mapped, 'What fills each variable of the prompt: [{"variable", "source", "jsonPath"?}]')

interface Targeted {
  target?: 'experiment' | 'observation' | undefined
  filter?: {column: string}[] | undefined
  mapping?: {source: string}[] | undefined
}

const OF_EXPERIMENTS = ['expected_output', 'experiment_item_metadata']

function checkTarget({target: on, filter: conditions, mapping: sources}: Targeted, context: z.RefinementCtx): void {
  const complain = (field: string, message: string) => context.addIssue({code: 'custom', path: [field], message})
  if (on === 'experiment' && conditions?.some(({column}) => column !== 'datasetId'))
    complain('filter', 'experiments are filtered by datasetId only')
  const source = sources?.find((mapping) => OF_EXPERIMENTS.includes(mapping.source))?.source
  if (on === 'observation' && source) complain('mapping', `observations have no ${source}`)
}

/** Newest first. Servers of server version 4 also show old rules, of targets that can no longer be chosen. */
export const list = routes.list('/api/public/unstable/evaluation-rules', {paging: 'page', item: rule})

/** One rule. */
export const get = routes.get('/api/public/unstable/evaluation-rules/{evaluationRuleId}', {
  params: {evaluationRuleId},
  response: rule,
})

/** At most 500 can be active: more are refused with 409. */
export const create = routes.post('/api/public/unstable/evaluation-rules', {
  body: z
    .strictObject({
      name,
      evaluator,
      target,
      enabled,
      sampling: sampling.describe('Share of what fits that is judged, above 0 up to 1 (default: 1)').optional(),
      filter: filter.optional(),
      mapping: mapping.optional(),
    })
    .superRefine(checkTarget)
    .refine((body) => (body.evaluator.type === 'code') === (body.mapping === undefined), {
      path: ['mapping'],
      error: 'llm_as_judge needs it, code must not have it',
    }),
  response: rule,
})

/** Filter and mapping depend on the target, which therefore goes with them. */
export const update = routes.patch('/api/public/unstable/evaluation-rules/{evaluationRuleId}', {
  idempotent: () => true,
  params: {evaluationRuleId},
  body: someOf(z.strictObject({name, evaluator, target, enabled, sampling, filter, mapping}).partial())
    .superRefine(checkTarget)
    .refine((body) => body.target !== undefined || (body.filter === undefined && body.mapping === undefined), {
      path: ['target'],
      error: 'goes with --filter and --mapping',
    }),
  response: rule,
})

/** Scores that it gave stay. */
export const remove = routes.delete('/api/public/unstable/evaluation-rules/{evaluationRuleId}', {
  params: {evaluationRuleId},
  response: z.looseObject({message: z.string()}),
})

const evaluatorAssignments = jsonArray(
  z.strictObject({evaluatorId: z.string(), variableMapping: z.array(mapped).nullish()}),
  'Evaluators that run: [{"evaluatorId", "variableMapping"?}]',
)

/** Newest first. */
export const listV2 = v2.list('/api/public/v2/evaluation-rules', {paging: 'cursor', item: rule})

/** One rule. */
export const getV2 = v2.get('/api/public/v2/evaluation-rules/{evaluationRuleId}', {
  params: {evaluationRuleId},
  response: rule,
})

/** A rule without evaluators is a draft. */
export const createV2 = v2.post('/api/public/v2/evaluation-rules', {
  body: z
    .strictObject({
      name,
      enabled,
      evaluatorAssignments,
      sampling: sampling.describe('Share of what fits that is judged, above 0 up to 1 (default: 1)').optional(),
      filter: filter.optional(),
    })
    .refine((body) => !body.enabled || body.evaluatorAssignments.length > 0, {
      path: ['evaluatorAssignments'],
      error: 'an enabled rule needs at least one evaluator',
    }),
  response: rule,
})

/** Given lists are replaced as a whole. */
export const updateV2 = v2.patch('/api/public/v2/evaluation-rules/{evaluationRuleId}', {
  idempotent: () => true,
  params: {evaluationRuleId},
  body: someOf(z.strictObject({name, enabled, evaluatorAssignments, sampling, filter}).partial()),
  response: rule,
})

/** Answers with the id alone. */
export const removeV2 = v2.delete('/api/public/v2/evaluation-rules/{evaluationRuleId}', {
  params: {evaluationRuleId},
  response: z.looseObject({id: z.string()}),
})

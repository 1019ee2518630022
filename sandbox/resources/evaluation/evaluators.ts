import * as z from 'zod'
import {pageOf} from '../../filter/conditions.js'
import type {Call, Reply} from '../../http/call.js'
import {meta} from '../../http/validation.js'
import {checkCoded, coded, type EvaluatorRow, pagesQuery} from '../../store/evaluation-rows.js'
import type {Json, Store} from '../../store/store.js'
import {
  addVersion,
  codeDefinition,
  find,
  latest,
  newEvaluator,
  rulesOf,
  unknown,
  variablesIn,
  withoutUndefined,
} from './evaluator-rows.js'

const json = z.record(z.string(), z.json())
const outputDefinition = z.unknown().superRefine((value, context) => {
  if (typeof value === 'object' && value !== null) return
  const message = `Invalid input: expected object, received ${value === null ? 'null' : typeof value}`
  context.addIssue({code: 'invalid_type', expected: 'object', path: [], message, input: value})
})
const judge = z.object({
  name: z.string(),
  type: z.literal('llm_as_judge').default('llm_as_judge'),
  prompt: z.string(),
  outputDefinition,
  modelConfig: json.nullish(),
})
const code = codeDefinition.extend({name: z.string()})

function shown(store: Store, row: EvaluatorRow): Record<string, Json> {
  const {definition} = latest(row)
  return {
    ...{id: row.id, name: row.name, version: row.versions.length, scope: row.managed ? 'managed' : 'project'},
    variables: variablesIn(definition.prompt),
    evaluationRuleCount: rulesOf(store, row.id).length,
    ...{createdAt: row.createdAt, updatedAt: row.updatedAt},
    ...definition,
  }
}

/** Those of the project first, then those of the server; the newest first. */
function allOf(store: Store): EvaluatorRow[] {
  return [...store.evaluation.evaluators.values()].reverse().sort((a, b) => Number(a.managed) - Number(b.managed))
}

/** `GET /unstable/evaluators`. */
export function list({store, query}: Call): Reply {
  const {page, limit} = checkCoded(pagesQuery, query, 'query')
  const rows = allOf(store)
  const data = pageOf(rows, page, limit).map((row) => shown(store, row))
  return {status: 200, body: {data, meta: meta(page, limit, rows.length)}}
}

/** `GET /unstable/evaluators/{evaluatorId}`. */
export function get(call: Call): Reply {
  return {status: 200, body: shown(call.store, find(call, unknown))}
}

/** `POST /unstable/evaluators`: with a name that is there, a new version. */
export function create({store, body}: Call): Reply {
  const isCode = (body as {type?: unknown}).type === 'code'
  const {name, ...definition} = isCode ? checkCoded(code, body, 'body') : checkCoded(judge, body, 'body')
  refuse(store, name, definition)
  const known = allOf(store).find((row) => row.name === name && !row.managed)
  const row = addVersion(store, known ?? newEvaluator(store, name, null), withoutUndefined(definition))
  return {status: 200, body: shown(store, row)}
}

/** `DELETE /unstable/evaluators/{evaluatorId}`, with all versions. */
export function remove(call: Call): Reply {
  const {id, name} = find(call, 'Evaluator not found')
  const rules = rulesOf(call.store, id)
  if (rules.length > 0) {
    const names = rules.map((rule) => `"${rule.name}"`).join(', ')
    const text = `Evaluator "${name}" is in use by ${rules.length} evaluation rule(s): ${names}.`
    throw coded(409, 'conflict', `${text} Delete those evaluation rules first.`)
  }
  call.store.evaluation.evaluators.delete(id)
  return {status: 200, body: {message: 'Evaluator successfully deleted'}}
}

/** What a server refuses that runs no code, or has no model of its own. */
function refuse(store: Store, evaluatorName: string, definition: {type: string; modelConfig?: unknown}): void {
  const {runsCode, hasDefaultModel} = store.evaluation
  if (definition.type === 'code' && !runsCode) throw coded(403, 'access_denied', 'Code evals are not enabled')
  if (definition.type === 'code' || hasDefaultModel || definition.modelConfig) return
  const {id} = store.project
  const message = `No valid LLM model found for evaluator "${evaluatorName}". No default model or custom model configured for project ${id}. Configure an LLM connection for this project under Settings → LLM Connections (/project/${id}/settings/llm-connections) before creating llm_as_judge evaluators.`
  throw coded(422, 'evaluator_preflight_failed', message, {evaluatorName, provider: null, model: null})
}

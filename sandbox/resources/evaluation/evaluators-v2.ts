import * as z from 'zod'
import type {Call, Reply} from '../../http/call.js'
import {
  checkCoded,
  coded,
  cursorQuery,
  type EvaluatorRow,
  nothingGiven,
  placeInOrder,
  someField,
} from '../../store/evaluation-rows.js'
import type {Json, Store} from '../../store/store.js'
import {pageAfter} from '../../version-4/experiment-rows.js'
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
const messages = z.array(z.object({role: z.string(), content: z.string()}))
const judgeV2 = z.object({
  type: z.literal('llm_as_judge'),
  prompt: z.union([messages, z.string().transform((content) => [{role: 'user', content}])]),
  outputDefinition: json,
  modelConfig: json.nullish(),
  variableMapping: z.array(json).nullish(),
})
const about = {name: z.string(), description: z.string().nullish()}
const createBodyV2 = z.discriminatedUnion('type', [codeDefinition.extend(about), judgeV2.extend(about)])
const change = {...about, name: z.string().optional()}
const updateBodyV2 = z
  .union([z.discriminatedUnion('type', [codeDefinition.extend(change), judgeV2.extend(change)]), z.object(change)])
  .refine(someField, nothingGiven)

function shown(store: Store, row: EvaluatorRow): Record<string, Json> {
  const {id: versionId, createdAt: versionCreatedAt, definition} = latest(row)
  return {
    ...{id: row.id, name: row.name, description: row.description, createdBy: null},
    ...{status: 'active', pausedAt: null, pausedReason: null, pausedMessage: null},
    evaluationRuleAssignments: rulesOf(store, row.id).map(({id, name, enabled}) => ({id, name, enabled})),
    ...{createdAt: row.createdAt, updatedAt: row.updatedAt},
    ...{versionId, version: row.versions.length, versionCreatedAt, versionCreatedBy: null},
    ...definition,
    ...(definition.prompt === undefined ? {} : {variables: variablesIn(definition.prompt)}),
  }
}

/** `GET /v2/evaluators`, newest first. */
export function list({store, query}: Call): Reply {
  const given = checkCoded(cursorQuery, query, 'query')
  const {page, meta: next} = pageAfter([...store.evaluation.evaluators.values()].reverse(), placeInOrder, given)
  return {status: 200, body: {data: page.map((row) => shown(store, row)), meta: next}}
}

/** `GET /v2/evaluators/{evaluatorId}`. */
export function get(call: Call): Reply {
  return {status: 200, body: shown(call.store, find(call, unknown))}
}

/** `POST /v2/evaluators`: always a new one. */
export function create({store, body}: Call): Reply {
  const {name, description, ...definition} = checkCoded(createBodyV2, body, 'body')
  const row = addVersion(store, newEvaluator(store, name, description ?? null), withoutUndefined(definition))
  return {status: 200, body: shown(store, row)}
}

/** `PATCH /v2/evaluators/{evaluatorId}`: a definition makes a new version. */
export function update(call: Call): Reply {
  const row = find(call, unknown)
  const {name, description, ...definition} = checkCoded(updateBodyV2, call.body, 'body')
  Object.assign(row, withoutUndefined({name, description}))
  row.updatedAt = call.store.stamp()
  if ('type' in definition) addVersion(call.store, row, withoutUndefined(definition))
  return {status: 200, body: shown(call.store, row)}
}

/** `GET /v2/evaluators/{evaluatorId}/versions`, newest first. */
export function versions(call: Call): Reply {
  const given = checkCoded(cursorQuery, call.query, 'query')
  const rows = find(call, unknown).versions.map((row, index) => ({...row, seq: index + 1, createdBy: null}))
  const {page, meta: next} = pageAfter(rows.reverse(), placeInOrder, given)
  const data = page.map(({definition, seq: version, ...row}) => ({...row, version, ...definition}))
  return {status: 200, body: {data, meta: next}}
}

/** `DELETE /v2/evaluators/{evaluatorId}`. */
export function remove(call: Call): Reply {
  const {id} = find(call, unknown)
  if (rulesOf(call.store, id).length > 0) throw coded(409, 'evaluator_in_use', 'Evaluator is in use')
  call.store.evaluation.evaluators.delete(id)
  return {status: 200, body: {id}}
}

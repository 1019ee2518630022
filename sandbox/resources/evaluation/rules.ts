import * as z from 'zod'
import {pageOf} from '../../filter/conditions.js'
import type {Call, Reply} from '../../http/call.js'
import {meta} from '../../http/validation.js'
import {
  checkCoded,
  coded,
  cursorQuery,
  nothingGiven,
  pagesQuery,
  placeInOrder,
  type RuleRow,
  someField,
} from '../../store/evaluation-rows.js'
import type {Json, Store} from '../../store/store.js'
import {pageAfter} from '../../version-4/experiment-rows.js'

const mappingList = z.array(z.record(z.string(), z.json()))
const filterList = z.array(
  z
    .record(z.string(), z.json())
    .transform(({type = null, ...condition}): Record<string, Json> => ({...condition, type})),
)
const common = {
  name: z.string(),
  enabled: z.boolean(),
  sampling: z.number().gt(0).lte(1).default(1),
  filter: filterList.default([]),
}
const evaluator = z.object({name: z.string(), scope: z.enum(['project', 'managed']), type: z.string().optional()})
const target = {evaluator, mapping: mappingList.optional()}
const createBody = z.discriminatedUnion('target', [
  z.object({...common, ...target, target: z.literal('observation')}),
  z.object({...common, ...target, target: z.literal('experiment')}),
])
const updateBody = z
  .object({...common, ...target, target: z.enum(['observation', 'experiment'])})
  .partial()
  .extend({sampling: z.number().gt(0).lte(1).optional(), filter: filterList.optional()})
  .refine(someField, nothingGiven)

const assignments = z.array(z.object({evaluatorId: z.string(), variableMapping: mappingList.nullish()}))
const createBodyV2 = z.object({...common, evaluatorAssignments: assignments})
const updateBodyV2 = createBodyV2
  .partial()
  .extend({sampling: z.number().gt(0).lte(1).optional(), filter: filterList.optional()})
  .refine(someField, nothingGiven)

type Assignment = RuleRow['evaluatorAssignments'][number]

function assigned(store: Store, {name, scope}: z.output<typeof evaluator>, mapping: Json): Assignment {
  const found = [...store.evaluation.evaluators.values()].find(
    (row) => row.name === name && row.managed === (scope === 'managed'),
  )
  if (!found) throw coded(404, 'resource_not_found', 'Latest evaluator version not found within authorized project')
  return {evaluatorId: found.id, variableMapping: mapping}
}

function assignedV2(store: Store, given: z.output<typeof assignments>): Assignment[] {
  return given.map(({evaluatorId, variableMapping}) => {
    if (!store.evaluation.evaluators.has(evaluatorId)) throw coded(404, 'resource_not_found', 'Evaluator not found')
    return {evaluatorId, variableMapping: variableMapping ?? null}
  })
}

type NewRule = Omit<RuleRow, 'createdAt' | 'id' | 'seq' | 'updatedAt'>

function put(store: Store, given: NewRule): RuleRow {
  const now = store.stamp()
  const row: RuleRow = {seq: store.next(), id: store.cuid(), ...given, createdAt: now, updatedAt: now}
  store.evaluation.rules.set(row.id, row)
  return row
}

function change(store: Store, row: RuleRow, given: {[Key in keyof NewRule]?: NewRule[Key] | undefined}): RuleRow {
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return Object.assign(row, known, {updatedAt: store.stamp()})
}

function shown({store, mode}: Call, row: RuleRow): Record<string, Json> {
  const [assignment] = row.evaluatorAssignments
  const used = store.evaluation.evaluators.get(assignment?.evaluatorId ?? '')
  const type = used?.versions.at(-1)?.definition.type ?? 'llm_as_judge'
  const evaluator = used && {id: used.id, name: used.name, scope: used.managed ? 'managed' : 'project', type}
  const state = {
    enabled: row.enabled,
    status: row.enabled ? 'active' : 'inactive',
    pausedReason: null,
    pausedMessage: null,
  }
  const about = {filter: row.filter, mapping: assignment?.variableMapping ?? []}
  const times = {createdAt: row.createdAt, updatedAt: row.updatedAt}
  const {id, name, sampling, target} = row
  if (mode === '3') return {id, name, evaluator: evaluator ?? null, target, ...state, sampling, ...about, ...times}
  return {id, name, evaluator: evaluator ?? null, ...state, sampling, ...times, target, ...about}
}

function shownV2(row: RuleRow): Record<string, Json> {
  const {id, name, enabled, sampling, filter, evaluatorAssignments, createdAt, updatedAt} = row
  return {id, name, createdBy: null, enabled, sampling, filter, evaluatorAssignments, createdAt, updatedAt}
}

function find({store, params}: Call): RuleRow {
  const row = store.evaluation.rules.get(params.evaluationRuleId ?? '')
  if (!row) throw coded(404, 'resource_not_found', 'Evaluation rule not found within authorized project')
  return row
}

/** `GET /unstable/evaluation-rules`, newest first. */
export function list(call: Call): Reply {
  const {page, limit} = checkCoded(pagesQuery, call.query, 'query')
  const rows = [...call.store.evaluation.rules.values()].reverse()
  const data = pageOf(rows, page, limit).map((row) => shown(call, row))
  return {status: 200, body: {data, meta: meta(page, limit, rows.length)}}
}

/** `GET /unstable/evaluation-rules/{evaluationRuleId}`. */
export function get(call: Call): Reply {
  return {status: 200, body: shown(call, find(call))}
}

/** `POST /unstable/evaluation-rules`, for an evaluator by its name. */
export function create(call: Call): Reply {
  const {evaluator, mapping, ...given} = checkCoded(createBody, call.body, 'body')
  const evaluatorAssignments = [assigned(call.store, evaluator, mapping ?? [])]
  return {status: 200, body: shown(call, put(call.store, {...given, evaluatorAssignments}))}
}

/** `PATCH /unstable/evaluation-rules/{evaluationRuleId}`. */
export function update(call: Call): Reply {
  const row = find(call)
  const {evaluator, mapping, ...given} = checkCoded(updateBody, call.body, 'body')
  const [before] = row.evaluatorAssignments
  const variableMapping = mapping ?? before?.variableMapping ?? []
  const after = evaluator
    ? assigned(call.store, evaluator, variableMapping)
    : {evaluatorId: before?.evaluatorId ?? '', variableMapping}
  return {status: 200, body: shown(call, change(call.store, row, {...given, evaluatorAssignments: [after]}))}
}

/** `DELETE /unstable/evaluation-rules/{evaluationRuleId}`. */
export function remove(call: Call): Reply {
  call.store.evaluation.rules.delete(find(call).id)
  return {status: 200, body: {message: 'Evaluation rule successfully deleted'}}
}

/** `GET /v2/evaluation-rules`, newest first. */
export function listV2({store, query}: Call): Reply {
  const given = checkCoded(cursorQuery, query, 'query')
  const {page, meta: next} = pageAfter([...store.evaluation.rules.values()].reverse(), placeInOrder, given)
  return {status: 200, body: {data: page.map(shownV2), meta: next}}
}

/** `GET /v2/evaluation-rules/{evaluationRuleId}`. */
export function getV2(call: Call): Reply {
  return {status: 200, body: shownV2(find(call))}
}

/** `POST /v2/evaluation-rules`, for evaluators by their ids. */
export function createV2({store, body}: Call): Reply {
  const {evaluatorAssignments, ...given} = checkCoded(createBodyV2, body, 'body')
  const assignments = assignedV2(store, evaluatorAssignments)
  return {status: 200, body: shownV2(put(store, {...given, target: 'observation', evaluatorAssignments: assignments}))}
}

/** `PATCH /v2/evaluation-rules/{evaluationRuleId}`: lists are replaced as a whole. */
export function updateV2(call: Call): Reply {
  const {evaluatorAssignments: given, ...plain} = checkCoded(updateBodyV2, call.body, 'body')
  const evaluatorAssignments = given && assignedV2(call.store, given)
  return {status: 200, body: shownV2(change(call.store, find(call), {...plain, evaluatorAssignments}))}
}

/** `DELETE /v2/evaluation-rules/{evaluationRuleId}`. */
export function removeV2(call: Call): Reply {
  const {id} = find(call)
  call.store.evaluation.rules.delete(id)
  return {status: 200, body: {id}}
}

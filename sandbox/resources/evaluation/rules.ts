import * as z from 'zod'
import {resource} from '../../http/resource.js'
import {checkCoded, coded, nothingGiven, someField} from '../../http/validation.js'
import type {Json, JsonObject} from '../../store/json.js'
import type {Store} from '../../store/store.js'
import {evaluatorRows, type RuleRow, ruleRows} from './evaluators.js'

const mappingList = z.array(z.record(z.string(), z.json()))
const filterList = z.array(
  z.record(z.string(), z.json()).transform(({type = null, ...condition}): JsonObject => ({...condition, type})),
)
const sampling = z.number().gt(0).lte(1)
const common = {
  name: z.string(),
  enabled: z.boolean(),
  sampling: sampling.default(1),
  filter: filterList.default([]),
}
const withoutDefaults = {sampling: sampling.optional(), filter: filterList.optional()}
const evaluator = z.object({name: z.string(), scope: z.enum(['project', 'managed']), type: z.string().optional()})
const target = {evaluator, mapping: mappingList.optional()}
const createBody = z.discriminatedUnion('target', [
  z.object({...common, ...target, target: z.literal('observation')}),
  z.object({...common, ...target, target: z.literal('experiment')}),
])
const updateBody = z
  .object({...common, ...target, target: z.enum(['observation', 'experiment'])})
  .partial()
  .extend(withoutDefaults)
  .refine(someField, nothingGiven)

const assignments = z.array(z.object({evaluatorId: z.string(), variableMapping: mappingList.nullable().default(null)}))
const createBodyV2 = z.object({...common, evaluatorAssignments: assignments})
const updateBodyV2 = createBodyV2.partial().extend(withoutDefaults).refine(someField, nothingGiven)

type Assignment = RuleRow['evaluatorAssignments'][number]

function assigned(store: Store, {name, scope}: z.output<typeof evaluator>, variableMapping: Json): Assignment {
  const found = [...evaluatorRows(store).values()].find(
    (row) => row.name === name && row.managed === (scope === 'managed'),
  )
  if (!found) throw coded(404, 'resource_not_found', 'Latest evaluator version not found within authorized project')
  return {evaluatorId: found.id, variableMapping}
}

function refuseUnknown(store: Store, given: Assignment[] = []): void {
  if (given.every(({evaluatorId}) => evaluatorRows(store).has(evaluatorId))) return
  throw coded(404, 'resource_not_found', 'Evaluator not found')
}

const plain = {
  rows: ({store}: {store: Store}) => ruleRows(store),
  param: 'evaluationRuleId',
  missing: 'Evaluation rule not found within authorized project',
  family: 'evaluation',
} as const

/** Rules as servers up to 4.34 have them: for one evaluator, by its name. */
export const rules = resource({
  path: '/unstable/evaluation-rules',
  ...plain,
  shown: ({id, name, sampling, target, enabled, filter, evaluatorAssignments, createdAt, updatedAt}, {store, mode}) => {
    const [assignment] = evaluatorAssignments
    const used = evaluatorRows(store).get(assignment?.evaluatorId ?? '')
    const type = used?.versions.at(-1)?.definition.type ?? 'llm_as_judge'
    const evaluator = used ? {id: used.id, name: used.name, scope: used.managed ? 'managed' : 'project', type} : null
    const state = {enabled, status: enabled ? 'active' : 'inactive', pausedReason: null, pausedMessage: null}
    const about = {filter, mapping: assignment?.variableMapping ?? []}
    if (mode === '3') return {id, name, evaluator, target, ...state, sampling, ...about, createdAt, updatedAt}
    return {id, name, evaluator, ...state, sampling, createdAt, updatedAt, target, ...about}
  },
  list: {},
  create: (store, body) => {
    const {evaluator, mapping, ...given} = checkCoded(createBody, body)
    const evaluatorAssignments = [assigned(store, evaluator, mapping ?? [])]
    return {id: store.cuid(), ...given, evaluatorAssignments, ...store.dates()}
  },
  update: {
    body: updateBody,
    change: ({evaluator, mapping, ...given}, row, store) => {
      const [before] = row.evaluatorAssignments
      const variableMapping = mapping ?? before?.variableMapping ?? []
      const kept = {evaluatorId: before?.evaluatorId ?? '', variableMapping}
      return {...given, evaluatorAssignments: [evaluator ? assigned(store, evaluator, variableMapping) : kept]}
    },
  },
  remove: {answer: {message: 'Evaluation rule successfully deleted'}},
})

/** Rules as servers from 4.35 on have them: for evaluators by their ids; lists are replaced as a whole. */
export const rulesV2 = resource({
  path: '/v2/evaluation-rules',
  ...plain,
  shown: ({id, name, enabled, sampling, filter, evaluatorAssignments, createdAt, updatedAt}) => {
    return {id, name, createdBy: null, enabled, sampling, filter, evaluatorAssignments, createdAt, updatedAt}
  },
  list: 'cursor',
  create: (store, body) => {
    const given = checkCoded(createBodyV2, body)
    refuseUnknown(store, given.evaluatorAssignments)
    return {id: store.cuid(), ...given, target: 'observation', ...store.dates()}
  },
  update: {
    body: updateBodyV2,
    change: (given, _, store) => {
      refuseUnknown(store, given.evaluatorAssignments)
      return given
    },
  },
  remove: {answer: ({id}) => ({id})},
})

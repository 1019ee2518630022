import * as z from 'zod'
import {type Call, ok, type Reply} from '../../http/call.js'
import {codedCursor, pageOfNewest} from '../../http/paging.js'
import {resource} from '../../http/resource.js'
import {op, type Routes} from '../../http/router.js'
import {checkCoded, coded, nothingGiven, someField} from '../../http/validation.js'
import {withoutUndefined} from '../../store/json.js'
import {addVersion, codeDefinition, evaluatorRows, latest, newEvaluator, rulesOf, variablesIn} from './evaluators.js'

const json = z.record(z.string(), z.json())
const messages = z.array(z.object({role: z.string(), content: z.string()}))
const judge = z.object({
  type: z.literal('llm_as_judge'),
  prompt: z.union([messages, z.string().transform((content) => [{role: 'user', content}])]),
  outputDefinition: json,
  modelConfig: json.nullish(),
  variableMapping: z.array(json).nullish(),
})
const about = {name: z.string(), description: z.string().nullish()}
const createBody = z.discriminatedUnion('type', [codeDefinition.extend(about), judge.extend(about)])
const change = {...about, name: z.string().optional()}
const updateBody = z
  .union([z.discriminatedUnion('type', [codeDefinition.extend(change), judge.extend(change)]), z.object(change)])
  .refine(someField, nothingGiven)

/** A new one is always new, and a changed definition makes a new version. */
const evaluators = resource({
  path: '/v2/evaluators',
  rows: ({store}) => evaluatorRows(store),
  param: 'evaluatorId',
  missing: 'Evaluator not found within authorized project',
  family: 'evaluation',
  shown: (row, {store}) => {
    const {id: versionId, createdAt: versionCreatedAt, definition} = latest(row)
    return {
      id: row.id,
      name: row.name,
      description: row.description,
      createdBy: null,
      status: 'active',
      pausedAt: null,
      pausedReason: null,
      pausedMessage: null,
      evaluationRuleAssignments: rulesOf(store, row.id).map(({id, name, enabled}) => ({id, name, enabled})),
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
      versionId,
      version: row.versions.length,
      versionCreatedAt,
      versionCreatedBy: null,
      ...definition,
      ...(definition.prompt === undefined ? {} : {variables: variablesIn(definition.prompt)}),
    }
  },
  list: 'cursor',
  create: (store, body) => {
    const {name, description, ...definition} = checkCoded(createBody, body)
    return addVersion(store, newEvaluator(store, name, description ?? null), withoutUndefined(definition))
  },
  update: {
    body: updateBody,
    change: ({name, description, ...definition}, row, store) => {
      if ('type' in definition) addVersion(store, row, withoutUndefined(definition))
      return withoutUndefined({name, description})
    },
  },
  remove: {
    answer: ({id}) => ({id}),
    refuse: ({id}, store) => {
      if (rulesOf(store, id).length > 0) throw coded(409, 'evaluator_in_use', 'Evaluator is in use')
    },
  },
})

/** Newest first. */
function listVersions(call: Call): Reply {
  const asked = checkCoded(codedCursor, call.query, 'query')
  const rows = evaluators.find(call).versions.map((row, index) => ({...row, version: index + 1}))
  const shown = ({definition, ...row}: (typeof rows)[number]) => ({...row, createdBy: null, ...definition})
  return ok(pageOfNewest(rows, asked, shown))
}

/** Evaluators as servers from 4.35 on have them. */
export const newerEvaluators: Routes = {
  ...evaluators.routes,
  '/v2/evaluators/{evaluatorId}/versions': {GET: op(listVersions, 'evaluation')},
}

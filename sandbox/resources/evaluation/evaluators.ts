import * as z from 'zod'
import {resource} from '../../http/resource.js'
import {checkCoded, coded} from '../../http/validation.js'
import {type Json, type JsonObject, withoutUndefined} from '../../store/json.js'
import {rowsOf} from '../../store/row-map.js'
import type {Store} from '../../store/store.js'
import type {DatedRow} from '../../store/trace-rows.js'

/** The definition of an evaluator that runs code. */
export const codeDefinition = z.object({
  type: z.literal('code'),
  sourceCode: z.string(),
  sourceCodeLanguage: z.enum(['PYTHON', 'TYPESCRIPT']),
})

/** What judges: a prompt for a model, or code. Its latest definition is the last. */
export interface EvaluatorRow extends DatedRow {
  name: string
  description: string | null
  /** Brought along by the server. */
  managed: boolean
  versions: {id: string; createdAt: string; definition: JsonObject}[]
}

/** Which evaluators run on what. The older routes know one evaluator and a target, the newer assignments. */
export interface RuleRow extends DatedRow {
  name: string
  enabled: boolean
  sampling: number
  target: string
  filter: Json[]
  evaluatorAssignments: {evaluatorId: string; variableMapping: Json}[]
}

/** The evaluators of a project and of its server. */
export const evaluatorRows = rowsOf<EvaluatorRow>()

/** The rules of a project. */
export const ruleRows = rowsOf<RuleRow>()

/** An evaluator without a definition yet. */
export function newEvaluator(store: Store, name: string, description: string | null = null): EvaluatorRow {
  return {id: store.cuid(), name, description, managed: false, ...store.dates(), versions: []}
}

/** A definition more, which is the latest then. */
export function addVersion(store: Store, row: EvaluatorRow, definition: JsonObject): EvaluatorRow {
  const {createdAt, updatedAt} = store.dates()
  row.versions.push({id: store.cuid(), createdAt, definition})
  return Object.assign(row, {updatedAt})
}

/** The definition that counts. */
export function latest(row: EvaluatorRow): EvaluatorRow['versions'][number] {
  return row.versions.at(-1) ?? {id: row.id, createdAt: row.createdAt, definition: {}}
}

/** What a prompt has in double braces. */
export function variablesIn(prompt: Json | undefined): string[] {
  const text = JSON.stringify(prompt ?? '')
  return [...new Set([...text.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map(([, name]) => name ?? ''))]
}

/** The rules that an evaluator runs in. */
export function rulesOf(store: Store, id: string): RuleRow[] {
  return [...ruleRows(store).values()].filter((rule) =>
    rule.evaluatorAssignments.some(({evaluatorId}) => evaluatorId === id),
  )
}

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
  modelConfig: z.record(z.string(), z.json()).nullish(),
})
const code = codeDefinition.extend({name: z.string()})

/** With a name that is there, a new version. */
function create(store: Store, body: unknown): EvaluatorRow {
  const isCode = typeof body === 'object' && body !== null && 'type' in body && body.type === 'code'
  const {name, ...definition} = isCode ? checkCoded(code, body) : checkCoded(judge, body)
  refuse(store, name, definition)
  const known = [...evaluatorRows(store).values()].reverse().find((row) => row.name === name && !row.managed)
  return addVersion(store, known ?? newEvaluator(store, name), withoutUndefined(definition))
}

/** What a server refuses that runs no code, or has no model of its own. */
function refuse(store: Store, evaluatorName: string, definition: {type: string; modelConfig?: unknown}): void {
  const {runsCode, hasDefaultModel} = store.abilities
  if (definition.type === 'code' && !runsCode) throw coded(403, 'access_denied', 'Code evals are not enabled')
  if (definition.type === 'code' || hasDefaultModel || definition.modelConfig) return
  const {id} = store.project
  const message = `No valid LLM model found for evaluator "${evaluatorName}". No default model or custom model configured for project ${id}. Configure an LLM connection for this project under Settings → LLM Connections (/project/${id}/settings/llm-connections) before creating llm_as_judge evaluators.`
  throw coded(422, 'evaluator_preflight_failed', message, {evaluatorName, provider: null, model: null})
}

function refuseUsed(store: Store, {id, name}: EvaluatorRow): void {
  const rules = rulesOf(store, id)
  if (rules.length === 0) return
  const names = rules.map((rule) => `"${rule.name}"`).join(', ')
  const text = `Evaluator "${name}" is in use by ${rules.length} evaluation rule(s): ${names}.`
  throw coded(409, 'conflict', `${text} Delete those evaluation rules first.`)
}

/** Evaluators as servers up to 4.34 have them: those of the project first, then those of the server. */
export const evaluators = resource({
  path: '/unstable/evaluators',
  rows: ({store}) => evaluatorRows(store),
  param: 'evaluatorId',
  missing: 'Evaluator not found within authorized project',
  family: 'evaluation',
  shown: (row, {store}) => ({
    id: row.id,
    name: row.name,
    version: row.versions.length,
    scope: row.managed ? 'managed' : 'project',
    variables: variablesIn(latest(row).definition.prompt),
    evaluationRuleCount: rulesOf(store, row.id).length,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    ...latest(row).definition,
  }),
  list: {order: (rows) => rows.reverse().sort((a, b) => Number(a.managed) - Number(b.managed))},
  create,
  remove: {
    missing: 'Evaluator not found',
    answer: {message: 'Evaluator successfully deleted'},
    refuse: (row, store) => refuseUsed(store, row),
  },
})

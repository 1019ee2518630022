import type {EvaluatorRow, RuleRow} from '../../sandbox/store/evaluation-rows.js'
import type {Json, Store} from '../../sandbox/store/store.js'
import type {Recording} from './replay.js'

const definition: Record<string, Json> = {
  type: 'llm_as_judge',
  prompt: 'Judge {{input}} vs {{output}}',
  outputDefinition: {dataType: 'NUMERIC', reasoning: {description: 'why'}, score: {description: '0..1'}},
  modelConfig: {provider: 'openai', model: 'gpt-4o'},
}

function evaluator(store: Store, id: string, name: string, managed = false): void {
  const now = store.stamp()
  const modelConfig = managed ? null : (definition.modelConfig ?? null)
  const versions = [{id, createdAt: now, definition: {...definition, modelConfig}}]
  const row: EvaluatorRow = {
    ...{seq: store.next(), id, name, description: null, managed},
    ...{createdAt: now, updatedAt: now, versions},
  }
  store.evaluation.evaluators.set(id, row)
}

function rule(store: Store, id: string, name: string, evaluatorId: string, enabled = true): void {
  const now = store.stamp()
  const filter = enabled ? [] : [{column: 'type', operator: 'any of', value: ['GENERATION'], type: 'stringOptions'}]
  const mapping = [{variable: 'input', source: 'input'}]
  const row: RuleRow = {
    ...{seq: store.next(), id, name, enabled, sampling: 1, target: 'experiment', createdAt: now, updatedAt: now},
    ...{filter, evaluatorAssignments: [{evaluatorId, variableMapping: mapping}]},
  }
  store.evaluation.rules.set(id, row)
}

/** The evaluators and rules that were on the server when a request about them was recorded. */
export function seedRecordedEvaluation(
  store: Store,
  recordings: Recording[],
  {name, request, response}: Recording,
): void {
  if (!name.startsWith('unstable_eval')) return
  const bodies = recordings.map((one) => one.request.body as {name?: string; evaluator?: {name?: string}} | null)
  const found = (prefix: string) => [
    ...new Set(
      bodies.flatMap((body) => [body?.name, body?.evaluator?.name]).filter((one) => String(one).startsWith(prefix)),
    ),
  ]
  const id = request.path.split('/').at(-1) ?? ''
  if (name === 'unstable_evaluators_create') return
  const evaluatorId = name.startsWith('unstable_evaluators_') && request.path.split('/').length === 6 ? id : 'own'
  if (evaluatorId !== 'nope') evaluator(store, evaluatorId, found('ev-')[0] ?? 'ev')
  for (let number = 1; number <= 22; number += 1) evaluator(store, `managed-${number}`, `Managed ${number}`, true)
  const inUse = name.endsWith('in_use')
  if (!inUse && !name.startsWith('unstable_evaluationRules_')) return
  const {message = ''} = response.body as {message?: string}
  const [first, second] = inUse ? [...message.matchAll(/"(rule-\w+)"/g)].map(([, one]) => one) : ['rule-1', 'rule-2']
  const isAbout = !inUse && id !== 'nope' && id !== 'evaluation-rules'
  rule(store, isAbout ? id : 'first', first ?? '', evaluatorId, !isAbout)
  rule(store, 'second', second ?? '', evaluatorId)
}

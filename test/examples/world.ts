import {comments} from '../../sandbox/resources/comments.js'
import {dashboards, widgets} from '../../sandbox/resources/dashboards.js'
import {createDataset} from '../../sandbox/resources/datasets/datasets.js'
import {createItem} from '../../sandbox/resources/datasets/items.js'
import {createRunItem} from '../../sandbox/resources/datasets/runs.js'
import {evaluators} from '../../sandbox/resources/evaluation/evaluators.js'
import {rules} from '../../sandbox/resources/evaluation/rules.js'
import {connections} from '../../sandbox/resources/llm-connections.js'
import {mediaRows} from '../../sandbox/resources/media.js'
import {models} from '../../sandbox/resources/models.js'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {queueItems, queues} from '../../sandbox/resources/queues.js'
import {scoreConfigs} from '../../sandbox/resources/scores/score-configs.js'
import {createScore} from '../../sandbox/resources/scores/scores.js'
import type {Json} from '../../sandbox/store/json.js'
import type {Store} from '../../sandbox/store/store.js'
import {putObservation, putTrace} from '../../sandbox/store/traces.js'
import {seedOrganization} from './organization.js'

const TRACE = '0a1b2c3d'
const MEDIA_HASH = 'ekFCNWwej6ddUkwgQ1auxaMlZ9C6ensPHYduV4nWTVg='

/** Everything that examples name, under the ids that they name. */
export function seedExamples(store: Store): void {
  store.during('2025-02-03T09:00:00Z', () => seedDataset(store))
  seedTraces(store)
  seedPrompts(store)
  seedRun(store)
  seedScores(store)
  seedReview(store)
  seedEvaluation(store)
  seedCharts(store)
  models.create(store, {modelName: 'house-model', matchPattern: '(?i)^house', unit: 'TOKENS', totalPrice: 1}, 'model-1')
  const connection = {provider: 'aws', adapter: 'bedrock', secretKey: 'aws-key', config: {region: 'eu-west-1'}}
  connections.create(store, connection, 'connection-1')
  seedMedia(store)
  seedOrganization(store)
  store.feedback = []
}

function seedDataset(store: Store): void {
  const dataset = createDataset(store, {name: 'support/tickets', metadata: {owner: 'support'}})
  dataset.id = 'dataset-1'
  createItem(store, {id: 'ticket-1042', datasetName: 'support/tickets', input: {question: 'Where is my order?'}})
}

function seedTraces(store: Store): void {
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
  const io: {input: Json; output: Json} = {input: {question: 'Where is my order?'}, output: 'On its way.'}
  const about = {userId: 'u-17', sessionId: 'chat-7', tags: ['eu', 'prod'], environment: 'production'}
  const metadata = {tenant: 'acme'}
  for (const [id, observationId] of [
    ['4e5f6071', '5f60718293a4b5c6'],
    [TRACE, 'e26a2178626c534b'],
  ] as const) {
    putTrace(store, {id, name: 'answer', timestamp: ago(3600), ...about, ...io, metadata})
    putObservation(store, {
      ...{id: observationId, traceId: id, type: 'GENERATION', level: 'ERROR', name: 'answer', model: 'gpt-4o'},
      ...{startTime: ago(3600), endTime: ago(3590), environment: 'production', ...io, metadata},
      ...{usageDetails: {input: 12, output: 4, total: 16}, costDetails: {total: 0.002}},
    })
  }
}

function seedPrompts(store: Store): void {
  for (const labels of [[], ['staging'], ['production']]) {
    createPrompt(store, {name: 'greet', prompt: 'Hello {{name}}', labels})
  }
  for (const labels of [['production'], ['staging']]) {
    const prompt = [{role: 'user', content: '{{question}}'}]
    createPrompt(store, {name: 'support/triage', type: 'chat', prompt, labels})
  }
  const [first] = store.prompts.get('greet') ?? []
  if (first) first.id = 'prompt-1'
}

function seedRun(store: Store): void {
  createRunItem(store, {runName: '2026-11-20-baseline', datasetItemId: 'ticket-1042', traceId: TRACE})
  const run = store.datasets.get('support/tickets')?.runs.get('2026-11-20-baseline')
  if (!run) return
  run.id = 'experiment-1'
  for (const item of run.items.values()) item.datasetRunId = run.id
}

function seedScores(store: Store): void {
  const accuracy = {name: 'accuracy', dataType: 'NUMERIC', minValue: 0, maxValue: 1}
  const labels = ['warm', 'cold'].map((label, value) => ({label, value}))
  scoreConfigs.create(store, accuracy, 'cfg-1')
  scoreConfigs.create(store, {name: 'tone', dataType: 'CATEGORICAL', categories: labels}, 'cfg-2')
  createScore(store, {id: 'sc-1042', name: 'accuracy', value: 0.4, traceId: TRACE, comment: 'Too vague'})
  createScore(store, {id: 'sc-1043', name: 'average', value: 0.7, datasetRunId: 'experiment-1'})
}

function seedReview(store: Store): void {
  const queue = queues.create(store, {name: 'Angry customers', scoreConfigIds: ['cfg-1']}, 'queue-1')
  queueItems.create(store, {objectId: TRACE, objectType: 'TRACE'}, 'item-7', {queue: queue.id})
  queue.users.add('user-3')
  const comment = {objectType: 'TRACE', objectId: TRACE, content: 'Why so slow?', authorUserId: 'user-3'}
  comments.create(store, {projectId: store.project.id, ...comment}, 'comment-1')
}

/** The rule runs the evaluator `length`, so that `helpful` can be deleted. */
function seedEvaluation(store: Store): void {
  Object.assign(store.abilities, {runsCode: true, hasDefaultModel: true})
  const outputDefinition = {dataType: 'BOOLEAN'}
  const prompt = 'Judge {{input}} against {{output}}'
  evaluators.create(store, {name: 'helpful', prompt, outputDefinition}, 'evaluator-1')
  const sourceCode = 'def evaluate(ctx):\n    return 1\n'
  const length = {name: 'length', type: 'code', sourceCode, sourceCodeLanguage: 'PYTHON'}
  evaluators.create(store, length)
  const evaluator = {name: 'length', scope: 'project'}
  rules.create(store, {name: 'length', enabled: true, target: 'observation', evaluator}, 'rule-1')
}

/** The dashboard shows a preset, so that the widget can be deleted. */
function seedCharts(store: Store): void {
  const metrics = [{measure: 'totalCost', agg: 'sum'}]
  const widget = {name: 'Cost', view: 'observations', dimensions: [], metrics, filters: [], chartType: 'NUMBER'}
  widgets.create(store, widget, 'widget-1')
  const tile = {type: 'preset', id: 'tile-1', presetId: 'cost-by-day', x: 0, y: 0, width: 6, height: 6}
  dashboards.create(store, {name: 'Cost', definition: {widgets: [tile]}}, 'dashboard-1')
}

function seedMedia(store: Store): void {
  const id = MEDIA_HASH.slice(0, 22)
  const uploaded = {uploadedAt: new Date().toISOString(), uploadHttpStatus: 200}
  const about = {contentType: 'image/png', contentLength: 80, sha256Hash: MEDIA_HASH, bytes: undefined}
  mediaRows(store).set(id, {id, ...about, ...uploaded})
}

import {comments} from '../../sandbox/resources/comments.js'
import {createDataset} from '../../sandbox/resources/datasets/datasets.js'
import {createItem} from '../../sandbox/resources/datasets/items.js'
import {createRunItem} from '../../sandbox/resources/datasets/runs.js'
import {mediaRows} from '../../sandbox/resources/media.js'
import {models} from '../../sandbox/resources/models.js'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {queueItems, queues} from '../../sandbox/resources/queues.js'
import {scoreConfigs} from '../../sandbox/resources/scores/score-configs.js'
import {createScore} from '../../sandbox/resources/scores/scores.js'
import type {Store} from '../../sandbox/server.js'
import {putObservation, putTrace} from '../../sandbox/store/traces.js'

/** A trace of an hour ago. */
export const TRACE = '0af7651916cd43dd8448eb211c80319c'
/** A trace of ten days ago. */
export const OLD_TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
/** A generation in `TRACE`. */
export const OBSERVATION = '00f067aa0ba902b7'
/** A PNG that is uploaded, and one that is still awaited. */
export const MEDIA = {uploaded: 'uploadedMedia000000001', awaited: 'awaitedMedia0000000001'}
/** SHA-256 of no bytes, in base64. */
export const HASH = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

const HOUR = 3_600_000

/** What the requests of the table are about, under ids that can be typed. */
export function seedAsked(store: Store): void {
  seedTraces(store)
  seedPrompt(store)
  seedDataset(store)
  seedReview(store)
  models.create(store, {modelName: 'house-model', matchPattern: '(?i)^house', unit: 'TOKENS', totalPrice: 1}, 'model-1')
  seedMedia(store)
  seedProject(store)
}

function seedTraces(store: Store): void {
  const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString()
  putTrace(store, {id: TRACE, name: 'checkout', timestamp: ago(1), userId: 'customer-7', sessionId: 'cart-1'})
  putTrace(store, {id: OLD_TRACE, name: 'billing', timestamp: ago(240)})
  const costDetails = {total: 0.25}
  putObservation(store, {id: OBSERVATION, traceId: TRACE, type: 'GENERATION', startTime: ago(1), costDetails})
}

function seedPrompt(store: Store): void {
  createPrompt(store, {name: 'greeting', prompt: 'Hello {{name}}', labels: ['production']})
  createPrompt(store, {name: 'greeting', prompt: 'Good day {{name}}', labels: ['staging']})
}

function seedDataset(store: Store): void {
  const dataset = createDataset(store, {name: 'smoke', description: 'Before each release'})
  dataset.id = 'dataset-1'
  for (const id of ['smoke-1', 'smoke-2'])
    createItem(store, {id, datasetName: 'smoke', input: {question: `Is ${id} fine?`}})
  createRunItem(store, {runName: 'baseline', datasetItemId: 'smoke-1', traceId: TRACE})
}

function seedReview(store: Store): void {
  scoreConfigs.create(store, {name: 'accuracy', dataType: 'NUMERIC', maxValue: 5}, 'config-1')
  createScore(store, {id: 'score-1', name: 'accuracy', value: 4, traceId: TRACE})
  createScore(store, {id: 'score-2', name: 'politeness', value: 1, traceId: OLD_TRACE})
  const queue = queues.create(store, {name: 'Angry customers', scoreConfigIds: ['config-1']}, 'queue-1')
  queueItems.create(store, {objectId: TRACE, objectType: 'TRACE'}, 'item-1', {queue: queue.id})
  queue.users.add('user-bob')
  const comment = {projectId: store.project.id, objectType: 'TRACE', objectId: TRACE, content: 'Why so slow?'}
  comments.create(store, comment, 'comment-1')
}

function seedMedia(store: Store): void {
  const common = {contentType: 'image/png', contentLength: 68, sha256Hash: HASH, bytes: undefined}
  const {uploaded, awaited} = MEDIA
  const done = {uploadedAt: new Date().toISOString(), uploadHttpStatus: 200}
  mediaRows(store).set(uploaded, {id: uploaded, ...common, ...done})
  mediaRows(store).set(awaited, {id: awaited, ...common, uploadedAt: undefined, uploadHttpStatus: undefined})
}

function seedProject(store: Store): void {
  const now = store.stamp()
  const dates = {createdAt: now, updatedAt: now}
  store.projects.set('project-2', {id: 'project-2', name: 'Back office', metadata: {}, retentionDays: 0, ...dates})
}

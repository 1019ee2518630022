import {createComment} from '../../sandbox/resources/comments.js'
import {addItem, createQueue} from '../../sandbox/resources/queues.js'
import {createConfig} from '../../sandbox/resources/scores/score-configs.js'
import {createScore} from '../../sandbox/resources/scores/scores.js'
import type {Store} from '../../sandbox/store/store.js'
import {putTrace} from '../../sandbox/version-3/traces.js'
import type {Recording} from './replay.js'

/** The names and ids that the recorded requests about scores, queues and comments refer to. */
export interface ScoreNames {
  trace: string
  observation: string
  session: string
  user: string
  config: string
  score: string
  queue: string
  queueName: string
  queueItem: string
  comment: string
}

/** Finds them in the requests. */
export function scoreNamesIn(recordings: Recording[]): ScoreNames {
  const about = /^(annotationQueues|comments|scoreConfigs|scores|scoresV3|legacy_scoreV1)_/
  const own = recordings.filter(({name}) => about.test(name))
  const requests = JSON.stringify(own.map(({request}) => request))
  const first = (pattern: RegExp, fallback: string) => pattern.exec(requests)?.[1] ?? fallback
  const found = own.find(({name}) => name === 'scores_get-by-id')?.request.path
  return {
    trace: first(/"traceId":"([0-9a-f]{32})"/, 'trace-1'),
    observation: first(/"objectType":"OBSERVATION","objectId":"([0-9a-f]{16})"/, 'observation-1'),
    session: first(/(session-[0-9a-f]{8})/, 'session-1'),
    user: first(/"(?:userId|authorUserId)":"(cm\w+)"/, 'user-1'),
    config: first(/(?:"configId":"|score-configs\/|"scoreConfigIds":\[")([0-9a-f-]{36})/, 'config-1'),
    score: found?.split('/').at(-1) ?? 'score-1',
    queue: first(/annotation-queues\/(cm\w+)/, 'queue-1'),
    queueName: first(/"name":"(queue-\w+)"/, 'queue'),
    queueItem: first(/\/items\/(cm\w+)/, 'item-1'),
    comment: first(/comments\/([0-9a-f-]{36})/, 'comment-1'),
  }
}

function renamed<Row extends {id: string}>(rows: Map<string, Row>, row: Row, id: string): Row {
  rows.delete(row.id)
  row.id = id
  rows.set(id, row)
  return row
}

/** What was on the real server while most of the requests were recorded. */
export function seedScores(store: Store, names: ScoreNames): void {
  const {trace: traceId, session: sessionId} = names
  putTrace(store, {id: traceId, userId: 'rec-user', tags: ['b', 'rec'], environment: 'production', sessionId})
  store.observations.set(names.observation, traceId)
  store.users.set(names.user, {id: names.user, email: null, name: null})
  const numeric = createConfig(store, {name: 'num', dataType: 'NUMERIC', minValue: 0, maxValue: 1, description: 'd'})
  renamed(store.scoreConfigs, numeric, names.config)
  const categories = [
    {label: 'good', value: 1},
    {label: 'bad', value: 0},
  ]
  createConfig(store, {name: 'cat', dataType: 'CATEGORICAL', categories})
  createConfig(store, {name: 'bool', dataType: 'BOOLEAN'})
  createConfig(store, {name: 'text', dataType: 'TEXT'})
  const scores = [
    {name: 'ing-score', value: 0.5, traceId},
    {id: names.score, name: 'acc', value: 0.9, traceId, comment: 'c', metadata: {a: 1}, environment: 'production'},
    {name: 'cat', value: 'good', traceId, observationId: names.observation, dataType: 'CATEGORICAL'},
    {name: 'flag', value: 1, traceId, dataType: 'BOOLEAN'},
    {name: 'sess', value: 1, sessionId},
    {name: 'num', value: 0.3, traceId, configId: names.config},
    {name: 'txt', value: 'free text', traceId, dataType: 'TEXT'},
    {name: 'idd', value: 1, traceId},
  ]
  scores.forEach((score, index) => {
    createScoreAt(store, index, score)
  })
  const queue = createQueue(store, {name: names.queueName, description: 'd', scoreConfigIds: [names.config]})
  renamed(store.queues, queue, names.queue)
  renamed(queue.items, addItem(store, queue, {objectId: traceId, objectType: 'TRACE'}), names.queueItem)
  addItem(store, queue, {objectId: traceId, objectType: 'TRACE'})
  addItem(store, queue, {objectId: names.observation, objectType: 'OBSERVATION', status: 'COMPLETED'})
  addItem(store, queue, {objectId: 'nope', objectType: 'TRACE'})
  const comment = {projectId: 'x', objectType: 'TRACE', objectId: traceId, content: 'a **comment**'}
  renamed(store.comments, createComment(store, {...comment, authorUserId: names.user}), names.comment)
  createComment(store, {...comment, objectType: 'OBSERVATION', objectId: names.observation})
  createComment(store, comment)
}

function createScoreAt(store: Store, minute: number, score: unknown): void {
  const row = store.scores.get(createScore(store, score))
  if (row) row.timestamp = new Date(Date.UTC(2026, 10, 21, 22, 30 + minute)).toISOString()
}

/** What was different when a certain request was recorded: more scores, a queue that was not there yet. */
export function adjustScores(store: Store, names: ScoreNames, {name, request, response}: Recording): void {
  if (name === 'annotationQueues_createQueue') store.queues.clear()
  if (name === 'annotationQueues_updateQueueItem.empty') complete(store, names)
  if (/^scores_get-by-id\.after_delete$/.test(name)) store.scores.delete(request.path.split('/').at(-1) ?? '')
  const {meta, data} = (response.body ?? {}) as {meta?: {totalItems?: number; cursor?: string}; data?: unknown[]}
  const unfiltered = !Object.keys(request.query).some((key) => !['fields', 'foo', 'limit', 'page'].includes(key))
  if (name.startsWith('scores_get-many') && unfiltered) fill(store, meta?.totalItems ?? 0)
  if (name.startsWith('scoresV3_') && meta) fill(store, (data?.length ?? 0) + (meta.cursor ? 1 : 0))
}

function complete(store: Store, {queue, queueItem}: ScoreNames): void {
  const item = store.queues.get(queue)?.items.get(queueItem)
  if (item) Object.assign(item, {status: 'COMPLETED', completedAt: item.updatedAt})
}

function fill(store: Store, total: number): void {
  for (let count = store.scores.size; count < total; count += 1) {
    createScoreAt(store, -count, {name: 'older', value: 0.2, sessionId: 'older'})
  }
}

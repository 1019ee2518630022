import {filled} from '../../sandbox/store/row-map.js'
import type {Store} from '../../sandbox/store/store.js'
import type {ObservationRow, ScoreRow, TraceRow} from '../../sandbox/store/trace-rows.js'
import {putObservation, putTrace} from '../../sandbox/store/traces.js'
import {resize, type Shown, shownRows} from './recorded-rows.js'
import type {Recording} from './replay.js'

const OLD = '2026-01-01T00:00:00.000Z'
const UNKNOWN = {
  id: '',
  name: 'unknown',
  value: 0,
  dataType: 'NUMERIC' as const,
  source: 'API',
  environment: 'default',
  comment: null,
  metadata: {},
  configId: null,
  queueId: null,
  traceId: null,
  observationId: null,
  sessionId: null,
  datasetRunId: null,
  timestamp: OLD,
  createdAt: OLD,
  updatedAt: OLD,
}

/** A score as either version shows it. */
export function putScore(store: Store, {subject, value, stringValue, dataType, ...row}: Shown): void {
  const {kind, id = null, traceId = null} = (subject ?? {}) as {kind?: string; id?: string; traceId?: string}
  const ids = {
    trace: {traceId: id},
    observation: {traceId, observationId: id},
    session: {sessionId: id},
    experiment: {datasetRunId: id},
  }[kind ?? '']
  const isText = ['CATEGORICAL', 'TEXT', 'CORRECTION'].includes(String(dataType))
  const known = isText ? (stringValue ?? value) : Number(value ?? 0)
  store.scores.set(row.id, filled<ScoreRow>(UNKNOWN, {...row, ...ids, value: known, dataType} as Partial<ScoreRow>))
}

function seedScores(store: Store, recordings: Recording[]): void {
  for (const row of shownRows(recordings, /^(scores_get(?!-many\.fields)|scoresV3_)/)) {
    putScore(store, row)
    const trace = row.trace as Partial<TraceRow> | null
    const id = String(row.traceId)
    if (trace && !store.traces.has(id)) putTrace(store, {...trace, id, timestamp: OLD})
  }
}

/** The traces and observations of server version 3: those that answers show, without what the server computes. */
function seedTraces(store: Store, recordings: Recording[]): void {
  for (const row of shownRows(recordings, /^trace_(list|get)(?!.fields_core)/).filter(
    (found) => 'bookmarked' in found,
  )) {
    putTrace(store, row)
    for (const score of row.scores as (Shown | string)[]) {
      if (typeof score !== 'string') putScore(store, score)
      else if (!store.scores.has(score)) putScore(store, {id: score, traceId: row.id})
    }
  }
  // What failed in these traces was not recorded, but how long they took and what they cost.
  for (const {id, timestamp, latency, totalCost} of shownRows(recordings, /^trace_list.rich_errorCount/)) {
    const endTime = new Date(Date.parse(String(timestamp)) + Number(latency) * 1000).toISOString()
    const about = {level: 'ERROR', startTime: String(timestamp), endTime, costDetails: {total: Number(totalCost)}}
    putObservation(store, {id: `error-${id}`, traceId: id, ...about})
  }
  const observations = [
    ...shownRows(recordings, /^trace_get(?!.fields_core)/, 'observations').filter((row) => typeof row === 'object'),
    ...shownRows(recordings, /^legacy_observationsV1_getMany/),
    ...shownRows(recordings, /^legacy_observationsV1_get(\.|$)/),
  ]
  for (const row of observations) putObservation(store, row as Shown & ObservationRow)
}

/** The spans that `v2/observations` shows, and more of them where there is another page; all are stale in legacy mode. */
function seedSpans(store: Store, recordings: Recording[], {request, response}: Recording): void {
  const rows = shownRows(recordings, /^observations_getMany/) as (Shown & ObservationRow & TraceRow)[]
  for (const row of rows.sort((a, b) => Number('name' in a) - Number('name' in b))) {
    const {id, traceId, metadata, ...plain} = row
    const attributes = {userId: row.userId || null, sessionId: row.sessionId || null}
    const ofTrace = {...store.traces.get(traceId), ...plain, name: String(row.traceName), ...attributes}
    putTrace(store, {...ofTrace, id: traceId, timestamp: row.startTime})
    putObservation(store, {...row, name: row.name || null, version: row.version || null}, {attributes})
  }
  const {meta, data = []} = (response.body ?? {}) as {meta?: {cursor?: string}; data?: Shown[]}
  const last = store.observations.get(data.at(-1)?.id ?? '')
  for (let count = data.length; meta?.cursor && last && count <= Number(request.query.limit ?? 50); count += 1) {
    putObservation(store, {...last, id: `0${count}`}, store.exported.get(last.id))
  }
  for (const {traceId} of store.observations.values()) store.staleTraceIds.add(traceId)
}

/** What a request that succeeded must have found. */
function seedNeeded(store: Store, {name, request, response}: Recording): void {
  if (response.status !== 200) return
  const {userId, objectId = '', objectType} = (request.body ?? {}) as {[name: string]: string}
  if (userId) store.users.set(userId, {id: userId, email: null, name: null})
  if (objectType === 'TRACE') putTrace(store, {id: objectId})
  if (objectType === 'OBSERVATION') putObservation(store, {id: objectId, traceId: 'any'})
  const category = {name: 'tone', value: 'good', dataType: 'CATEGORICAL', timestamp: '2026-11-21T22:40:00.000Z'}
  if (name.endsWith('metrics.scores_categorical')) putScore(store, {id: 'tone', ...category})
}

/** The traces, observations and scores that were on the server; the new reads and metrics show the spans. */
export function seedRecordedTraces(store: Store, recordings: Recording[], recording: Recording): void {
  const {name} = recording
  if (/^(observations_getMany|metrics_)/.test(name)) seedSpans(store, recordings, recording)
  else seedTraces(store, recordings)
  seedScores(store, recordings)
  seedNeeded(store, recording)
  if (name.startsWith('trace_list')) resize(store.traces, recording)
  if (name.startsWith('legacy_observationsV1_getMany')) resize(store.observations, recording)
  if (name.startsWith('scores_get-many')) resize(store.scores, recording)
}

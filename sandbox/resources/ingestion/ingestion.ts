import {randomUUID} from 'node:crypto'
import {gunzipSync} from 'node:zlib'
import * as z from 'zod'
import {ApiError, type Call, ok, type Reply} from '../../http/call.js'
import {LARGE, op, type Routes} from '../../http/router.js'
import type {Store} from '../../store/store.js'
import type {IngestedEvent} from '../../store/trace-rows.js'
import {newScore} from '../scores/scores.js'
import {storeEvent} from './ingested-rows.js'
import {storeSpans} from './otel-rows.js'

const observation = ['event', 'span', 'generation', 'agent', 'tool', 'chain', 'retriever', 'evaluator', 'embedding']
const types = [
  'trace-create',
  'score-create',
  'sdk-log',
  'span-update',
  'generation-update',
  'guardrail-create',
  ...observation.map((kind) => `${kind}-create`),
]
const envelope = {id: z.string(), timestamp: z.iso.datetime({offset: true})}
const needed: Record<string, z.ZodType> = {
  'trace-create': z.looseObject({}),
  'sdk-log': z.looseObject({}),
  'score-create': newScore,
}

function eventSchema(type: unknown): z.ZodType {
  const body = needed[String(type)] ?? z.looseObject({id: z.string()})
  return z.object({...envelope, type: z.enum(types), body})
}

const batchSchema = z.object({batch: z.array(z.unknown())})

const refusedText = (type: unknown) =>
  `Event type "${type}" is not accepted by /api/public/ingestion when LANGFUSE_MIGRATION_V4_WRITE_MODE is events_only. This endpoint only accepts score and log events. Upgrade the client or integration to a v4-compatible SDK or OTLP ingestion path. As a temporary migration bridge, set LANGFUSE_MIGRATION_V4_WRITE_MODE=dual on both the web and worker services and redeploy. Docs: https://langfuse.com/self-hosting/upgrade/upgrade-guides/upgrade-v3-to-v4`

/** 207 whatever happens to the events. What has no id in its body is acknowledged and dropped. */
function batch({store, mode, body}: Call): Reply {
  const envelopes = batchSchema.safeParse(body)
  if (!envelopes.success) {
    const errors = envelopes.error.issues.map((issue) => issue.message)
    throw new ApiError(400, {message: 'Invalid request data', errors})
  }
  const successes: unknown[] = []
  const invalid: unknown[] = []
  const refused: unknown[] = []
  for (const given of envelopes.data.batch) {
    const {id = 'unknown', type} = (given ?? {}) as Partial<IngestedEvent>
    if (mode === '4-events-only' && type !== 'score-create' && type !== 'sdk-log') {
      refused.push({id, status: 400, message: 'Event type not accepted', error: refusedText(type)})
      continue
    }
    const parsed = eventSchema(type).safeParse(given)
    if (!parsed.success) {
      const error = JSON.stringify(parsed.error.issues, null, 2)
      invalid.push({id, status: 400, message: 'Invalid request data', error})
      continue
    }
    const event = parsed.data as IngestedEvent
    if (typeof event.body.id === 'string' && !store.ingested.has(id)) {
      store.ingested.set(id, event)
      if (type !== 'sdk-log') storeEvent(store, event)
    }
    if (type !== 'sdk-log') successes.push({id, status: 201})
  }
  return {status: 207, body: {successes, errors: [...invalid, ...refused]}}
}

/** Whether bytes are fields of a protobuf message, each with a length; enough to tell spans from rubbish. */
function isProtobuf(bytes: Buffer): boolean {
  let at = 0
  while (at < bytes.length) {
    if ((bytes[at++] ?? 0) !== 0x0a) return false
    let length = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]
      if (byte === undefined) return false
      length += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) break
    }
    at += length
  }
  return at === bytes.length
}

function hasSpans(bytes: Buffer, contentType: string): boolean {
  if (contentType === 'application/x-protobuf') {
    if (isProtobuf(bytes)) return bytes.length > 0
    throw new ApiError(400, {error: 'Failed to parse OTel Protobuf Trace'})
  }
  try {
    const {resourceSpans} = JSON.parse(bytes.toString()) as {resourceSpans?: unknown[]}
    return Array.isArray(resourceSpans) && resourceSpans.length > 0
  } catch {
    throw new ApiError(400, {error: 'Failed to parse OTel JSON Trace'})
  }
}

/** Queues the spans and shows the job. Only those in JSON become traces and observations. */
function otel({store, request: {headers, bytes: sent}}: Call): Reply {
  const [contentType = ''] = (headers['content-type'] ?? '').split(';')
  if (contentType !== 'application/json' && contentType !== 'application/x-protobuf') {
    throw new ApiError(400, {error: 'Invalid content type'})
  }
  const gzip = headers['content-encoding'] === 'gzip'
  const bytes = gzip ? gunzipSync(sent) : sent
  if (!hasSpans(bytes, contentType)) return ok({})
  const ingestionVersion = headers['x-langfuse-ingestion-version'] ?? ''
  store.exports.push({contentType, gzip, bytes, ingestionVersion})
  if (contentType === 'application/json') storeSpans(store, bytes.toString())
  return ok(job(store, headers, ingestionVersion))
}

function job(store: Store, headers: Record<string, string>, ingestionVersion: string): object {
  const timestamp = store.stamp()
  const {id: projectId, organization} = store.project
  return {
    name: 'otel-ingestion-job',
    data: {
      id: randomUUID(),
      timestamp,
      name: 'otel-ingestion-job',
      payload: {
        data: {fileKey: `v3/events/otel/${projectId}/${randomUUID()}.json`, publicKey: 'pk-lf-sandbox-project'},
        authCheck: {validKey: true, scope: {projectId, accessLevel: 'project', orgId: organization.id}},
        sdkName: headers['x-langfuse-sdk-name'] ?? 'unknown',
        sdkVersion: headers['x-langfuse-sdk-version'] ?? 'unknown',
        ingestionVersion,
      },
    },
    opts: {
      attempts: 6,
      removeOnComplete: true,
      removeOnFail: 100_000,
      backoff: {type: 'exponential', delay: 5000},
      traceparent: '00-00000000000000000000000000000000-0000000000000000-01',
      baggage: `langfuse.project.id=${projectId}`,
    },
    id: String(store.exports.length),
    progress: 0,
    returnvalue: null,
    stacktrace: null,
    priority: 0,
    attemptsStarted: 0,
    attemptsMade: 0,
    stalledCounter: 0,
    timestamp: Date.parse(timestamp),
    queueQualifiedName: 'v3:otel-ingestion-queue',
  }
}

/** The two ways in which traces come. */
export const ingestionRoutes: Routes = {
  '/ingestion': {POST: op(batch, 'ingestion', {bodyLimit: LARGE})},
  '/otel/v1/traces': {POST: op(otel, 'project', {raw: true, bodyLimit: {bytes: Number.POSITIVE_INFINITY, name: 'no'}})},
}

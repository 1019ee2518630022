import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type * as z from 'zod'
import {checkJson} from '../../../src/api/json/check.js'
import type {Operation} from '../../../src/api/operation/endpoint.js'
import {matchPath} from '../../../src/api/operation/match-path.js'
import {readEndpoints} from '../../contract/ours.js'
import type {Recording} from '../../sandbox/replay.js'

const FOLDER = 'test/recordings'
const endpoints = await readEndpoints()
const writing = [...endpoints].flatMap(([key, {body}]) => (body ? [{key, body}] : []))

/** The fields that servers take null for, by their code and by what they answered; null is refused for all others. */
const NULLABLE: Record<string, string> = {
  'PUT /api/public/integrations/blob-storage':
    'endpoint accessKeyId secretAccessKey exportStartDate exportSource exportFieldGroups',
  'POST /api/public/annotation-queues': 'description',
  'POST /api/public/comments': 'authorUserId objectStartTime',
  'POST /api/public/dataset-items': 'input expectedOutput metadata id status sourceTraceId sourceObservationId',
  'POST /api/public/dataset-run-items': 'traceId observationId runDescription metadata datasetVersion createdAt',
  'POST /api/public/ingestion': 'metadata',
  'PUT /api/public/llm-connections': 'baseURL',
  'POST /api/public/media': 'traceId observationId datasetId datasetItemId',
  'PATCH /api/public/media/{mediaId}': 'uploadHttpError uploadTimeMs',
  'POST /api/public/models': 'inputPrice outputPrice totalPrice pricingTiers startDate tokenizerId tokenizerConfig',
  'PUT /api/public/models/{id}': 'inputPrice outputPrice totalPrice pricingTiers startDate tokenizerId tokenizerConfig',
  'POST /api/public/scim/Users': 'emails active password',
  'POST /api/public/score-configs': 'description minValue maxValue categories',
  'POST /api/public/scores': 'traceId observationId sessionId datasetRunId comment metadata configId queueId id',
  'POST /api/public/unstable/evaluators': 'modelConfig',
  'POST /api/public/v2/datasets': 'description metadata inputSchema expectedOutputSchema',
  'POST /api/public/v2/evaluators': 'modelConfig variableMapping',
  'PATCH /api/public/v2/evaluators/{evaluatorId}': 'description modelConfig variableMapping',
  'POST /api/public/v2/prompts': 'config tags commitMessage',
}

it.each(writing)('null in a body is taken where servers take it: $key', ({key, body}) => {
  const fields = Object.entries(body.shape as Record<string, z.ZodType>)
  const nullable = fields.flatMap(([name, schema]) => (schema.safeParse(null).success ? [name] : []))
  expect(nullable).toEqual((NULLABLE[key] ?? '').split(' ').filter(Boolean))
})

/** Bodies that servers took, but would have lost or ignored a part of. */
const REFUSED = [
  'annotationQueues_updateQueueItem.empty',
  'prompts_create.400_label_latest',
  'ingestion_batch.partial_errors',
]

const recordings = readdirSync(FOLDER, {recursive: true, encoding: 'utf8'})
  .filter((name) => name.endsWith('.json') && !REFUSED.some((refused) => name.includes(refused)))
  .map((file) => ({file, ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Recording)}))

function operationOf({method, path}: Recording['request']): Operation | undefined {
  const score = (operation: Operation) => (operation.method === method && matchPath(operation.path, path)) || 0
  return [...endpoints.values()].filter(score).sort((a, b) => score(b) - score(a))[0]
}

describe('what servers took is taken', () => {
  const taken = recordings.flatMap(({file, request, response}) => {
    const schema = operationOf(request)?.body
    return schema && request.body && response.status < 300 ? [{file, schema, body: request.body}] : []
  })

  it('in many recordings', () => {
    expect(taken.length).toBeGreaterThan(60)
  })

  it.each(taken)('$file', ({schema, body}) => {
    expect(checkJson(schema, body).error?.issues ?? []).toEqual([])
  })
})

import * as z from 'zod'
import {ENVIRONMENT} from '../../operation/common-params.js'
import {inputAs, json, moment, text, time, wordList} from '../../operation/fields.js'
import {addressable, identifier} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'public-api'}})
const SOURCES = ['API', 'EVAL', 'ANNOTATION']
/** What a score's value can be. */
export const DATA_TYPES = ['NUMERIC', 'BOOLEAN', 'CATEGORICAL', 'TEXT', 'CORRECTION'] as const

/** A score as v3 gives it; only what `fields` asks for, besides the core. */
export const score = z.looseObject({
  id: z.string(),
  name: z.string(),
  value: z.union([z.number(), z.boolean(), z.string()]).nullish(),
  dataType: z.string(),
  source: z.string(),
  environment: z.string().nullish(),
  timestamp: moment(),
  comment: z.string().nullish(),
  metadata: z.unknown().optional(),
  subject: z.looseObject({kind: z.string(), id: z.string()}).nullish(),
  configId: z.string().nullish(),
  queueId: z.string().nullish(),
  authorUserId: z.string().nullish(),
  projectId: z.string(),
  createdAt: moment(),
  updatedAt: moment(),
})

/** The bounds of the time that is listed. */
export const window = {
  fromTimestamp: time('Only scores at or after this time').optional(),
  toTimestamp: time('Only scores before this time').optional(),
}
const several = (what: string) => z.string().describe(`${what}; several with commas`).optional()

const listQuery = z.object({
  ...window,
  traceId: several('Only scores of this trace'),
  observationId: several('Only scores of this observation; needs --trace-id'),
  sessionId: several('Only scores of this session'),
  experimentId: several('Only scores of this experiment: the id of its dataset run'),
  name: several('Only scores of this name'),
  dataType: wordList(`Only of this data type: ${DATA_TYPES.join(', ')}`, DATA_TYPES).optional(),
  value: several('Only this value; needs one --data-type'),
  valueMin: z.number().describe('Only this value or more; needs --data-type NUMERIC').optional(),
  valueMax: z.number().describe('Only this value or less; needs --data-type NUMERIC').optional(),
  source: wordList('Only from this source: API, EVAL, ANNOTATION', SOURCES).optional(),
  environment: several('Only of this environment'),
  configId: several('Only scores of this score config'),
  queueId: several('Only scores from this annotation queue'),
  authorUserId: several('Only scores of this author'),
  id: several('Only the score of this id'),
  fields: wordList('What to send besides the core: details, subject, annotation', [
    'core',
    'details',
    'subject',
    'annotation',
  ]).optional(),
})

/** Newest first; unknown parameters are refused, and a page may be shorter than asked. Rules on what goes together: `query.ts`. */
export const list = routes.list('/api/public/v3/scores', {
  limits: {rate: 'public-api', since: '3.179'},
  query: listQuery,
  paging: 'cursor',
  item: score,
})

/** Why a value is none of its data type; undefined when it is. */
function wrongValue(dataType: string | undefined, value: number | string): string | undefined {
  switch (dataType) {
    case undefined:
      return undefined
    case 'NUMERIC':
      return typeof value === 'number' ? undefined : 'must be a number for NUMERIC'
    case 'BOOLEAN':
      return value === 0 || value === 1 ? undefined : 'must be 0 or 1 for BOOLEAN'
    case 'TEXT':
      return typeof value === 'string' && value.length > 0 && value.length <= 500
        ? undefined
        : 'must be text of 1 to 500 characters for TEXT'
    default:
      return typeof value === 'string' ? undefined : `must be text for ${dataType}`
  }
}

function count(...values: unknown[]): number {
  return values.filter((value) => value !== undefined).length
}

/** An upsert by id, carried out later: 200 says only that it was taken. Safe to repeat with an id. */
export const create = routes.post('/api/public/scores', {
  idempotent: (input) => Boolean((input.body as {id?: string} | undefined)?.id),
  body: z
    .strictObject({
      name: identifier('Name; with --config-id it gets the name of that'),
      value: z
        .union([z.number(), z.string()])
        .meta(inputAs('text-or-json', 'A number for NUMERIC, 0 or 1 for BOOLEAN, else text')),
      dataType: z
        .enum(DATA_TYPES)
        .describe('Kind of value (default: NUMERIC for a number, CATEGORICAL for text)')
        .optional(),
      traceId: z.string().min(1, 'is empty').describe('Trace that is scored').optional(),
      observationId: z.string().min(1, 'is empty').describe('Observation of that trace that is scored').optional(),
      sessionId: z.string().min(1, 'is empty').describe('Session that is scored').optional(),
      datasetRunId: z.string().min(1, 'is empty').describe('Dataset run or experiment that is scored').optional(),
      comment: text('Why').optional(),
      metadata: json('Anything to keep with the score').optional(),
      environment: z
        .string()
        .regex(
          ENVIRONMENT,
          'up to 40 lower-case letters, digits, "-" and "_", not beginning with langfuse; the server would change it',
        )
        .describe('Environment (default: default)')
        .optional(),
      configId: z.string().min(1, 'is empty').describe('Score config that it follows').optional(),
      queueId: z.string().min(1, 'is empty').describe('Annotation queue that it comes from').optional(),
      source: z.enum(['API', 'ANNOTATION']).describe('Where it comes from (default: API)').optional(),
      id: addressable('Id of your own; a score of this id is replaced').optional(),
    })
    .superRefine((body, context) => {
      const refuse = (field: string, message: string) => context.addIssue({code: 'custom', path: [field], message})
      const wrong = wrongValue(body.dataType, body.value)
      if (wrong) refuse('value', wrong)
      if (count(body.traceId, body.sessionId, body.datasetRunId) !== 1)
        refuse('traceId', 'give exactly one of --trace-id, --session-id and --dataset-run-id')
      if (body.observationId !== undefined && body.traceId === undefined)
        refuse('observationId', 'needs --trace-id too')
      const correction = body.dataType === 'CORRECTION'
      if (correction && (body.name !== 'output' || body.configId !== undefined || body.traceId === undefined))
        refuse('dataType', 'a CORRECTION has the name output, a trace and no --config-id')
      if (body.source === 'ANNOTATION' && body.configId === undefined && !correction)
        refuse('source', 'ANNOTATION needs --config-id')
    }),
  response: z.looseObject({id: z.string()}),
})

/** Only queued; unknown ids are accepted too. */
export const remove = routes.delete('/api/public/scores/{scoreId}', {
  limits: {rate: 'score-delete'},
  params: {scoreId: {help: 'Id of the score', unverified: true}},
  response: z.looseObject({message: z.string()}),
})

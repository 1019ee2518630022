import * as z from 'zod'
import {moment, time} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'
import {CONTENT_TYPES} from './types.js'

/** A stored file; its address is good for an hour. */
export const media = z.looseObject({
  mediaId: z.string(),
  contentType: z.string(),
  contentLength: z.number(),
  uploadedAt: moment(),
  url: z.string(),
  urlExpiry: moment(),
})

/** Where to put the bytes; without an address they are stored already. */
export const uploadTarget = z.looseObject({mediaId: z.string(), uploadUrl: z.string().nullish()})

const uploads = defineRoutes({
  limits: {rate: 'media-upload'},
})
const mediaId = {help: 'Id of the media'}

const TRACE_FIELDS = ['input', 'output', 'metadata']
const ITEM_FIELDS = ['input', 'expectedOutput', 'metadata']

interface Place {
  traceId?: string | null | undefined
  observationId?: string | null | undefined
  datasetId?: string | null | undefined
  datasetItemId?: string | null | undefined
  field: string
}

/** A trace (with or without one of its observations), or an item of a dataset; never both. */
function hasOnePlace({traceId, observationId, datasetId, datasetItemId}: Place): boolean {
  const ofItem = Boolean(datasetId) && Boolean(datasetItemId)
  return traceId ? !datasetId && !datasetItemId : ofItem && !observationId
}

function fieldsAt({traceId}: Place): string[] {
  return traceId ? TRACE_FIELDS : ITEM_FIELDS
}

export const get = defineRoutes({limits: {rate: 'public-api'}}).get('/api/public/media/{mediaId}', {
  params: {mediaId},
  response: media,
})

/** Links media to what it belongs to; the same bytes are stored only once, so a repeat does no harm. */
export const uploadUrl = uploads.post('/api/public/media', {
  idempotent: () => true,
  body: z
    .strictObject({
      contentType: z.enum(CONTENT_TYPES).describe('MIME type'),
      contentLength: z.int().min(1).describe('Size of the file in bytes'),
      sha256Hash: z
        .string()
        .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be the SHA-256 of the bytes in base64, 44 characters (not hex)')
        .describe('SHA-256 of the bytes, in base64'),
      field: z.string().describe('Where it is seen: input, output (expectedOutput for a dataset item) or metadata'),
      traceId: z.string().min(1).describe('Trace that it belongs to').nullish(),
      observationId: z.string().min(1).describe('Observation of that trace').nullish(),
      datasetId: z.string().min(1).describe('Dataset that it belongs to').nullish(),
      datasetItemId: z.string().min(1).describe('Item of that dataset; may be made later').nullish(),
    })
    .refine(hasOnePlace, {
      path: ['traceId'],
      error: 'give either a trace (--trace-id, with or without --observation-id) or --dataset-id and --dataset-item-id',
    })
    .refine((body) => fieldsAt(body).includes(body.field), {
      path: ['field'],
      error: (issue) => `must be one of ${fieldsAt(issue.input as Place).join(', ')} here`,
    }),
  response: uploadTarget,
})

/** Reports how the upload went. Until then the server does not show the media. */
export const update = uploads.patch('/api/public/media/{mediaId}', {
  idempotent: () => true,
  params: {mediaId},
  body: z.strictObject({
    uploadedAt: time('When the bytes were put'),
    uploadHttpStatus: z.int().min(100).max(599).describe('Status that the upload was answered with'),
    uploadHttpError: z.string().describe('What went wrong, when it did').nullish(),
    uploadTimeMs: z.int().min(0).describe('How long the upload took, in milliseconds').nullish(),
  }),
  response: z.looseObject({message: z.string()}),
})

import {createHash} from 'node:crypto'
import * as z from 'zod'
import {type Call, invalidRequest, notFound, ok, type RecordedRequest, type Reply} from '../http/call.js'
import {op, type Routes} from '../http/router.js'
import {check} from '../http/validation.js'
import {rowsOf} from '../store/row-map.js'
import type {Store} from '../store/store.js'

/** A media file, uploaded or still awaited. */
export interface MediaRow {
  id: string
  contentType: string
  contentLength: number
  sha256Hash: string
  bytes?: Buffer | undefined
  uploadedAt?: string | undefined
  uploadHttpStatus?: number | undefined
}

/** The files of a project. */
export const mediaRows = rowsOf<MediaRow>()

/** Where the bucket is, beside the API. */
export const bucket = '/langfuse/v3/media/'

const largest = 1_000_000_000
/** In the order of the error message. */
const MEDIA_TYPES = `
  image/png image/jpeg image/jpg image/webp image/gif image/svg+xml image/tiff image/bmp image/avif image/heic
  audio/mpeg audio/mp3 audio/wav audio/ogg audio/oga audio/aac audio/mp4 audio/flac audio/opus audio/webm
  video/mp4 video/webm video/ogg video/mpeg video/quicktime video/x-msvideo video/x-matroska text/plain
  text/html text/css text/csv text/markdown text/x-python application/javascript text/x-typescript
  application/x-yaml application/pdf application/msword application/vnd.ms-excel
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/zip application/json
  application/xml application/octet-stream
  application/vnd.openxmlformats-officedocument.wordprocessingml.document
  application/vnd.openxmlformats-officedocument.presentationml.presentation application/rtf application/x-ndjson
  application/vnd.apache.parquet application/gzip application/x-tar application/x-7z-compressed`
  .trim()
  .split(/\s+/)

const common = {
  contentType: z.enum(MEDIA_TYPES, `Invalid content type. Only supporting ${MEDIA_TYPES.join(', ')}`),
  contentLength: z.number().int().positive(),
  sha256Hash: z.string().regex(/^[A-Za-z0-9+/=]{44}$/, 'Must be a 44 character base64 encoded SHA-256 hash'),
}
const ofTrace = z.object({
  ...common,
  traceId: z.string(),
  observationId: z.string().nullish(),
  field: z.enum(['input', 'output', 'metadata']),
  datasetId: z.null().optional(),
  datasetItemId: z.null().optional(),
})
const ofItem = z.object({
  ...common,
  datasetId: z.string(),
  datasetItemId: z.string(),
  field: z.enum(['input', 'expectedOutput', 'metadata']),
  traceId: z.null().optional(),
  observationId: z.null().optional(),
})
const newMedia = z.union(
  [ofTrace, ofItem],
  'Provide either traceId with field input/output/metadata, or datasetId + datasetItemId with field input/expectedOutput/metadata.',
)

function address({headers}: RecordedRequest, store: Store, {id, contentType}: MediaRow): string {
  const file = `${store.project.id}/${id}.${contentType.split('/')[1]}`
  return `http://${headers.host}${bucket}${file}?X-Amz-Expires=3600`
}

/** Where to put the bytes, or nowhere when they are there. */
function uploadUrl({store, body, request}: Call): Reply {
  const {contentType, contentLength, sha256Hash} = check(newMedia, body)
  if (contentLength > largest) throw invalidRequest(`File size must be less than ${largest} bytes`)
  const id = sha256Hash.replaceAll('+', '-').replaceAll('/', '_').slice(0, 22)
  const known = mediaRows(store).get(id)
  if (known?.uploadHttpStatus === 200 && known.contentType === contentType) {
    return {status: 201, body: {uploadUrl: null, mediaId: id}}
  }
  const row = {id, contentType, contentLength, sha256Hash}
  mediaRows(store).set(id, row)
  return {status: 201, body: {uploadUrl: address(request, store, row), mediaId: id}}
}

function get({store, params, request}: Call): Reply {
  const row = mediaRows(store).get(params.id ?? '')
  if (!row) throw notFound('Media asset not found')
  const {contentType, contentLength, uploadedAt, uploadHttpStatus} = row
  if (uploadHttpStatus === undefined) throw notFound('Media not yet uploaded')
  if (uploadHttpStatus !== 200 && uploadHttpStatus !== 201) {
    throw notFound(`Media upload failed with status ${uploadHttpStatus}`)
  }
  const urlExpiry = new Date(store.tick() + 3_600_000).toISOString()
  const url = address(request, store, row)
  return ok({mediaId: row.id, contentType, contentLength, uploadedAt, url, urlExpiry})
}

const report = z.object({
  uploadedAt: z.coerce.date(),
  uploadHttpStatus: z.number().int(),
  uploadHttpError: z.string().nullish(),
  uploadTimeMs: z.number().nullish(),
})

function update({store, params, body}: Call): Reply {
  const {uploadedAt, uploadHttpStatus} = check(report, body)
  const row = mediaRows(store).get(params.id ?? '')
  if (!row) throw notFound(`Media asset ${params.id} not found in project ${store.project.id}`)
  Object.assign(row, {uploadedAt: uploadedAt.toISOString(), uploadHttpStatus})
  return ok({message: 'OK'})
}

/** Media files, which are put into the bucket. */
export const mediaRoutes: Routes = {
  '/media': {POST: op(uploadUrl)},
  '/media/{id}': {GET: op(get), PATCH: op(update)},
}

/** The bucket: takes the announced bytes and no others, without any key, and gives them back. */
export function inBucket(store: Store, {method, path, headers, bytes}: RecordedRequest): Reply {
  const row = mediaRows(store).get(/\/([\w-]{22})\.[^/]*$/.exec(path)?.[1] ?? '')
  const refused = (status: number, code: string): Reply => ({
    status,
    text: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`,
    headers: {'content-type': 'application/xml'},
  })
  if (!row) return refused(404, 'NoSuchKey')
  if (headers.authorization !== undefined) return refused(400, 'InvalidArgument')
  if (method === 'GET') {
    return row.bytes
      ? {status: 200, bytes: row.bytes, headers: {'content-type': row.contentType}}
      : refused(404, 'NoSuchKey')
  }
  const sum = createHash('sha256').update(bytes).digest('base64')
  const asAnnounced =
    headers['content-type'] === row.contentType &&
    headers['x-amz-checksum-sha256'] === row.sha256Hash &&
    bytes.length === row.contentLength
  if (method !== 'PUT' || !asAnnounced) return refused(403, 'SignatureDoesNotMatch')
  if (sum !== row.sha256Hash) return refused(400, 'XAmzContentChecksumMismatch')
  row.bytes = bytes
  return {status: 200, text: ''}
}

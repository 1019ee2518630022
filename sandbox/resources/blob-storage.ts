import * as z from 'zod'
import {type Call, notFound, type Reply} from '../http/call.js'
import {isAtLeast} from '../http/modes.js'
import {check} from '../http/validation.js'
import type {IntegrationRow} from '../store/settings-rows.js'
import type {Store} from '../store/store.js'

const BASIC = ['core', 'basic', 'time', 'io', 'metadata', 'model', 'usage', 'prompt', 'metrics', 'tools']
const body = z.object({
  projectId: z.string(),
  type: z.enum(['S3', 'S3_COMPATIBLE', 'AZURE_BLOB_STORAGE']),
  bucketName: z.string(),
  endpoint: z.string().nullable().default(null),
  region: z.string(),
  accessKeyId: z.string().nullable().default(null),
  secretAccessKey: z.string().nullish(),
  prefix: z
    .string()
    .regex(/^$|\/$/)
    .default(''),
  exportFrequency: z.enum(['every_20_minutes', 'hourly', 'daily', 'weekly']),
  enabled: z.boolean(),
  forcePathStyle: z.boolean(),
  fileType: z.enum(['JSON', 'CSV', 'JSONL', 'PARQUET']),
  exportMode: z.enum(['FULL_HISTORY', 'FROM_TODAY', 'FROM_CUSTOM_DATE']),
  exportStartDate: z.string().nullable().default(null),
  compressed: z.boolean().default(true),
  exportSource: z.string().optional(),
  exportFieldGroups: z.array(z.string()).optional(),
})

/** Saves an integration, as `PUT /integrations/blob-storage` does: the one of the project is replaced as a whole. */
export function putIntegration(store: Store, given: unknown, version = '3.225.4'): IntegrationRow {
  const {secretAccessKey: _, ...plain} = check(body, given)
  if (!store.projects.has(plain.projectId)) throw notFound('Project not found')
  const known = store.settings.integrations.get(plain.projectId)
  const now = store.stamp()
  const row: IntegrationRow = {
    id: plain.projectId,
    ...plain,
    exportSource: plain.exportSource ?? (isAtLeast(version, '4.0') ? 'OBSERVATIONS_V2' : 'LEGACY_TRACES_OBSERVATIONS'),
    exportFieldGroups: plain.exportFieldGroups ?? [...BASIC, 'trace_context'],
    ...{nextSyncAt: null, lastSyncAt: null, lastError: null, lastErrorAt: null},
    ...{createdAt: known?.createdAt ?? now, updatedAt: now},
  }
  store.settings.integrations.set(row.id, row)
  return row
}

function find({store, params}: Call): IntegrationRow {
  const row = store.settings.integrations.get(params.id ?? '')
  if (!row) throw notFound('Blob storage integration not found')
  return row
}

/** `PUT /integrations/blob-storage`. */
export function upsert({store, body: given, version}: Call): Reply {
  return {status: 200, body: putIntegration(store, given, version)}
}

/** `GET /integrations/blob-storage`. */
export function list({store}: Call): Reply {
  return {status: 200, body: {data: [...store.settings.integrations.values()]}}
}

/** `GET /integrations/blob-storage/{id}`: how it stands, not how it is set up. */
export function status(call: Call): Reply {
  const {id, projectId, enabled, ...row} = find(call)
  const {lastSyncAt = null, nextSyncAt = null, lastError = null, lastErrorAt = null} = row
  const syncStatus = enabled ? 'idle' : 'disabled'
  return {status: 200, body: {id, projectId, syncStatus, enabled, lastSyncAt, nextSyncAt, lastError, lastErrorAt}}
}

/** `DELETE /integrations/blob-storage/{id}`. */
export function remove(call: Call): Reply {
  call.store.settings.integrations.delete(find(call).id)
  return {status: 200, body: {message: 'Blob storage integration successfully deleted'}}
}

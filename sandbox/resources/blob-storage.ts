import * as z from 'zod'
import {type Call, notFound, ok, type Reply} from '../http/call.js'
import {isAtLeast} from '../http/modes.js'
import {resource} from '../http/resource.js'
import {op, type Routes} from '../http/router.js'
import {check} from '../http/validation.js'

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
  exportSource: z.string().default('LEGACY_TRACES_OBSERVATIONS'),
  exportFieldGroups: z.array(z.string()).default([...BASIC, 'trace_context']),
})

/** Scheduled exports, with the id of the project: how they stand, not how they are set up. */
export const integrations = resource({
  path: '/integrations/blob-storage',
  create: (store, given) => {
    const {secretAccessKey: _, ...plain} = check(body, given)
    if (!store.projects.has(plain.projectId)) throw notFound('Project not found')
    const never = {nextSyncAt: null, lastSyncAt: null, lastError: null, lastErrorAt: null}
    return {id: plain.projectId, ...plain, ...never, ...store.dates()}
  },
  missing: 'Blob storage integration not found',
  family: 'integration',
  shown: ({id, projectId, enabled, lastSyncAt, nextSyncAt, lastError, lastErrorAt}) => {
    const syncStatus = enabled ? 'idle' : 'disabled'
    return {id, projectId, syncStatus, enabled, lastSyncAt, nextSyncAt, lastError, lastErrorAt}
  },
  remove: {answer: {message: 'Blob storage integration successfully deleted'}},
})

/** The one of the project is replaced as a whole. */
function upsert({store, body: given, version}: Call): Reply {
  const before = new Map(integrations.rows(store))
  const usual = isAtLeast(version, '4.0') ? {exportSource: 'OBSERVATIONS_V2'} : {}
  const row = integrations.create(store, Object.assign(usual, given))
  return ok(Object.assign(row, {createdAt: before.get(row.id)?.createdAt ?? row.createdAt}))
}

/** The list shows how exports are set up. */
export const integrationRoutes: Routes = {
  ...integrations.routes,
  '/integrations/blob-storage': {
    GET: op(({store}) => ok({data: [...integrations.rows(store).values()]}), 'integration'),
    PUT: op(upsert, 'integration'),
  },
}

import * as z from 'zod'
import {moment, needs, secret, time} from '../operation/fields.js'
import {defineRoutes} from '../operation/routes.js'

const routes = defineRoutes({
  scope: 'organization',
  limits: {rate: 'none', plan: 'Team or Enterprise on Langfuse Cloud, any plan when self-hosted'},
})

const project = {help: 'Id of the project whose integration it is'}

/** Where a project's data is exported to; its secret never comes back. */
export const integration = z.looseObject({
  id: z.string(),
  projectId: z.string(),
  type: z.string(),
  bucketName: z.string(),
  endpoint: z.string().nullish(),
  region: z.string().nullish(),
  accessKeyId: z.string().nullish(),
  prefix: z.string().nullish(),
  exportFrequency: z.string(),
  enabled: z.boolean(),
  forcePathStyle: z.boolean().nullish(),
  fileType: z.string().nullish(),
  exportMode: z.string().nullish(),
  exportStartDate: moment().nullish(),
  compressed: z.boolean().nullish(),
  exportSource: z.string().nullish(),
  exportFieldGroups: z.array(z.string()).nullish(),
  nextSyncAt: moment().nullish(),
  lastSyncAt: moment().nullish(),
  lastError: z.string().nullish(),
  lastErrorAt: moment().nullish(),
  createdAt: moment(),
  updatedAt: moment(),
})

/** All integrations of the organization, in one answer. */
export const list = routes.list('/api/public/integrations/blob-storage', {paging: 'none', item: integration})

/** Creates, or replaces as a whole, the one integration of a project. */
export const upsert = routes.put('/api/public/integrations/blob-storage', {
  body: z
    .strictObject({
      projectId: z.string().min(1).describe('Project whose data is exported'),
      type: z.enum(['S3', 'S3_COMPATIBLE', 'AZURE_BLOB_STORAGE']).describe('Kind of storage'),
      bucketName: z.string().min(1).describe('Bucket, or container on Azure'),
      region: z.string().describe('Region of the bucket'),
      endpoint: z.string().describe('Address of the storage; S3_COMPATIBLE needs it').nullish(),
      accessKeyId: z.string().describe('Id of the access key').nullish(),
      secretAccessKey: secret('Secret access key; left out, the saved one stays').nullish(),
      prefix: z
        .string()
        .regex(/^$|\/$/, 'must end with "/"')
        .describe('Folder in the bucket, with a final "/"')
        .optional(),
      exportFrequency: z.enum(['every_20_minutes', 'hourly', 'daily', 'weekly']).describe('How often it is exported'),
      enabled: z.boolean().describe('Export, or keep the settings only'),
      forcePathStyle: z.boolean().describe('Put the bucket into the path of URLs, as MinIO wants it'),
      fileType: z.enum(['JSON', 'CSV', 'JSONL', 'PARQUET']).describe('Format of the files'),
      exportMode: z.enum(['FULL_HISTORY', 'FROM_TODAY', 'FROM_CUSTOM_DATE']).describe('Where the first export begins'),
      exportStartDate: time('Begin of the first export; FROM_CUSTOM_DATE needs it').nullish(),
      compressed: z.boolean().describe('Compress the files with gzip (default: true)').optional(),
      exportSource: z
        .enum(['LEGACY_TRACES_OBSERVATIONS', 'OBSERVATIONS_V2', 'LEGACY_TRACES_AND_ENRICHED_OBSERVATIONS'])
        .describe('Tables to export; left out, the saved choice stays')
        .nullish(),
      exportFieldGroups: z
        .array(z.string())
        .refine((groups) => groups.includes('core'), 'core must be among them')
        .describe(
          'Fields of observations: core, basic, time, io, metadata, model, usage, prompt, metrics, tools, trace_context',
        )
        .nullish(),
    })
    .refine(({type, endpoint: address}) => type !== 'S3_COMPATIBLE' || Boolean(address), {
      path: ['endpoint'],
      error: 'S3_COMPATIBLE needs it',
    })
    .refine(({exportMode, exportStartDate}) => exportMode !== 'FROM_CUSTOM_DATE' || Boolean(exportStartDate), {
      path: ['exportStartDate'],
      error: 'FROM_CUSTOM_DATE needs it',
    })
    .refine(...needs('exportFieldGroups', 'exportSource', '--export-source')),
  response: integration,
})

/** The state of a project's export; the settings are only in the list. */
export const status = routes.get('/api/public/integrations/blob-storage/{id}', {
  params: {id: project},
  response: z.looseObject({
    id: z.string(),
    projectId: z.string(),
    syncStatus: z.string(),
    enabled: z.boolean(),
    lastSyncAt: moment().nullish(),
    nextSyncAt: moment().nullish(),
    lastError: z.string().nullish(),
    lastErrorAt: moment().nullish(),
  }),
})

/** Ends the export; what was exported stays. */
export const remove = routes.delete('/api/public/integrations/blob-storage/{id}', {
  params: {id: project},
  response: z.looseObject({message: z.string()}),
})

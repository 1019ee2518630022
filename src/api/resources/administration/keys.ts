import * as z from 'zod'
import {endpoint, listEndpoint} from '../../operation/endpoint.js'
import {moment, secret} from '../../operation/fields.js'
import {ADMIN_API} from './projects.js'

const common = {
  scope: 'organization',
  limits: {rate: 'public-api', plan: ADMIN_API},
} as const
const projectId = {help: 'Id of the project'}

/** A key pair as lists show it: never the secret. */
export const apiKey = z.looseObject({
  id: z.string(),
  createdAt: moment(),
  expiresAt: moment().nullish(),
  lastUsedAt: moment().nullish(),
  note: z.string().nullish(),
  publicKey: z.string(),
  displaySecretKey: z.string(),
})

/** A key pair as it is shown once, when it is made. */
export const newApiKey = z.looseObject({
  id: z.string(),
  createdAt: moment(),
  publicKey: z.string(),
  secretKey: z.string(),
  displaySecretKey: z.string(),
  note: z.string().nullish(),
})

/** Oldest first. */
export const listOfProject = listEndpoint({
  ...common,
  path: '/api/public/projects/{projectId}/apiKeys',
  params: {projectId},
  paging: 'none',
  rows: 'apiKeys',
  item: apiKey,
})

/** With a pair of one's own a repeat is refused with 409. */
export const createForProject = endpoint({
  ...common,
  method: 'POST',
  path: '/api/public/projects/{projectId}/apiKeys',
  params: {projectId},
  body: z
    .strictObject({
      note: z.string().describe('What the key is for').optional(),
      publicKey: z
        .string()
        .startsWith('pk-lf-', 'begins with pk-lf-')
        .meta({description: 'A public key of your own, pk-lf-…; needs --new-secret-key', flag: 'new-public-key'})
        .optional(),
      secretKey: secret('The secret to it, sk-lf-…; on the line it shows in ps', 'new-secret-key').optional(),
    })
    .refine((body) => body.secretKey === undefined || body.secretKey.startsWith('sk-lf-'), {
      path: ['secretKey'],
      error: 'begins with sk-lf-',
    })
    .refine((body) => body.publicKey === undefined || body.secretKey !== undefined, {
      path: ['publicKey'],
      error: 'needs --new-secret-key too',
    })
    .refine((body) => body.secretKey === undefined || body.publicKey !== undefined, {
      path: ['secretKey'],
      error: 'needs --new-public-key too',
    }),
  response: newApiKey,
})

export const removeFromProject = endpoint({
  ...common,
  method: 'DELETE',
  path: '/api/public/projects/{projectId}/apiKeys/{apiKeyId}',
  params: {projectId, apiKeyId: {help: 'Id of the key (not the public key): see projects keys list'}},
  response: z.looseObject({success: z.boolean()}),
})

/** The keys of the organization itself, which its key can list but not make. */
export const listOfOrganization = listEndpoint({
  ...common,
  path: '/api/public/organizations/apiKeys',
  params: {},
  paging: 'none',
  rows: 'apiKeys',
  item: apiKey,
})

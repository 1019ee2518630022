import * as z from 'zod'
import {moment, needs, secret} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'
import {ADMIN_API} from './projects.js'

const routes = defineRoutes({scope: 'organization', limits: {rate: 'public-api', plan: ADMIN_API}})
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
export const listOfProject = routes.list('/api/public/projects/{projectId}/apiKeys', {
  params: {projectId},
  paging: 'none',
  rows: 'apiKeys',
  item: apiKey,
})

/** Answers 409 to a pair that exists already. */
export const createForProject = routes.post('/api/public/projects/{projectId}/apiKeys', {
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
    .refine(...needs('publicKey', 'secretKey', '--new-secret-key'))
    .refine(...needs('secretKey', 'publicKey', '--new-public-key')),
  response: newApiKey,
})

export const removeFromProject = routes.delete('/api/public/projects/{projectId}/apiKeys/{apiKeyId}', {
  params: {projectId, apiKeyId: {help: 'Id of the key (not the public key): see projects keys list'}},
  response: z.looseObject({success: z.boolean()}),
})

/** The keys of the organization itself, which its key can list but not make. */
export const listOfOrganization = routes.list('/api/public/organizations/apiKeys', {
  paging: 'none',
  rows: 'apiKeys',
  item: apiKey,
})

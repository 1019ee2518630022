import * as z from 'zod'
import {jsonObject, moment} from '../../operation/fields.js'
import {identifier} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'
import {apiKey, newApiKey} from './keys.js'

const routes = defineRoutes({
  scope: 'admin',
  limits: {
    rate: 'none',
    plan: 'a self-hosted server with an Enterprise licence and ADMIN_API_KEY set',
  },
})
const organizationId = {help: 'Id of the organization'}

/** An organization with its projects. */
export const organization = z.looseObject({
  id: z.string(),
  name: z.string(),
  createdAt: moment(),
  metadata: z.unknown(),
  projects: z.array(z.looseObject({id: z.string(), name: z.string()})).nullish(),
})

const body = z.strictObject({
  name: identifier('Name'),
  metadata: jsonObject('A JSON object to keep with the organization').optional(),
})
const deleted = z.looseObject({success: z.boolean()})

export const list = routes.list('/api/admin/organizations', {paging: 'none', rows: 'organizations', item: organization})

export const get = routes.get('/api/admin/organizations/{organizationId}', {
  params: {organizationId},
  response: organization,
})

export const create = routes.post('/api/admin/organizations', {body, response: organization})

/** Wants the name each time. */
export const update = routes.put('/api/admin/organizations/{organizationId}', {
  params: {organizationId},
  body,
  response: organization,
})

/** Answers 400 while it has projects, those being deleted included. */
export const remove = routes.delete('/api/admin/organizations/{organizationId}', {
  params: {organizationId},
  response: deleted,
})

/** Oldest first. */
export const listKeys = routes.list('/api/admin/organizations/{organizationId}/apiKeys', {
  params: {organizationId},
  paging: 'none',
  rows: 'apiKeys',
  item: apiKey,
})

export const createKey = routes.post('/api/admin/organizations/{organizationId}/apiKeys', {
  params: {organizationId},
  body: z.strictObject({note: z.string().describe('What the key is for').optional()}),
  response: newApiKey,
})

export const removeKey = routes.delete('/api/admin/organizations/{organizationId}/apiKeys/{apiKeyId}', {
  params: {organizationId, apiKeyId: {help: 'Id of the key (not the public key): see admin orgs keys list'}},
  response: deleted,
})

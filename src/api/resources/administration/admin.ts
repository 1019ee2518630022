import * as z from 'zod'
import {endpoint, listEndpoint} from '../../operation/endpoint.js'
import {moment} from '../../operation/fields.js'
import {apiKey, newApiKey} from './keys.js'

const common = {
  scope: 'admin',
  limits: {rate: 'none', plan: 'a self-hosted server with an Enterprise licence and ADMIN_API_KEY set'},
} as const
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
  name: z.string().min(1, 'is empty').describe('Name'),
  metadata: z
    .record(z.string(), z.unknown())
    .meta({description: 'A JSON object to keep with the organization', input: 'json'})
    .optional(),
})
const deleted = z.looseObject({success: z.boolean()})

export const list = listEndpoint({
  ...common,
  path: '/api/admin/organizations',
  params: {},
  paging: 'none',
  rows: 'organizations',
  item: organization,
})

export const get = endpoint({
  ...common,
  method: 'GET',
  path: '/api/admin/organizations/{organizationId}',
  params: {organizationId},
  response: organization,
})

export const create = endpoint({
  ...common,
  method: 'POST',
  path: '/api/admin/organizations',
  params: {},
  body,
  response: organization,
})

/** Wants the name each time. */
export const update = endpoint({
  ...common,
  method: 'PUT',
  path: '/api/admin/organizations/{organizationId}',
  params: {organizationId},
  body,
  response: organization,
})

/** 400 while it has projects, those on their way out included. */
export const remove = endpoint({
  ...common,
  method: 'DELETE',
  path: '/api/admin/organizations/{organizationId}',
  params: {organizationId},
  response: deleted,
})

/** Oldest first. */
export const listKeys = listEndpoint({
  ...common,
  path: '/api/admin/organizations/{organizationId}/apiKeys',
  params: {organizationId},
  paging: 'none',
  rows: 'apiKeys',
  item: apiKey,
})

export const createKey = endpoint({
  ...common,
  method: 'POST',
  path: '/api/admin/organizations/{organizationId}/apiKeys',
  params: {organizationId},
  body: z.strictObject({note: z.string().describe('What the key is for').optional()}),
  response: newApiKey,
})

export const removeKey = endpoint({
  ...common,
  method: 'DELETE',
  path: '/api/admin/organizations/{organizationId}/apiKeys/{apiKeyId}',
  params: {organizationId, apiKeyId: {help: 'Id of the key (not the public key): see admin orgs keys list'}},
  response: deleted,
})

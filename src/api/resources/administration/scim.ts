import * as z from 'zod'
import {endpoint, listEndpoint} from '../../operation/endpoint.js'
import {moment} from '../../operation/fields.js'
import {ADMIN_API} from './projects.js'

const gated = {scope: 'organization', limits: {rate: 'none', plan: ADMIN_API}} as const
const open = {scope: 'organization', limits: {rate: 'none'}} as const
const userId = {help: 'Id of the user'}

/** A member of the organization, as SCIM has it. */
export const user = z.looseObject({
  id: z.string(),
  userName: z.string(),
  name: z.looseObject({formatted: z.string().nullish()}).nullish(),
  emails: z.array(z.unknown()).nullish(),
  active: z.boolean().nullish(),
  meta: z.looseObject({created: moment().nullish(), lastModified: moment().nullish()}).nullish(),
})

/** A kind of thing that the server has; SCIM's own words. */
export const resourceType = z.looseObject({
  id: z.string(),
  name: z.string(),
  endpoint: z.string(),
  description: z.string().nullish(),
  schema: z.string(),
})

/** The fields of a kind of thing. */
export const schema = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  attributes: z.array(z.unknown()),
})

/** Other filters than that of the user name are ignored by the server, which then sends everybody. */
export const listUsers = listEndpoint({
  ...gated,
  path: '/api/public/scim/Users',
  params: {},
  query: z.object({
    filter: z
      .string()
      .regex(/^userName eq "[^"]+"$/i, 'the server knows userName eq "ada@example.com" alone and ignores all else')
      .describe(`Only one user: userName eq "ada@example.com"`)
      .optional(),
  }),
  paging: 'scim',
  rows: 'Resources',
  item: user,
})

export const getUser = endpoint({
  ...gated,
  method: 'GET',
  path: '/api/public/scim/Users/{userId}',
  params: {userId},
  response: user,
})

/** 409 for a member. The user has no role at first. */
export const createUser = endpoint({
  ...gated,
  method: 'POST',
  path: '/api/public/scim/Users',
  params: {},
  body: z.strictObject({
    userName: z.string().min(1, 'is empty').describe('E-mail address'),
    name: z
      .looseObject({formatted: z.string().optional()})
      .meta({description: `Name: text, or {"formatted":"Ada Lovelace"}`, input: 'json'}),
    emails: z
      .array(z.looseObject({value: z.string()}))
      .meta({description: 'Addresses: [{"primary":true,"value":"ada@example.com","type":"work"}]', input: 'json'})
      .optional(),
    active: z.boolean().describe('Taken and ignored by the server').optional(),
    password: z.string().meta({description: 'Taken and ignored by the server', secret: true}).optional(),
  }),
  response: user,
})

/** Takes the user out of the organization; 403 for the last owner on newer servers. */
export const removeUser = endpoint({
  ...gated,
  method: 'DELETE',
  path: '/api/public/scim/Users/{userId}',
  params: {userId},
  response: z.unknown(),
})

/** What of SCIM the server can do. */
export const getServiceProviderConfig = endpoint({
  ...open,
  method: 'GET',
  path: '/api/public/scim/ServiceProviderConfig',
  params: {},
  response: z.looseObject({
    documentationUri: z.string().nullish(),
    patch: z.unknown(),
    bulk: z.unknown(),
    filter: z.unknown(),
    changePassword: z.unknown(),
    sort: z.unknown(),
    etag: z.unknown(),
    authenticationSchemes: z.array(z.unknown()).nullish(),
  }),
})

export const listResourceTypes = listEndpoint({
  ...open,
  path: '/api/public/scim/ResourceTypes',
  params: {},
  paging: 'none',
  rows: 'Resources',
  item: resourceType,
})

export const listSchemas = listEndpoint({
  ...open,
  path: '/api/public/scim/Schemas',
  params: {},
  paging: 'none',
  rows: 'Resources',
  item: schema,
})

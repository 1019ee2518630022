import * as z from 'zod'
import {inputAs, moment} from '../../operation/fields.js'
import {identifier} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'
import {ADMIN_API} from './projects.js'

const members = defineRoutes({scope: 'organization', limits: {rate: 'none', plan: ADMIN_API}})
const capabilities = defineRoutes({scope: 'organization', limits: {rate: 'none'}})
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

/** A resource type of SCIM. */
export const resourceType = z.looseObject({
  id: z.string(),
  name: z.string(),
  endpoint: z.string(),
  description: z.string().nullish(),
  schema: z.string(),
  schemas: z.array(z.string()).nullish(),
  schemaExtensions: z.array(z.unknown()).nullish(),
  meta: z.unknown().optional(),
})

/** The schema of a resource type. */
export const schema = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  attributes: z.array(z.unknown()),
  meta: z.unknown().optional(),
})

/** Other filters than that of the user name are ignored by the server, which then sends everybody. */
export const listUsers = members.list('/api/public/scim/Users', {
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

export const getUser = members.get('/api/public/scim/Users/{userId}', {params: {userId}, response: user})

/** 409 for a member. The user has no role at first. */
export const createUser = members.post('/api/public/scim/Users', {
  changes: ({userName}) =>
    typeof userName === 'string' && userName !== userName.toLowerCase()
      ? [['userName', 'servers keep the address in lower case']]
      : [],
  body: z.strictObject({
    userName: identifier('E-mail address'),
    name: z
      .looseObject({formatted: z.string().optional()})
      .meta(inputAs('any-json', `Name: text, or {"formatted":"Ada Lovelace"}`)),
    emails: z
      .array(z.looseObject({value: z.string()}))
      .meta(inputAs('json', 'Addresses: [{"primary":true,"value":"ada@example.com","type":"work"}]'))
      .nullish(),
    active: z.boolean().describe('Taken and ignored by the server').nullish(),
    password: z.string().meta({description: 'Taken and ignored by the server', secret: true}).nullish(),
  }),
  response: user,
})

/** Takes the user out of the organization; 403 for the last owner on newer servers. */
export const removeUser = members.delete('/api/public/scim/Users/{userId}', {params: {userId}, response: z.unknown()})

/** What of SCIM the server can do. */
export const getServiceProviderConfig = capabilities.get('/api/public/scim/ServiceProviderConfig', {
  response: z.looseObject({
    documentationUri: z.string().nullish(),
    patch: z.unknown(),
    bulk: z.unknown(),
    filter: z.unknown(),
    changePassword: z.unknown(),
    sort: z.unknown(),
    etag: z.unknown(),
    authenticationSchemes: z.array(z.unknown()).nullish(),
    schemas: z.array(z.string()).nullish(),
    meta: z.unknown().optional(),
  }),
})

export const listResourceTypes = capabilities.list('/api/public/scim/ResourceTypes', {
  paging: 'none',
  rows: 'Resources',
  item: resourceType,
})

export const listSchemas = capabilities.list('/api/public/scim/Schemas', {
  paging: 'none',
  rows: 'Resources',
  item: schema,
})

import * as z from 'zod'
import {endpoint} from '../operation/endpoint.js'

/** The most bytes of a document that are taken; the largest that there is has half a megabyte. */
const MAX_DOCUMENT = 20 * 1024 * 1024

const document = {
  method: 'GET',
  scope: 'none',
  limits: {rate: 'none'},
  params: {},
  headers: {accept: 'application/yaml, application/json;q=0.9, */*;q=0.8'},
  maxAnswer: MAX_DOCUMENT,
  response: z.string(),
} as const

/** The server's own description of its API, in OpenAPI; a file that needs no keys. */
export const get = endpoint({...document, path: '/generated/api/openapi.yml'})

/** The same where newer servers have it. */
export const getNewer = endpoint({...document, path: '/api/openapi.yaml'})

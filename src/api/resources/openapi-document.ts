import * as z from 'zod'
import {defineRoutes} from '../operation/routes.js'

/** The most bytes of a document that are taken; the largest that there is has half a megabyte. */
const MAX_DOCUMENT = 20 * 1024 * 1024

const routes = defineRoutes({scope: 'none', limits: {rate: 'none'}})

const document = {
  headers: {accept: 'application/yaml, application/json;q=0.9, */*;q=0.8'},
  maxAnswer: MAX_DOCUMENT,
  response: z.string(),
}

/** The server's own description of its API, in OpenAPI; a file that needs no keys. */
export const get = routes.get('/generated/api/openapi.yml', document)

/** The same where newer servers have it. */
export const getNewer = routes.get('/api/openapi.yaml', document)

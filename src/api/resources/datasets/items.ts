import * as z from 'zod'
import {parts} from '../../json/losses.js'
import type {Row} from '../../json/object.js'
import {parseJson} from '../../json/parse.js'
import {stringifyJson} from '../../json/stringify.js'
import {LARGE_BODY} from '../../operation/endpoint.js'
import {json, moment, needs, time} from '../../operation/fields.js'
import {addressable} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'datasets'}})
const params = {id: {help: 'Id of the item', echo: 'id'}}

/** One item of a dataset. */
export const datasetItem = z.looseObject({
  id: z.string(),
  status: z.string(),
  input: z.unknown(),
  expectedOutput: z.unknown(),
  metadata: z.unknown(),
  sourceTraceId: z.string().nullish(),
  sourceObservationId: z.string().nullish(),
  datasetId: z.string(),
  datasetName: z.string(),
  createdAt: moment(),
  updatedAt: moment(),
  mediaReferences: z.array(z.unknown()).nullish(),
})

/** Newest first; archived items are never listed. */
export const list = routes.list('/api/public/dataset-items', {
  query: z
    .object({
      datasetName: z.string().describe('Only items of this dataset').optional(),
      sourceTraceId: z.string().describe('Only items made from this trace').optional(),
      sourceObservationId: z.string().describe('Only items made from this observation').optional(),
      version: time('The items as they were at this time; needs --dataset-name').optional(),
    })
    .refine(...needs('version', 'datasetName', '--dataset-name')),
  paging: 'page',
  item: datasetItem,
})

export const get = routes.get('/api/public/dataset-items/{id}', {params, response: datasetItem})

const VALUES = ['input', 'expectedOutput', 'metadata']

function isJson(text: string): boolean {
  try {
    parseJson(text)
    return true
  } catch {
    return false
  }
}

/** Servers read text on its own as JSON, take no text as null, and null itself as nothing: the text `null` clears a field. */
function encode(body: Row): Row {
  const form = (value: unknown) => {
    if (typeof value === 'string') return value === '' || isJson(value) ? stringifyJson(value) : value
    return value === null && body.id ? 'null' : value
  }
  const given = VALUES.filter((name) => body[name] !== undefined)
  return {...body, ...Object.fromEntries(given.map((name) => [name, form(body[name])]))}
}

/** Control characters, but for tabs and line ends. */
const CONTROLS = /[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f]/

function hasControls(value: unknown): boolean {
  return [...parts(value)].some((part) => !part.isKey && typeof part.value === 'string' && CONTROLS.test(part.value))
}

/** Creates, or updates by id; with an id a repeat does no harm. */
export const create = routes.post('/api/public/dataset-items', {
  limits: {rate: 'datasets', maxBody: LARGE_BODY},
  idempotent: (input) => Boolean((input.body as {id?: string} | undefined)?.id),
  encode,
  changes: (body) =>
    VALUES.filter((name) => hasControls(body[name])).map((name) => [name, 'servers drop the control characters in it']),
  body: z
    .strictObject({
      datasetName: z.string().min(1).describe('Dataset that the item goes into'),
      input: json('What goes in').optional(),
      expectedOutput: json('What should come out').optional(),
      metadata: json('Anything to keep with the item').optional(),
      id: addressable('Id of your own; an existing item of this id is updated, fields left out keep their values')
        .max(255, 'an id has at most 255 characters')
        .nullish(),
      status: z.enum(['ACTIVE', 'ARCHIVED']).describe('Archived items are kept but not listed').nullish(),
      sourceTraceId: z.string().min(1, 'is empty').describe('Trace that the item was made from').nullish(),
      sourceObservationId: z.string().min(1, 'is empty').describe('Observation that the item was made from').nullish(),
    })
    .refine(({id, input}) => Boolean(id) || (input ?? undefined) !== undefined, {
      path: ['input'],
      error: 'a new item needs one, and null is none',
    }),
  response: datasetItem,
})

/** Hides the item; earlier states of the dataset still show it. */
export const remove = routes.delete('/api/public/dataset-items/{id}', {
  params,
  read: (input) => ({operation: get, input}),
  response: z.looseObject({message: z.string()}),
})

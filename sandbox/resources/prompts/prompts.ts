import * as z from 'zod'
import {having, within} from '../../filter/filter.js'
import {ApiError, type Call, conflict, invalidRequest, notFound, ok, type Reply} from '../../http/call.js'
import {pageOf, promptPaging} from '../../http/paging.js'
import {op, type Routes} from '../../http/router.js'
import {check, strictDate} from '../../http/validation.js'
import {type JsonObject, jsonb} from '../../store/json.js'
import type {PromptRow} from '../../store/project-rows.js'
import type {Store} from '../../store/store.js'
import {checkPrompt} from './prompt-body.js'
import {dependents, resolve} from './prompt-graph.js'

/** Makes a new version, as `POST /v2/prompts` does. */
export function createPrompt(store: Store, body: unknown, serverVersion = '3'): PromptRow {
  const given = checkPrompt(body, serverVersion)
  const {name, type, commitMessage} = given
  const rows = store.prompts.get(name) ?? []
  const last = rows.at(-1)
  if (last && last.type !== type) {
    throw invalidRequest('Previous versions have different prompt type. Create a new prompt with a different name.')
  }
  const id = store.uuid()
  const version = (last?.version ?? 0) + 1
  const prompt = jsonb(given.prompt) as PromptRow['prompt']
  try {
    resolve(store, {id, name, version, prompt})
  } catch (error) {
    throw invalidRequest(messageOf(error))
  }
  const dates = store.dates()
  const labels = [...new Set([...given.labels, 'latest'])]
  const tags = [...new Set(given.tags ?? last?.tags ?? [])]
  takeLabels(rows, labels, dates.updatedAt)
  if ([...tags].sort().join('\n') !== [...(last?.tags ?? [])].sort().join('\n')) {
    for (const row of rows) Object.assign(row, {tags: [...tags], updatedAt: dates.updatedAt})
  }
  const row: PromptRow = {
    id,
    ...dates,
    projectId: store.project.id,
    createdBy: 'API',
    prompt,
    name,
    version,
    type,
    isActive: null,
    config: jsonb(given.config ?? {}),
    tags,
    labels,
    commitMessage,
  }
  store.prompts.set(name, [...rows, row])
  return row
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function takeLabels(rows: PromptRow[], labels: string[], updatedAt: string): void {
  for (const row of rows) {
    const kept = row.labels.filter((own) => !labels.includes(own))
    if (kept.length < row.labels.length) Object.assign(row, {labels: kept, updatedAt})
  }
}

const number = z.coerce.number().int().optional()
const text = z.string().optional()
const listQuery = z.object({
  name: text,
  label: text,
  tag: text,
  version: number,
  fromUpdatedAt: strictDate,
  toUpdatedAt: strictDate,
  ...promptPaging,
})

/** The filters choose versions, and each name shows what of it is left. */
function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const {label, tag, version, fromUpdatedAt, toUpdatedAt} = given
  const isThen = within(fromUpdatedAt, toUpdatedAt)
  const wanted = (row: PromptRow) =>
    (label === undefined || row.labels.includes(label)) &&
    (tag === undefined || row.tags.includes(tag)) &&
    (version === undefined || row.version === version) &&
    isThen(row.updatedAt)
  const names = [...store.prompts.keys()].sort().map((name) => ({name}))
  const groups = names
    .filter(having(given, ['name']))
    .map(({name}) => (store.prompts.get(name) ?? []).filter(wanted))
    .filter((rows) => rows.length > 0)
  const {data, meta} = pageOf(groups, given, summary)
  const ordered = {page: given.page, limit: given.limit, totalPages: meta.totalPages, totalItems: meta.totalItems}
  return ok({data, meta: ordered, pagination: ordered})
}

function summary(rows: PromptRow[]): JsonObject {
  const {name = '', tags = [], type = 'text', config = {}} = rows.at(-1) ?? {}
  const lastUpdatedAt =
    rows
      .map(({updatedAt}) => updatedAt)
      .sort()
      .at(-1) ?? ''
  const labels = [...new Set(rows.flatMap((row) => row.labels))].sort()
  return {name, tags, lastUpdatedAt, versions: rows.map(({version}) => version), labels, type, lastConfig: config}
}

const getQuery = z.object({version: number, label: text, resolve: z.enum(['true', 'false']).optional()})

function get({store, query, params: {name = ''}}: Call): Reply {
  const {version, label, resolve: resolved} = check(getQuery, query)
  if (version && label) throw invalidRequest('Cannot specify both version and label')
  const wanted = label || 'production'
  const rows = store.prompts.get(name) ?? []
  const row = rows.find((found) => (version ? found.version === version : found.labels.includes(wanted)))
  if (!row) throw notFound(`Prompt not found: '${name}' with ${version ? `version ${version}` : `label '${wanted}'`}`)
  const answer = {...row, isActive: row.labels.includes('production')}
  if (resolved === 'false') return ok({...answer, resolutionGraph: null})
  try {
    const {prompt, graph} = resolve(store, row)
    return ok({...answer, prompt, resolutionGraph: graph})
  } catch (error) {
    throw conflict(messageOf(error))
  }
}

const nameQuery = z.object({name: z.string().transform(decodeURIComponent), version: number})

/** The route of before: its name is decoded twice, and it knows no label but production. */
function getByQuery(call: Call): Reply {
  const {name, version} = check(nameQuery, call.query)
  if (!call.store.prompts.has(name)) throw notFound('Prompt not found')
  return get({...call, params: {name}, query: version ? {version: String(version)} : {}})
}

const updateBody = z.object({
  newLabels: z
    .array(z.string())
    .refine((labels) => !labels.includes('latest'), "Label 'latest' is always assigned to the latest prompt version"),
})

/** Adds labels, and takes them from the other versions. */
function update({store, body, params}: Call): Reply {
  const {name = ''} = params
  const version = Number(params.version)
  const {newLabels} = check(updateBody, body)
  if (!Number.isInteger(version)) {
    throw new ApiError(500, {message: 'Internal Server Error', error: 'An unknown error occurred'})
  }
  const rows = store.prompts.get(name) ?? []
  const row = rows.find((found) => found.version === version)
  if (!row) throw notFound(`Prompt '${name}' version ${version} not found in project`)
  const updatedAt = store.stamp()
  const others = rows.filter((other) => other !== row)
  takeLabels(others, newLabels, updatedAt)
  return ok(Object.assign(row, {labels: [...new Set([...newLabels, ...row.labels])], updatedAt}))
}

/** All versions, one, or the one with a label. */
function remove({store, query, params: {name = ''}}: Call): Reply {
  const {version, label} = check(z.object({version: number, label: text}), query)
  const rows = store.prompts.get(name) ?? []
  const goes = (row: PromptRow) => (!version || row.version === version) && (!label || row.labels.includes(label))
  const [going, staying] = [rows.filter(goes), rows.filter((row) => !goes(row))]
  if (going.length === 0) throw notFound('Prompt not found')
  const blocking = dependents(store, going, staying)
  if (blocking.length > 0) {
    const text = 'Other prompts are depending on prompt versions you are trying to delete'
    throw invalidRequest(`${text}:\n\n${blocking.join('\n')}\n\nPlease delete the dependent prompts first.`)
  }
  const highest = staying.at(-1)
  if (highest) store.prompts.set(name, staying)
  else store.prompts.delete(name)
  if (highest && !staying.some((row) => row.labels.includes('latest'))) {
    Object.assign(highest, {labels: [...highest.labels, 'latest'], updatedAt: store.stamp()})
  }
  return {status: 204}
}

/** Prompts and their versions. */
export const promptRoutes: Routes = {
  '/v2/prompts': {
    GET: op(list, 'prompts'),
    POST: op(({store, body, version}) => ({status: 201, body: createPrompt(store, body, version)}), 'prompts'),
  },
  '/prompts': {GET: op(getByQuery, 'prompts')},
  '/v2/prompts/{name}': {GET: op(get, 'prompts'), DELETE: op(remove, 'prompts')},
  '/v2/prompts/{name}/versions/{version}': {PATCH: op(update)},
}

import * as z from 'zod'
import {ApiError, type Call, conflict, invalidRequest, notFound, type Reply} from '../../http/call.js'
import {anyJson, check, promptName, promptPaging, strictDate} from '../../http/validation.js'
import {jsonb} from '../../store/jsonb.js'
import type {Json, PromptRow, Store} from '../../store/store.js'
import {dependents, resolve} from './prompt-graph.js'

const label = z
  .string()
  .min(1)
  .max(36)
  .regex(/^[a-z0-9_\-.]+$/, 'Label must be lowercase alphanumeric with optional underscores, hyphens, or periods')

const placeholder = z.object({
  type: z.literal('placeholder'),
  name: z
    .string()
    .regex(
      /^[a-zA-Z][a-zA-Z0-9_]*$/,
      'Placeholder name must start with a letter and contain only alphanumeric characters and underscores',
    ),
})
const message = z.union([placeholder, z.object({role: z.string(), content: z.string()})])

function createSchema(reserved: readonly string[]) {
  const name = promptName(reserved)
  const labels = z.array(label).default([])
  const rest = {
    config: anyJson.optional(),
    tags: z.array(z.string()).nullish(),
    commitMessage: z.string().max(500).nullish(),
  }
  return z.union([
    z.object({name, labels, type: z.literal('text').optional(), prompt: z.string(), ...rest}),
    z.object({name, labels, type: z.literal('chat'), prompt: z.array(message), ...rest}),
  ])
}

const createBody = {v3: createSchema(['new']), v4: createSchema(['new', 'metrics', 'prompt-detail'])}

/** What a new prompt version is made of. */
export type NewPrompt = z.input<(typeof createBody)['v3']>

/** Makes a new version, as `POST /v2/prompts` does. */
export function createPrompt(store: Store, body: unknown, version = '3'): PromptRow {
  const given = check(Number.parseInt(version, 10) >= 4 ? createBody.v4 : createBody.v3, body)
  const rows = store.prompts.get(given.name) ?? []
  const last = rows.at(-1)
  const type = given.type ?? 'text'
  if (last && last.type !== type) {
    throw invalidRequest('Previous versions have different prompt type. Create a new prompt with a different name.')
  }
  if (typeof given.prompt !== 'string') refuseClashes(given.prompt)
  const id = store.uuid()
  const number = (last?.version ?? 0) + 1
  const prompt = jsonb(given.prompt) as PromptRow['prompt']
  try {
    resolve(store, {id, name: given.name, version: number, prompt})
  } catch (error) {
    throw invalidRequest(String((error as Error).message))
  }
  const now = store.stamp()
  const labels = [...new Set([...given.labels, 'latest'])]
  const tags = [...new Set(given.tags ?? last?.tags ?? [])]
  takeLabels(rows, labels, now)
  if ([...tags].sort().join('\n') !== [...(last?.tags ?? [])].sort().join('\n')) {
    for (const row of rows) Object.assign(row, {tags: [...tags], updatedAt: now})
  }
  const row: PromptRow = {
    id,
    createdAt: now,
    updatedAt: now,
    projectId: store.project.id,
    createdBy: 'API',
    prompt,
    name: given.name,
    version: number,
    type,
    isActive: null,
    config: jsonb(given.config ?? {}),
    tags,
    labels,
    commitMessage: given.commitMessage ?? null,
  }
  store.prompts.set(given.name, [...rows, row])
  return row
}

function refuseClashes(messages: z.output<typeof message>[]): void {
  const placeholders = new Set(messages.flatMap((entry) => ('name' in entry ? [entry.name] : [])))
  const text = messages.flatMap((entry) => ('content' in entry ? [entry.content] : [])).join('\n')
  const variables = [...text.matchAll(/\{\{\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*\}\}/g)].map((match) => match[1] ?? '')
  const clashes = [...new Set(variables)].filter((name) => placeholders.has(name))
  if (clashes.length === 0) return
  throw invalidRequest(
    `Cannot create prompt, variables and placeholders must be unique, the following are not: ${clashes.join(', ')}`,
  )
}

function takeLabels(rows: PromptRow[], labels: string[], now: string): void {
  for (const row of rows) {
    const kept = row.labels.filter((own) => !labels.includes(own))
    if (kept.length < row.labels.length) Object.assign(row, {labels: kept, updatedAt: now})
  }
}

/** `POST /v2/prompts`. */
export function create({store, body, version}: Call): Reply {
  return {status: 201, body: createPrompt(store, body, version)}
}

const listQuery = z.object({
  name: z.string().optional(),
  label: z.string().optional(),
  tag: z.string().optional(),
  version: z.coerce.number().int().optional(),
  fromUpdatedAt: strictDate,
  toUpdatedAt: strictDate,
  ...promptPaging,
})

/** `GET /v2/prompts`: the filters choose versions, and each name shows what of it is left. */
export function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const from = given.fromUpdatedAt === undefined ? -Infinity : Date.parse(given.fromUpdatedAt)
  const to = given.toUpdatedAt === undefined ? Infinity : Date.parse(given.toUpdatedAt)
  const wanted = (row: PromptRow) =>
    (given.label === undefined || row.labels.includes(given.label)) &&
    (given.tag === undefined || row.tags.includes(given.tag)) &&
    (given.version === undefined || row.version === given.version) &&
    Date.parse(row.updatedAt) >= from &&
    Date.parse(row.updatedAt) < to
  const names = [...store.prompts.keys()].filter((name) => given.name === undefined || name === given.name).sort()
  const groups = names.map((name) => (store.prompts.get(name) ?? []).filter(wanted)).filter((rows) => rows.length > 0)
  const data = groups.slice((given.page - 1) * given.limit, given.page * given.limit).map(summary)
  const totalItems = groups.length
  const meta = {page: given.page, limit: given.limit, totalPages: Math.ceil(totalItems / given.limit), totalItems}
  return {status: 200, body: {data, meta, pagination: meta}}
}

function summary(rows: PromptRow[]): Record<string, Json> {
  const last = rows.at(-1)
  return {
    name: last?.name ?? '',
    tags: last?.tags ?? [],
    lastUpdatedAt:
      rows
        .map((row) => row.updatedAt)
        .sort()
        .at(-1) ?? '',
    versions: rows.map((row) => row.version),
    labels: [...new Set(rows.flatMap((row) => row.labels))].sort(),
    type: last?.type ?? 'text',
    lastConfig: last?.config ?? {},
  }
}

const getQuery = z.object({
  version: z.coerce.number().int().optional(),
  label: z.string().optional(),
  resolve: z.enum(['true', 'false']).optional(),
})

/** `GET /v2/prompts/{name}`. */
export function get({store, query, params}: Call): Reply {
  const {version, label: wanted, resolve: resolved} = check(getQuery, query)
  const name = params.name ?? ''
  if (version && wanted) throw invalidRequest('Cannot specify both version and label')
  const byLabel = wanted || 'production'
  const row = store.prompts.get(name)?.find((one) => (version ? one.version === version : one.labels.includes(byLabel)))
  if (!row) {
    throw notFound(`Prompt not found: '${name}' with ${version ? `version ${version}` : `label '${byLabel}'`}`)
  }
  const answer = {...row, isActive: row.labels.includes('production')}
  if (resolved === 'false') return {status: 200, body: {...answer, resolutionGraph: null}}
  try {
    const {prompt, graph} = resolve(store, row)
    return {status: 200, body: {...answer, prompt, resolutionGraph: graph}}
  } catch (error) {
    throw conflict(String((error as Error).message))
  }
}

const updateBody = z.object({
  newLabels: z
    .array(z.string())
    .refine((labels) => !labels.includes('latest'), "Label 'latest' is always assigned to the latest prompt version"),
})

/** `PATCH /v2/prompts/{name}/versions/{version}`: adds labels, and takes them from the other versions. */
export function update({store, body, params}: Call): Reply {
  const name = params.name ?? ''
  const version = Number(params.version)
  const {newLabels} = check(updateBody, body)
  if (!Number.isInteger(version)) {
    throw new ApiError(500, {message: 'Internal Server Error', error: 'An unknown error occurred'})
  }
  const rows = store.prompts.get(name) ?? []
  const row = rows.find((one) => one.version === version)
  if (!row) throw notFound(`Prompt '${name}' version ${version} not found in project`)
  const now = store.stamp()
  takeLabels(
    rows.filter((one) => one !== row),
    newLabels,
    now,
  )
  Object.assign(row, {labels: [...new Set([...newLabels, ...row.labels])], updatedAt: now})
  return {status: 200, body: row}
}

const deleteQuery = z.object({version: z.coerce.number().int().optional(), label: z.string().optional()})

/** `DELETE /v2/prompts/{name}`: all versions, one, or the one with a label. */
export function remove({store, query, params}: Call): Reply {
  const given = check(deleteQuery, query)
  const name = params.name ?? ''
  const rows = store.prompts.get(name) ?? []
  const going = rows.filter(
    (row) => (!given.version || row.version === given.version) && (!given.label || row.labels.includes(given.label)),
  )
  if (going.length === 0) throw notFound('Prompt not found')
  const staying = rows.filter((row) => !going.includes(row))
  const blocking = dependents(store, going, staying)
  if (blocking.length > 0) {
    throw invalidRequest(
      `Other prompts are depending on prompt versions you are trying to delete:\n\n${blocking.join('\n')}\n\nPlease delete the dependent prompts first.`,
    )
  }
  const highest = staying.at(-1)
  if (!highest) store.prompts.delete(name)
  else {
    store.prompts.set(name, staying)
    if (!staying.some((row) => row.labels.includes('latest'))) {
      Object.assign(highest, {labels: [...highest.labels, 'latest'], updatedAt: store.stamp()})
    }
  }
  return {status: 204}
}

import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {request as httpRequest, type IncomingHttpHeaders} from 'node:http'
import path from 'node:path'
import type {Sandbox} from '../../sandbox/http/server.js'

/** A request to a real server and what it answered. */
export interface Recording {
  name: string
  request: {
    method: string
    path: string
    query: Record<string, boolean | number | object | string>
    headers: Record<string, string>
    body: unknown
  }
  response: {status: number; headers: Record<string, string>; body: unknown}
}

/** An answer as it came. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

const REDUCED = 'test/recordings'
const WHOLE = '../shared/recordings'

/** The folders of recordings: the reduced set of this repository, and the whole one where it lies beside it. */
export const recordingFolders = existsSync(WHOLE) ? [REDUCED, WHOLE] : [REDUCED]

const families = [
  'annotationQueues|comments|datasetItems|datasetRunItems|datasets|health|ingestion|legacy_observationsV1|legacy_scoreV1',
  'models|organizations|projects|promptVersion|prompts|scoreConfigs|scores|scoresV3|sessions|trace',
].join('|')
const single = [
  'media_(get|getUploadUrl|patch)',
  'observations_getMany',
  'experiments_list(Items)?',
  'unstable_(evaluators|evaluationRules|dashboards|dashboardWidgets)_[a-zA-Z]+',
  '(blobStorageIntegrations|feedback|llmConnections|scim)_[a-zA-Z]+',
  '(legacy_metricsV1|metrics)_metrics',
  'opentelemetry_exportTraces',
  'admin_noauth_(organizations_projects|projects_lf-test-project_apiKeys|scim_(Schemas|Users))',
].join('|')
const served = new RegExp(String.raw`^((${families})_[a-zA-Z-]+|${single}|misc)(\.|$)`)
/** Not served, or recorded on other data than the rest (`rich`). */
const notServed = /^(datasets|prompts|scores)_v1_|^misc\.no_content_type$|\.rich/

/** The recordings of the operations which the sandbox serves. */
export function readRecordings(folder: string, server: string): Recording[] {
  const directory = path.join(folder, server)
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .filter((name) => served.test(name) && !notServed.test(name))
    .map((name) => ({name, ...JSON.parse(readFileSync(path.join(directory, `${name}.json`), 'utf8'))}))
}

/** Sends what was recorded, with the sandbox's keys in place of the masked ones. */
export function replay(sandbox: Sandbox, {request}: Recording): Promise<Answer> {
  const headers = {...request.headers}
  if (headers.authorization !== undefined) headers.authorization = authorization(sandbox, headers.authorization)
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query))
    query.append(name, isObject(value) ? JSON.stringify(value) : String(value))
  const url = `${sandbox.url}${request.path}${query.size > 0 ? `?${query}` : ''}`
  return send(url, request.method, headers, wireBody(request.body))
}

function wireBody(body: unknown): Buffer | string {
  if (body === null || typeof body === 'string') return body ?? ''
  const {base64} = body as {base64?: string}
  return base64 === undefined ? JSON.stringify(body) : Buffer.from(base64, 'base64')
}

function authorization({keys}: Sandbox, masked: string): string {
  const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`
  const known: Record<string, string> = {
    'Basic <project key>': basic(keys.project.publicKey, keys.project.secretKey),
    'Basic <org key>': basic(keys.organization.publicKey, keys.organization.secretKey),
    'Basic <other key>': basic('pk-lf-other', 'sk-lf-other'),
    'Basic <custom>': 'Basic *not*base64*',
    'Bearer <custom>': `Bearer ${keys.project.publicKey}`,
  }
  return known[masked] ?? masked
}

/** A request whose path stays as it is written. */
export function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: Buffer | string = '',
): Promise<Answer> {
  const {hostname, port, origin} = new URL(url)
  return new Promise((resolve, reject) => {
    const length = body === '' ? {} : {'content-length': String(Buffer.byteLength(body))}
    const path = url.slice(origin.length)
    const options = {hostname, port, path, method, headers: {...length, ...headers}, agent: false}
    const sent = httpRequest(options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({status: response.statusCode ?? 0, headers: response.headers, text}))
      response.on('error', reject)
    })
    sent.on('error', reject)
    if (body !== '') sent.setHeader('content-length', Buffer.byteLength(body))
    sent.end(body)
  })
}

/** How an answer differs from the recorded one: status, type, errors word by word, data by shape. */
export function differences({response}: Recording, answer: Answer): string[] {
  const found: string[] = []
  if (answer.status !== response.status) found.push(`status ${answer.status}, recorded ${response.status}`)
  const type = response.headers['content-type']
  if (answer.headers['content-type'] !== type) found.push(`type ${answer.headers['content-type']}, recorded ${type}`)
  if (type?.startsWith('text/html')) return found
  if (!type?.startsWith('application/json') || answer.text === '') {
    if (answer.text !== (response.body ?? '')) found.push(`text ${answer.text}, recorded ${response.body}`)
    return found
  }
  const body: unknown = JSON.parse(answer.text)
  if (response.status < 400) return [...found, ...shapeDifferences(response.body, body, '')]
  if (JSON.stringify(body) !== JSON.stringify(response.body)) {
    found.push(`${answer.text}, recorded ${JSON.stringify(response.body)}`)
  }
  return found
}

/** Values which do not depend on ids, dates or names, and have to be equal. */
const compared = new Set([
  'page',
  'limit',
  'version',
  'versions',
  'type',
  'isActive',
  'status',
  'totalItems',
  'totalPages',
])

function shapeDifferences(recorded: unknown, given: unknown, at: string): string[] {
  if (kind(recorded) !== kind(given)) return [`${at} is ${kind(given)}, recorded ${kind(recorded)}`]
  const key = at.slice(at.lastIndexOf('.') + 1)
  if (compared.has(key) && JSON.stringify(recorded) !== JSON.stringify(given)) {
    return [`${at} is ${JSON.stringify(given)}, recorded ${JSON.stringify(recorded)}`]
  }
  if (Array.isArray(recorded) && Array.isArray(given)) {
    if (recorded.length === 0 && given.length === 0) return []
    if (recorded.length === 0 || given.length === 0) return [`${at} has ${given.length}, recorded ${recorded.length}`]
    return shapeDifferences(recorded[0], given[0], `${at}[0]`)
  }
  if (!isObject(recorded) || !isObject(given)) return []
  const keys = Object.keys(recorded).map(nameless)
  if (keys.join() !== Object.keys(given).map(nameless).join()) {
    return [`${at} has the keys ${Object.keys(given)}, recorded ${keys}`]
  }
  const values = Object.values(given)
  return Object.values(recorded).flatMap((value, index) =>
    shapeDifferences(value, values[index], `${at}.${keys[index]}`),
  )
}

function nameless(key: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(key) ? 'ID' : key
}

function isObject(value: unknown): value is Record<string, unknown> {
  return kind(value) === 'object'
}

function kind(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

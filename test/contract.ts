import {readdirSync, readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Operation} from '../src/api/endpoint.js'
import {type Field, fieldsOf, RENAMED} from '../src/base/input/fields.js'
import {type ManifestCommand, type ManifestFlag, ROOT, readManifest} from './manifest.js'

/** A parameter or body field of an official contract. */
export interface ContractField {
  name: string
  required: boolean
  kind: string
  itemKind?: string
  enum?: string[]
}

/** An operation of an official contract. */
export interface ContractOperation {
  key: string
  pathParameterOrder: string[]
  parameters: (ContractField & {location: string})[]
  /** Of a union without discriminator the fields of all members stand together, with what each of them requires. */
  requestBody?: {
    fields: ContractField[]
    union?: boolean
    discriminator?: {variants: Record<string, ContractField[]>}
  }
}

/** A command of ours with one of its operations. */
export interface Ours {
  command: ManifestCommand
  key: string
  /** Not the operation that is sent, but one of the other generation. */
  twin: boolean
  /** Flags of the other operations that the command stands for. */
  others: string[]
  query: Field[]
  body: Field[]
}

/** What the server reads although no contract says so. */
export type ServerOnly = Record<string, Record<string, string>>

/** The official contracts, as the vendor's program carries them. */
export function readContracts(): {version: string; operations: ContractOperation[]}[] {
  const packageFile = createRequire(import.meta.url).resolve('langfuse-cli/package.json')
  return ['3.225.3', '4.35.0'].map((version) => {
    const file = join(dirname(packageFile), 'dist/contracts', `${version}.json`)
    const {operations} = JSON.parse(readFileSync(file, 'utf8')) as {operations: ContractOperation[]}
    return {version, operations}
  })
}

/** The operations of all contracts; where they differ, the newest is right. */
export function unionOf(contracts: {operations: ContractOperation[]}[]): ContractOperation[] {
  const union = new Map<string, ContractOperation>()
  for (const operation of contracts.flatMap(({operations}) => operations)) {
    const older = union.get(operation.key)
    union.set(operation.key, older ? merged(older, operation) : operation)
  }
  return [...union.values()]
}

function merged(older: ContractOperation, newer: ContractOperation): ContractOperation {
  const [before, body] = [older.requestBody, newer.requestBody]
  return {
    ...newer,
    parameters: withOlder(older.parameters, newer.parameters),
    ...(before && body ? {requestBody: {...body, fields: withOlder(before.fields, body.fields)}} : {}),
  }
}

function withOlder<T extends ContractField>(older: T[], newer: T[]): T[] {
  const names = newer.map(({name}) => name)
  return [...newer, ...older.filter(({name}) => !names.includes(name))]
}

/** Every endpoint that src/api defines, by method and path. */
export async function readEndpoints(): Promise<Map<string, Operation>> {
  const folder = join(ROOT, 'src/api')
  const found = new Map<string, Operation>()
  for (const file of readdirSync(folder)) {
    const module = (await import(pathToFileURL(join(folder, file)).href)) as Record<string, unknown>
    for (const value of Object.values(module)) {
      if (typeof value !== 'object' || value === null || !('method' in value && 'path' in value)) continue
      const operation = value as Operation
      found.set(`${operation.method} ${operation.path}`, operation)
    }
  }
  return found
}

/** Every command with an operation of its own; those of `auth` only use what others offer. */
export async function readOurs(): Promise<Ours[]> {
  const endpoints = await readEndpoints()
  const owners = readManifest().filter(({id}) => !id.startsWith('auth:'))
  return owners.flatMap((command) => {
    const found = (command.operations ?? []).map(({method, path}) => {
      const key = `${method} ${path}`
      const endpoint = endpoints.get(key)
      if (!endpoint) throw new Error(`${command.id}: src/api has no ${key}`)
      return {key, query: fieldsOf(endpoint.query), body: endpoint.body ? fieldsOf(endpoint.body) : []}
    })
    return found.map((one, index) => {
      const others = found.filter((other) => other !== one).flatMap(({query, body}) => [...query, ...body])
      return {...one, command, twin: index > 0, others: others.map(({flag}) => flag)}
    })
  })
}

const PAGING: Record<string, string> = {
  page: 'page',
  limit: 'limit',
  cursor: 'cursor',
  startIndex: 'page',
  count: 'page-size',
}

/** Flags that are ours, for lists, bodies and deletions; and those of single commands. */
const OWN_FLAGS: Record<string, string[]> = {
  all: ['list'],
  limit: ['list'],
  page: ['list'],
  'page-size': ['list'],
  cursor: ['list'],
  body: ['create', 'delete', 'submit', 'update', 'upload-url', 'upsert'],
  yes: [
    'delete',
    'upsert',
    'dashboards:update',
    'models:update',
    'traces:delete-many',
    'orgs:memberships:update',
    'projects:memberships:update',
  ],
  'save-to': ['projects:keys:create', 'admin:orgs:keys:create'],
  message: ['prompts:create'],
  raw: ['prompts:get'],
  'ids-from': ['traces:delete-many'],
  'check-config': ['scores:create'],
  view: ['metrics:query'],
  measure: ['metrics:query'],
  aggregation: ['metrics:query'],
  dimension: ['metrics:query'],
  granularity: ['metrics:query'],
  from: ['metrics:query'],
  to: ['metrics:query'],
  filter: ['metrics:query'],
  'order-by': ['metrics:query'],
  'row-limit': ['metrics:query'],
  file: ['ingest:otel'],
  'content-type': ['ingest:otel'],
}

function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}

/** Flags of single fields that would be taken for a shared one. */
const PREFIXED: Record<string, Record<string, string>> = {
  'PUT /api/public/llm-connections': {secretKey: 'provider-secret-key'},
  'POST /api/public/projects/{projectId}/apiKeys': {publicKey: 'new-public-key', secretKey: 'new-secret-key'},
}

function flagOf(name: string, key: string): string {
  return PREFIXED[key]?.[name] ?? RENAMED[name] ?? kebab(name)
}

/** Bodies that go out byte for byte, so that their fields are no flags. */
const RAW_BODIES = ['POST /api/public/otel/v1/traces']

function variantsOf({key, requestBody}: ContractOperation): ContractField[][] {
  if (!requestBody || RAW_BODIES.includes(key)) return []
  return requestBody.discriminator ? Object.values(requestBody.discriminator.variants) : [requestBody.fields]
}

/** The kinds that one field has in all variants of the body: `string`, `string[]`, `json` … */
function kindsOf(fields: ContractField[]): string {
  const kinds = fields.map(({kind, itemKind, enum: members}) => {
    if (members) return 'enum'
    if (kind === 'array') return itemKind === 'object' ? 'json' : `${itemKind}[]`
    return kind === 'any' || kind === 'object' ? 'json' : kind
  })
  return [...new Set(kinds)].sort().join('|')
}

const KINDS: Record<Field['kind'], string[]> = {
  boolean: ['boolean'],
  enum: ['enum'],
  integer: ['number', 'integer'],
  json: ['json'],
  number: ['number'],
  string: ['string'],
  text: ['string'],
  'text-or-json': ['json', 'json|string'],
  time: ['string'],
}

function sameMembers(a: string[], b: string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())
}

/** @param loose what a member of a union requires need not be required here */
function compareField(field: Field, theirs: ContractField[], variants: number, loose: boolean): string[] {
  const wanted = kindsOf(theirs)
  const demanded = theirs.length === variants && theirs.every((one) => one.required)
  const required = demanded && !(loose && !field.required)
  const members = [...new Set(theirs.flatMap((one) => one.enum ?? []))]
  const fits = KINDS[field.kind].some((kind) => wanted === (field.repeatable ? `${kind}[]` : kind))
  return [
    fits ? [] : [`is ${field.kind}${field.repeatable ? '[]' : ''}, not ${wanted}`],
    field.required === required ? [] : [`is ${required ? '' : 'not '}required there`],
    sameMembers(members, field.options ?? []) ? [] : [`has the members ${members.join(', ')}`],
  ].flat()
}

function compareFlag(field: Field, flag: ManifestFlag, theirs: ContractField[]): string[] {
  const wanted = kindsOf(theirs)
  const jsonFlag = /^<(text\|)?json/.test(flag.helpValue ?? '')
  return [
    sameMembers(flag.options ?? [], field.options ?? []) ? [] : ['has other options in the command'],
    Boolean(flag.multiple) === wanted.endsWith('[]') ? [] : ['is repeatable in one place only'],
    (flag.type === 'boolean') === (wanted === 'boolean') ? [] : ['is a boolean in one place only'],
    jsonFlag === wanted.includes('json') ? [] : ['takes JSON in one place only'],
  ].flat()
}

function compareFields(
  ours: Field[],
  theirs: ContractField[][],
  {command, key, twin, others}: Ours,
  loose = false,
): string[] {
  const names = new Set(theirs.flat().map(({name}) => name))
  return [...names].flatMap((name) => {
    const wanted = flagOf(name, key)
    const label = `--${wanted} (${name})`
    const field = ours.find((one) => one.name === name)
    const flag = command.flags[wanted]
    if (!field || field.flag !== wanted) return [`${label} is missing in src/api`]
    if (!flag || flag.hidden) return [`${label} is no flag of the command`]
    const same = theirs.flat().filter((one) => one.name === name)
    const found = compareField(field, same, theirs.length, loose)
    const taken = twin && others.includes(field.flag)
    return [...found, ...(taken ? [] : compareFlag(field, flag, same))].map((text) => `${label} ${text}`)
  })
}

/**
 * How a command differs from the contract's operation; nothing when it has all of it and no more.
 * @param partial another command has the operation in full: this one may leave flags out
 */
export function differences(ours: Ours, theirs: ContractOperation, serverOnly: ServerOnly, partial = false): string[] {
  const {command, key, query, body, twin, others} = ours
  const parameters = theirs.parameters.filter(
    ({location, name}) => location === 'query' && !(partial && !command.flags[flagOf(name, key)]),
  )
  const paging = twin || partial ? [] : parameters.filter(({name}) => name in PAGING)
  const filters = parameters.filter(({name}) => !(name in PAGING))
  const variants = variantsOf(theirs)
  const known = [...theirs.parameters, ...variants.flat()].map(({name}) => name)
  const unions = Boolean(theirs.requestBody?.union && !theirs.requestBody.discriminator)
  const extra = Object.keys(serverOnly[key] ?? {})
  const verb = command.id.split(':').at(-1) ?? ''
  const flags = Object.keys(command.flags).filter((flag) => {
    const owners = OWN_FLAGS[flag] ?? []
    return !owners.includes(verb) && !owners.includes(command.id)
  })
  const args = Object.keys(command.args)
  return [
    ...(twin || partial || args.join() === theirs.pathParameterOrder.map(kebab).join()
      ? []
      : [`has the arguments ${args.join(', ')}`]),
    ...paging
      .map(({name}) => PAGING[name] ?? name)
      .filter((flag) => !command.flags[flag] || command.flags[flag].hidden)
      .map((flag) => `--${flag} is missing`),
    ...compareFields(query, [filters], ours),
    ...compareFields(body, variants, ours, unions),
    ...[...query, ...body]
      .filter(({name}) => !known.includes(name) && !extra.includes(name))
      .map(({name}) => `${name} is not in the contract`),
    ...flags
      .filter((flag) => ![...known, ...extra].map((name) => flagOf(name, key)).includes(flag) && !others.includes(flag))
      .map((flag) => `--${flag} is not in the contract`),
  ].map((text) => `${command.id}: ${text}`)
}

import {readdirSync, readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Operation} from '../src/api/endpoint.js'
import {type Field, fieldsOf, RENAMED} from '../src/base/fields.js'
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

/** A command of ours with its operation. */
export interface Ours {
  command: ManifestCommand
  key: string
  query: Field[]
  body: Field[]
  /** The command stands for other operations too and asks one of those: this one only adds its flags. */
  twin?: boolean
  /** API names of the fields of the other operations that the command stands for. */
  siblings?: string[]
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
    const all = (command.operations ?? []).map(({method, path}) => {
      const key = `${method} ${path}`
      const endpoint = endpoints.get(key)
      if (!endpoint) throw new Error(`${command.id}: src/api has no ${key}`)
      return {command, key, query: fieldsOf(endpoint.query), body: endpoint.body ? fieldsOf(endpoint.body) : []}
    })
    return all.map((one, index) => {
      const siblings = all.filter((other) => other !== one).flatMap(({query, body}) => [...query, ...body])
      return {...one, twin: index > 0, siblings: siblings.map(({name}) => name)}
    })
  })
}

/** Parameters that page through a list, and the flags that set them. */
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
  body: ['create', 'submit', 'update', 'upsert', 'orgs:memberships:delete', 'projects:memberships:delete'],
  yes: ['delete', 'upsert', 'orgs:memberships:update', 'projects:memberships:update'],
  message: ['prompts:create'],
  raw: ['prompts:get'],
  'save-to': ['projects:keys:create', 'admin:orgs:keys:create'],
}

function kebab(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()
}

/** Flags of single fields that would be taken for a shared one. */
const PREFIXED: Record<string, Record<string, string>> = {
  'PUT /api/public/llm-connections': {secretKey: 'provider-secret-key'},
  'POST /api/public/projects/{projectId}/apiKeys': {publicKey: 'new-public-key', secretKey: 'new-secret-key'},
}

function flagOf(name: string, key: string): string {
  return PREFIXED[key]?.[name] ?? RENAMED[name] ?? kebab(name)
}

function variantsOf({requestBody}: ContractOperation): ContractField[][] {
  if (!requestBody) return []
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
  'text-or-json': ['json|string', 'json'],
  time: ['string'],
}

function sameMembers(a: string[], b: string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())
}

/** How strictly fields are compared: in how many variants they stand, what is known of them. */
interface Strictness {
  variants: number
  /** Members of a union stand together: a field required there may be optional here. */
  merged: boolean
  /** The flag is that of the operation that the command asks. */
  twin: boolean
}

function compareField(field: Field, flag: ManifestFlag, theirs: ContractField[], strictness: Strictness): string[] {
  const {variants, merged, twin} = strictness
  const wanted = kindsOf(theirs)
  const demanded = theirs.length === variants && theirs.every((one) => one.required)
  const required = demanded && !(merged && !field.required)
  const members = [...new Set(theirs.flatMap((one) => one.enum ?? []))]
  const fits = KINDS[field.kind].some((kind) => wanted === (field.repeatable ? `${kind}[]` : kind))
  const jsonFlag = /^<(text\|)?json/.test(flag.helpValue ?? '')
  const ofField = [
    fits ? [] : [`is ${field.kind}${field.repeatable ? '[]' : ''}, not ${wanted}`],
    field.required === required ? [] : [`is ${required ? '' : 'not '}required there`],
    sameMembers(members, field.options ?? []) ? [] : [`has the members ${members.join(', ')}`],
  ]
  if (twin) return ofField.flat()
  return [
    ...ofField,
    sameMembers(flag.options ?? [], field.options ?? []) ? [] : ['has other options in the command'],
    Boolean(flag.multiple) === wanted.endsWith('[]') ? [] : ['is repeatable in one place only'],
    (flag.type === 'boolean') === (wanted === 'boolean') ? [] : ['is a boolean in one place only'],
    jsonFlag === wanted.includes('json') ? [] : ['takes JSON in one place only'],
  ].flat()
}

function compareFields(
  ours: Field[],
  theirs: ContractField[][],
  {command, key, twin = false}: Ours,
  merged: boolean,
): string[] {
  const names = new Set(theirs.flat().map(({name}) => name))
  return [...names].flatMap((name) => {
    const flagName = flagOf(name, key)
    const label = `--${flagName} (${name})`
    const field = ours.find((one) => one.name === name)
    const flag = command.flags[flagName]
    if (!field || field.flag !== flagName) return [`${label} is missing in src/api`]
    if (!flag || flag.hidden) return [`${label} is no flag of the command`]
    const same = theirs.flat().filter((one) => one.name === name)
    const strictness = {variants: theirs.length, merged, twin}
    return compareField(field, flag, same, strictness).map((text) => `${label} ${text}`)
  })
}

/** How a command differs from the contract's operation; nothing when it has all of it and no more. */
export function differences(ours: Ours, theirs: ContractOperation, serverOnly: ServerOnly): string[] {
  const {command, key, query, body, siblings = []} = ours
  const parameters = theirs.parameters.filter(({location}) => location === 'query')
  const paging = parameters.filter(({name}) => name in PAGING)
  const filters = parameters.filter(({name}) => !(name in PAGING))
  const variants = variantsOf(theirs)
  const merged = Boolean(theirs.requestBody?.union && !theirs.requestBody.discriminator)
  const known = [...filters, ...variants.flat()].map(({name}) => name)
  const extra = Object.keys(serverOnly[key] ?? {})
  const verb = command.id.split(':').at(-1) ?? ''
  const flags = Object.keys(command.flags).filter((flag) => {
    const owners = OWN_FLAGS[flag] ?? []
    return !owners.includes(verb) && !owners.includes(command.id)
  })
  const args = Object.keys(command.args)
  return [
    ...(args.join() === theirs.pathParameterOrder.map(kebab).join() ? [] : [`has the arguments ${args.join(', ')}`]),
    ...paging
      .map(({name}) => PAGING[name] ?? name)
      .filter((flag) => !command.flags[flag] || command.flags[flag].hidden)
      .map((flag) => `--${flag} is missing`),
    ...compareFields(query, [filters], ours, false),
    ...compareFields(body, variants, ours, merged),
    ...[...query, ...body]
      .filter(({name}) => !known.includes(name) && !extra.includes(name))
      .map(({name}) => `${name} is not in the contract`),
    ...flags
      .filter((flag) => ![...known, ...extra, ...siblings].map((name) => flagOf(name, key)).includes(flag))
      .map((flag) => `--${flag} is not in the contract`),
  ].map((text) => `${command.id}: ${text}`)
}

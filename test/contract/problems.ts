import {differences, type ServerOnly} from './contract.js'
import {flagOf, kebab} from './flags.js'
import type {Ours} from './ours.js'
import type {ContractOperation} from './theirs.js'

/** Query parameters that servers read although no contract has them. */
export const SERVER_ONLY: ServerOnly = {
  'GET /api/public/health': {
    failIfDatabaseUnavailable: 'for the probes of self-hosted servers; described in their documentation only',
    failIfNoRecentEvents: 'the same',
  },
  'GET /api/public/v2/prompts': {version: 'filters by version number; accepted by every server that was asked'},
}

/**
 * Endpoints that servers have although no contract has them, each with its parameters and body fields: they are for the
 * admin key of self-hosted servers, and stand in a description of their own (organizations-api/openapi.yml).
 */
export const SERVER_ONLY_ENDPOINTS: Record<string, string[]> = {
  'GET /api/admin/organizations': [],
  'POST /api/admin/organizations': ['metadata', 'name'],
  'GET /api/admin/organizations/{organizationId}': [],
  'PUT /api/admin/organizations/{organizationId}': ['metadata', 'name'],
  'DELETE /api/admin/organizations/{organizationId}': [],
  'GET /api/admin/organizations/{organizationId}/apiKeys': [],
  'POST /api/admin/organizations/{organizationId}/apiKeys': ['note'],
  'DELETE /api/admin/organizations/{organizationId}/apiKeys/{apiKeyId}': [],
}

/** What src/api and the commands have. */
export interface All {
  /** Methods and paths of src/api. */
  endpoints: string[]
  ours: Ours[]
}

function namesOf({query, body}: Ours): string[] {
  return [...query, ...body].map(({name}) => name)
}

function lacking(wanted: string[], there: string[], what: string): string[] {
  return wanted.filter((one) => !there.includes(one)).map((one) => `${one} ${what}`)
}

/** The arguments of a command: the names in that path, of all its operations, which has the most. */
function argumentsOf(one: Ours, ours: Ours[]): string[] {
  const paths = ours.filter(({command}) => command.id === one.command.id).map(({key}) => key)
  const names = paths.map((path) => [...path.matchAll(/\{(\w+)\}/g)].map((match) => kebab(match[1] ?? '')))
  const wanted = names.sort((a, b) => b.length - a.length)[0] ?? []
  const args = Object.keys(one.command.args).join(', ')
  return args === wanted.join(', ') ? [] : [`${one.command.id}: has the arguments ${args}, not ${wanted.join(', ')}`]
}

/** What servers read beside the contract, and a command does not offer. */
function unofficial(one: Ours, names: string[]): string[] {
  const flags = names.map((name) => flagOf(name, one.key))
  return [
    ...lacking(names, namesOf(one), `is missing in ${one.key}`),
    ...lacking(flags, Object.keys(one.command.flags), `is no flag of ${one.command.id}`),
  ]
}

/** What is wrong with commands. @param ours all there are, which may do in full what one of them does in part */
export function commandProblems(some: Ours[], ours: Ours[], contract: ContractOperation[]): string[] {
  return some.flatMap((one) => {
    const theirs = contract.find(({key}) => key === one.key)
    const wrong = argumentsOf(one, ours)
    if (!theirs) {
      const names = SERVER_ONLY_ENDPOINTS[one.key] ?? []
      return [...wrong, ...unofficial(one, names), ...lacking(namesOf(one), names, `is too much in ${one.key}`)]
    }
    const same = ours.filter((other) => other !== one && other.key === one.key)
    const partial = same.some((other) => differences(other, theirs, SERVER_ONLY).length === 0)
    const beside = partial ? [] : unofficial(one, Object.keys(SERVER_ONLY[one.key] ?? {}))
    return [...wrong, ...differences(one, theirs, SERVER_ONLY, partial), ...beside]
  })
}

/** All that is wrong: what the contracts have and we do not, and what we have and they do not. */
export function problems({endpoints, ours}: All, contract: ContractOperation[]): string[] {
  const official = contract.map(({key}) => key)
  const extra = Object.keys(SERVER_ONLY_ENDPOINTS)
  const used = ours.map(({key}) => key)
  return [
    ...lacking([...official, ...extra], endpoints, 'is missing in src/api'),
    ...lacking(endpoints, [...official, ...extra], 'is in no contract'),
    ...lacking(endpoints, used, 'has no command'),
    ...official.filter((key) => extra.includes(key)).map((key) => `${key} has come into the contracts`),
    ...commandProblems(ours, ours, contract),
  ]
}

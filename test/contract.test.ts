import {beforeAll, describe, expect, it} from 'vitest'
import {
  type ContractOperation,
  differences,
  type Ours,
  readContracts,
  readEndpoints,
  readOurs,
  type ServerOnly,
  unionOf,
} from './contract.js'

/** Query parameters that servers read although no contract has them. */
const SERVER_ONLY: ServerOnly = {
  'GET /api/public/health': {
    failIfDatabaseUnavailable: 'for the probes of self-hosted servers; described in their documentation only',
    failIfNoRecentEvents: 'the same',
  },
  'GET /api/public/v2/prompts': {version: 'filters by version number; accepted by every server that was asked'},
}

const ADMIN =
  'for the admin key of self-hosted servers; in a description of its own (organizations-api/openapi.yml), not in the contracts'

/** Endpoints that servers have although no contract has them, each with the reason. */
const SERVER_ONLY_ENDPOINTS: Record<string, string> = {
  'GET /api/admin/organizations': ADMIN,
  'POST /api/admin/organizations': ADMIN,
  'GET /api/admin/organizations/{organizationId}': ADMIN,
  'PUT /api/admin/organizations/{organizationId}': ADMIN,
  'DELETE /api/admin/organizations/{organizationId}': ADMIN,
  'GET /api/admin/organizations/{organizationId}/apiKeys': ADMIN,
  'POST /api/admin/organizations/{organizationId}/apiKeys': ADMIN,
  'DELETE /api/admin/organizations/{organizationId}/apiKeys/{apiKeyId}': ADMIN,
}

const contracts = readContracts()
const union = unionOf(contracts)
let ours: Ours[]
let endpoints: string[]

beforeAll(async () => {
  ours = await readOurs()
  endpoints = [...(await readEndpoints()).keys()]
})

function operation(key: string): ContractOperation {
  const found = union.find((one) => one.key === key)
  if (!found) throw new Error(`no contract has ${key}`)
  return structuredClone(found)
}

describe('the contracts together', () => {
  it('have nothing that our commands lack, and they have nothing else', () => {
    const found = ours.flatMap((one) => {
      const theirs = union.find(({key}) => key === one.key)
      if (!theirs) return []
      const same = ours.filter((other) => other !== one && other.key === one.key)
      const partial = same.some((other) => differences(other, theirs, SERVER_ONLY).length === 0)
      return differences(one, theirs, SERVER_ONLY, partial)
    })
    expect(found).toEqual([])
  })
})

describe('endpoints', () => {
  it('are operations of a contract, or have a reason', () => {
    const keys = contracts.flatMap(({operations}) => operations.map(({key}) => key))
    expect(endpoints.filter((key) => !keys.includes(key) && !(key in SERVER_ONLY_ENDPOINTS))).toEqual([])
    expect(Object.keys(SERVER_ONLY_ENDPOINTS).filter((key) => keys.includes(key))).toEqual([])
  })

  it('have a command each', () => {
    const used = ours.map(({key}) => key)
    expect(endpoints.filter((key) => !used.includes(key))).toEqual([])
  })

  it('are as many as there are; the rest is counted', () => {
    const keys = new Set(contracts.flatMap(({operations}) => operations.map(({key}) => key)))
    const missing = [...keys].filter((key) => !endpoints.includes(key))
    process.stdout.write(`contract: ${keys.size} operations, ${missing.length} still without a command\n`)
    expect(endpoints.length).toBeGreaterThanOrEqual(19)
    expect(missing.length).toBe(keys.size - endpoints.length + Object.keys(SERVER_ONLY_ENDPOINTS).length)
  })
})

describe('the comparison notices', () => {
  function changed(id: string, change: (one: Ours, theirs: ContractOperation) => void): string[] {
    const original = ours.find(({command}) => command.id === id)
    if (!original) throw new Error(`no command ${id}`)
    const copy = structuredClone(original)
    const theirs = operation(copy.key)
    change(copy, theirs)
    return differences(copy, theirs, SERVER_ONLY)
  }

  function field(one: Ours, name: string) {
    const found = [...one.query, ...one.body].find((each) => each.name === name)
    if (!found) throw new Error(`no field ${name}`)
    return found
  }

  it.each<[string, string, (one: Ours, theirs: ContractOperation) => void, string]>([
    ['nothing when nothing changed', 'prompts:list', () => {}, ''],
    [
      'a parameter that is gone from src/api',
      'prompts:list',
      (one) => {
        one.query = one.query.filter(({name}) => name !== 'tag')
      },
      '--tag (tag) is missing in src/api',
    ],
    [
      'a flag that is gone',
      'prompts:list',
      ({command}) => {
        delete command.flags.tag
      },
      '--tag (tag) is no flag',
    ],
    [
      'a parameter that is new in the contract',
      'datasets:list',
      (_, {parameters}) => parameters.push({location: 'query', name: 'newName', required: false, kind: 'string'}),
      '--new-name (newName) is missing',
    ],
    [
      'a flag of ours that nobody knows',
      'datasets:get',
      ({command}) => {
        command.flags.bogus = {type: 'option'}
      },
      '--bogus is not in the contract',
    ],
    [
      'another type',
      'prompts:get',
      (one) => {
        field(one, 'version').kind = 'string'
      },
      'is string, not number',
    ],
    [
      'JSON where there is text',
      'datasets:create',
      (one) => {
        field(one, 'description').kind = 'json'
      },
      'is json, not string',
    ],
    [
      'what is required',
      'datasets:items:create',
      (one) => {
        field(one, 'datasetName').required = false
      },
      'is required there',
    ],
    [
      'what is not required',
      'prompts:create',
      (one) => {
        field(one, 'type').required = true
      },
      'is not required there',
    ],
    [
      'another member of an enum',
      'datasets:items:create',
      (one) => {
        field(one, 'status').options = ['ACTIVE']
      },
      'has the members ACTIVE, ARCHIVED',
    ],
    [
      'what is repeatable',
      'prompts:create',
      ({command}) => {
        command.flags.label = {type: 'option'}
      },
      'is repeatable in one place only',
    ],
    [
      'paging that is gone',
      'datasets:items:list',
      ({command}) => {
        delete command.flags.page
      },
      '--page is missing',
    ],
    [
      'another order of arguments',
      'datasets:runs:get',
      ({command}) => {
        command.args = Object.fromEntries(Object.entries(command.args).reverse())
      },
      'has the arguments run-name, dataset-name',
    ],
  ])('%s', (_, id, change, words) => {
    expect(changed(id, change).join('\n')).toContain(words)
    if (words === '') expect(changed(id, change)).toEqual([])
  })
})

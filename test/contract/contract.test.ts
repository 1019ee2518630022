import {beforeAll, describe, expect, it} from 'vitest'
import {differences} from './contract.js'
import {type Ours, readEndpoints, readOurs} from './ours.js'
import {type All, problems, SERVER_ONLY} from './problems.js'
import {type ContractOperation, readContracts, unionOf} from './theirs.js'

const union = unionOf(readContracts())
let all: All

beforeAll(async () => {
  all = {endpoints: [...(await readEndpoints()).keys()], ours: await readOurs()}
})

function operation(key: string): ContractOperation {
  const found = union.find((one) => one.key === key)
  if (!found) throw new Error(`no contract has ${key}`)
  return structuredClone(found)
}

describe('the contracts together', () => {
  it('have nothing that our commands lack, and they have nothing else', () => {
    process.stdout.write(`contract: ${union.length} operations, ${all.endpoints.length} in src/api\n`)
    expect(problems(all, union)).toEqual([])
  })
})

describe('the comparison notices', () => {
  function changed(id: string, change: (one: Ours, theirs: ContractOperation) => void): string[] {
    const original = all.ours.find(({command}) => command.id === id)
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

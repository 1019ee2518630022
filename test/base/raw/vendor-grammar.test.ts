import {readdirSync, readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {ourCommand, translateVendorLine} from '../../../src/base/raw/vendor-grammar.js'
import {readManifest} from '../../manifest.js'

interface Theirs {
  key: string
  pathParameterOrder: string[]
  parameters: {location: string; cliName: string}[]
  command: {resource: string; action: string; aliases?: {resource: string; action: string}[]}
}

const require = createRequire(import.meta.url)
const {loadProgram} = require('../../../dist/langfuse.cjs') as typeof import('../../../src/main.js')
const config = await loadProgram()

const folder = join(dirname(require.resolve('langfuse-cli/package.json')), 'dist/contracts')
const contracts = readdirSync(folder).filter((name) => /^\d/.test(name))
const operations = contracts.flatMap(
  (name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as {operations: Theirs[]}).operations,
)

/** Operations of servers that are older than what we know, and no longer there. */
const GONE = ['GET /api/public/metrics/daily', 'GET /api/public/scores', 'GET /api/public/scores/{scoreId}']

const owners = new Map<string, string[]>()
for (const {id, operations: own = []} of readManifest()) {
  for (const {method, path} of own) {
    const key = `${method} ${path}`
    owners.set(key, [...(owners.get(key) ?? []), id.replaceAll(':', ' ')])
  }
}

const spoken = operations.flatMap(({key, command: {aliases = [], ...own}}) =>
  [own, ...aliases].map(({resource, action}) => ({key, resource, action})),
)
const distinct = [...new Map(spoken.map((one) => [`${one.resource} ${one.action} ${one.key}`, one])).values()]

describe('what the vendor calls', () => {
  it('is read whole', () => {
    expect(contracts.length).toBeGreaterThanOrEqual(6)
    expect(distinct.length).toBeGreaterThan(190)
  })

  it.each(distinct.filter(({key}) => !GONE.includes(key)))('$resource $action is ours for $key', (one) => {
    const {key, resource, action} = one
    expect(owners.get(key)).toContain(ourCommand(config, resource, action))
  })

  it('is gone only where we have no command', () => {
    expect(GONE.filter((key) => owners.has(key))).toEqual([])
  })
})

/** Parameters that our commands do not have, as `resource action --flag`. */
const NO_FLAG: string[] = ['scim list-users --start-index']

describe('the flags of the vendor', () => {
  it('are taken, or refused with the right line', () => {
    const refused = new Set<string>()
    for (const {key, command, pathParameterOrder, parameters} of operations) {
      if (GONE.includes(key)) continue
      const {resource, action} = command
      for (const {cliName} of parameters.filter(({location}) => location === 'query')) {
        const words = [resource, action, ...pathParameterOrder.map(() => 'x'), `--${cliName}`, 'v']
        try {
          translateVendorLine(config, words)
        } catch (error) {
          expect(String((error as {hint?: string}).hint)).toContain('--help')
          refused.add(`${resource} ${action} --${cliName}`)
        }
      }
    }
    expect([...refused]).toEqual(NO_FLAG)
  })

  it.each([
    ['prompts list --limit 5', 'prompts list --limit 5'],
    ['prompts list --limit 5 --page 2', 'prompts list --limit 5 --page-size 5 --page 2'],
    ['prompts list --page=2 --limit=5', 'prompts list --page=2 --limit 5 --page-size 5'],
    ['prompts list --all --limit 20', 'prompts list --all --page-size 20'],
    ['prompts list --all --max-items 300', 'prompts list --limit 300'],
    ['prompts list --max-items 7 --limit 3', 'prompts list --limit 7 --page-size 3'],
    ['prompts list --limit 3 --page 2 --max-items 7', 'prompts list --page-size 3 --page 2 --limit 7'],
    ['prompts list --from-updated-at 2026-01-01 -o json', 'prompts list --from 2026-01-01 -o json'],
    ['prompts get a/b --label=production', 'prompts get a/b --label=production'],
    ['prompts create --body-json {}', 'prompts create --body {}'],
    ['prompts create --body-file x.json --json', 'prompts create --body @x.json --json'],
    ['prompts create --body-file -', 'prompts create --body -'],
    ['prompts get -- --limit', 'prompts get -- --limit'],
    ['traces delete t-1 --yes', 'traces delete t-1 --yes'],
    ['help prompts list', 'prompts list --help'],
    ['help prompts', 'prompts --help'],
    ['help', 'api --help'],
    ['prompts list --help', 'prompts list --help'],
    ['annotation-queues -h', 'queues --help'],
    ['datasets items list', undefined],
  ])('%s', (theirs, ours) => {
    const words = theirs.split(' ')
    if (ours === undefined) expect(() => translateVendorLine(config, words)).toThrow('no path and no operation')
    else expect(translateVendorLine(config, words)?.argv.join(' ')).toBe(ours)
  })

  it.each(['bogus', 'constructor'])('that our command has not are refused: --%s', (flag) => {
    const words = ['prompts', 'list', `--${flag}`, 'x']
    expect(() => translateVendorLine(config, words)).toThrow(`has no --${flag}`)
  })

  it.each(['/v2/prompts', 'POST /v2/prompts', 'get traces', 'v2/prompts', 'https://x/y'])('leave %s alone', (line) => {
    expect(translateVendorLine(config, line.split(' '))).toBeUndefined()
  })
})

import {readFileSync} from 'node:fs'
import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {type Home, login, newHome} from './profiles.js'
import {run} from './run.js'
import {plain, runOnTerminal} from './terminal.js'

let sandbox: Sandbox
let home: Home
let saved: string

function newHomeWithoutKeyring(): Home {
  const empty = newHome()
  empty.env.LANGFUSE_CLI_NO_KEYRING = '1'
  return empty
}

beforeAll(async () => {
  sandbox = await startSandbox()
  const {env, path} = newHomeWithoutKeyring()
  await login(sandbox, {env})
  await login(sandbox, {env}, [], 'organization')
  await login(sandbox, {env}, ['--profile', 'staging'])
  saved = readFileSync(path, 'utf8')
})

beforeEach(() => {
  home = newHomeWithoutKeyring()
  home.write(saved)
  sandbox.requests.length = 0
})

afterAll(() => sandbox.close())

const profiles = (...args: string[]) => run(['profiles', ...args], {env: home.env})

const first = () => ({
  name: 'default',
  inUse: false,
  host: sandbox.url,
  project: 'Test Project',
  organization: 'Test Org',
  keys: ['project', 'organization'],
  secrets: ['file'],
  headers: [],
  publicKey: 'pk-lf-sandbox-project',
  organizationPublicKey: 'pk-lf-sandbox-organization',
})
const second = () => ({...first(), name: 'staging', inUse: true, keys: ['project'], organizationPublicKey: null})

it('list: a line each into a pipe, all fields as JSON, chosen columns', async () => {
  const {code, stdout, stderr} = await profiles('list')
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  expect(stdout.split('\n')).toEqual([
    `default\tfalse\t${sandbox.url}\tTest Project\tTest Org\t["project","organization"]\t["file"]`,
    `staging\ttrue\t${sandbox.url}\tTest Project\tTest Org\t["project"]\t["file"]`,
    '',
  ])
  expect(JSON.parse((await profiles('list', '--json')).stdout)).toEqual([first(), second()])
  expect((await profiles('list', '--columns', 'name,in use', '-o', 'csv')).stdout).toBe(
    'name,in use\r\ndefault,false\r\nstaging,true\r\n',
  )
  expect(await profiles('list', '--columns', 'nmae')).toMatchObject({code: 2, stdout: ''})
  expect(sandbox.requests).toEqual([])
})

it('list: a table on a terminal, and a word when there is nothing', async () => {
  const {raw, lines} = await runOnTerminal(['profiles', 'list'], {env: home.env, columns: 120})
  expect(lines[0]).toMatch(/^NAME +IN USE +HOST +PROJECT +ORGANIZATION +KEYS +SECRETS$/)
  expect(plain(raw)).toContain('project, organization')
  const empty = newHome()
  const none = await runOnTerminal(['profiles', 'list'], {env: empty.env, columns: 120})
  expect(plain(none.raw)).toBe('There are no profiles yet: `langfuse auth login` makes one.\n')
  expect((await run(['profiles', 'list', '--json'], {env: empty.env})).stdout).toBe('[]\n')
})

it('use: the other one from then on', async () => {
  const {code, stdout, stderr} = await profiles('use', 'default')
  expect({code, stdout, stderr}).toEqual({
    code: 0,
    stdout: '',
    stderr: `✓ Using profile default (${sandbox.url})\n`,
  })
  expect(home.read().current).toBe('default')
  const unknown = await profiles('use', 'stagign')
  expect(unknown.code).toBe(3)
  expect(unknown.stderr).toContain('There is no profile "stagign"')
  expect(unknown.stderr).toContain('Profiles: default, staging.')
  expect(home.read().current).toBe('default')
})

it('use: says when variables win over it', async () => {
  const {stderr} = await run(['profiles', 'use', 'default'], {env: {...home.env, LANGFUSE_PROFILE: 'staging'}})
  expect(stderr).toContain('Warning: LANGFUSE_PROFILE is set and beats the active profile')
})

it('show: the active one, a named one, that of the variable', async () => {
  expect(JSON.parse((await profiles('show')).stdout)).toEqual(second())
  expect(JSON.parse((await profiles('show', 'default')).stdout)).toEqual(first())
  const env = {...home.env, LANGFUSE_PROFILE: 'default'}
  expect(JSON.parse((await run(['profiles', 'show'], {env})).stdout)).toEqual(first())
  expect(await profiles('show', 'nobody')).toMatchObject({code: 3, stdout: ''})
  expect(await run(['profiles', 'show'], {env: newHome().env})).toMatchObject({code: 3, stdout: ''})
})

it('delete: needs --yes without a terminal', async () => {
  const refused = await profiles('delete', 'staging')
  expect(refused).toMatchObject({code: 2, stdout: ''})
  expect(refused.stderr).toContain(`profile staging (${sandbox.url}), the active one, and its keys`)
  expect(Object.keys(home.read().profiles)).toEqual(['default', 'staging'])
  const done = await profiles('delete', 'staging', '--yes')
  expect(done).toEqual({code: 0, stdout: '', stderr: '✓ Deleted profile staging\n'})
  expect(home.read()).toEqual({profiles: {default: expect.anything()}})
  expect((await profiles('delete', 'default', '-y', '--json')).stdout).toBe('{}\n')
})

it.each([
  ['y', 'Deleted profile default', ['staging']],
  ['n', 'Nothing was deleted.', ['default', 'staging']],
])('delete: asks on a terminal; %s', async (key, message, left) => {
  const {code, raw} = await runOnTerminal(['profiles', 'delete', 'default'], {
    env: home.env,
    columns: 200,
    type: [{after: '(y/N)', text: `${key}\r`}],
  })
  expect(code).toBe(0)
  expect(plain(raw)).toContain(message)
  expect(Object.keys(home.read().profiles)).toEqual(left)
})

it('does not pretend to have a request to show', async () => {
  const {code, stderr} = await profiles('delete', 'default', '--yes', '--curl')
  expect({code, stderr}).toEqual({code: 2, stderr: expect.stringContaining('--curl')})
  expect(Object.keys(home.read().profiles)).toEqual(['default', 'staging'])
})

it('refuses --profile with --env, here too', async () => {
  for (const line of [
    ['profiles', 'show'],
    ['auth', 'logout'],
  ]) {
    const {code, stderr} = await run([...line, '--profile', 'default', '--env', home.path], {env: home.env})
    expect({code, stderr}).toEqual({code: 2, stderr: expect.stringContaining('exclude each other')})
  }
  expect(Object.keys(home.read().profiles)).toEqual(['default', 'staging'])
})

it('a broken profile can be mended', async () => {
  const {profiles: known} = home.read()
  home.write(JSON.stringify({current: 'gone', profiles: {...known, bad: {host: 'notaurl'}}}))
  expect((await profiles('list')).code).toBe(0)
  expect((await profiles('show')).stderr).toContain('`langfuse profiles use NAME`')
  const bad = await run(['prompts', 'list', '--profile', 'bad'], {env: home.env})
  expect(bad).toMatchObject({code: 3, stderr: expect.stringContaining('profile bad: "notaurl" is not a valid URL')})
  expect((await login(sandbox, home, ['--profile', 'bad', '--yes'])).code).toBe(0)
  expect(home.read().profiles.bad).toMatchObject({host: sandbox.url})
  expect((await profiles('use', 'staging')).code).toBe(0)
})

it('48 logins, eight at a time, leave 48 profiles', async () => {
  const names = Array.from({length: 48}, (_, index) => `p${index}`)
  const waiting = [...names]
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      expect((await login(sandbox, home, ['--profile', name])).code).toBe(0)
    }
  }
  await Promise.all(Array.from({length: 8}, worker))
  expect(Object.keys(home.read().profiles)).toEqual(expect.arrayContaining(names))
}, 120_000)

import {readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {connected, run, TEMP} from './run.js'
import {plain, runOnTerminal} from './terminal.js'

const DELETE = ['projects', 'delete', 'p1']

let sandbox: Sandbox
let env: Record<string, string>

beforeAll(async () => {
  sandbox = await startSandbox()
  const {publicKey, secretKey} = sandbox.keys.organization
  env = connected(sandbox, {LANGFUSE_ORG_PUBLIC_KEY: publicKey, LANGFUSE_ORG_SECRET_KEY: secretKey})
})

beforeEach(() => {
  const dates = {createdAt: '2026-11-20T00:00:00.000Z', updatedAt: '2026-11-20T00:00:00.000Z'}
  sandbox.store.projects.set('p1', {id: 'p1', name: 'Check out', metadata: {}, retentionDays: 0, ...dates})
  sandbox.store.roles.get('lf-test-org')?.set('user-ada', 'OWNER')
})

afterAll(() => sandbox.close())

it('deletes a project when its name is typed', async () => {
  const type = [{after: 'Type Check out', text: 'Check out\r'}]
  const {code, raw} = await runOnTerminal(DELETE, {env, columns: 200, type})
  expect(code).toBe(0)
  expect(plain(raw)).toContain(
    `Delete project p1 with all its data on ${sandbox.url} (keys from LANGFUSE_ORG_PUBLIC_KEY)?`,
  )
  expect(plain(raw)).toContain('Queued the deletion of project p1')
  expect(sandbox.store.projects.has('p1')).toBe(false)
})

it.each(['y', 'p1', ''])('deletes nothing when "%s" is typed', async (text) => {
  const type = [{after: 'Type Check out', text: `${text}\r`}]
  const {code, raw} = await runOnTerminal(DELETE, {env, columns: 200, type})
  expect(code).toBe(0)
  expect(plain(raw)).toContain('Nothing was deleted')
  expect(sandbox.store.projects.has('p1')).toBe(true)
})

it('asks before the last owner is lowered, and before it goes', async () => {
  const no = {env, columns: 200, type: [{after: '(y/N)', text: 'n\r'}]}
  const lowered = await runOnTerminal(
    ['orgs', 'memberships', 'update', '--user-id', 'user-ada', '--role', 'VIEWER'],
    no,
  )
  expect(plain(lowered.raw)).toContain('Lower ada@example.com (user-ada), the last owner, from OWNER to VIEWER')
  const gone = await runOnTerminal(['orgs', 'memberships', 'delete', '--user-id', 'user-ada'], no)
  expect(plain(gone.raw)).toContain('Warning: ada@example.com (user-ada) is the last owner')
  expect(sandbox.store.roles.get('lf-test-org')?.get('user-ada')).toBe('OWNER')
})

it('saves a new pair for --env', async () => {
  const file = join(TEMP, 'new.env')
  const made = await run(['projects', 'keys', 'create', 'p1', '--save-to', file], {env})
  expect(made.code).toBe(0)
  expect(made.stdout).not.toContain('secretKey"')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const [, secret = ''] = /^LANGFUSE_SECRET_KEY=(sk-lf-\w+)$/m.exec(readFileSync(file, 'utf8')) ?? []
  expect(secret).not.toBe('')
  expect(made.stdout + made.stderr).not.toContain(secret)
  const shown = await run(['projects', 'list', '--env', file], {env})
  expect(shown).toMatchObject({code: 0, stdout: expect.stringContaining('Check out')})
  expect(shown.stdout).not.toContain(sandbox.store.project.name)
})

it('tells a plan from a key', async () => {
  const poor = await startSandbox({licensed: false})
  const {organization} = poor.keys
  const keys = {LANGFUSE_ORG_PUBLIC_KEY: organization.publicKey, LANGFUSE_ORG_SECRET_KEY: organization.secretKey}
  const wall = await run(['orgs', 'projects', 'list'], {env: connected(poor, keys)})
  const wrong = await run(['orgs', 'projects', 'list'], {env: connected(poor)})
  await poor.close()
  expect([wall.code, wrong.code]).toEqual([5, 3])
  expect(wall.stderr).not.toContain('set LANGFUSE_')
  expect(wrong.stderr).toContain('set LANGFUSE_ORG_PUBLIC_KEY')
})

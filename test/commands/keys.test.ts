import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {answers, cli} from '../cli.js'
import {ADMIN, asOrganization, BEARER, KEY, NEW_KEY, ORG, PLAN} from './organization.js'

const PROJECT_KEYS = '/api/public/projects/p%2F1/apiKeys'
const ADMIN_KEYS = '/api/admin/organizations/o%2F1/apiKeys'
const ROW = 'key1\tpk-lf-1\tsk-lf-...9999\tci\t2026-11-21T22:53:14.635Z\t\n'

const families = [
  ['projects keys', 'p/1', PROJECT_KEYS, ORG, asOrganization('GET', '').authorization, 'LANGFUSE', 'project p/1'],
  ['admin orgs keys', 'o/1', ADMIN_KEYS, ADMIN, BEARER, 'LANGFUSE_ORG', 'organization o/1'],
] as const

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'langfuse-keys-'))
})
afterEach(() => rmSync(folder, {recursive: true, force: true}))

describe.each(families)('%s', (topic, id, route, env, authorization, prefix, opens) => {
  it('list', async () => {
    const sent = answers({body: {apiKeys: [KEY]}})
    const {stdout, stderr, exitCode} = await cli(`${topic} list ${id}`, {env})
    expect(sent).toEqual([{method: 'GET', path: route, authorization, body: undefined}])
    expect({stdout, stderr, exitCode}).toEqual({stdout: ROW, stderr: '', exitCode: 0})
  })

  it('delete', async () => {
    const sent = answers({method: 'DELETE', body: {success: true}})
    const {stdout, stderr, exitCode} = await cli(`${topic} delete ${id} "k 1" --yes`, {env})
    expect(sent).toEqual([{method: 'DELETE', path: `${route}/k%201`, authorization, body: undefined}])
    expect({stdout, stderr, exitCode}).toEqual({stdout: '', stderr: `✓ Deleted key k 1 of ${opens}\n`, exitCode: 0})
  })

  it.each([
    ['--json', {}],
    ['--note ci -o json', {note: 'ci'}],
  ])('create %s prints the secret where it was asked for', async (flags, body) => {
    const sent = answers({method: 'POST', status: 201, body: NEW_KEY})
    const {stdout, stderr, exitCode} = await cli(`${topic} create ${id} ${flags}`, {env})
    expect(sent).toEqual([{method: 'POST', path: route, authorization, body}])
    expect(JSON.parse(stdout)).toEqual(NEW_KEY)
    expect(stderr).toBe(`✓ Created key pk-lf-2 of ${opens}\nKeep the secret now: it is never shown again.\n`)
    expect(exitCode).toBe(0)
  })

  it('create prints it on a terminal', async () => {
    answers({method: 'POST', status: 201, body: NEW_KEY})
    const {stdout, stderr} = await cli(`${topic} create ${id}`, {env, tty: {stdout: true}})
    expect(stdout).toMatch(/^secretKey: +sk-lf-very-new$/m)
    expect(stderr).not.toContain('very-new')
  })

  it('create sends nothing when the secret would go into a pipe unasked', async () => {
    const {stdout, stderr, exitCode} = await cli(`${topic} create ${id}`, {env})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    for (const words of ['shown once', 'nothing was sent', '--save-to', '--json']) expect(stderr).toContain(words)
  })

  it.each(['', '--json'])('create --save-to %s writes for the owner alone and shows no secret', async (flags) => {
    answers({method: 'POST', status: 201, body: NEW_KEY})
    const file = join(folder, 'new.env')
    const {stdout, stderr, exitCode} = await cli(`${topic} create ${id} --save-to ${file} ${flags}`, {env})
    const {secretKey: _, ...shown} = NEW_KEY
    expect(JSON.parse(stdout)).toEqual(shown)
    expect({stderr, exitCode}).toEqual({
      stderr: `✓ Created key pk-lf-2 of ${opens}, saved in ${file}\n`,
      exitCode: 0,
    })
    expect(readFileSync(file, 'utf8')).toBe(`${prefix}_PUBLIC_KEY=pk-lf-2\n${prefix}_SECRET_KEY=sk-lf-very-new\n`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('create --save-to is quiet on the stdout of a terminal', async () => {
    answers({method: 'POST', status: 201, body: NEW_KEY})
    const outcome = await cli(`${topic} create ${id} --save-to ${join(folder, 'a')}`, {env, tty: {stdout: true}})
    expect(outcome).toMatchObject({stdout: '', exitCode: 0})
  })

  it.each([
    ['no secret', {secretKey: undefined}],
    ['a secret that is a number', {secretKey: 2}],
    ['a second line', {secretKey: 'sk-lf-new\nNODE_OPTIONS=--require=/x'}],
    ['a second line in the public key', {publicKey: 'pk-lf-new\nHTTPS_PROXY=http://x'}],
    ['a blank', {secretKey: 'sk-lf-new x'}],
    ['the two swapped', {publicKey: 'sk-lf-new', secretKey: 'pk-lf-new'}],
    ['quotes that no line can hold', {secretKey: `sk-lf-'"`}],
  ])('create --save-to writes nothing for %s', async (_, odd) => {
    answers({method: 'POST', status: 201, body: {...NEW_KEY, ...odd}})
    const {stdout, stderr, exitCode} = await cli(`${topic} create ${id} --save-to ${join(folder, 'a.env')}`, {env})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('a.env was not written')
    expect(readdirSync(folder)).toEqual([])
  })

  it('create --save-to quotes what shells would change', async () => {
    answers({method: 'POST', status: 201, body: {...NEW_KEY, secretKey: 'sk-lf-$a#b'}})
    const file = join(folder, 'a.env')
    expect(await cli(`${topic} create ${id} --save-to ${file}`, {env})).toMatchObject({exitCode: 0})
    expect(readFileSync(file, 'utf8')).toContain(`${prefix}_SECRET_KEY='sk-lf-$a#b'\n`)
  })

  it('create --save-to overwrites nothing, and sends nothing then', async () => {
    const file = join(folder, 'old.env')
    writeFileSync(file, 'KEEP=1\n')
    const {stdout, stderr, exitCode} = await cli(`${topic} create ${id} --save-to ${file}`, {env})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 6})
    expect(stderr).toContain('exists and is not overwritten; nothing was sent')
    expect(readFileSync(file, 'utf8')).toBe('KEEP=1\n')
  })

  it('create --save-to sends nothing where no file can be made', async () => {
    const {stderr, exitCode} = await cli(`${topic} create ${id} --save-to ${join(folder, 'no/such')}`, {env})
    expect(exitCode).toBe(6)
    expect(stderr).toContain('ENOENT')
  })

  it('create --save-to leaves no file when the server refuses', async () => {
    answers({method: 'POST', status: 403, body: {error: PLAN}})
    expect(await cli(`${topic} create ${id} --save-to ${join(folder, 'a')}`, {env})).toMatchObject({exitCode: 5})
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('projects keys create with a pair of one’s own', () => {
  it.each([
    ['--new-secret-key sk-lf-mine', ''],
    ['--new-secret-key -', 'sk-lf-mine\n'],
  ])('%s', async (flags, stdin) => {
    const sent = answers({method: 'POST', status: 201, body: NEW_KEY})
    const line = `projects keys create p/1 --json --new-public-key pk-lf-mine --note n ${flags}`
    expect(await cli(line, {env: ORG, stdin})).toMatchObject({exitCode: 0})
    const body = {note: 'n', publicKey: 'pk-lf-mine', secretKey: 'sk-lf-mine'}
    expect(sent).toEqual([asOrganization('POST', PROJECT_KEYS, body)])
  })

  it.each([
    ['--new-public-key pk-lf-a', '--new-public-key: needs --new-secret-key too'],
    ['--new-secret-key sk-lf-a', '--new-secret-key: needs --new-public-key too'],
    ['--new-public-key a --new-secret-key sk-lf-a', '--new-public-key: begins with pk-lf-'],
    ['--new-public-key pk-lf-a --new-secret-key hidden', '--new-secret-key: begins with sk-lf-'],
    ['--new-public-key pk-lf-a --new-secret-key "sk-lf-hidden x"', 'must not have spaces'],
    ['--new-public-key pk-lf-a;b --new-secret-key sk-lf-hidden', 'must not have spaces'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`projects keys create p --json ${flags}`, {env: ORG})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
    expect(stderr).not.toContain('hidden')
  })

  it('is not shown by --curl', async () => {
    const line = 'projects keys create p --curl --new-public-key pk-lf-a --new-secret-key sk-lf-hidden'
    const {stdout} = await cli(line, {env: ORG})
    expect(stdout).toContain('"$LANGFUSE_ORG_PUBLIC_KEY:$LANGFUSE_ORG_SECRET_KEY"')
    expect(stdout).toContain('$NEW_SECRET_KEY')
    expect(stdout).not.toContain('hidden')
  })
})

describe('orgs keys list', () => {
  it('lists', async () => {
    const sent = answers({body: {apiKeys: [KEY]}})
    expect(await cli('orgs keys list', {env: ORG})).toMatchObject({stdout: ROW, stderr: '', exitCode: 0})
    expect(sent).toEqual([asOrganization('GET', '/api/public/organizations/apiKeys')])
  })
})

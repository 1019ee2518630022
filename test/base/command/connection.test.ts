import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import nock from 'nock'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import * as projects from '../../../src/api/resources/administration/projects.js'
import * as datasets from '../../../src/api/resources/datasets/endpoints.js'
import {profilePath} from '../../../src/base/account/profile.js'
import {openConnection} from '../../../src/base/command/connection.js'
import {type Context, localContext} from '../../../src/base/command/context.js'
import {explain} from '../../../src/base/errors/explain.js'
import type {FlagValues} from '../../../src/base/input/flags.js'
import {toCurl} from '../../../src/base/output/curl.js'
import {knownSecrets, redact} from '../../../src/base/output/redact.js'
import {type TestStreams, testStreams} from '../../io-streams.js'

const SERVERS = {
  here: {host: 'http://here.test', pair: {publicKey: 'public-here', secretKey: 'hush-of-here-0123'}},
  there: {host: 'http://there.test', pair: {publicKey: 'public-there', secretKey: 'hush-of-there-4567'}},
}
const {here, there} = SERVERS
const basicOf = ({pair}: typeof here) => Buffer.from(`${pair.publicKey}:${pair.secretKey}`).toString('base64')
const SECRETS = [here, there].flatMap((server) => [server.pair.secretKey, basicOf(server)])

let folder: string
let io: TestStreams

beforeEach(async () => {
  nock.disableNetConnect()
  folder = await mkdtemp(join(tmpdir(), 'langfusectl-connection-'))
  const path = profilePath(folder)
  await mkdir(dirname(path), {recursive: true})
  await writeFile(path, JSON.stringify({current: 'here', profiles: SERVERS}), {mode: 0o600})
})

afterEach(async () => {
  await rm(folder, {recursive: true, force: true})
  const pending = nock.pendingMocks()
  nock.cleanAll()
  expect(pending).toEqual([])
})

/** Both servers in one command: the active profile, and one that the command itself names. */
async function openBoth(flags: FlagValues = {}, env: Record<string, string> = {}): Promise<[Context, Context]> {
  io = testStreams({env})
  const local = await localContext({retries: '0', ...flags}, io, {
    configDir: folder,
    cacheDir: folder,
    userAgent: 'langfusectl/0.0.0',
  })
  return [await openConnection(local), await openConnection(local, {flags: {profile: 'there'}})]
}

/** A server that takes only its own keys, and says all keys that there are. */
function serve(server: typeof here, status: number): void {
  nock(server.host, {reqheaders: {authorization: `Basic ${basicOf(server)}`}})
    .get('/api/public/projects')
    .reply(status, {data: [], message: SECRETS.join(' ')}, {'x-keys': SECRETS.join(' ')})
}

describe('two connections of one command', () => {
  it('each have their own server and keys, and share settings, instant and pace', async () => {
    const [first, second] = await openBoth()
    serve(here, 200)
    serve(there, 200)
    await first.client.send(projects.list, {})
    await second.client.send(projects.list, {})
    expect([first, second].map(({connection}) => connection.origin)).toEqual([
      'http://here.test (profile here)',
      'http://there.test (profile there)',
    ])
    for (const shared of ['gate', 'io', 'notes', 'now', 'reader', 'settings'] as const) {
      expect(second[shared]).toBe(first[shared])
    }
  })

  it('show no key of either: not in errors, not with --verbose, not in LANGFUSE_CLI_DEBUG=api', async () => {
    const contexts = await openBoth({verbose: true}, {LANGFUSE_CLI_DEBUG: 'api'})
    for (const {connection} of contexts) await connection.authorize('project')
    for (const status of [200, 401, 400]) {
      serve(here, status)
      serve(there, status)
      for (const {client} of contexts) {
        const problem = await client.send(projects.list, {}).then(
          () => '',
          (error: unknown) => Object.values(explain(error)).join('\n'),
        )
        expect(problem === '').toBe(status === 200)
        io.stderr.write(redact(problem, knownSecrets(io.argv, io.env)))
      }
    }
    const shown = io.err.join('')
    expect(shown).toContain('GET /api/public/projects 400')
    expect(shown).toContain('> GET http://there.test/api/public/projects')
    for (const secret of SECRETS) expect(shown).not.toContain(secret)
  })

  it('keep --read-only, whatever the command does with them', async () => {
    for (const {client} of await openBoth({'read-only': true})) {
      await expect(client.request(datasets.create, {body: {name: 'x'}})).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringMatching(/^This writes, and --read-only/),
      })
    }
  })

  it('keep --curl: requests are shown without keys, and none is sent', async () => {
    const contexts = await openBoth({curl: true})
    const lines = contexts.map(({client}) => toCurl(client.prepare(projects.list, {})))
    expect(lines[0]).toContain(`${here.host}/api/public/projects`)
    expect(lines[1]).toContain(`${there.host}/api/public/projects`)
    for (const secret of SECRETS) expect(lines.join('\n')).not.toContain(secret)
    for (const {client} of contexts) await expect(client.send(projects.list, {})).rejects.toThrow('--curl')
  })

  it('keep the keys of a profile from the server of the other', async () => {
    const [{client, ...local}] = await openBoth()
    const {connection} = await openConnection(local, {flags: {profile: 'there', host: here.host}})
    await expect(connection.authorize('project')).rejects.toMatchObject({code: 'credentials'})
    expect(client.host).toBe(here.host)
  })
})

import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import nock from 'nock'
import {describe, expect, it} from 'vitest'
import {type Answer, answers, cli, KEYS, type Sent} from '../cli.js'
import {inOneHome} from '../home.js'
import {NO_OLDER, noNewer} from '../missing-routes.js'

const NO_NEWER = noNewer('observations v2')
const ROOT = {
  id: 'o1',
  traceId: 't1',
  type: 'SPAN',
  startTime: '2026-11-21T22:52:07.351Z',
  endTime: '2026-11-21T22:52:08.351Z',
  traceName: 'chat',
  isRootObservation: true,
}
/** Before the newer route is asked alone, whether it has new rows: servers in legacy mode have none of this. */
const NOT_LEGACY: Answer = {body: {data: []}}
const NEWER: Answer = {body: {data: [ROOT], meta: {}}}
const TRACE = {id: 't1', timestamp: '2026-11-21T22:52:07.351Z', name: 'chat'}
const OLDER: Answer = {body: {data: [TRACE], meta: {page: 1, limit: 50, totalItems: 1, totalPages: 1}}}
const OLD_PATH = '/api/public/traces'
const NEW_PATH = '/api/public/v2/observations'
const LEGACY_PATH = '/api/public/v2/metrics'

function paths(sent: Sent[]): string[] {
  return sent.splice(0).map(({path}) => path.split('?')[0] ?? '')
}

async function remembered(env: Record<string, string>): Promise<unknown> {
  const {hosts} = JSON.parse(await readFile(join(env.XDG_CACHE_HOME ?? '', 'langfuse', 'variants.json'), 'utf8'))
  const entries = Object.entries(hosts as Record<string, Record<string, {variant: string}>>)
  return Object.fromEntries(
    entries.map(([host, found]) => [
      host,
      Object.fromEntries(Object.entries(found).map(([key, {variant}]) => [key, variant])),
    ]),
  )
}

describe('which variant is asked', () => {
  it('the older one first and once; from then on the one that answered, for each question and host', async () => {
    await inOneHome(async (env) => {
      const sent = answers(NO_OLDER, NEWER)
      expect(await cli('traces list --columns id', {env})).toMatchObject({stdout: 't1\n', stderr: '', exitCode: 0})
      expect(paths(sent)).toEqual([OLD_PATH, NEW_PATH])
      answers(NEWER)
      expect(await cli('traces list --columns id', {env})).toMatchObject({stdout: 't1\n', stderr: '', exitCode: 0})
      expect(paths(sent)).toEqual([NEW_PATH])
      answers(NO_OLDER, {body: {data: [], meta: {}}})
      expect(await cli('sessions list', {env})).toMatchObject({exitCode: 0})
      expect(paths(sent)).toEqual(['/api/public/sessions', NEW_PATH])
      expect(await remembered(env)).toEqual({
        'http://langfuse.test': {'GET /api/public/traces': 'newer', 'GET /api/public/sessions': 'newer'},
      })
      nock('http://other.test')
        .get(/traces/)
        .reply(200, OLDER.body as nock.Body)
      const there = await cli('traces list --columns id', {env: {...env, LANGFUSE_BASE_URL: 'http://other.test'}})
      expect(there).toMatchObject({stdout: 't1\n', exitCode: 0})
      expect(await remembered(env)).toMatchObject({'http://other.test': {'GET /api/public/traces': 'older'}})
    })
  })

  it('the older one again, where the server went back', async () => {
    await inOneHome(async (env) => {
      const sent = answers(NO_OLDER, NEWER)
      await cli('traces list', {env})
      answers(NO_NEWER, OLDER)
      expect(await cli('traces list', {env})).toMatchObject({exitCode: 0})
      answers(OLDER)
      expect(await cli('traces list', {env})).toMatchObject({exitCode: 0})
      expect(paths(sent)).toEqual([OLD_PATH, NEW_PATH, NEW_PATH, OLD_PATH, OLD_PATH])
    })
  })

  it('the same ones where nothing can be remembered', async () => {
    await inOneHome(async (env) => {
      const broken = {...env, XDG_CACHE_HOME: '/dev/null'}
      const sent = answers(NO_OLDER, NEWER, NO_OLDER, NEWER)
      expect(await cli('traces list', {env: broken})).toMatchObject({stderr: '', exitCode: 0})
      expect(await cli('traces list', {env: broken})).toMatchObject({stderr: '', exitCode: 0})
      expect(paths(sent)).toEqual([OLD_PATH, NEW_PATH, OLD_PATH, NEW_PATH])
    })
  })

  it.each<[string, Answer[], string[]]>([
    ['a method that it does not know', [{status: 405, body: {message: 'Method not allowed'}}], ['/api/public/health']],
    ['what it has not built', [{status: 501, body: {message: 'Not implemented'}}], []],
    [
      'a page',
      [{status: 404, body: '<!DOCTYPE html>', headers: {'content-type': 'text/html; charset=utf-8'}}],
      ['/api/public/health'],
    ],
  ])('the newer one after %s', async (_, refusal, between) => {
    const health = between.map(() => ({body: {status: 'OK', version: '4.16.0'}}))
    const sent = answers(...refusal, ...health, NEWER)
    expect(await cli('traces list --columns id')).toMatchObject({stdout: 't1\n', exitCode: 0})
    expect(paths(sent)).toEqual([OLD_PATH, ...between, NEW_PATH])
  })

  it.each<[string, number, Answer]>([
    ['traces get nope', 8, {status: 404, body: {message: 'Trace nope not found within authorized project'}}],
    ['traces list', 3, {status: 401, body: {message: 'Invalid credentials'}}],
    ['traces list', 5, {status: 403, body: {message: 'Forbidden'}}],
    ['traces list', 5, {status: 405, body: {message: 'Not on your plan'}}],
    ['traces list', 5, {status: 400, body: {message: 'Invalid request data'}}],
    ['traces list', 5, {status: 500, body: {message: 'Internal Server Error'}}],
  ])('no other one for %s, exit %i: %o', async (line, exit, answer) => {
    await inOneHome(async (env) => {
      const sent = answers(answer)
      expect(await cli(`${line} --retries 0`, {env})).toMatchObject({stdout: '', exitCode: exit})
      expect(sent).toHaveLength(1)
      await expect(remembered(env)).rejects.toThrow('ENOENT')
    })
  })

  it.each(['traces get t9', 'observations get t9', 'sessions get t9'])(
    '%s is not found on the newer one',
    async (line) => {
      const sent = answers(NO_OLDER, {body: {data: [], meta: {}}})
      const {stdout, stderr, exitCode} = await cli(line)
      expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 8})
      expect(stderr).toContain('t9 not found')
      expect(sent).toHaveLength(2)
    },
  )

  it('--verbose says when it turned, and nothing else does', async () => {
    answers(NO_OLDER, NEWER)
    const {stderr} = await cli('traces list --verbose')
    expect(stderr).toContain(`GET ${OLD_PATH} is not there: falling back to GET ${NEW_PATH}\n`)
    answers(NO_OLDER, NEWER)
    expect((await cli('traces list')).stderr).toBe('')
  })

  it('neither: the last one has the word', async () => {
    const sent = answers(NO_OLDER, NO_NEWER)
    const {stdout, stderr, exitCode} = await cli('traces list')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain(`does not have GET ${NEW_PATH} yet`)
    expect(sent).toHaveLength(2)
  })
})

describe('Langfuse Cloud', () => {
  const CLOUD = 'https://cloud.langfuse.com'
  const env = {...KEYS, LANGFUSE_BASE_URL: CLOUD}

  it('is asked for the newer variant first, --api-version 4 or not', async () => {
    nock(CLOUD)
      .get(NEW_PATH)
      .query(true)
      .twice()
      .reply(200, NEWER.body as nock.Body)
    for (const flags of ['', '--api-version 4'])
      expect(await cli(`traces list --columns id ${flags}`, {env})).toMatchObject({stdout: 't1\n', exitCode: 0})
  })

  it('may have the older variant only', async () => {
    nock(CLOUD).get(NEW_PATH).query(true).reply(404, NO_NEWER.body)
    nock(CLOUD)
      .get(OLD_PATH)
      .query(true)
      .reply(200, OLDER.body as nock.Body)
    expect(await cli('traces list --columns id', {env})).toMatchObject({stdout: 't1\n', exitCode: 0})
  })
})

describe('--api-version', () => {
  it('3 asks the older variant only', async () => {
    await inOneHome(async (env) => {
      const sent = answers(NO_OLDER)
      const {stderr, exitCode} = await cli('traces list --api-version 3', {env})
      expect(exitCode).toBe(5)
      expect(stderr).toContain('needs a server of version 3')
      expect(paths(sent)).toEqual([OLD_PATH])
      await expect(remembered(env)).rejects.toThrow('ENOENT')
    })
  })

  it('4 asks the newer variant only, once it is known to be complete', async () => {
    const sent = answers(NOT_LEGACY, NEWER)
    expect(await cli('traces list --api-version 4 --columns id')).toMatchObject({stdout: 't1\n', exitCode: 0})
    expect(paths(sent)).toEqual([LEGACY_PATH, NEW_PATH])
  })

  it.each([
    'traces list',
    'traces get t',
    'observations list',
    'observations get o',
    'sessions list',
    'sessions get s',
  ])('4 is refused where %s would have old rows', async (line) => {
    const sent = answers(noNewer('metrics v2'))
    const {stdout, stderr, exitCode} = await cli(`${line} --api-version 4`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('legacy mode')
    expect(stderr).toContain('Leave --api-version out')
    expect(paths(sent)).toEqual([LEGACY_PATH])
  })

  it('4 shows the request with --curl, and sends nothing', async () => {
    const {stdout, exitCode} = await cli('traces list --api-version 4 --curl')
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`'http://langfuse.test${NEW_PATH}?isRootObservation=true&`)
  })
})

describe('a flag of one variant only', () => {
  it('asks that variant, and is not remembered; that the server is complete there is', async () => {
    await inOneHome(async (env) => {
      const line = 'observations list --cursor c --columns id'
      const sent = answers(NOT_LEGACY, NEWER)
      expect(await cli(line, {env})).toMatchObject({stdout: 'o1\n'})
      expect(paths(sent)).toEqual([LEGACY_PATH, NEW_PATH])
      expect(await remembered(env)).toEqual({'http://langfuse.test': {[`GET ${LEGACY_PATH}`]: 'newer'}})
      answers(NEWER)
      expect(await cli(line, {env})).toMatchObject({stdout: 'o1\n'})
      expect(paths(sent)).toEqual([NEW_PATH])
    })
  })

  it.each<[string, Answer, string]>([
    ['scores list --user-id u', NO_OLDER, 'traces list'],
    ['scores list --trace-tag t', NO_OLDER, 'traces list'],
    ['traces list --order-by name.asc', NO_OLDER, 'metrics query'],
  ])('%s is not available on a server without it', async (line, answer, works) => {
    const sent = answers(answer)
    const {stdout, stderr, exitCode} = await cli(`${line} -o json`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(sent).toHaveLength(1)
    const {error} = JSON.parse(stderr)
    expect(error.code).toBe('not_available')
    const all = `${error.message} ${error.hint}`
    expect(all).toContain(line.split(' ')[2])
    expect(all).toContain(works)
  })

  it('is refused unsent where the host is known', async () => {
    await inOneHome(async (env) => {
      answers(NO_OLDER, NEWER)
      await cli('traces list', {env})
      const {stdout, stderr, exitCode} = await cli('traces list --order-by name.asc', {env})
      expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
      expect(stderr).toContain('--order-by: ')
      expect(stderr).toContain('metrics query')
      expect(await cli('traces list --order-by timestamp:desc --curl', {env})).toMatchObject({exitCode: 0})
    })
  })

  it('a column of one variant asks that variant', async () => {
    const sent = answers(OLDER)
    expect(await cli(['traces', 'list', '--filter', 'errorCount > 0'])).toMatchObject({exitCode: 0})
    expect(paths(sent)).toEqual([OLD_PATH])
  })
})

describe('--curl', () => {
  it.each([
    ['traces list --limit 3', `${OLD_PATH}?fields=core%2Cmetrics&page=1&limit=3`],
    ['traces get t', `${OLD_PATH}/t`],
    ['observations list --cursor c', `${NEW_PATH}?fields=core%2Cbasic%2Ctime%2Cmodel%2Cusage&cursor=c&limit=50`],
    ['sessions get s', '/api/public/sessions/s'],
  ])('shows the first request of %s, and sends nothing', async (line, url) => {
    const {stdout, stderr, exitCode} = await cli(`${line} --curl`)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    expect(stdout).toContain(`-X GET 'http://langfuse.test${url}' `)
    expect(stdout.trim().split('\n')).toHaveLength(1)
  })

  it('shows the request of the variant that is known', async () => {
    await inOneHome(async (env) => {
      answers(NO_OLDER, NEWER)
      await cli('traces list', {env})
      expect((await cli('traces list --curl', {env})).stdout).toContain(`${NEW_PATH}?`)
    })
  })
})

import {createHash} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/http/server.js'
import {seedManyTraces} from '../../sandbox/seeds/many-traces.js'
import {seedItems} from '../../sandbox/seeds/seed.js'
import {connected, run, shell, startCli, TEMP} from './run.js'

let sandbox: Sandbox
let newer: Sandbox
let env: Record<string, string>

beforeAll(async () => {
  sandbox = await startSandbox()
  newer = await startSandbox({mode: '4-events-only'})
  seedItems(sandbox.store, 'many', 250)
  seedManyTraces(newer.store, 120)
  env = connected(sandbox)
})

beforeEach(() => {
  for (const {requests, faults} of [sandbox, newer]) {
    requests.length = 0
    faults.length = 0
  }
})

afterAll(() => Promise.all([sandbox.close(), newer.close()]))

interface Stand {
  url: string
  seen: {method: string; url: string; authorization: string | undefined}[]
}

const servers: Server[] = []

/** A server of this test alone. */
async function stand(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Stand> {
  const seen: Stand['seen'] = []
  const server = createServer((request, response) => {
    const {method = '', url = '', headers} = request
    seen.push({method, url, authorization: headers.authorization})
    request.resume()
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen}
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(body))
}

function lines(text: string): {data: {id: string}[]}[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const ITEMS = ['api', '/dataset-items?datasetName=many', '--paginate']
const IDS = Array.from({length: 250}, (_, index) => `many-${250 - index}`)

describe('pages with numbers', () => {
  it('come one after another, each as the server sent it, as large as it gives them', async () => {
    const {code, stdout, stderr} = await run(ITEMS, {env})
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(lines(stdout).flatMap(({data}) => data.map(({id}) => id))).toEqual(IDS)
    expect(sandbox.requests.map(({query}) => String(query))).toEqual([
      'datasetName=many&limit=100',
      'datasetName=many&limit=100&page=2',
      'datasetName=many&limit=100&page=3',
    ])
  })

  it('keep a limit and a page that were typed', async () => {
    const {stdout} = await run(['api', 'GET', '/dataset-items', '-F', 'limit=90', '-F', 'page=2', '--paginate'], {env})
    expect(lines(stdout).map(({data}) => data.length)).toEqual([90, 70])
  })

  it('make one array with --slurp', async () => {
    const {stdout} = await run([...ITEMS, '--slurp'], {env})
    const pages = JSON.parse(stdout) as {data: {id: string}[]}[]
    expect(pages.flatMap(({data}) => data.map(({id}) => id))).toEqual(IDS)
    expect(pages).toHaveLength(3)
  })

  it('say what is out and where the rest begins when one fails', async () => {
    sandbox.faults.push({
      when: ({query}) => query.get('page') === '3',
      times: 9,
      status: 400,
      body: {message: 'broken'},
    })
    const plain = await run(ITEMS, {env})
    expect(plain.code).toBe(5)
    expect(plain.stdout.endsWith('{"message":"broken"}')).toBe(true)
    expect(plain.stderr).toMatch(/2 pages were written.*page=3/)
    const slurped = await run([...ITEMS, '--slurp'], {env})
    expect(slurped.code).toBe(5)
    expect(() => JSON.parse(slurped.stdout)).toThrow()
    expect((JSON.parse(`${slurped.stdout}]`) as unknown[]).length).toBe(2)
  })

  it('have the first one out before the second is asked for', async () => {
    sandbox.faults.push({when: ({query}) => query.get('page') === '2', delayMs: 60_000})
    const running = startCli([...ITEMS, '--slurp'], {env})
    await running.seen('stdout', '"totalItems":250')
    running.child.kill('SIGINT')
    const {code, stderr, stdout} = await running.result
    expect(code).toBe(130)
    expect(stdout.startsWith('[{"data"')).toBe(true)
    expect(stderr).toMatch(/1 page was written.*page=2/)
  })
})

describe('pages with cursors', () => {
  it('come until there is no cursor', async () => {
    const {code, stdout} = await run(['api', '/v2/observations?limit=50', '--paginate'], {env: connected(newer)})
    expect(code).toBe(0)
    const ids = lines(stdout).flatMap(({data}) => data.map(({id}) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThanOrEqual(120)
    expect(newer.requests.length).toBe(Math.ceil(ids.length / 50))
    expect(newer.requests.every(({query}) => query.get('limit') === '50')).toBe(true)
  })

  it('are as large as they can be unless a limit is typed', async () => {
    await run(['api', '/v2/observations', '--paginate'], {env: connected(newer)})
    expect(newer.requests.map(({query}) => query.get('limit'))).toEqual(['1000'])
  })

  it.each([
    ['the same', () => 'again'],
    ['two by turns', (asked: string | null) => (asked === 'a' ? 'b' : 'a')],
  ])('end with an error when a server gives %s for ever', async (_, next) => {
    const host = await stand((request, response) => {
      const asked = new URL(request.url ?? '', 'http://x').searchParams.get('cursor')
      json(response, {data: [1], meta: {cursor: next(asked)}})
    })
    const {code, stderr} = await run(['api', '/x/y', '--paginate'], {env: {...env, LANGFUSE_HOST: host.url}})
    expect(code).toBe(5)
    expect(stderr).toContain('again and again')
    expect(host.seen.length).toBeLessThan(5)
  })

  it('end with an error when a server gives the same page number for ever', async () => {
    const host = await stand((_, response) => json(response, {data: [1], meta: {page: 1, totalPages: 9}}))
    const {code, stderr} = await run(['api', '/x/y', '--paginate'], {env: {...env, LANGFUSE_HOST: host.url}})
    expect(code).toBe(5)
    expect(stderr).toContain('(page=2) again and again')
    expect(host.seen).toHaveLength(2)
  })
})

it('pages of SCIM go on at the next index', async () => {
  const host = await stand((request, response) => {
    const {searchParams} = new URL(request.url ?? '', 'http://x')
    const [start, count] = [Number(searchParams.get('startIndex') ?? 1), Number(searchParams.get('count') ?? 10)]
    const Resources = Array.from({length: 250}, (_, index) => index + 1).slice(start - 1, start - 1 + count)
    json(response, {totalResults: 250, startIndex: start, itemsPerPage: Resources.length, Resources})
  })
  const {publicKey, secretKey} = sandbox.keys.organization
  const keys = {LANGFUSE_HOST: host.url, LANGFUSE_ORG_PUBLIC_KEY: publicKey, LANGFUSE_ORG_SECRET_KEY: secretKey}
  const {code, stdout} = await run(['api', '/scim/Users', '--paginate', '--slurp'], {env: keys})
  expect(code).toBe(0)
  const pages = JSON.parse(stdout) as {Resources: number[]}[]
  expect(pages.flatMap(({Resources}) => Resources)).toEqual(Array.from({length: 250}, (_, index) => index + 1))
  expect(host.seen.map(({url}) => url)).toEqual([
    '/api/public/scim/Users?count=100',
    '/api/public/scim/Users?count=100&startIndex=101',
    '/api/public/scim/Users?count=100&startIndex=201',
  ])
})

it('an answer without pages is the only one, and a note says so', async () => {
  const {code, stdout, stderr} = await run(['api', '/health', '--paginate'], {env})
  expect({code, lines: lines(stdout).length}).toEqual({code: 0, lines: 1})
  expect(stderr).toContain('This answer has no pages')
})

describe('10 MB', () => {
  const text = JSON.stringify({text: 'ä'.repeat(5 * 1024 * 1024)})
  const hash = createHash('sha256').update(text).digest('hex')

  it('of an answer pass whole', async () => {
    const host = await stand((_, response) => response.writeHead(200, {'content-type': 'application/json'}).end(text))
    const {stdout, code} = await shell('langfuse api /x/y | sha256sum', {env: {...env, LANGFUSE_HOST: host.url}})
    expect({code, hash: stdout.split(' ')[0]}).toEqual({code: 0, hash})
  })

  it('of a body go out whole', async () => {
    const file = join(TEMP, 'large.json')
    writeFileSync(file, text)
    const arrived = createHash('sha256')
    const host = await stand((request, response) => {
      request.on('data', (chunk) => arrived.update(chunk)).on('end', () => json(response, {}))
    })
    const {code} = await run(['api', 'POST', '/x/y', '--input', file], {env: {...env, LANGFUSE_HOST: host.url}})
    expect({code, hash: arrived.digest('hex')}).toEqual({code: 0, hash})
  })

  it('that the server refuses are explained', async () => {
    const file = join(TEMP, 'refused.json')
    writeFileSync(file, text)
    const {code, stdout, stderr} = await run(['api', 'POST', '/v2/datasets', '--input', file], {env})
    expect(code).toBe(5)
    expect(stdout).not.toBe('')
    expect(stderr).toContain('answered 413')
    expect(stderr).toContain('The body has 10 MB; this route takes 1 MB.')
  })
})

it('headers cannot be smuggled in', async () => {
  const {code, stderr} = await run(['api', '/health', '-H', 'x-a: 1\r\nx-b: 2'], {env})
  expect(code).toBe(2)
  expect(stderr).toContain('nothing was sent')
  expect(sandbox.requests).toEqual([])
})

describe('redirects', () => {
  it.each([301, 302, 307, 308])('with %i to another origin are not followed', async (status) => {
    const other = await stand((_, response) => json(response, {stolen: true}))
    const host = await stand((_, response) => response.writeHead(status, {location: `${other.url}/x`}).end('moved'))
    const {code, stdout, stderr} = await run(['api', '/x/y'], {env: {...env, LANGFUSE_HOST: host.url}})
    expect({code, stdout, asked: other.seen}).toEqual({code: 5, stdout: 'moved', asked: []})
    expect(stderr).toContain(`it redirects to ${other.url}`)
  })

  it.each([
    'http://evil.example/x',
    '//evil.example/x',
    'https://127.0.0.1/x',
    'ftp://127.0.0.1/x',
    'javascript:alert(1)',
    'http://user:pw@evil.example/x',
  ])('to %s are not followed', async (location) => {
    const host = await stand((_, response) => response.writeHead(302, {location}).end())
    const {code} = await run(['api', '/x/y'], {env: {...env, LANGFUSE_HOST: host.url}})
    expect(code).toBe(5)
    expect(host.seen).toHaveLength(1)
  })

  it.each([301, 302, 307, 308])('of a POST with %i stay a POST, at the same origin', async (status) => {
    const host = await stand((request, response) => {
      if (request.url === '/api/public/there') json(response, {there: true})
      else response.writeHead(status, {location: '/api/public/there'}).end()
    })
    const {code, stdout} = await run(['api', 'POST', '/x/y', '-f', 'a=1'], {env: {...env, LANGFUSE_HOST: host.url}})
    expect({code, stdout}).toEqual({code: 0, stdout: '{"there":true}'})
    expect(host.seen.map(({method, url}) => `${method} ${url}`)).toEqual([
      'POST /api/public/x/y',
      'POST /api/public/there',
    ])
    expect(host.seen[1]?.authorization).toBe(host.seen[0]?.authorization)
  })

  it('in a loop end', async () => {
    const host = await stand((_, response) => response.writeHead(302, {location: '/api/public/x/y'}).end())
    const {code, stderr} = await run(['api', '/x/y'], {env: {...env, LANGFUSE_HOST: host.url}})
    expect(code).toBe(5)
    expect(stderr).toContain('redirect loop')
    expect(host.seen.length).toBeLessThan(20)
  })
})

describe('an example of the help', () => {
  const dataset = join(TEMP, 'dataset.json')
  const {publicKey, secretKey} = {publicKey: 'LANGFUSE_ORG_PUBLIC_KEY', secretKey: 'LANGFUSE_ORG_SECRET_KEY'}

  it('runs', async () => {
    writeFileSync(dataset, '{"name":"from a file"}')
    const {organization} = sandbox.keys
    const help = await run(['api', '--help'], {env: {...env, COLUMNS: '300'}})
    const examples = [...help.stdout.matchAll(/\$ (langfuse api (?!\[).+)/g)].map(([, line = '']) => line)
    expect(examples.length).toBeGreaterThanOrEqual(3)
    const all = {...env, [publicKey]: organization.publicKey, [secretKey]: organization.secretKey}
    for (const example of examples) {
      const {code, stdout, stderr} = await shell(example, {env: all})
      expect({example, code, stderr}).toEqual({example, code: 0, stderr: ''})
      expect(stdout).not.toBe('')
    }
  })
})

it('a closed pipe ends the walk', async () => {
  const {code, stdout} = await shell('langfuse api /dataset-items --paginate | head -c 20', {env})
  expect({code, length: stdout.length}).toEqual({code: 0, length: 20})
})

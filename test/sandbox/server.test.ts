import {Agent, request as httpRequest} from 'node:http'
import {describe, expect, it} from 'vitest'
import {basic, call, start} from './client.js'
import {send} from './replay.js'

const wrongHost = "Confirm that you've configured the correct host."

describe('keys', () => {
  it('are refused in the words of each route', async () => {
    const sandbox = await start()
    const {organization, project} = sandbox.keys
    const ask = async (path: string, headers: Record<string, string>) => {
      const {status, text} = await send(`${sandbox.url}/api/public${path}`, 'GET', headers)
      return [status, JSON.parse(text)]
    }
    const org = basic(organization)
    const bearer = {authorization: `Bearer ${project.publicKey}`}
    const none = {message: 'No authorization header'}
    const prompts = {
      message: 'Access denied - need to use basic auth with secret key to GET prompts',
      error: 'ForbiddenError',
    }
    const denied = {message: 'Access denied - insufficient permissions for this endpoint'}
    const isOrganization = {message: 'Invalid API key. Are you using an organization key?'}
    expect(await ask('/v2/prompts', {})).toEqual([401, {...none, error: 'UnauthorizedError'}])
    expect(await ask('/v2/datasets', {})).toEqual([401, none])
    expect(await ask('/organizations/projects', {})).toEqual([401, {error: 'No authorization header'}])
    expect(await ask('/v2/datasets', basic({publicKey: 'pk', secretKey: 'sk'}))).toEqual([
      401,
      {message: `Invalid credentials. ${wrongHost}`},
    ])
    expect(await ask('/projects', {authorization: 'Basic *'})).toEqual([
      401,
      {message: `Invalid character. ${wrongHost}`},
    ])
    expect(await ask('/v2/prompts', org)).toEqual([403, prompts])
    expect(await ask('/v2/prompts', bearer)).toEqual([403, prompts])
    expect(await ask('/v2/datasets', org)).toEqual([403, denied])
    expect(await ask('/dataset-items', bearer)).toEqual([403, denied])
    expect(await ask('/projects', org)).toEqual([403, isOrganization])
    expect((await ask('/organizations/projects', org))[0]).toBe(200)
  })

  it('are known by their secret: a wrong public key passes', async () => {
    const sandbox = await start()
    const headers = basic({...sandbox.keys.project, publicKey: 'pk-lf-wrong'})
    const answer = await call(sandbox, 'GET /projects', undefined, headers)
    expect(answer.body).toMatchObject({data: [{id: 'lf-test-project'}]})
  })
})

describe('routing', () => {
  it('answers what is not there as the real router does', async () => {
    const sandbox = await start()
    const unknown = await call(sandbox, 'GET /nope')
    expect([unknown.status, unknown.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    const slash = await call(sandbox, 'GET /projects/?a=1')
    expect([slash.status, slash.headers.location]).toEqual([308, '/api/public/projects?a=1'])
    expect((await call(sandbox, 'HEAD /traces')).status).toBe(405)
    expect((await call(sandbox, 'PUT /v2/prompts', {})).body).toEqual({
      message: 'Method not allowed',
      error: 'MethodNotAllowedError',
    })
    expect((await call(sandbox, 'GET /v2/prompts/a/b')).headers['content-type']).toContain('text/html')
  })

  it('serves below a base path and nowhere else', async () => {
    const sandbox = await start({basePath: '/langfuse'})
    expect(sandbox.url).toMatch(/\/langfuse$/)
    expect((await call(sandbox, 'GET /health')).body).toEqual({status: 'OK', version: '3.225.4'})
    expect((await send(`${new URL(sandbox.url).origin}/api/public/health`, 'GET', {})).status).toBe(404)
    expect(sandbox.requests.map(({path}) => path)).toEqual(['/langfuse/api/public/health', '/api/public/health'])
  })

  it('reports health on request', async () => {
    const sandbox = await start({mode: '4-events-only'})
    sandbox.store.health.recentEvents = false
    expect((await call(sandbox, 'GET /health')).status).toBe(200)
    const failing = await call(sandbox, 'GET /health?failIfNoRecentEvents=true')
    expect([failing.status, failing.body]).toEqual([
      503,
      {status: 'No traces within the last 3 minutes', version: '4.16.0'},
    ])
  })

  it('says that old routes are gone before it looks at the key or the parameters', async () => {
    const sandbox = await start({mode: '4-events-only'})
    const gone = [
      'GET /sessions',
      'GET /dataset-run-items?limit=0',
      'GET /datasets/x/runs',
      'DELETE /datasets/x/runs/y',
    ]
    for (const operation of gone) {
      const answer = await call(sandbox, operation, undefined, {authorization: ''})
      expect([answer.status, Object.keys(answer.body)]).toEqual([404, ['message']])
      expect(answer.body.message).toContain('events_only mode')
    }
    expect((await call(await start(), 'GET /sessions', undefined, {authorization: ''})).status).toBe(401)
  })

  it('zips what is longer than a kilobyte, for those who accept it', async () => {
    const sandbox = await start()
    await call(sandbox, 'POST /v2/prompts', {name: 'long', prompt: 'x'.repeat(3000), labels: ['production']})
    const zipped = await call(sandbox, 'GET /v2/prompts/long', undefined, {'accept-encoding': 'gzip'})
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect((await call(sandbox, 'GET /v2/prompts/long')).headers['content-encoding']).toBeUndefined()
    const short = await call(sandbox, 'GET /health', undefined, {'accept-encoding': 'gzip'})
    expect(short.headers['content-encoding']).toBeUndefined()
  })
})

describe('bodies', () => {
  it('have to be JSON when they say so', async () => {
    const sandbox = await start()
    const answer = await call(sandbox, 'POST /v2/prompts', '{"a":')
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([400, 'Invalid JSON', undefined])
    const text = await call(sandbox, 'POST /v2/datasets', '{"name":"x"}', {'content-type': 'text/plain'})
    expect(text.body).toMatchObject({error: [{message: 'Invalid input: expected object, received string'}]})
  })

  it('may have 1 MB, dataset items 4.5 MB', async () => {
    const sandbox = await start()
    const prompt = (size: number) => ({name: 'big', prompt: 'x'.repeat(size)})
    expect((await call(sandbox, 'POST /v2/prompts', prompt(1_000_000))).status).toBe(201)
    const refused = await call(sandbox, 'POST /v2/prompts', prompt(1_048_576))
    expect([refused.status, refused.text]).toEqual([413, 'Body exceeded 1mb limit'])
    await call(sandbox, 'POST /v2/datasets', {name: 'd'})
    const item = (size: number) => ({datasetName: 'd', input: 'x'.repeat(size)})
    expect((await call(sandbox, 'POST /dataset-items', item(4_300_000))).status).toBe(200)
    expect((await call(sandbox, 'POST /dataset-items', item(4_800_000))).text).toBe('Body exceeded 4.5mb limit')
  })

  it('which are too long cost the connection', async () => {
    const sandbox = await start()
    const agent = new Agent({keepAlive: true, maxSockets: 1})
    const closed = await new Promise((resolve, reject) => {
      const sent = httpRequest(`${sandbox.url}/api/public/v2/prompts`, {method: 'POST', agent}, (response) => {
        response.resume()
        response.socket.on('close', () => resolve(response.statusCode))
      })
      sent.on('error', reject)
      sent.end('x'.repeat(2_000_000))
    })
    agent.destroy()
    expect(closed).toBe(413)
  })
})

import nock from 'nock'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {type Attempt, type ClientOptions, createClient} from '../../../src/api/http/client.js'
import {ApiError, NetworkError} from '../../../src/api/http/errors.js'
import {createGate} from '../../../src/api/http/gate.js'
import * as health from '../../../src/api/http/health.js'
import * as datasets from '../../../src/api/resources/datasets/endpoints.js'
import * as items from '../../../src/api/resources/datasets/items.js'
import * as prompts from '../../../src/api/resources/prompts.js'

const HOST = 'http://langfuse.test'
const NOW = Date.UTC(2026, 10, 21, 12, 0, 0)

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  const unused = nock.pendingMocks()
  nock.cleanAll()
  expect(unused).toEqual([])
})

type Step = number | string | [number, Record<string, string>, object?]

/** A client whose server takes these steps, one for each try; waits are noted, not waited. */
function clientOf(steps: Step[], method = 'GET', options: Partial<ClientOptions> = {}) {
  const waits: number[] = []
  const attempts: Attempt[] = []
  const seen: {path: string; authorization: string | undefined}[] = []
  for (const step of steps) {
    const mock = nock(HOST).intercept(/^/, method)
    if (typeof step === 'string') mock.replyWithError(Object.assign(new Error(step), {code: step}))
    else {
      const [status, headers, body] = typeof step === 'number' ? [step, {}] : step
      mock.reply(function () {
        seen.push({path: this.req.path, authorization: this.req.headers.authorization})
        return [status, body ?? {ok: true}, {'content-type': 'application/json', ...headers}]
      })
    }
  }
  const client = createClient({
    host: HOST,
    originFor: () => 'langfuse.test (test)',
    authorize: async (scope) => (scope === 'none' ? undefined : `Basic ${scope}`),
    timeoutMs: 1000,
    retry: {retries: 4, maxWaitMs: 60_000},
    userAgent: 'langfusectl/0.0.0 test',
    clock: {
      now: () => NOW,
      random: () => 0.5,
      sleep: async (ms) => {
        waits.push(ms)
      },
    },
    onAttempt: (attempt) => attempts.push(attempt),
    ...options,
  })
  return {client, waits, attempts, seen}
}

const DATASET = {params: {datasetName: 'x'}}

describe('tries and waits', () => {
  it.each<[string, Step[], number[]]>([
    ['success at once', [200], []],
    ['full jitter, doubling', [503, 502, 504, 408, 200], [125, 250, 500, 1000]],
    ['Retry-After in seconds', [[429, {'retry-after': '7'}], 200], [7125]],
    ['Retry-After as a date', [[429, {'retry-after': 'Sat, 21 Nov 2026 12:00:09 GMT'}], 200], [9125]],
    ['the wait in the body', [[429, {}, {details: {retryAfterSeconds: 3}}], 200], [3125]],
    ['the header before the body', [[429, {'retry-after': '2'}, {details: {retryAfterSeconds: 3}}], 200], [2125]],
    ['a reset connection', ['ECONNRESET', 200], [125]],
    ['a refused connection', ['ECONNREFUSED', 'ECONNREFUSED', 200], [125, 250]],
  ])('%s', async (_, steps, expected) => {
    const {client, waits} = clientOf(steps)
    const answer = await client.send(datasets.get, DATASET)
    expect(waits).toEqual(expected)
    expect(answer).toEqual({data: {ok: true}, status: 200, attempts: steps.length})
  })

  it('ends after the last retry with the last error', async () => {
    const {client, waits, attempts} = clientOf([503, 503, 503, 503, 503])
    await expect(client.send(datasets.get, DATASET)).rejects.toMatchObject({status: 503, attempts: 5})
    expect(waits).toEqual([125, 250, 500, 1000])
    expect(attempts.map(({attempt, status}) => [attempt, status])).toEqual([1, 2, 3, 4, 5].map((one) => [one, 503]))
  })

  it('does not wait longer than a rate limit may ask for', async () => {
    const {client, waits} = clientOf([[429, {'retry-after': '61'}]])
    await expect(client.send(datasets.get, DATASET)).rejects.toMatchObject({status: 429, retryAfterMs: 61_000})
    expect(waits).toEqual([])
  })

  it('asks health once', async () => {
    const {client, waits, seen} = clientOf([[503, {}, {status: 'No traces', version: '3.0.0'}]])
    await expect(client.send(health.get, {})).rejects.toMatchObject({status: 503})
    expect({waits, authorization: seen[0]?.authorization}).toEqual({waits: [], authorization: undefined})
  })

  it('tells a timeout from other faults', async () => {
    nock(HOST).get(/^/).delayConnection(5000).reply(200, {})
    const {client} = clientOf([], 'GET', {timeoutMs: 20, retry: {retries: 0, maxWaitMs: 0}})
    const error = await client.send(datasets.get, DATASET).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(NetworkError)
    expect(error).toMatchObject({code: 'ETIMEDOUT', message: `No answer within 0.02 s: ${HOST}`, attempts: 1})
    nock.abortPendingRequests()
  })
})

describe('a request that must not be carried out twice', () => {
  const create = {body: {name: 'x', prompt: 'y'}}

  it.each<[string, Step]>([
    ['a reset', 'ECONNRESET'],
    ['503', 503],
    ['504', 504],
    ['408', 408],
  ])('is not repeated after %s', async (_, step) => {
    const {client, waits} = clientOf([step], 'POST')
    await expect(client.send(prompts.create, create)).rejects.toMatchObject({attempts: 1})
    expect(waits).toEqual([])
  })

  it.each<[string, Step]>([
    ['429', [429, {'retry-after': '1'}]],
    ['a refused connection', 'ECONNREFUSED'],
  ])('is repeated after %s', async (_, step) => {
    const {client, waits} = clientOf([step, 201], 'POST')
    expect(await client.send(prompts.create, create)).toMatchObject({status: 201, attempts: 2})
    expect(waits).toHaveLength(1)
  })

  it.each([
    ['a dataset item with an id', items.create, {body: {datasetName: 'd', id: 'i'}}, 'POST', 2],
    ['a dataset item without', items.create, {body: {datasetName: 'd'}}, 'POST', 1],
    ['a dataset, which is known by its name', datasets.create, {body: {name: 'd'}}, 'POST', 2],
    [
      'labels of a version',
      prompts.updateVersion,
      {params: {name: 'x', version: 1}, body: {newLabels: ['a']}},
      'PATCH',
      2,
    ],
    ['deleting a version', prompts.remove, {params: {promptName: 'x'}, query: {version: 1}}, 'DELETE', 2],
    ['deleting the label latest', prompts.remove, {params: {promptName: 'x'}, query: {label: 'latest'}}, 'DELETE', 1],
  ])('%s after a reset', async (_, operation, input, method, tries) => {
    const {client} = clientOf(tries === 2 ? ['ECONNRESET', 200] : ['ECONNRESET'], method)
    const ended = await client.send(operation, input).catch((error: NetworkError) => error)
    expect(ended.attempts).toBe(tries)
    expect(ended instanceof NetworkError).toBe(tries === 1)
  })

  it.each<[string, Step, boolean]>([
    ['a reset', 'ECONNRESET', true],
    ['503', 503, true],
    ['429', [429, {'retry-after': '0'}], false],
    ['a refused connection', 'ECONNREFUSED', false],
  ])('a 404 after %s says whether it may be done', async (_, step, maybeDone) => {
    const {client} = clientOf([step, [404, {}, {message: 'not found'}]], 'DELETE')
    await expect(client.send(items.remove, {params: {id: 'i'}})).rejects.toMatchObject({status: 404, maybeDone})
  })
})

describe('a lost answer', () => {
  const create = {body: {name: 'x', prompt: 'y'}}
  const none = {retry: {retries: 0, maxWaitMs: 0}}

  it.each([
    ['ECONNRESET', true],
    ['EPIPE', true],
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['EAI_AGAIN', false],
    ['SELF_SIGNED_CERT_IN_CHAIN', false],
  ])('%s of a request that must not be sent twice', async (code, maybeDone) => {
    const {client} = clientOf([code], 'POST', none)
    await expect(client.send(prompts.create, create)).rejects.toMatchObject({name: 'NetworkError', code, maybeDone})
  })

  it('of a timeout may be done too', async () => {
    nock(HOST).post(/^/).delay(5000).reply(200, {})
    const {client} = clientOf([], 'POST', {...none, timeoutMs: 50})
    await expect(client.send(prompts.create, create)).rejects.toMatchObject({code: 'ETIMEDOUT', maybeDone: true})
    nock.abortPendingRequests()
  })

  it.each([
    [500, true],
    [502, true],
    [503, true],
    [504, true],
    [408, true],
    [400, false],
    [429, false],
  ])('%i for a request that must not be sent twice', async (status, inDoubt) => {
    const {client} = clientOf([status], 'POST', none)
    await expect(client.send(prompts.create, create)).rejects.toMatchObject({status, attempts: 1, inDoubt})
  })

  it.each([
    ['a dataset', datasets.create, {body: {name: 'd'}}, 'POST'],
    ['a question', datasets.get, DATASET, 'GET'],
    ['health', health.get, {}, 'GET'],
  ])('502 for %s leaves nothing in doubt', async (_, operation, input, method) => {
    const {client} = clientOf([502], method, none)
    await expect(client.send(operation, input)).rejects.toMatchObject({status: 502, inDoubt: false})
  })

  it.each([
    ['a request that may be repeated', datasets.get, DATASET],
    ['health', health.get, {}],
  ])('of %s does no harm', async (_, operation, input) => {
    const {client} = clientOf(['ECONNRESET'], 'GET', none)
    await expect(client.send(operation, input)).rejects.toMatchObject({code: 'ECONNRESET', maybeDone: false})
  })
})

describe('half an answer', () => {
  const HALF = '{"id": "x'
  const CUT = {name: 'ApiError', status: 200, message: 'The answer is not whole JSON (cut off?)'}

  function half(method: string, times = 1) {
    const headers = {'content-type': 'application/json; charset=utf-8'}
    nock(HOST).intercept(/^/, method).times(times).reply(200, HALF, headers)
  }

  it('is asked for again', async () => {
    half('GET')
    const {client, waits} = clientOf([200])
    expect(await client.send(datasets.get, DATASET)).toEqual({data: {ok: true}, status: 200, attempts: 2})
    expect(waits).toEqual([125])
  })

  it('is an error in the end', async () => {
    half('GET', 5)
    await expect(clientOf([]).client.send(datasets.get, DATASET)).rejects.toMatchObject({...CUT, attempts: 5})
  })

  it('is an error at once where the request must not be sent twice', async () => {
    half('POST')
    const sent = clientOf([]).client.send(prompts.create, {body: {name: 'x', prompt: 'y'}})
    await expect(sent).rejects.toMatchObject({...CUT, attempts: 1})
  })
})

describe('a route that is missing', () => {
  const PAGE = {'content-type': 'text/html; charset=utf-8'}
  const METHOD = {message: 'Method not allowed'}

  function lacks(status = 404, body: string | object = '<!DOCTYPE html>', headers: Record<string, string> = PAGE) {
    nock(HOST).get('/api/public/v2/datasets/x').reply(status, body, headers)
  }

  it.each<[string, number, string | object, unknown]>([
    ['a server', 200, {status: 'OK', version: '3.150.0'}, {version: '3.150.0'}],
    ['a server that is unwell', 503, {status: 'No database', version: '4.16.0'}, {version: '4.16.0'}],
    ['pages', 200, '<html>', 'pages'],
    ['pages with 404', 404, ' <html>', 'pages'],
    ['something else', 200, {status: 'UP'}, 'unknown'],
    ['text', 500, 'broken', 'unknown'],
  ])('is one of %s', async (_, status, body, server) => {
    lacks()
    const asked: (string | undefined)[] = []
    nock(HOST)
      .get('/api/public/health')
      .reply(function () {
        asked.push(this.req.headers.authorization)
        return [status, body]
      })
    const {client, attempts, waits} = clientOf([])
    await expect(client.send(datasets.get, DATASET)).rejects.toMatchObject({status: 404, attempts: 1, server})
    expect({asked, waits}).toEqual({asked: [undefined], waits: []})
    expect(attempts.map(({path}) => path)).toEqual(['/api/public/v2/datasets/x', '/api/public/health'])
  })

  it('is asked about for a missing method too', async () => {
    lacks(405, METHOD, {})
    nock(HOST).get('/api/public/health').reply(200, {version: '3.0.0'})
    const sent = clientOf([]).client.send(datasets.get, DATASET)
    await expect(sent).rejects.toMatchObject({missingRoute: 'method', server: {version: '3.0.0'}})
  })

  it('stays one when nobody answers, or not in time', async () => {
    lacks()
    nock(HOST)
      .get('/api/public/health')
      .replyWithError(Object.assign(new Error('x'), {code: 'ECONNRESET'}))
    const {client, waits} = clientOf([])
    await expect(client.send(datasets.get, DATASET)).rejects.toMatchObject({status: 404, server: 'unknown'})
    lacks()
    nock(HOST).get('/api/public/health').delayConnection(5000).reply(200, {version: '3.0.0'})
    const impatient = clientOf([], 'GET', {timeoutMs: 50}).client
    await expect(impatient.send(datasets.get, DATASET)).rejects.toMatchObject({status: 404, server: 'unknown'})
    expect(waits).toEqual([])
    nock.abortPendingRequests()
  })

  it('is not asked about when it is the one that would be asked', async () => {
    nock(HOST).get('/api/public/health').reply(404, '<html>', PAGE)
    await expect(clientOf([]).client.send(health.get, {})).rejects.toMatchObject({status: 404, server: 'pages'})
  })

  it.each([
    ['of the other version', {message: 'The metrics v2 API is only available in a Langfuse v4 write mode'}],
    ['which is none', {message: 'Dataset not found'}],
  ])('is not asked about %s', async (_, body) => {
    lacks(404, body, {})
    await expect(clientOf([]).client.send(datasets.get, DATASET)).rejects.toMatchObject({server: undefined})
  })
})

describe('a redirect that is not followed', () => {
  it.each<[string, number, Record<string, string>, string, string | undefined]>([
    [
      'to another origin',
      307,
      {location: 'https://langfuse.test/x'},
      'redirects to https://langfuse.test',
      'https://langfuse.test',
    ],
    ['without an address', 302, {}, 'neither an answer nor an address', undefined],
    ['304', 304, {}, 'neither an answer nor an address', undefined],
    ['to no address', 301, {location: 'http://[x'}, 'not to an address that can be followed', undefined],
    [
      'to another protocol',
      301,
      {location: 'ftp://langfuse.test/'},
      'not to an address that can be followed',
      undefined,
    ],
  ])('%s', async (_, status, headers, message, redirectedTo) => {
    nock(HOST).get(/^/).reply(status, '', headers)
    const error = await clientOf([])
      .client.send(datasets.get, DATASET)
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({status, message: expect.stringContaining(message), redirectedTo})
  })

  it('in a loop', async () => {
    nock(HOST).get(/^/).times(11).reply(302, '', {location: '/api/public/v2/datasets/x'})
    const sent = clientOf([]).client.send(datasets.get, DATASET)
    await expect(sent).rejects.toMatchObject({
      name: 'ApiError',
      status: 302,
      message: expect.stringContaining('redirect loop'),
    })
  })
})

describe('an answer that should be an object', () => {
  it.each(['null', '42', '[]', '"text"', ''])('but is %j', async (body) => {
    nock(HOST).get(/^/).reply(200, body, {'content-type': 'application/json'})
    const asked = clientOf([]).client.request(datasets.get, DATASET)
    await expect(asked).rejects.toMatchObject({name: 'ApiError', status: 200, message: 'The answer is not an object'})
  })

  it('may be nothing where something was destroyed', async () => {
    nock(HOST).delete(/^/).reply(204)
    expect(await clientOf([]).client.request(items.remove, {params: {id: 'i'}})).toMatchObject({data: undefined})
  })

  it('may be nothing where nothing is promised', async () => {
    nock(HOST).delete(/^/).reply(204)
    const {client} = clientOf([])
    expect(await client.request(prompts.remove, {params: {promptName: 'x'}})).toMatchObject({data: undefined})
  })
})

describe('an answer', () => {
  it.each<[string, [number, string, string], string]>([
    ['a page', [200, 'text/html', '<html>'], 'The server answered 200 with an HTML page'],
    ['text', [413, 'text/plain', ' Body exceeded 1mb limit\n'], 'Body exceeded 1mb limit'],
    ['nothing', [500, 'text/plain', ''], 'The server answered 500'],
    ['long text, cut', [500, 'text/plain', 'x'.repeat(600)], 'x'.repeat(500)],
  ])('%s is an error with words', async (_, [status, type, body], message) => {
    nock(HOST).get(/^/).reply(status, body, {'content-type': type})
    const {client} = clientOf([])
    const error = await client.send(datasets.get, DATASET).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({status, message, method: 'GET', path: '/api/public/v2/datasets/x'})
  })

  it('that refuses a body says how large that was', async () => {
    nock(HOST).post(/^/).reply(413, 'Body exceeded 1mb limit')
    const sent = clientOf([]).client.send(datasets.create, {body: {name: 'ü'}})
    await expect(sent).rejects.toMatchObject({status: 413, sentBytes: 13})
  })

  it('may be empty', async () => {
    nock(HOST).delete(/^/).reply(204)
    expect(await clientOf([]).client.send(prompts.remove, {params: {promptName: 'x'}})).toEqual({
      data: undefined,
      status: 204,
      attempts: 1,
    })
  })

  it('ends at once when the user interrupts', async () => {
    const stop = new Error('stop')
    const {client} = clientOf([], 'GET', {signal: AbortSignal.abort(stop)})
    await expect(client.send(datasets.get, DATASET)).rejects.toBe(stop)
  })
})

describe('clients with one gate', () => {
  it('pause together, and do not ask for what is refused for hours', async () => {
    const gate = createGate({clock: {now: () => NOW, random: () => 0, sleep: async () => {}}})
    const first = clientOf([[429, {'retry-after': '7200'}]], 'GET', {gate})
    const failed = await first.client.request(datasets.get, DATASET).catch((error: unknown) => error)
    expect(failed).toMatchObject({status: 429, retryAfterMs: 7_200_000})
    const second = clientOf([], 'GET', {gate})
    await expect(second.client.request(datasets.get, DATASET)).rejects.toBe(failed)
    expect(second.attempts).toEqual([])
  })
})

import {describe, expect, it} from 'vitest'
import {call, start} from './client.js'

describe('faults', () => {
  it('answer with a status, as often as said, after as many as said', async () => {
    const sandbox = await start()
    sandbox.faults.push({when: ({path}) => path.endsWith('/ready'), after: 1, times: 2, status: 502})
    const statuses: number[] = []
    for (let count = 0; count < 4; count += 1) statuses.push((await call(sandbox, 'GET /ready')).status)
    expect(statuses).toEqual([200, 502, 502, 200])
    expect((await call(sandbox, 'GET /health')).status).toBe(200)
  })

  it('answer 429 as the real server does', async () => {
    const sandbox = await start()
    sandbox.faults.push({status: 429, headers: {'Retry-After': '7'}})
    const {status, headers, body} = await call(sandbox, 'GET /v2/datasets')
    expect([status, headers['retry-after'], headers['x-ratelimit-remaining']]).toEqual([429, '7', '0'])
    expect(body).toMatchObject({message: 'Rate limit exceeded', code: 'rate_limited', details: {retryAfterSeconds: 7}})
  })

  it('answer with any body, and do not carry the request out', async () => {
    const sandbox = await start()
    sandbox.faults.push({status: 500, body: '<html>oops</html>'})
    const answer = await call(sandbox, 'POST /v2/datasets', {name: 'd'})
    expect([answer.status, answer.text]).toEqual([500, '<html>oops</html>'])
    expect(sandbox.store.datasets.size).toBe(0)
  })

  it('delay', async () => {
    const sandbox = await start()
    sandbox.faults.push({delayMs: 300})
    const answered: string[] = []
    const ask = async (path: string) => {
      await call(sandbox, `GET ${path}`)
      answered.push(path)
    }
    const delayed = ask('/ready')
    while (sandbox.requests.length === 0) await new Promise(setImmediate)
    await Promise.all([delayed, ask('/health')])
    expect(answered).toEqual(['/health', '/ready'])
  })

  it('cut the body off', async () => {
    const sandbox = await start()
    sandbox.faults.push({cutBody: 5})
    await expect(call(sandbox, 'GET /ready')).rejects.toThrow('aborted')
  })

  it('reset the connection before or after the work is done', async () => {
    const sandbox = await start()
    sandbox.faults.push({reset: true}, {resetAfter: true, after: 1})
    await expect(call(sandbox, 'POST /v2/datasets', {name: 'one'})).rejects.toMatchObject({code: 'ECONNRESET'})
    await expect(call(sandbox, 'POST /v2/datasets', {name: 'two'})).rejects.toMatchObject({code: 'ECONNRESET'})
    expect([...sandbox.store.datasets.keys()]).toEqual(['two'])
    expect(sandbox.requests.map(({body}) => body)).toEqual(['{"name":"one"}', '{"name":"two"}'])
  })
})

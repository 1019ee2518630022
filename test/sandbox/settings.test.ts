import {describe, expect, it} from 'vitest'
import {ADMIN_KEY} from '../../sandbox/http/auth.js'
import {models} from '../../sandbox/resources/models.js'
import type {Sandbox, SandboxOptions} from '../../sandbox/server.js'
import {putObservation, putTrace} from '../../sandbox/store/traces.js'
import {basic, call, filter, start} from './client.js'
import {send} from './replay.js'

async function asAdmin({url}: Sandbox, operation: string, body?: object, key = ADMIN_KEY) {
  const [method = '', path] = operation.split(' ')
  const headers = {authorization: `Bearer ${key}`, 'content-type': 'application/json'}
  const answer = await send(`${url}/api/admin${path}`, method, headers, body && JSON.stringify(body))
  return {status: answer.status, body: JSON.parse(answer.text)}
}

describe('admin routes', () => {
  it('make, change and delete an organization with its keys', async () => {
    const sandbox = await start()
    const made = await asAdmin(sandbox, 'POST /organizations', {name: 'Payments'})
    expect(made).toMatchObject({status: 201, body: {name: 'Payments', metadata: {}, projects: []}})
    const route = `/organizations/${made.body.id}`
    const changed = await asAdmin(sandbox, `PUT ${route}`, {name: 'Cards', metadata: {cost: 1}})
    expect(changed).toMatchObject({status: 200, body: {name: 'Cards', metadata: {cost: 1}}})
    const key = await asAdmin(sandbox, `POST ${route}/apiKeys`, {note: 'ci'})
    expect(key).toMatchObject({status: 201, body: {note: 'ci', secretKey: expect.stringMatching(/^sk-lf-/)}})
    const listed = await asAdmin(sandbox, `GET ${route}/apiKeys`)
    expect(listed.body.apiKeys).toEqual([expect.not.objectContaining({secretKey: expect.anything()})])
    expect(await asAdmin(sandbox, `DELETE ${route}/apiKeys/${key.body.id}`)).toMatchObject({status: 200})
    expect(await asAdmin(sandbox, `DELETE ${route}`)).toEqual({status: 200, body: {success: true}})
    expect(await asAdmin(sandbox, `GET ${route}`)).toMatchObject({status: 404})
  })

  it('keep an organization that has projects', async () => {
    const sandbox = await start()
    expect(await asAdmin(sandbox, 'DELETE /organizations/lf-test-org')).toMatchObject({status: 400})
    const {body} = await asAdmin(sandbox, 'GET /organizations')
    expect(body.organizations).toMatchObject([{id: 'lf-test-org', projects: [{id: 'lf-test-project'}]}])
  })

  it('open to no other key', async () => {
    const sandbox = await start()
    expect(await asAdmin(sandbox, 'GET /organizations', undefined, 'other')).toMatchObject({status: 401})
    expect(await asAdmin(sandbox, 'GET /organizations', undefined, '')).toMatchObject({status: 401})
  })
})

describe('SCIM', () => {
  it('adds a user without a role, finds and removes it', async () => {
    const sandbox = await start()
    const headers = basic(sandbox.keys.organization)
    const given = {userName: 'grace@example.com', name: {formatted: 'Grace'}}
    const made = await call(sandbox, 'POST /scim/Users', given, headers)
    expect([made.status, made.body]).toMatchObject([201, given])
    expect((await call(sandbox, 'POST /scim/Users', given, headers)).status).toBe(409)
    expect(sandbox.store.roles.get('lf-test-org')?.get(String(made.body.id))).toBe('NONE')
    const filter = new URLSearchParams({filter: 'userName eq "grace@example.com"'})
    const found = await call(sandbox, `GET /scim/Users?${filter}`, undefined, headers)
    expect(found.body).toMatchObject({totalResults: 1, Resources: [{id: made.body.id}]})
    const page = await call(sandbox, 'GET /scim/Users?startIndex=2&count=1', undefined, headers)
    expect(page.body).toMatchObject({totalResults: 3, startIndex: 2, itemsPerPage: 1})
    expect((await call(sandbox, `DELETE /scim/Users/${made.body.id}`, undefined, headers)).status).toBe(204)
    expect((await call(sandbox, 'DELETE /scim/Users/user-ada', undefined, headers)).status).toBe(403)
  })
})

describe('what came with a version', () => {
  const feedback = {targetType: 'cli', target: 'traces list', feedback: 'Fine'}
  const model = {modelName: 'm', matchPattern: 'm', unit: 'TOKENS', totalPrice: 1}

  it.each([
    [{mode: '3'}, 404],
    [{mode: '4-dual'}, 409],
  ] as [SandboxOptions, number][])('feedback on %j is %i', async (options, status) => {
    expect((await call(await start(options), 'POST /feedback', feedback)).status).toBe(status)
  })

  it('feedback is kept where there is somewhere to send it', async () => {
    const sandbox = await start({mode: '4-dual'})
    sandbox.store.feedback = []
    expect((await call(sandbox, 'POST /feedback', feedback)).status).toBe(201)
    expect(sandbox.store.feedback).toEqual([feedback])
  })

  it('a model is replaced from 4.35 on', async () => {
    expect((await call(await start(), 'PUT /models/m', model)).status).toBe(405)
    const sandbox = await start({mode: '4-dual', release: '4.35'})
    await call(sandbox, 'PUT /models/m', model)
    const replaced = await call(sandbox, 'PUT /models/m', {...model, totalPrice: 2})
    expect([replaced.status, replaced.body]).toMatchObject([200, {id: 'm', totalPrice: 2}])
    expect(models.rows(sandbox.store).size).toBe(1)
  })
})

it('traces are filtered by latency and metadata', async () => {
  const sandbox = await start()
  const {store} = sandbox
  for (const [id, tenant, endTime] of [
    ['slow', 'acme', '2026-11-20T00:00:10Z'],
    ['quick', 'acme', '2026-11-20T00:00:01Z'],
    ['other', 'else', '2026-11-20T00:00:10Z'],
  ] as const) {
    putTrace(store, {id, metadata: {tenant}})
    putObservation(store, {id: `${id}-root`, traceId: id, startTime: '2026-11-20T00:00:00Z', endTime})
  }
  const query = filter(
    {type: 'number', column: 'latency', operator: '>', value: 5},
    {type: 'stringObject', column: 'metadata', key: 'tenant', operator: '=', value: 'acme'},
  )
  const {body} = await call(sandbox, `GET /traces?${query}`)
  expect(body.data).toMatchObject([{id: 'slow'}])
})

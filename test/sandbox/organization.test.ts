import {beforeEach, describe, expect, it} from 'vitest'
import type {Sandbox} from '../../sandbox/server.js'
import {basic, call, start} from './client.js'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await start()
})

/** Asks with the key of the organization. */
function ask(operation: string, body?: unknown) {
  return call(sandbox, operation, body, basic(sandbox.keys.organization))
}

describe('projects', () => {
  it('are created, changed, listed and deleted', async () => {
    const created = await ask('POST /projects', {name: 'checkout', retention: 0})
    expect([created.status, Object.keys(created.body)]).toEqual([201, ['id', 'name', 'metadata']])
    const {id} = created.body
    const changed = await ask(`PUT /projects/${id}`, {name: 'payments', retention: 7})
    expect([changed.status, changed.body]).toEqual([200, {id, name: 'payments', metadata: {}, retentionDays: 7}])
    const {projects} = (await ask('GET /organizations/projects')).body as {projects: {name: string}[]}
    expect(projects.map(({name}) => name)).toEqual(['Test Project', 'payments'])
    expect((await ask(`DELETE /projects/${id}`)).status).toBe(202)
    expect((await ask(`DELETE /projects/${id}`)).status).toBe(404)
  })

  it.each([
    [{name: 'ab', retention: 0}, 400],
    [{name: 'abc', retention: 2}, 400],
    [{name: 'Test Project', retention: 0}, 409],
  ])('%j is refused', async (body, status) => {
    const answer = await ask('POST /projects', body)
    expect([answer.status, Object.keys(answer.body)]).toEqual([status, ['message']])
  })
})

describe('keys', () => {
  const route = '/projects/lf-test-project/apiKeys'

  it('show their secret once', async () => {
    const created = await ask(`POST ${route}`, {note: 'n'})
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({note: 'n', secretKey: expect.stringMatching(/^sk-lf-/)})
    const listed = await ask(`GET ${route}`)
    expect((listed.body.apiKeys as object[]).map((key) => 'secretKey' in key)).toEqual([false, false])
    expect(listed.text).not.toContain(String(created.body.secretKey))
    expect((await ask(`DELETE ${route}/${created.body.id}`)).body).toEqual({success: true})
    expect((await ask(`DELETE ${route}/${created.body.id}`)).status).toBe(404)
  })

  it.each([
    [{publicKey: 'pk-lf-a'}, 400],
    [{publicKey: 'a', secretKey: 'sk-lf-a'}, 400],
    [{publicKey: 'pk-lf-sandbox-project', secretKey: 'sk-lf-a'}, 409],
  ])('%j is refused', async (body, status) => {
    expect((await ask(`POST ${route}`, body)).status).toBe(status)
  })

  it('open their own project and no other, until they are deleted', async () => {
    const {body: project} = await ask('POST /projects', {name: 'checkout'})
    const pair = {publicKey: 'pk-lf-new', secretKey: 'sk-lf-new'}
    const {body: key} = await ask(`POST /projects/${project.id}/apiKeys`, pair)
    const asProject = (operation: string, body?: unknown) => call(sandbox, operation, body, basic(pair))
    expect((await asProject('GET /projects')).body.data).toMatchObject([{id: project.id, name: 'checkout'}])
    await asProject('POST /v2/datasets', {name: 'own'})
    expect((await asProject('GET /v2/datasets')).body.data).toMatchObject([{name: 'own'}])
    expect((await call(sandbox, 'GET /v2/datasets')).body.data).toEqual([])
    expect((await asProject('GET /organizations/projects')).status).toBe(403)
    await ask(`DELETE /projects/${project.id}/apiKeys/${key.id}`)
    expect((await asProject('GET /projects')).status).toBe(401)
  })

  it('of the organization are listed', async () => {
    expect((await ask('GET /organizations/apiKeys')).body.apiKeys).toHaveLength(1)
  })
})

describe.each([
  ['/organizations/memberships', 2, 200],
  ['/projects/lf-test-project/memberships', 0, 404],
])('%s', (route, count, strangers) => {
  it('are listed, changed, made, and deleted with a body', async () => {
    expect((await ask(`GET ${route}`)).body.memberships).toHaveLength(count)
    const made = await ask(`PUT ${route}`, {userId: 'user-eve', role: 'VIEWER'})
    expect([made.status, made.body]).toEqual([200, {userId: 'user-eve', role: 'VIEWER', email: null, name: null}])
    expect((await ask(`PUT ${route}`, {userId: 'user-eve', role: 'BOSS'})).status).toBe(400)
    expect((await ask(`PUT ${route}`, {userId: 'nobody', role: 'VIEWER'})).status).toBe(404)
    expect((await ask(`DELETE ${route}`)).status).toBe(400)
    expect((await ask(`DELETE ${route}`, {userId: 'user-eve'})).body).toMatchObject({userId: 'user-eve'})
    expect((await ask(`DELETE ${route}`, {userId: 'user-eve'})).status).toBe(strangers)
    expect((await ask(`GET ${route}`)).body.memberships).toHaveLength(count)
  })
})

it('lets the last owner of the organization go', async () => {
  expect((await ask('DELETE /organizations/memberships', {userId: 'user-ada'})).status).toBe(200)
})

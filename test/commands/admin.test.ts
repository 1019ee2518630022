import {describe, expect, it} from 'vitest'
import {answers, cli} from '../cli.js'
import {ADMIN, BEARER} from './organization.js'

const ROUTE = '/api/admin/organizations'
const ORGANIZATION = {
  id: 'o1',
  name: 'Payments',
  createdAt: '2026-11-20T00:00:00.000Z',
  metadata: {},
  projects: [{id: 'p1', name: 'checkout', metadata: null, createdAt: 'x', updatedAt: 'y'}],
}

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: BEARER, body}
}

describe('admin orgs', () => {
  it('list', async () => {
    const sent = answers({body: {organizations: [ORGANIZATION]}})
    const {stdout, stderr, exitCode} = await cli('admin orgs list', {env: ADMIN})
    expect(sent).toEqual([request('GET', '')])
    expect(stdout).toMatch(/^Payments\to1\t2026-11-20T00:00:00.000Z\t\[\{"id":"p1",/)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('get', async () => {
    const sent = answers({body: ORGANIZATION})
    const {stdout, exitCode} = await cli('admin orgs get o/1', {env: ADMIN})
    expect(sent).toEqual([request('GET', '/o%2F1')])
    expect({body: JSON.parse(stdout), exitCode}).toEqual({body: ORGANIZATION, exitCode: 0})
  })

  it.each([
    ['--name Payments', {name: 'Payments'}],
    [`--name Payments --metadata '{"cost":"42"}'`, {name: 'Payments', metadata: {cost: '42'}}],
  ])('create and update %s', async (flags, body) => {
    const sent = answers({method: 'POST', status: 201, body: ORGANIZATION}, {method: 'PUT', body: ORGANIZATION})
    const created = await cli(`admin orgs create ${flags}`, {env: ADMIN})
    expect(created).toMatchObject({stderr: '✓ Created organization Payments (o1)\n', exitCode: 0})
    const updated = await cli(`admin orgs update o1 ${flags}`, {env: ADMIN})
    expect(updated).toMatchObject({stderr: '✓ Updated organization Payments (o1)\n', exitCode: 0})
    expect(sent).toEqual([request('POST', '', body), request('PUT', '/o1', body)])
    expect(JSON.parse(updated.stdout)).toEqual(ORGANIZATION)
  })

  it.each(['create', 'update o1'])('%s wants a name', async (verb) => {
    const {stderr, exitCode} = await cli(`admin orgs ${verb}`, {env: ADMIN})
    expect({stderr, exitCode}).toEqual({stderr: 'Error: --name is missing\n', exitCode: 2})
  })

  it('delete', async () => {
    const sent = answers({method: 'DELETE', body: {success: true}})
    const {stdout, stderr, exitCode} = await cli('admin orgs delete o1 --yes', {env: ADMIN})
    expect(sent).toEqual([request('DELETE', '/o1')])
    expect({stdout, stderr, exitCode}).toEqual({stdout: '', stderr: '✓ Deleted organization o1\n', exitCode: 0})
  })

  it('delete passes the refusal on while there are projects', async () => {
    answers({method: 'DELETE', status: 400, body: {error: 'Cannot delete organization with existing projects'}})
    const {stderr, exitCode} = await cli('admin orgs delete o1 --yes', {env: ADMIN})
    expect(exitCode).toBe(5)
    expect(stderr).toContain('existing projects')
  })

  it('delete sends nothing without --yes and without a terminal', async () => {
    expect(await cli('admin orgs delete o1', {env: ADMIN})).toMatchObject({stdout: '', exitCode: 2})
  })
})

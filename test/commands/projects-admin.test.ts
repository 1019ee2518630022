import {describe, expect, it} from 'vitest'
import {answers, cli} from '../cli.js'
import {asOrganization, ORG} from './organization.js'

const ROUTE = '/api/public/projects'
const PROJECT = {id: 'p1', name: 'checkout', metadata: {}}

describe('projects create', () => {
  it.each([
    ['--name checkout', {retention: 0, name: 'checkout'}],
    [
      `--name checkout --retention 30 --metadata '{"team":"a"}'`,
      {name: 'checkout', retention: 30, metadata: {team: 'a'}},
    ],
    [`--body '{"name":"checkout","retention":7}'`, {name: 'checkout', retention: 7}],
  ])('%s', async (flags, body) => {
    const sent = answers({method: 'POST', status: 201, body: PROJECT})
    const {stdout, stderr, exitCode} = await cli(`projects create ${flags}`, {env: ORG})
    expect(sent).toEqual([asOrganization('POST', ROUTE, body)])
    expect(JSON.parse(stdout)).toEqual(PROJECT)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Created project checkout (p1)\n', exitCode: 0})
  })

  it.each([
    ['', '--name is missing'],
    ['--name ab', '3 to 60'],
    [`--name ${'a'.repeat(61)}`, '3 to 60'],
    ['--name abc --retention 2', '0 (for ever) or at least 3'],
    ['--name abc --retention -1', '0'],
    ['--name abc --metadata text', '--metadata'],
    ['--name abc --metadata "[1]"', '--metadata'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`projects create ${flags}`, {env: ORG})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})

describe('projects update', () => {
  it.each([
    ['--name checkout', {name: 'checkout'}, ''],
    ['--name checkout --retention 0', {name: 'checkout', retention: 0}, ''],
    [
      `--name checkout --retention 3 --metadata '{"a":1}'`,
      {name: 'checkout', retention: 3, metadata: {a: 1}},
      'Warning: data older than 3 days will be deleted.\n',
    ],
  ])('%s', async (flags, body, warning) => {
    const answer = {...PROJECT, retentionDays: 'retention' in body ? body.retention : 3}
    const sent = answers({method: 'PUT', body: answer})
    const {stdout, stderr, exitCode} = await cli(`projects update a/1 ${flags}`, {env: ORG})
    expect(sent).toEqual([asOrganization('PUT', `${ROUTE}/a%2F1`, body)])
    expect(JSON.parse(stdout)).toEqual(answer)
    expect({stderr, exitCode}).toEqual({stderr: `${warning}✓ Updated project checkout (p1)\n`, exitCode: 0})
  })

  it('wants the name each time', async () => {
    const {stderr, exitCode} = await cli('projects update p1 --retention 3', {env: ORG})
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--name is missing')
  })
})

describe('projects delete', () => {
  it('says queued, with --yes', async () => {
    const body = {success: true, message: 'Project deletion has been initiated'}
    const sent = answers({method: 'DELETE', status: 202, body})
    const {stdout, stderr, exitCode} = await cli('projects delete p1 --yes --json', {env: ORG})
    expect(sent).toEqual([asOrganization('DELETE', `${ROUTE}/p1`)])
    expect(JSON.parse(stdout)).toEqual(body)
    expect({stderr, exitCode}).toEqual({
      stderr: '✓ Queued the deletion of project p1 with all its data\n',
      exitCode: 0,
    })
  })

  it('sends nothing without --yes and without a terminal', async () => {
    const {stdout, stderr, exitCode} = await cli('projects delete p1', {env: ORG})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(
      'delete project p1 with all its data on http://langfuse.test (keys from LANGFUSE_ORG_PUBLIC_KEY)',
    )
  })
})

import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli, KEYS} from '../cli.js'

const PROJECT = {
  id: 'lf-test-project',
  name: 'Test Project',
  organization: {id: 'lf-test-org', name: 'Test Org'},
  metadata: {},
}

describe('projects list', () => {
  it.each(['', '--limit 5', '--all'])('asks once, without paging %s', async (flags) => {
    const sent = answers({body: {data: [PROJECT]}})
    const {stdout, exitCode} = await cli(`projects list ${flags}`)
    expect(sent).toEqual([{method: 'GET', path: '/api/public/projects', authorization: BASIC, body: undefined}])
    expect({stdout, exitCode}).toEqual({stdout: 'Test Project\tlf-test-project\tTest Org\n', exitCode: 0})
  })

  it('prints what the server sent, whole', async () => {
    answers({body: {data: [PROJECT]}})
    const {stdout} = await cli('projects list --json')
    expect(JSON.parse(stdout)).toEqual([PROJECT])
  })

  it('says that an organization key does not open it', async () => {
    const message = 'Invalid API key. Are you using an organization key?'
    answers({status: 403, body: {message}})
    const {stdout, stderr, exitCode} = await cli('projects list', {env: KEYS})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 3})
    expect(stderr).toContain(message)
    expect(stderr).toContain('needs the key pair of a project')
  })

  it.each(['--page 2', '--page-size 10', '--cursor c'])('has no %s', async (flags) => {
    expect(await cli(`projects list ${flags}`)).toMatchObject({stdout: '', exitCode: 2})
  })
})

import {describe, expect, it} from 'vitest'
import {answers, cli, HOST, sentHeaders} from '../cli.js'

const WELL = {status: 'OK', version: '3.225.4'}
const UNWELL = {status: 'No traces within the last 3 minutes', version: '3.225.4'}

describe('health', () => {
  it('asks without keys', async () => {
    const sent = answers({body: WELL})
    const {stdout, stderr, exitCode} = await cli('health', {env: {LANGFUSE_BASE_URL: HOST}})
    expect(sent).toEqual([{method: 'GET', path: '/api/public/health', authorization: undefined, body: undefined}])
    expect({stdout: JSON.parse(stdout), stderr, exitCode}).toEqual({stdout: WELL, stderr: '', exitCode: 0})
  })

  it('sends no keys that it has', async () => {
    const sent = answers({body: WELL})
    await cli('health')
    expect(sent[0]?.authorization).toBeUndefined()
    expect(sentHeaders()[0]?.['x-langfuse-sdk-name']).toBe('langfusectl')
  })

  it('shows lines on a terminal', async () => {
    answers({body: WELL})
    const {stdout} = await cli('health', {tty: {stdout: true}})
    expect(stdout).toBe('status:   OK\nversion:  3.225.4\n')
  })

  it.each([
    ['--fail-if-no-recent-events', '?failIfNoRecentEvents=true'],
    ['--fail-if-database-unavailable', '?failIfDatabaseUnavailable=true'],
    ['--no-fail-if-database-unavailable', '?failIfDatabaseUnavailable=false'],
    [
      '--fail-if-no-recent-events --fail-if-database-unavailable',
      '?failIfDatabaseUnavailable=true&failIfNoRecentEvents=true',
    ],
  ])('%s', async (flags, query) => {
    const sent = answers({body: WELL})
    await cli(`health ${flags}`)
    expect(sent.map(({path}) => path)).toEqual([`/api/public/health${query}`])
  })

  it('takes 503 for an answer: asks once, prints it, exits 5', async () => {
    const sent = answers({status: 503, body: UNWELL})
    const {stdout, stderr, exitCode} = await cli('health --fail-if-no-recent-events --json')
    expect(sent).toHaveLength(1)
    expect(JSON.parse(stdout)).toEqual(UNWELL)
    expect(exitCode).toBe(5)
    expect(JSON.parse(stderr)).toMatchObject({error: {code: 'rejected', status: 503}})
  })
})

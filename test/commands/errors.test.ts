import nock from 'nock'
import {describe, expect, it} from 'vitest'
import {answers, cli} from '../cli.js'
import {CASES} from './error-cases.js'

describe.each(CASES)('%s', (_, {answer, health, exit, code, tells, line = 'datasets get x'}) => {
  it('is told to people', async () => {
    const sent = answers(answer, ...(health ? [health] : []))
    const {stdout, stderr, exitCode} = await cli(`${line} --retries 0`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: exit})
    expect(stderr).toMatch(/^Error: /)
    for (const words of tells) expect(stderr).toContain(words)
    if (health?.body) expect(sent[1]).toMatchObject({path: '/api/public/health', authorization: undefined})
  })

  it('is told to programs', async () => {
    answers(answer, ...(health ? [health] : []))
    const {stdout, stderr, exitCode} = await cli(`${line} --retries 0 -o ndjson`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: exit})
    const {error} = JSON.parse(stderr)
    expect(error.code).toBe(code)
    expect(error.status).toBe(answer.error === undefined ? (answer.status ?? 200) : undefined)
    for (const words of tells) expect(`${error.message}\n${error.hint}`).toContain(words)
  })
})

describe('a redirect', () => {
  it('to another origin is not followed: keys stay at home', async () => {
    const elsewhere: string[] = []
    nock('http://elsewhere.test')
      .get(/^/)
      .optionally()
      .reply(function () {
        elsewhere.push(String(this.req.headers.authorization))
        return [200, {}]
      })
    const location = 'http://elsewhere.test/api/public/v2/datasets/x'
    const sent = answers({status: 308, body: '', headers: {location}})
    const {stdout, stderr, exitCode} = await cli('datasets get x')
    expect(elsewhere).toEqual([])
    expect(sent).toHaveLength(1)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('http://elsewhere.test')
    expect(stderr).toContain('--host')
  })

  it('within the origin is followed, keys and all', async () => {
    const sent = answers(
      {status: 308, body: '', headers: {location: '/base/api/public/v2/datasets/x'}},
      {body: {id: 'x'}},
    )
    const {exitCode} = await cli('datasets get x')
    expect(exitCode).toBe(0)
    expect(sent.map(({path}) => path)).toEqual(['/api/public/v2/datasets/x', '/base/api/public/v2/datasets/x'])
    expect(new Set(sent.map(({authorization}) => authorization)).size).toBe(1)
  })
})

describe('text of a server', () => {
  it('cannot command a terminal', async () => {
    answers({status: 400, body: {message: 'a\u001b[2Jb\u0007'}})
    expect((await cli('datasets get x')).stderr).toContain('a␛[2Jb␇')
  })
})

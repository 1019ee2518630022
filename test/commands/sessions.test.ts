import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const SESSION = {
  id: 'otel/session',
  createdAt: '2026-11-21T22:53:07.955Z',
  projectId: 'lf-test-project',
  environment: 'otelenv',
}
const META = {totalItems: 1, totalPages: 1, page: 1, limit: 50}

function request(path: string) {
  return {method: 'GET', path: `/api/public/sessions${path}`, authorization: BASIC, body: undefined}
}

describe('sessions list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    [
      '--from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z --environment a --environment b,c --page 2 --page-size 10',
      '?fromTimestamp=2026-11-01T00%3A00%3A00.000Z&toTimestamp=2026-11-02T00%3A00%3A00.000Z&environment=a&environment=b%2Cc&page=2&limit=10',
    ],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [SESSION], meta: META}})
    const {stdout, stderr, exitCode} = await cli(`sessions list ${flags}`)
    expect(sent).toEqual([request(query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: '2026-11-21T22:53:07.955Z\t\totel/session\totelenv\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it.each(['--page 2 --api-version 4', '--cursor c'])('refuses %s, unsent', async (flags) => {
    expect(await cli(`sessions list ${flags}`)).toMatchObject({stdout: '', exitCode: 2})
  })
})

describe('sessions get', () => {
  const whole = {...SESSION, traces: [{id: 't1', timestamp: '2026-11-21T22:52:07.351Z', name: ''}]}
  const shaped = {
    ...SESSION,
    lastActivityAt: null,
    traces: [
      {
        id: 't1',
        timestamp: '2026-11-21T22:52:07.351Z',
        name: null,
        userId: null,
        sessionId: null,
        tags: [],
        release: null,
        version: null,
        environment: null,
        public: null,
        input: null,
        output: null,
        metadata: null,
        latency: null,
        totalCost: null,
        observations: null,
        scores: null,
        bookmarked: null,
        projectId: null,
        externalId: null,
        htmlPath: null,
        createdAt: null,
        updatedAt: null,
        roots: null,
      },
    ],
  }

  it.each([
    ['s1', '/s1'],
    ['"otel/session 1%"', '/otel%2Fsession%201%25'],
    ['s1 --from 7d --to 1d --raw-io', '/s1'],
  ])('%s', async (args, path) => {
    const sent = answers({body: whole})
    const {stdout, stderr, exitCode} = await cli(`sessions get ${args}`)
    expect(sent).toEqual([request(path)])
    expect(JSON.parse(stdout)).toEqual(shaped)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('passes a 404 on', async () => {
    answers({
      status: 404,
      body: {message: 'Session not found within authorized project', error: 'LangfuseNotFoundError'},
    })
    expect(await cli('sessions get nope')).toMatchObject({stdout: '', exitCode: 8})
  })
})

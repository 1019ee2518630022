import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const OBSERVATION = {
  id: 'e26a2178626c534b',
  traceId: 'd40b8fcdda4f4a6ddc484295ab577d87',
  startTime: '2026-11-21T22:52:07.351Z',
  endTime: '2026-11-21T22:52:08.351Z',
  projectId: 'lf-test-project',
  parentObservationId: 'e1857decffdabf58',
  type: 'GENERATION',
  environment: 'production',
  name: 'rec-gen',
  level: 'DEFAULT',
  statusMessage: null,
  version: null,
  input: [{role: 'user', content: 'hi'}],
  output: {role: 'assistant', content: 'hello'},
  metadata: {},
  model: 'gpt-4o',
  modelParameters: {temperature: 0.2},
  promptName: null,
  promptVersion: null,
  latency: 1,
  timeToFirstToken: 0.501,
  usageDetails: {input: 11, output: 7, total: 18},
  costDetails: {total: 0.0000975},
  inputPrice: 0.0000025,
  calculatedTotalCost: 0.0000975,
}
const META = {page: 1, limit: 50, totalItems: 1, totalPages: 1}

function request(path: string) {
  return {method: 'GET', path: `/api/public/observations${path}`, authorization: BASIC, body: undefined}
}

describe('observations list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    [
      `--trace-id t --name n --type GENERATION --level ERROR --user-id u --parent-observation-id p --environment a --environment b --version v --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z --filter '[{"type":"null","column":"model","operator":"is null","value":""}]'`,
      '?traceId=t&name=n&type=GENERATION&level=ERROR&userId=u&parentObservationId=p&environment=a&environment=b&version=v&fromStartTime=2026-11-01T00%3A00%3A00.000Z&toStartTime=2026-11-02T00%3A00%3A00.000Z&filter=%5B%7B%22type%22%3A%22null%22%2C%22column%22%3A%22model%22%2C%22operator%22%3A%22is+null%22%2C%22value%22%3A%22%22%7D%5D&page=1&limit=50',
    ],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [OBSERVATION], meta: META}})
    const {stdout, stderr, exitCode} = await cli(`observations list ${flags}`)
    expect(sent).toEqual([request(query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout:
        '2026-11-21T22:52:07.351Z\tGENERATION\trec-gen\te26a2178626c534b\tgpt-4o\t0.0000975\t1\tDEFAULT\td40b8fcdda4f4a6ddc484295ab577d87\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it.each([
    ['--type spam', 2, '--type: must be one of GENERATION, SPAN, EVENT, AGENT'],
    ['--level LOUD', 2, 'DEBUG'],
    ['--filter 1', 2, '--filter: must be a JSON array'],
    ['--session-id s --is-root-observation --fields core', 5, '--session-id, --is-root-observation, --fields needs'],
    ['--parse-io-as-json', 5, '--parse-io-as-json needs the other generation'],
    ['--api-version 4', 5, 'needs the other generation'],
  ])('refuses %s', async (flags, exit, words) => {
    const {stdout, stderr, exitCode} = await cli(`observations list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: exit})
    expect(stderr).toContain(words)
  })
})

describe('observations get', () => {
  it.each([
    ['e26a2178626c534b', '/e26a2178626c534b'],
    ['"a/b" --start-time 2026-11-21T23:52:07.351+01:00', '/a%2Fb?startTime=2026-11-21T22%3A52%3A07.351Z'],
  ])('%s', async (args, path) => {
    const sent = answers({body: OBSERVATION})
    const {stdout, stderr, exitCode} = await cli(`observations get ${args}`)
    expect(sent).toEqual([request(path)])
    expect(JSON.parse(stdout)).toEqual(OBSERVATION)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('passes a 404 on', async () => {
    answers({status: 404, body: {message: 'Observation with id nope not found', error: 'LangfuseNotFoundError'}})
    expect(await cli('observations get nope')).toMatchObject({stdout: '', exitCode: 8})
  })
})

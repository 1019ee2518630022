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
const SHAPED = {
  ...OBSERVATION,
  userId: null,
  sessionId: null,
  totalCost: 0.0000975,
  completionStartTime: null,
  promptId: null,
  outputPrice: null,
  totalPrice: null,
  inputUsage: null,
  outputUsage: null,
  totalUsage: null,
  inputCost: null,
  outputCost: null,
  modelId: null,
  usagePricingTierId: null,
  usagePricingTierName: null,
  traceName: null,
  tags: null,
  release: null,
  public: null,
  bookmarked: null,
  isRootObservation: false,
  createdAt: null,
  updatedAt: null,
}
const NEWER = {
  id: 'o2',
  traceId: 't',
  startTime: '2026-11-21T22:52:07.351Z',
  type: 'GENERATION',
  name: 'rec-gen',
  level: 'DEFAULT',
  statusMessage: '',
  providedModelName: 'gpt-4o',
}
const ALL = 'core%2Cbasic%2Ctime%2Cio%2Cmetadata%2Cmodel%2Cusage%2Cprompt%2Cmetrics%2Ctrace_context'
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
    ['--session-id s', {type: 'string', column: 'sessionId', operator: '=', value: 's'}],
    ['--is-root-observation', {type: 'null', column: 'parentObservationId', operator: 'is null', value: ''}],
    ['--no-is-root-observation', {type: 'null', column: 'parentObservationId', operator: 'is not null', value: ''}],
    [
      '--filter "isRootObservation = true"',
      {type: 'null', column: 'parentObservationId', operator: 'is null', value: ''},
    ],
    ['--filter "providedModelName = gpt"', {type: 'string', column: 'model', operator: '=', value: 'gpt'}],
    ['--expand-metadata k --no-parse-io-as-json --fields core', undefined],
  ])('asks with a filter what only the newer route has a parameter for: %s', async (flags, condition) => {
    const sent = answers({body: {data: [OBSERVATION], meta: META}})
    const {stdout, exitCode} = await cli(`observations list -o ndjson ${flags}`)
    const [path = '', query] = sent[0]?.path.split('?') ?? []
    const {filter, ...others} = Object.fromEntries(new URLSearchParams(query))
    expect({path, others, exitCode}).toEqual({
      path: '/api/public/observations',
      others: {page: '1', limit: '50'},
      exitCode: 0,
    })
    expect(filter && JSON.parse(filter)).toEqual(condition && [condition])
    expect(JSON.parse(stdout).model).toBe(flags.includes('--fields') ? null : 'gpt-4o')
  })

  it.each([
    ['--type spam', 2, '--type: must be one of GENERATION, SPAN, EVENT, AGENT'],
    ['--level LOUD', 2, 'DEBUG'],
    ['--filter 1', 2, '"1" is not a valid condition'],
    ['--filter "mode = x"', 2, 'The filter\'s column "mode" is not known here; did you mean "model"?'],
    ['--parse-io-as-json', 2, '--parse-io-as-json: is no longer supported'],
    ['--session-id s --page 2 --api-version 4', 2, 'This list has no page numbers'],
    ['--filter "experimentId = x" --api-version 3', 5, '`datasets run-items list` gives the traces of a run'],
    ['--page 2 --cursor c', 2, '--cursor'],
  ])('refuses %s', async (flags, exit, words) => {
    const {stdout, stderr, exitCode} = await cli(`observations list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: exit})
    expect(stderr).toContain(words)
  })
})

/** Before the newer route is asked alone, whether it has new rows: servers in legacy mode have none of this. */
const NOT_LEGACY = {body: {data: []}}

describe('observations list on the newer route', () => {
  const row = {...NEWER, input: '{"q":1}', output: 'no json'}

  it.each([
    ['--session-id s --is-root-observation --fields core', 'sessionId=s&isRootObservation=true&fields=core&limit=50'],
    ['--expand-metadata k,l', 'expandMetadata=k%2Cl&fields=core%2Cbasic%2Ctime%2Cmodel%2Cusage&limit=50'],
    ['--no-parse-io-as-json', 'parseIoAsJson=false&fields=core%2Cbasic%2Ctime%2Cmodel%2Cusage&limit=50'],
    ['--cursor c --limit 2', 'fields=core%2Cbasic%2Ctime%2Cmodel%2Cusage&cursor=c&limit=2'],
    ['--session-id s -o json', `sessionId=s&fields=${ALL}&limit=50`],
    ['--session-id s -o json --all', `sessionId=s&fields=${ALL}&limit=100`],
    ['--session-id s --all', 'sessionId=s&fields=core%2Cbasic%2Ctime%2Cmodel%2Cusage&limit=1000'],
    ['--session-id s -o json --page-size 900 --all', `sessionId=s&fields=${ALL}&limit=900`],
  ])('asks it: %s', async (flags, query) => {
    const sent = answers(NOT_LEGACY, {body: {data: [row], meta: {}}})
    expect(await cli(`observations list --api-version 4 ${flags}`)).toMatchObject({exitCode: 0})
    expect(sent[0]?.path).toMatch(/^\/api\/public\/v2\/metrics\?/)
    const paths = sent.slice(1).map((asked) => ({...asked, path: asked.path.replace(/toStartTime=[^&]+&/, '')}))
    expect(paths).toEqual([{...request(''), path: `/api/public/v2/observations?${query}`}])
    expect(sent[1]?.path.includes('toStartTime=')).toBe(flags.includes('--all'))
  })

  it.each([
    ['', {q: 1}],
    ['--raw-io', '{"q":1}'],
  ])('reads input and output: %s', async (flags, input) => {
    answers(NOT_LEGACY, {body: {data: [row], meta: {}}})
    const {stdout} = await cli(`observations list --api-version 4 -o json ${flags}`)
    expect(JSON.parse(stdout)).toMatchObject([
      {id: 'o2', model: 'gpt-4o', input, output: 'no json', statusMessage: null},
    ])
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
    expect(JSON.parse(stdout)).toEqual(SHAPED)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('passes a 404 on', async () => {
    answers({status: 404, body: {message: 'Observation with id nope not found', error: 'LangfuseNotFoundError'}})
    expect(await cli('observations get nope')).toMatchObject({stdout: '', exitCode: 8})
  })
})

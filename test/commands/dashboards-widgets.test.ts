import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const WIDGET = {
  id: 'w1',
  createdAt: '2026-11-21T22:53:18.502Z',
  updatedAt: '2026-11-21T22:53:18.557Z',
  name: 'Cost by model',
  description: 'd',
  view: 'observations',
  dimensions: [{field: 'name'}],
  metrics: [{measure: 'count', agg: 'count'}],
  filters: [],
  chartType: 'HORIZONTAL_BAR',
  chartConfig: {row_limit: 10, type: 'HORIZONTAL_BAR'},
}
const ROUTE = '/api/public/unstable/dashboard-widgets'

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: BASIC, body}
}

const MINIMAL = [
  '--name=w',
  '--view=observations',
  '--dimensions=[]',
  '--metrics=[{"measure":"count","agg":"count"}]',
  '--filters=[]',
  '--chart-type=HORIZONTAL_BAR',
]
const MINIMAL_BODY = {
  name: 'w',
  view: 'observations',
  dimensions: [],
  metrics: [{measure: 'count', agg: 'count'}],
  filters: [],
  chartType: 'HORIZONTAL_BAR',
}
const FILTERS = [{type: 'stringOptions', column: 'environment', operator: 'any of', value: ['production']}]
const CONFIG = {
  type: 'PIVOT_TABLE',
  row_limit: 1000,
  bins: 10,
  defaultSort: {column: 'count_count', order: 'DESC'},
  show_value_labels: true,
}
const FULL = [
  '--name=w',
  '--description=d',
  '--view=scores-numeric',
  '--dimensions=[{"field":"name"}]',
  '--metrics=[{"measure":"value","agg":"p95"},{"measure":"count","agg":"count"}]',
  `--filters=${JSON.stringify(FILTERS)}`,
  '--chart-type=PIVOT_TABLE',
  `--chart-config=${JSON.stringify(CONFIG)}`,
]
const FULL_BODY = {
  name: 'w',
  description: 'd',
  view: 'scores-numeric',
  dimensions: [{field: 'name'}],
  metrics: [
    {measure: 'value', agg: 'p95'},
    {measure: 'count', agg: 'count'},
  ],
  filters: FILTERS,
  chartType: 'PIVOT_TABLE',
  chartConfig: CONFIG,
}

describe('dashboards widgets list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    ['--limit 5', '?page=1&limit=5'],
  ])('%s', async (flags, query) => {
    const old = {...WIDGET, view: 'traces'}
    const sent = answers({body: {data: [old], meta: {page: 1, limit: 50, totalItems: 1, totalPages: 1}}})
    const {stdout, stderr, exitCode} = await cli(`dashboards widgets list ${flags}`)
    expect(sent).toEqual([request('GET', query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'Cost by model\tw1\ttraces\tHORIZONTAL_BAR\t2026-11-21T22:53:18.557Z\n',
      stderr: '',
      exitCode: 0,
    })
  })
})

describe('dashboards widgets get', () => {
  it.each([
    ['w1', '/w1'],
    ['"a/b"', '/a%2Fb'],
  ])('%s', async (id, path) => {
    const sent = answers({body: WIDGET})
    const {stdout, stderr, exitCode} = await cli(`dashboards widgets get ${id}`)
    expect(sent).toEqual([request('GET', path)])
    expect(JSON.parse(stdout)).toEqual(WIDGET)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })
})

describe('dashboards widgets create', () => {
  it.each<[string, string[], object]>([
    ['the least', MINIMAL, MINIMAL_BODY],
    ['everything', FULL, FULL_BODY],
  ])('%s', async (_, flags, body) => {
    const sent = answers({method: 'POST', body: WIDGET})
    const {stdout, stderr, exitCode} = await cli(['dashboards', 'widgets', 'create', ...flags])
    expect(sent).toEqual([request('POST', '', body)])
    expect(JSON.parse(stdout)).toEqual(WIDGET)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Created widget Cost by model (w1)\n', exitCode: 0})
  })

  it.each([
    ['{"metrics":[{"measure":"count","aggregation":"count"}]}', 'unknown field "aggregation"'],
    ['{"metrics":[{"measure":"count","agg":"median"}]}', '"p95"'],
    ['{"metrics":[]}', '--metrics: at least one metric'],
    ['{"dimensions":["name"]}', '--dimensions (0)'],
    ['{"view":"traces"}', 'scores-categorical'],
    ['{"chartConfig":{"row_limit":1001}}', '--chart-config (row_limit): at most 1000 rows'],
    ['{"chartConfig":{"type":"PIE"}}', '--chart-config: its type must be that of --chart-type'],
    ['{"chartConfig":{"rowLimit":5}}', 'unknown field "rowLimit"'],
    ['{"filters":[{"column":"name"}]}', '--filters (0.operator)'],
  ])('refuses %s', async (change, words) => {
    const body = JSON.stringify({...MINIMAL_BODY, ...JSON.parse(change)})
    const {stdout, stderr, exitCode} = await cli(['dashboards', 'widgets', 'create', '--body', body])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('passes on which measures there are', async () => {
    const message = 'Measure "nope" is not available for view "observations" in version "v1"'
    const details = {field: 'metrics[0].measure', allowedValues: ['count', 'latency']}
    answers({method: 'POST', status: 400, body: {message, code: 'invalid_request', details}})
    const {stderr, exitCode} = await cli(['dashboards', 'widgets', 'create', ...MINIMAL])
    expect(exitCode).toBe(5)
    expect(stderr).toContain(message)
    expect(stderr).toContain('(allowed: count, latency)')
  })
})

describe('dashboards widgets update', () => {
  it.each<[string, string[], object]>([
    ['the least', ['--name=w'], {name: 'w'}],
    ['everything', FULL, FULL_BODY],
  ])('%s', async (_, flags, body) => {
    const sent = answers({method: 'PATCH', body: {...WIDGET, ...body}})
    const {stderr, exitCode} = await cli(['dashboards', 'widgets', 'update', 'w1', ...flags])
    expect(sent).toEqual([request('PATCH', '/w1', body)])
    expect(stderr).toMatch(/^✓ Saved widget .* \(w1\)\n$/)
    expect(exitCode).toBe(0)
  })

  it('wants something to change', async () => {
    const {stderr, exitCode} = await cli('dashboards widgets update w1')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Nothing to change')
  })
})

describe('dashboards widgets delete', () => {
  it('--yes', async () => {
    const sent = answers({method: 'DELETE', body: {message: 'Dashboard widget successfully deleted'}})
    const {stdout, stderr, exitCode} = await cli('dashboards widgets delete w1 --yes')
    expect(sent).toEqual([request('DELETE', '/w1')])
    expect({stdout, stderr, exitCode}).toEqual({stdout: '', stderr: '✓ Deleted widget w1\n', exitCode: 0})
  })

  it('says which dashboards show it', async () => {
    const message = 'Cannot delete widget because it is still used in the following dashboards: "Cost".'
    answers({method: 'DELETE', status: 409, body: {message, code: 'conflict'}})
    const {stderr, exitCode} = await cli('dashboards widgets delete w1 -y')
    expect(exitCode).toBe(5)
    expect(stderr).toContain(message)
  })
})

import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const TILE = {type: 'widget', id: 't1', widgetId: 'w1', x: 0, y: 0, width: 6, height: 6}
const PRESET = {type: 'preset', id: 't2', presetId: 'p1', x: 6, y: 0, width: 6, height: 6}
const DASHBOARD = {
  id: 'd1',
  createdAt: '2026-11-21T22:53:18.568Z',
  updatedAt: '2026-11-21T22:53:18.619Z',
  name: 'Cost',
  description: 'd',
  definition: {widgets: [TILE]},
  filters: [],
}
const CONDITION = {type: 'string', column: 'environment', operator: '=', value: 'production'}
const ROUTE = '/api/public/unstable/dashboards'

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: BASIC, body}
}

describe('dashboards list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    ['--page 3 --page-size 20', '?page=3&limit=20'],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [DASHBOARD], meta: {page: 1, limit: 50, totalItems: 1, totalPages: 1}}})
    const {stdout, stderr, exitCode} = await cli(`dashboards list ${flags} -q`)
    expect(sent).toEqual([request('GET', query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'Cost\td1\td\t2026-11-21T22:53:18.619Z\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('says which server is too old', async () => {
    answers(
      {status: 404, body: '<!DOCTYPE html><html></html>', headers: {'content-type': 'text/html'}},
      {body: {status: 'OK', version: '3.150.0'}},
    )
    const {stdout, stderr, exitCode} = await cli('dashboards list')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain(`does not know GET ${ROUTE}`)
  })
})

describe('dashboards get', () => {
  it.each([
    ['d1', '/d1'],
    ['"a/b"', '/a%2Fb'],
  ])('%s', async (id, path) => {
    const sent = answers({body: DASHBOARD})
    const {stdout, stderr, exitCode} = await cli(`dashboards get ${id}`)
    expect(sent).toEqual([request('GET', path)])
    expect(JSON.parse(stdout)).toEqual(DASHBOARD)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('says that there is none', async () => {
    answers({status: 404, body: {message: 'Dashboard nope not found', code: 'resource_not_found'}})
    const {stderr, exitCode} = await cli('dashboards get nope')
    expect(exitCode).toBe(8)
    expect(stderr).toContain('Dashboard nope not found')
  })
})

const ALL = [
  '--name',
  'Cost',
  '--description',
  'd',
  '--definition',
  JSON.stringify({widgets: [TILE, PRESET]}),
  '--filters',
  JSON.stringify([CONDITION]),
]
const ALL_BODY = {name: 'Cost', description: 'd', definition: {widgets: [TILE, PRESET]}, filters: [CONDITION]}

describe('dashboards create', () => {
  it.each<[string, string[], object]>([
    ['the least', ['--name', 'Cost'], {name: 'Cost'}],
    ['everything', ALL, ALL_BODY],
  ])('%s', async (_, flags, body) => {
    const sent = answers({method: 'POST', body: DASHBOARD})
    const {stdout, stderr, exitCode} = await cli(['dashboards', 'create', ...flags])
    expect(sent).toEqual([request('POST', '', body)])
    expect(JSON.parse(stdout)).toEqual(DASHBOARD)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Created dashboard Cost (d1)\n', exitCode: 0})
  })

  it.each<[string, string[], string]>([
    ['no name', [], '--name is missing'],
    ['a tile without a widget', ['--definition', '{"widgets":[{"type":"widget","id":"t"}]}'], '(widgets.0.widgetId)'],
    ['a tile with a typo', ['--definition', JSON.stringify({widgets: [{...TILE, hight: 3}]})], 'unknown field "hight"'],
    ['a filter without a column', ['--filters', '[{"type":"string","operator":"="}]'], '--filters (0.column)'],
    ['filters that are no array', ['--filters', '{}'], '--filters: expected array'],
  ])('refuses %s', async (_, flags, words) => {
    const name = flags.length > 0 ? ['--name', 'x'] : []
    const {stdout, stderr, exitCode} = await cli(['dashboards', 'create', ...name, ...flags])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})

describe('dashboards update', () => {
  it.each<[string, string[], object]>([
    ['the least', ['--name', 'Cost'], {name: 'Cost'}],
    ['everything', [...ALL, '--yes'], ALL_BODY],
  ])('%s', async (_, flags, body) => {
    const sent = answers({method: 'PATCH', body: DASHBOARD})
    const {stderr, exitCode} = await cli(['dashboards', 'update', 'd1', ...flags])
    expect(sent).toEqual([request('PATCH', '/d1', body)])
    expect({stderr, exitCode}).toEqual({stderr: '✓ Saved dashboard Cost (d1)\n', exitCode: 0})
  })

  it('asks before it replaces tiles', async () => {
    const sent = answers({body: DASHBOARD})
    const {stdout, stderr, exitCode} = await cli(['dashboards', 'update', 'd1', '--definition', '{"widgets":[]}'])
    expect(sent).toEqual([request('GET', '/d1')])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('This would replace the tiles (1) of dashboard Cost')
  })

  it('does not ask where there are none', async () => {
    const empty = {...DASHBOARD, definition: {widgets: []}}
    const sent = answers({body: empty}, {method: 'PATCH', body: DASHBOARD})
    const line = ['dashboards', 'update', 'd1', '--definition', JSON.stringify({widgets: [PRESET]})]
    expect(await cli(line)).toMatchObject({exitCode: 0})
    expect(sent).toEqual([request('GET', '/d1'), request('PATCH', '/d1', {definition: {widgets: [PRESET]}})])
  })

  it('wants something to change', async () => {
    const {stderr, exitCode} = await cli('dashboards update d1')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Error: Nothing to change')
  })
})

describe('dashboards delete', () => {
  it('--yes', async () => {
    const sent = answers({method: 'DELETE', body: {message: 'Dashboard successfully deleted'}})
    const {stdout, stderr, exitCode} = await cli('dashboards delete d1 --yes')
    expect(sent).toEqual([request('DELETE', '/d1')])
    expect({stdout, stderr, exitCode}).toEqual({stdout: '', stderr: '✓ Deleted dashboard d1\n', exitCode: 0})
  })
})

describe('dashboards placements create', () => {
  it.each([
    ['--type widget --widget-id w1', {type: 'widget', widgetId: 'w1'}],
    [
      '--type preset --preset-id p1 --id t2 --x 6 --y 0 --width 6 --height 4',
      {type: 'preset', presetId: 'p1', id: 't2', x: 6, y: 0, width: 6, height: 4},
    ],
  ])('%s', async (flags, body) => {
    const sent = answers({method: 'POST', body: TILE})
    const {stdout, stderr, exitCode} = await cli(`dashboards placements create d1 ${flags}`)
    expect(sent).toEqual([request('POST', '/d1/placements', body)])
    expect(JSON.parse(stdout)).toEqual(TILE)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Added tile t1 to dashboard d1\n', exitCode: 0})
  })

  it.each([
    ['--widget-id w1', '--type is missing: one of widget, preset'],
    ['--type widget', '--widget-id: goes with --type widget'],
    ['--type widget --widget-id w --preset-id p', '--preset-id: goes with --type preset'],
    ['--type preset', '--preset-id: goes with --type preset'],
    ['--type chart', 'widget, preset'],
    ['--type widget --widget-id w --x -1', '--x'],
    ['--type widget --widget-id w --width 0', '--width'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`dashboards placements create d1 ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})

describe('dashboards placements update', () => {
  it.each([
    ['--x 0', {x: 0}],
    ['--x 1 --y 2 --width 4 --height 5', {x: 1, y: 2, width: 4, height: 5}],
  ])('%s', async (flags, body) => {
    const sent = answers({method: 'PATCH', body: {...TILE, ...body}})
    const {stderr, exitCode} = await cli(`dashboards placements update d1 t1 ${flags}`)
    expect(sent).toEqual([request('PATCH', '/d1/placements/t1', body)])
    expect(stderr).toMatch(/^✓ Saved tile t1: column \d, row \d, \d × \d\n$/)
    expect(exitCode).toBe(0)
  })

  it('wants something to change', async () => {
    expect(await cli('dashboards placements update d1 t1')).toMatchObject({stdout: '', exitCode: 2})
  })
})

describe('dashboards placements delete', () => {
  it.each([
    ['d1 t1', '/d1/placements/t1'],
    ['"a/b" "c d"', '/a%2Fb/placements/c%20d'],
  ])('%s', async (ids, path) => {
    const sent = answers({method: 'DELETE', body: {message: 'Placement successfully deleted'}})
    const {stdout, exitCode} = await cli(`dashboards placements delete ${ids} --yes`)
    expect(sent).toEqual([request('DELETE', path)])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 0})
  })
})

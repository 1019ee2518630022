import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const CONFIG = {
  id: 'cfg-1',
  name: 'accuracy',
  isArchived: false,
  description: 'd',
  createdAt: '2026-11-21T22:53:09.887Z',
  updatedAt: '2026-11-21T22:53:09.887Z',
  projectId: 'lf-test-project',
  maxValue: 1,
  minValue: 0,
  dataType: 'NUMERIC',
  categories: null,
}
const ROUTE = '/api/public/score-configs'

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: BASIC, body}
}

describe('scores configs list', () => {
  it('shows the bounds', async () => {
    const sent = answers({body: {data: [CONFIG], meta: {page: 1, limit: 50, totalItems: 1, totalPages: 1}}})
    const {stdout, stderr, exitCode} = await cli('scores configs list')
    expect(sent).toEqual([request('GET', '?page=1&limit=50')])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'cfg-1\taccuracy\tNUMERIC\t0\t1\tfalse\t\td\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('does not end with a page that has fewer rows than asked for', async () => {
    const meta = {limit: 2, totalItems: 3, totalPages: 2}
    const sent = answers(
      {body: {data: [CONFIG], meta: {...meta, page: 1}}},
      {body: {data: [{...CONFIG, id: 'cfg-2'}], meta: {...meta, page: 2}}},
    )
    const {stdout} = await cli('scores configs list --all --page-size 2 --columns id')
    expect(sent.map(({path}) => path)).toEqual([`${ROUTE}?page=1&limit=2`, `${ROUTE}?page=2&limit=2`])
    expect(stdout).toBe('cfg-1\ncfg-2\n')
  })
})

describe('scores configs get', () => {
  it.each([
    ['cfg-1', '/cfg-1'],
    ['"a/b %"', '/a%2Fb%20%25'],
  ])('%s', async (id, path) => {
    const sent = answers({body: CONFIG})
    const {stdout, exitCode} = await cli(`scores configs get ${id}`)
    expect(sent).toEqual([request('GET', path)])
    expect(JSON.parse(stdout)).toEqual(CONFIG)
    expect(exitCode).toBe(0)
  })

  it('passes a 404 on', async () => {
    answers({
      status: 404,
      body: {message: 'Score config not found within authorized project', error: 'LangfuseNotFoundError'},
    })
    expect(await cli('scores configs get nope')).toMatchObject({stdout: '', exitCode: 8})
  })
})

const CATEGORIES = [
  {label: 'warm', value: 1},
  {label: 'cold', value: 0},
]

describe('scores configs create', () => {
  it.each([
    ['--name "b (1) _.-" --data-type BOOLEAN', {name: 'b (1) _.-', dataType: 'BOOLEAN'}],
    [
      '--name n --data-type NUMERIC --min-value -1 --max-value 0.5 --description d',
      {name: 'n', dataType: 'NUMERIC', minValue: -1, maxValue: 0.5, description: 'd'},
    ],
    [
      `--name n --data-type CATEGORICAL --categories '${JSON.stringify(CATEGORIES)}'`,
      {name: 'n', dataType: 'CATEGORICAL', categories: CATEGORIES},
    ],
  ])('%s', async (flags, body) => {
    const sent = answers({method: 'POST', body: CONFIG})
    const {stdout, stderr, exitCode} = await cli(`scores configs create ${flags}`)
    expect(sent).toEqual([request('POST', '', body)])
    expect(JSON.parse(stdout)).toEqual(CONFIG)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Created score config accuracy (cfg-1)\n', exitCode: 0})
  })

  it.each([
    ['--name n', '--data-type is missing'],
    ['--name n --data-type CORRECTION', 'NUMERIC, BOOLEAN, CATEGORICAL, TEXT'],
    [`--name ${'n'.repeat(36)} --data-type TEXT`, 'at most 35'],
    ['--name a/b --data-type TEXT', '--name: a name has letters'],
    ['--name n --data-type NUMERIC --min-value 2 --max-value 1', '--max-value: must be greater than --min-value'],
    ['--name n --data-type NUMERIC --min-value 1 --max-value 1', '--max-value: must be greater'],
    ['--name n --data-type CATEGORICAL', '--categories: goes with CATEGORICAL'],
    [`--name n --data-type BOOLEAN --categories '[{"label":"a","value":1}]'`, '--categories: goes with CATEGORICAL'],
    [`--name n --data-type CATEGORICAL --categories '[{"label":"a","value":1},{"label":"a","value":2}]'`, 'unique'],
    [`--name n --data-type CATEGORICAL --categories '[{"label":"a","value":1},{"label":"b","value":1}]'`, 'unique'],
    [`--name n --data-type CATEGORICAL --categories '[{"label":"a"}]'`, '--categories (0.value)'],
    [
      `--name n --data-type CATEGORICAL --categories '[{"label":"a","value":1,"color":"red"}]'`,
      'unknown field "color"',
    ],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`scores configs create ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})

describe('scores configs update', () => {
  it.each([
    ['--is-archived', {isArchived: true}, '✓ Updated score config accuracy (archived)\n'],
    [
      `--no-is-archived --name n --min-value 0 --max-value 2 --description new --categories '${JSON.stringify(CATEGORIES)}'`,
      {isArchived: false, name: 'n', description: 'new', minValue: 0, maxValue: 2, categories: CATEGORIES},
      '✓ Updated score config n\n',
    ],
  ])('%s', async (flags, body, done) => {
    const sent = answers({method: 'PATCH', body: {...CONFIG, ...body}})
    const {stderr, exitCode} = await cli(`scores configs update a/1 ${flags}`)
    expect(sent).toEqual([request('PATCH', '/a%2F1', body)])
    expect({stderr, exitCode}).toEqual({stderr: done, exitCode: 0})
  })

  it.each([
    ['', 'Error: nothing to change: give at least one field'],
    ['--min-value 2 --max-value 1', '--max-value: must be greater'],
    [`--body '{"description":null}'`, '--description: expected string, received null'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`scores configs update cfg-1 ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})

import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'
import {inOneHome} from '../home.js'

const FILTER = [{type: 'stringOptions', column: 'type', operator: 'any of', value: ['GENERATION']}]
const MAPPING = [
  {variable: 'input', source: 'input'},
  {variable: 'output', source: 'output', jsonPath: '$.text'},
]
const REFERENCE = {name: 'helpful', scope: 'project', type: 'llm_as_judge'}
const RULE = {
  id: 'rule-1',
  name: 'helpful',
  evaluator: {id: 'ev-1', ...REFERENCE},
  target: 'observation',
  enabled: false,
  status: 'inactive',
  pausedReason: null,
  pausedMessage: null,
  sampling: 0.5,
  filter: FILTER,
  mapping: MAPPING,
  createdAt: '2026-11-21T22:53:18.337Z',
  updatedAt: '2026-11-21T22:53:18.437Z',
}
const ROUTE = '/api/public/unstable/evaluation-rules'

const V2 = '/api/public/v2/evaluation-rules'
const UNKNOWN = {method: 'POST', status: 404, body: '<!DOCTYPE html>', headers: {'content-type': 'text/html'}}

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: BASIC, body}
}

describe('evaluation-rules list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    ['--limit 7', '?page=1&limit=7'],
  ])('%s', async (flags, query) => {
    const old = {...RULE, id: 'rule-0', target: 'trace', delay: 10_000, timeScope: ['NEW']}
    const sent = answers({body: {data: [RULE, old], meta: {page: 1, limit: 50, totalItems: 2, totalPages: 1}}})
    const {stdout, stderr, exitCode} = await cli(`evaluation-rules list ${flags}`)
    expect(sent).toEqual([request('GET', query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: [
        'helpful\trule-1\thelpful\tobservation\tinactive\t0.5\t2026-11-21T22:53:18.437Z\n',
        'helpful\trule-0\thelpful\ttrace\tinactive\t0.5\t2026-11-21T22:53:18.437Z\n',
      ].join(''),
      stderr: '',
      exitCode: 0,
    })
  })
})

describe('evaluation-rules get', () => {
  it.each([
    ['rule-1', '/rule-1'],
    ['"a/b"', '/a%2Fb'],
  ])('%s', async (id, path) => {
    const sent = answers({body: RULE})
    const {stdout, stderr, exitCode} = await cli(`evaluation-rules get ${id}`)
    expect(sent).toEqual([request('GET', path)])
    expect(JSON.parse(stdout)).toEqual(RULE)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })
})

describe('evaluation-rules create', () => {
  const code = {name: 'length', scope: 'managed', type: 'code'}

  it.each<[string, string[], object]>([
    [
      'the least, for code',
      ['--name=length', `--evaluator=${JSON.stringify(code)}`, '--target=experiment', '--no-enabled'],
      {name: 'length', evaluator: code, target: 'experiment', enabled: false},
    ],
    [
      'everything',
      [
        '--name=helpful',
        `--evaluator=${JSON.stringify(REFERENCE)}`,
        '--target=observation',
        '--enabled',
        '--sampling=0.5',
        `--filter=${JSON.stringify(FILTER)}`,
        `--mapping=${JSON.stringify(MAPPING)}`,
      ],
      {
        name: 'helpful',
        evaluator: REFERENCE,
        target: 'observation',
        enabled: true,
        sampling: 0.5,
        filter: FILTER,
        mapping: MAPPING,
      },
    ],
  ])('%s', async (_, flags, body) => {
    const sent = answers({method: 'POST', body: RULE})
    const {stdout, stderr, exitCode} = await cli(['evaluation-rules', 'create', ...flags])
    expect(sent).toEqual([request('POST', '', body)])
    expect(JSON.parse(stdout)).toEqual(RULE)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Created evaluation rule helpful (rule-1)\n', exitCode: 0})
  })

  const whole = {name: 'x', evaluator: REFERENCE, target: 'observation', enabled: true, mapping: MAPPING}
  it.each<[string, object, string]>([
    ['no target', {...whole, target: undefined}, '--target is missing'],
    ['an unknown target', {...whole, target: 'trace'}, '"observation"|"experiment"'],
    ['no word on enabled', {...whole, enabled: undefined}, '--enabled is missing'],
    ['a sampling of nothing', {...whole, sampling: 0}, '--sampling: must be above 0, and 1 at most'],
    ['a sampling above all', {...whole, sampling: 1.5}, '--sampling: must be above 0, and 1 at most'],
    ['a judge without mapping', {...whole, mapping: undefined}, '--mapping: llm_as_judge needs it'],
    ['code with mapping', {...whole, evaluator: code}, '--mapping: llm_as_judge needs it, code must not have it'],
    [
      'what observations lack',
      {...whole, mapping: [{variable: 'a', source: 'expected_output'}]},
      '--mapping: observations have no expected_output',
    ],
    ['a path that is none', {...whole, mapping: [{...MAPPING[0], jsonPath: 'a'}]}, 'a JSON path begins with "$"'],
    ['other filters of experiments', {...whole, target: 'experiment', filter: FILTER}, '--filter: experiments are'],
    ['an evaluator without scope', {...whole, evaluator: {name: 'x'}}, '--evaluator (scope)'],
  ])('refuses %s', async (_, body, words) => {
    const {stdout, stderr, exitCode} = await cli(['evaluation-rules', 'create', '--body', JSON.stringify(body)])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('does not mix what belongs to two routes', async () => {
    const line = ['evaluation-rules', 'create', '--evaluator-assignments=[]', '--body', JSON.stringify(whole)]
    const {stdout, stderr, exitCode} = await cli(line)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('unknown field "evaluator", "target", "mapping"')
    expect(stderr).toContain(`--evaluator-assignments: POST ${ROUTE}`)
  })

  const ASSIGNED = {name: 'x', enabled: true, evaluatorAssignments: [{evaluatorId: 'ev-1'}]}
  it.each([
    [['--name=x', '--enabled', '--evaluator-assignments=[{"evaluatorId":"ev-1"}]']],
    [['--body', JSON.stringify(ASSIGNED)]],
  ])('assignments are for the newer route alone: %s', async (flags) => {
    const sent = answers({method: 'POST', body: RULE})
    expect((await cli(['evaluation-rules', 'create', ...flags])).exitCode).toBe(0)
    expect(sent).toEqual([{...request('POST', '', ASSIGNED), path: V2}])
  })

  it.each([
    [whole, `does not know POST ${ROUTE}`, 'so it was not asked: --evaluator-assignments is missing'],
    [ASSIGNED, `does not know POST ${V2}: this command needs 4.35`, 'so it was not asked: --evaluator is missing'],
  ])('says it when the server has only the other route: %j', async (body, what, why) => {
    answers(UNKNOWN, {body: {status: 'OK', version: '4.16.0'}})
    const {stderr, exitCode} = await cli(['evaluation-rules', 'create', '--body', JSON.stringify(body)])
    expect(exitCode).toBe(5)
    expect(stderr).toContain(what)
    expect(stderr).toContain(why)
  })

  it('says that there is no such evaluator', async () => {
    const message = 'Latest evaluator version not found within authorized project'
    answers({method: 'POST', status: 404, body: {message, code: 'resource_not_found'}})
    const {stderr, exitCode} = await cli(['evaluation-rules', 'create', '--body', JSON.stringify(whole)])
    expect(exitCode).toBe(8)
    expect(stderr).toContain(message)
  })
})

describe('evaluation-rules update', () => {
  it.each<[string, string[], object]>([
    ['the least', ['--sampling=0.1'], {sampling: 0.1}],
    [
      'everything',
      [
        '--name=helpful',
        '--evaluator={"name":"helpful","scope":"project"}',
        '--target=experiment',
        '--no-enabled',
        '--sampling=1',
        '--filter=[]',
        '--mapping=[{"variable":"input","source":"experiment_item_metadata"}]',
      ],
      {
        name: 'helpful',
        evaluator: {name: 'helpful', scope: 'project'},
        target: 'experiment',
        enabled: false,
        sampling: 1,
        filter: [],
        mapping: [{variable: 'input', source: 'experiment_item_metadata'}],
      },
    ],
  ])('%s', async (_, flags, body) => {
    const sent = answers({method: 'PATCH', body: {...RULE, ...body}})
    const {stderr, exitCode} = await cli(['evaluation-rules', 'update', 'rule-1', ...flags])
    expect(sent).toEqual([request('PATCH', '/rule-1', body)])
    expect({stderr, exitCode}).toEqual({stderr: '✓ Saved evaluation rule helpful (rule-1)\n', exitCode: 0})
  })

  it.each<[string, string[], string]>([
    ['nothing', [], 'Nothing to change'],
    ['a mapping without its target', ['--mapping=[]'], '--target: goes with --filter and --mapping'],
  ])('refuses %s', async (_, flags, words) => {
    const {stdout, stderr, exitCode} = await cli(['evaluation-rules', 'update', 'rule-1', ...flags])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})

describe('evaluation-rules update of newer servers', () => {
  it('a filter without a target is for them alone', async () => {
    const sent = answers({method: 'PATCH', body: RULE})
    expect((await cli('evaluation-rules update rule-1 --filter []')).exitCode).toBe(0)
    expect(sent).toEqual([{...request('PATCH', '', {filter: []}), path: `${V2}/rule-1`}])
  })

  it('is said of older ones', async () => {
    answers({...UNKNOWN, method: 'PATCH'}, {body: {status: 'OK', version: '4.16.0'}})
    const {stderr, exitCode} = await cli('evaluation-rules update rule-1 --filter []')
    expect(exitCode).toBe(5)
    expect(stderr).toContain('so it was not asked: --target: goes with --filter and --mapping')
  })

  it('a change that both know goes to whichever route there is, and is remembered', async () => {
    await inOneHome(async (env) => {
      const patch = {method: 'PATCH', body: {...RULE, sampling: 0.1}}
      const sent = answers({...UNKNOWN, method: 'PATCH'}, {body: {status: 'OK', version: '4.99.0'}}, patch)
      expect((await cli('evaluation-rules update rule-1 --sampling 0.1', {env})).exitCode).toBe(0)
      answers(patch)
      expect((await cli('evaluation-rules update rule-1 --sampling 0.1', {env})).exitCode).toBe(0)
      expect(sent.filter(({method}) => method === 'PATCH').map(({path}) => path)).toEqual([
        `${ROUTE}/rule-1`,
        `${V2}/rule-1`,
        `${V2}/rule-1`,
      ])
    })
  })
})

describe('evaluation-rules delete', () => {
  it('--yes', async () => {
    const sent = answers({method: 'DELETE', body: {message: 'Evaluation rule successfully deleted'}})
    const {stdout, stderr, exitCode} = await cli('evaluation-rules delete rule-1 --yes')
    expect(sent).toEqual([request('DELETE', '/rule-1')])
    expect({stdout, stderr, exitCode}).toEqual({stdout: '', stderr: '✓ Deleted evaluation rule rule-1\n', exitCode: 0})
  })
})

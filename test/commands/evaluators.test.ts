import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'
import {inOneHome} from '../home.js'

const DEFINITION = {dataType: 'NUMERIC', reasoning: {description: 'why'}, score: {description: '0..1'}}
const MODEL = {provider: 'openai', model: 'gpt-4o'}
const EVALUATOR = {
  id: 'ev-1',
  name: 'helpful',
  version: 2,
  scope: 'project',
  variables: ['input', 'output'],
  evaluationRuleCount: 1,
  createdAt: '2026-11-21T22:53:18.193Z',
  updatedAt: '2026-11-21T22:53:18.193Z',
  type: 'llm_as_judge',
  prompt: 'Judge {{input}} vs {{output}}',
  outputDefinition: DEFINITION,
  modelConfig: MODEL,
}
const UNSTABLE = '/api/public/unstable/evaluators'
const V2 = '/api/public/v2/evaluators'

const UNKNOWN = {status: 404, body: '<!DOCTYPE html>', headers: {'content-type': 'text/html'}}
const NEW_SERVER = {body: {status: 'OK', version: '4.99.0'}}

function request(method: string, path: string, body?: unknown) {
  return {method, path, authorization: BASIC, body}
}

function listOf(...data: object[]) {
  return {body: {data, meta: {page: 1, limit: 100, totalItems: data.length, totalPages: 1}}}
}

describe('evaluators list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    ['--page 2 --page-size 5', '?page=2&limit=5'],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [EVALUATOR], meta: {page: 1, limit: 50, totalItems: 1, totalPages: 1}}})
    const {stdout, stderr, exitCode} = await cli(`evaluators list ${flags} -q`)
    expect(sent).toEqual([request('GET', UNSTABLE + query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'helpful\tev-1\tllm_as_judge\tproject\t2\t1\t2026-11-21T22:53:18.193Z\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('asks a server of another time for its own route, and remembers it', async () => {
    await inOneHome(async (env) => {
      const {scope: _, ...row} = {...EVALUATOR, description: 'new'}
      const sent = answers(UNKNOWN, NEW_SERVER, {body: {data: [row], meta: {}}})
      const first = await cli('evaluators list --json', {env})
      expect(JSON.parse(first.stdout)).toEqual([row])
      expect(first).toMatchObject({stderr: '', exitCode: 0})
      answers({body: {data: [row], meta: {}}})
      expect((await cli('evaluators list --json', {env})).stdout).toBe(first.stdout)
      expect(sent.map(({path}) => path)).toEqual([
        `${UNSTABLE}?page=1&limit=50`,
        '/api/public/health',
        `${V2}?limit=50`,
        `${V2}?limit=50`,
      ])
    })
  })

  it('says it when a server has neither', async () => {
    answers(UNKNOWN, NEW_SERVER, UNKNOWN, NEW_SERVER)
    expect(await cli('evaluators list')).toMatchObject({stdout: '', exitCode: 5})
  })

  it.each([
    ['--page 2', 'This list has no page numbers'],
    ['--cursor c', 'This list has no cursors'],
  ])('%s belongs to one route', async (flags, why) => {
    answers(UNKNOWN, NEW_SERVER)
    const {stderr, exitCode} = await cli(`evaluators list ${flags}`)
    expect(exitCode).toBe(5)
    expect(stderr).toContain(`so it was not asked: ${why}`)
  })
})

describe('evaluators get', () => {
  it.each([
    ['ev-1', '/ev-1'],
    ['"a/b"', '/a%2Fb'],
  ])('%s', async (id, path) => {
    const sent = answers({body: EVALUATOR})
    const {stdout, stderr, exitCode} = await cli(`evaluators get ${id}`)
    expect(sent).toEqual([request('GET', UNSTABLE + path)])
    expect(JSON.parse(stdout)).toEqual(EVALUATOR)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })
})

describe('evaluators create', () => {
  const judge = [
    '--name=helpful',
    '--type=llm_as_judge',
    '--prompt=-',
    `--output-definition=${JSON.stringify(DEFINITION)}`,
  ]
  const judgeBody = {name: 'helpful', type: 'llm_as_judge', prompt: 'Judge {{input}}\n', outputDefinition: DEFINITION}
  const categories = {
    dataType: 'CATEGORICAL',
    reasoning: {description: 'why'},
    score: {description: 'which', categories: ['good', 'bad'], shouldAllowMultipleMatches: false},
  }

  it.each<[string, string[], object]>([
    ['the least', judge, judgeBody],
    ['a model', [...judge, `--model-config=${JSON.stringify(MODEL)}`], {...judgeBody, modelConfig: MODEL}],
    ['no model', [...judge, '--model-config=null'], {...judgeBody, modelConfig: null}],
    [
      'categories',
      [...judge.slice(0, 3), `--output-definition=${JSON.stringify(categories)}`],
      {...judgeBody, outputDefinition: categories},
    ],
    [
      'code',
      ['--name=length', '--type=code', '--source-code=-', '--source-code-language=PYTHON'],
      {name: 'length', type: 'code', sourceCode: 'Judge {{input}}\n', sourceCodeLanguage: 'PYTHON'},
    ],
  ])('%s', async (_, flags, body) => {
    const looksUp = 'prompt' in body && !('modelConfig' in body)
    const sent = answers(...(looksUp ? [listOf()] : []), {method: 'POST', body: EVALUATOR})
    const {stdout, stderr, exitCode} = await cli(['evaluators', 'create', ...flags], {stdin: 'Judge {{input}}\n'})
    const list = request('GET', `${UNSTABLE}?page=1&limit=100`)
    expect(sent).toEqual([...(looksUp ? [list] : []), request('POST', UNSTABLE, body)])
    expect(JSON.parse(stdout)).toEqual(EVALUATOR)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Created evaluator helpful, version 2 (ev-1)\n', exitCode: 0})
  })

  it.each<[object, boolean]>([
    [EVALUATOR, true],
    [{...EVALUATOR, modelConfig: null}, false],
    [{...EVALUATOR, name: 'other'}, false],
    [{...EVALUATOR, scope: 'managed'}, false],
  ])('names the model that a new version does without: %j', async (before, warned) => {
    answers(listOf(before), {method: 'POST', body: EVALUATOR})
    const {stderr} = await cli(['evaluators', 'create', ...judge], {stdin: 'p'})
    expect(stderr.includes('does without what is not given: --model-config.')).toBe(warned)
  })

  const whole = {...judgeBody, prompt: 'p'}
  it.each<[string, object, string]>([
    ['no type', {name: 'x'}, '--type is missing'],
    ['a judge without a prompt', {...whole, prompt: undefined}, '--prompt: an evaluator of type llm_as_judge needs it'],
    ['a judge without an answer', {...whole, outputDefinition: undefined}, '--output-definition: an evaluator'],
    ['a judge with code', {...whole, sourceCode: 'x'}, '--source-code: goes with another type'],
    ['code without its language', {name: 'x', type: 'code', sourceCode: 'x'}, '--source-code-language: an evaluator'],
    ['code with a prompt', {...whole, type: 'code'}, '--prompt: goes with another type than code'],
    ['code that is too long', {name: 'x', type: 'code', sourceCode: 'ü'.repeat(131_073)}, 'at most 256 KiB'],
    ['a version in the answer', {...whole, outputDefinition: {...DEFINITION, version: 2}}, 'unknown field "version"'],
    [
      'one category',
      {...whole, outputDefinition: {...categories, score: {description: 'd', categories: ['a']}}},
      'at least two categories',
    ],
  ])('refuses %s', async (_, body, words) => {
    const {stdout, stderr, exitCode} = await cli(['evaluators', 'create', '--body', '-'], {stdin: JSON.stringify(body)})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  const FLAT = {dataType: 'BOOLEAN', scoreValueInstructions: 'Is it?'}
  const flat = ['--name=helpful', '--type=llm_as_judge', '--prompt=p', `--output-definition=${JSON.stringify(FLAT)}`]
  const flatBody = {name: 'helpful', type: 'llm_as_judge', prompt: 'p', outputDefinition: FLAT}
  const messages = [{role: 'system', content: 'You judge.'}]

  it.each<[string, string[], object]>([
    ['a flat definition', flat, flatBody],
    ['a description', [...flat, '--description=d'], {...flatBody, description: 'd'}],
    ['what fills the variables', [...flat, '--variable-mapping=[]'], {...flatBody, variableMapping: []}],
    [
      'messages',
      [...flat.filter((flag) => flag !== '--prompt=p'), `--prompt=${JSON.stringify(messages)}`],
      {...flatBody, prompt: messages},
    ],
    ['a whole body', [`--body=${JSON.stringify(flatBody)}`], flatBody],
    [
      'code with a description',
      ['--name=x', '--type=code', '--source-code=x', '--source-code-language=PYTHON', '--description=d'],
      {name: 'x', type: 'code', sourceCode: 'x', sourceCodeLanguage: 'PYTHON', description: 'd'},
    ],
  ])('%s is for the newer route alone', async (_, flags, body) => {
    const sent = answers({method: 'POST', body: EVALUATOR})
    expect((await cli(['evaluators', 'create', ...flags])).exitCode).toBe(0)
    expect(sent).toEqual([request('POST', V2, body)])
  })

  it('code goes to whichever route there is', async () => {
    const sent = answers({...UNKNOWN, method: 'POST'}, NEW_SERVER, {method: 'POST', body: EVALUATOR})
    const line = 'evaluators create --name x --type code --source-code x --source-code-language PYTHON'
    expect((await cli(line)).exitCode).toBe(0)
    const body = {name: 'x', type: 'code', sourceCode: 'x', sourceCodeLanguage: 'PYTHON'}
    expect(sent.filter(({method}) => method === 'POST')).toEqual([
      request('POST', UNSTABLE, body),
      request('POST', V2, body),
    ])
  })

  it.each([
    ['--description=d', '--description'],
    ['--variable-mapping=[]', '--variable-mapping'],
  ])('%s does not go with the definition of older servers', async (flag, words) => {
    const {stdout, stderr, exitCode} = await cli(['evaluators', 'create', ...judge, flag], {stdin: 'p'})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('--output-definition: newer servers want it flat')
    expect(stderr).toContain(`${words}: POST ${UNSTABLE}`)
  })

  it.each([
    [judge, 'so it was not asked: --output-definition: newer servers want it flat'],
    [flat, 'so it was not asked: --output-definition'],
    [[...flat, '--description=d'], 'so it was not asked: --description'],
  ])('says it when the server has only the other route: %s', async (flags, why) => {
    if (flags === judge) answers(UNKNOWN, NEW_SERVER)
    answers({...UNKNOWN, method: 'POST'}, NEW_SERVER)
    const {stderr, exitCode} = await cli(['evaluators', 'create', ...flags], {stdin: 'p'})
    expect(exitCode).toBe(5)
    expect(stderr).toContain(why)
  })

  it('says what a judge lacks', async () => {
    const message = 'No valid LLM model found for evaluator "helpful".'
    answers(listOf(), {method: 'POST', status: 422, body: {message, code: 'evaluator_preflight_failed', details: {}}})
    const {stderr, exitCode} = await cli(['evaluators', 'create', ...judge], {stdin: 'p'})
    expect(exitCode).toBe(5)
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('smaller window')
  })

  it('says that a server runs no code', async () => {
    answers({method: 'POST', status: 403, body: {message: 'Code evals are not enabled', code: 'access_denied'}})
    const line = 'evaluators create --name x --type code --source-code x --source-code-language PYTHON --json'
    const {stderr, exitCode} = await cli(line)
    expect(exitCode).toBe(5)
    expect(stderr).toContain('"code":"not_available"')
  })
})

describe('evaluators update', () => {
  const flat = {dataType: 'BOOLEAN', scoreValueInstructions: 'Is it?'}
  const messages = [{role: 'system', content: 'You judge.'}]
  const definition = ['--type=llm_as_judge', `--output-definition=${JSON.stringify(flat)}`]
  const body = {type: 'llm_as_judge', outputDefinition: flat}

  it.each<[string, string[], object]>([
    ['the name', ['--name=helpful'], {name: 'helpful'}],
    [
      'everything of a judge',
      [
        ...definition,
        '--name=helpful',
        '--description=d',
        `--prompt=${JSON.stringify(messages)}`,
        `--model-config=${JSON.stringify(MODEL)}`,
        '--variable-mapping=[{"variable":"input","source":"input","jsonPath":"$.a"}]',
      ],
      {
        ...body,
        name: 'helpful',
        description: 'd',
        prompt: messages,
        modelConfig: MODEL,
        variableMapping: [{variable: 'input', source: 'input', jsonPath: '$.a'}],
      },
    ],
    ['a text with brackets', [...definition, '--prompt=[{{input}}] ok?'], {...body, prompt: '[{{input}}] ok?'}],
    [
      'code',
      ['--type=code', '--source-code=x', '--source-code-language=TYPESCRIPT'],
      {type: 'code', sourceCode: 'x', sourceCodeLanguage: 'TYPESCRIPT'},
    ],
    ['no description', ['--body={"description":null}'], {description: null}],
  ])('%s', async (_, flags, expected) => {
    const sent = answers({method: 'PATCH', body: {...EVALUATOR, ...expected}})
    if ('type' in expected) answers({body: {...EVALUATOR, modelConfig: null}})
    const {stderr, exitCode} = await cli(['evaluators', 'update', 'ev-1', ...flags])
    expect(sent.at(-1)).toEqual(request('PATCH', `${V2}/ev-1`, expected))
    expect({stderr, exitCode}).toEqual({stderr: '✓ Saved evaluator helpful, version 2 (ev-1)\n', exitCode: 0})
  })

  it.each<[string, string[], string]>([
    ['nothing', [], 'Nothing to change'],
    ['a part of the definition', ['--prompt=x'], '--prompt: needs --type and the whole definition'],
    ['a type alone', ['--type=code'], '--source-code: an evaluator of type code needs it'],
    ['a message without a role', [...definition, '--prompt=[{"content":"x"}]'], '--prompt'],
    ['a mapping from nowhere', ['--variable-mapping=[{"variable":"a","source":"b"}]'], '"tool_calls"'],
  ])('refuses %s', async (_, flags, words) => {
    const {stdout, stderr, exitCode} = await cli(['evaluators', 'update', 'ev-1', ...flags])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('names what the new version does without', async () => {
    answers({body: {...EVALUATOR, variableMapping: []}}, {method: 'PATCH', body: {...EVALUATOR, prompt: 'x'}})
    const {stderr, exitCode} = await cli(['evaluators', 'update', 'ev-1', ...definition, '--prompt=x'])
    expect(exitCode).toBe(0)
    expect(stderr).toContain('the new version does without what is not given: --model-config.')
  })

  it('is not there on older servers', async () => {
    answers(
      {method: 'PATCH', status: 404, body: '<!DOCTYPE html>', headers: {'content-type': 'text/html'}},
      {body: {status: 'OK', version: '4.34.9'}},
    )
    const {stderr, exitCode} = await cli('evaluators update ev-1 --name x')
    expect(exitCode).toBe(5)
    expect(stderr).toContain(`does not know PATCH ${V2}/ev-1`)
    expect(await cli('evaluators update ev-1 --name x --api-version 3')).toMatchObject({exitCode: 5})
  })
})

describe('evaluators delete', () => {
  it('--yes', async () => {
    const sent = answers({method: 'DELETE', body: {message: 'Evaluator successfully deleted'}})
    const {stdout, stderr, exitCode} = await cli('evaluators delete ev-1 --yes')
    expect(sent).toEqual([request('DELETE', `${UNSTABLE}/ev-1`)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: '',
      stderr: '✓ Deleted evaluator ev-1, all versions\n',
      exitCode: 0,
    })
  })

  it('asks the newer route where the older one is unknown', async () => {
    const sent = answers({...UNKNOWN, method: 'DELETE'}, NEW_SERVER, {method: 'DELETE', body: {id: 'ev-1'}})
    const {stdout, stderr, exitCode} = await cli('evaluators delete ev-1 --yes --json')
    expect(sent.filter(({method}) => method === 'DELETE').map(({path}) => path)).toEqual([
      `${UNSTABLE}/ev-1`,
      `${V2}/ev-1`,
    ])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: '{"id":"ev-1"}\n',
      stderr: '✓ Deleted evaluator ev-1, all versions\n',
      exitCode: 0,
    })
  })

  it('says which rules use it', async () => {
    const message = 'Evaluator "helpful" is in use by 1 evaluation rule(s): "rule-1".'
    answers({method: 'DELETE', status: 409, body: {message, code: 'conflict'}})
    const {stderr, exitCode} = await cli('evaluators delete ev-1 -y')
    expect(exitCode).toBe(5)
    expect(stderr).toContain(message)
  })
})

describe('evaluators versions list', () => {
  const version = {
    id: 'ver-2',
    version: 2,
    createdAt: '2026-11-21T22:53:18.193Z',
    createdBy: {id: 'u', name: 'Ann'},
    type: 'llm_as_judge',
    prompt: [],
    modelConfig: MODEL,
  }

  it.each([
    ['', '?limit=50'],
    ['--limit 5', '?limit=5'],
    ['--cursor abc', '?cursor=abc&limit=50'],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [version], meta: {}}})
    const {stdout, stderr, exitCode} = await cli(`evaluators versions list ev-1 ${flags}`)
    expect(sent).toEqual([request('GET', `${V2}/ev-1/versions${query}`)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: '2\tllm_as_judge\tAnn\tgpt-4o\t2026-11-21T22:53:18.193Z\tver-2\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('goes on with the cursor', async () => {
    const first = {...version, createdBy: null, modelConfig: null}
    const sent = answers({body: {data: [version], meta: {cursor: 'c2'}}}, {body: {data: [first], meta: {cursor: null}}})
    const {stderr} = await cli('evaluators versions list ev-1 --all --quiet')
    expect(sent.map(({path}) => path)).toEqual([
      `${V2}/ev-1/versions?limit=100`,
      `${V2}/ev-1/versions?cursor=c2&limit=100`,
    ])
    expect(stderr).toBe('')
  })
})

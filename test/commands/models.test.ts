import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const MODEL = {
  id: 'cmwr07uo4001o0r7d09wm65cz',
  createdAt: '2026-11-21T22:53:17.955Z',
  modelName: 'my-model',
  matchPattern: '(?i)^(my-model)$',
  startDate: null,
  tokenizerId: null,
  tokenizerConfig: null,
  unit: 'TOKENS',
  inputPrice: 0.000001,
  outputPrice: 0.000002,
  totalPrice: null,
  prices: {input: {price: 0.000001}, output: {price: 0.000002}},
  isLangfuseManaged: false,
  pricingTiers: [],
}
const META = {page: 1, limit: 50, totalItems: 1, totalPages: 1}
const NAMED = '--model-name my-model --match-pattern "(?i)^(my-model)$" --unit TOKENS'
const DEFAULT_TIER = {name: 'Standard', isDefault: true, priority: 0, conditions: [], prices: {input: 0.000001}}
const LARGE = {usageDetailPattern: 'input', operator: 'gt', value: 200000}
const LARGE_TIER = {name: 'Large', isDefault: false, priority: 1, conditions: [LARGE], prices: {input: 0.000002}}

function request(method: string, path: string, body?: unknown) {
  return {method, path: `/api/public/models${path}`, authorization: BASIC, body}
}

function tiers(...list: object[]): string {
  return `--pricing-tiers '${JSON.stringify(list)}'`
}

describe('models list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    ['--page 2 --page-size 100', '?page=2&limit=100'],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [MODEL], meta: META}})
    const {stdout, stderr, exitCode} = await cli(`models list ${flags}`)
    expect(sent).toEqual([request('GET', query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'my-model\t0.000001\t0.000002\t\tTOKENS\tfalse\tcmwr07uo4001o0r7d09wm65cz\n',
      stderr: '',
      exitCode: 0,
    })
  })
})

describe('models get', () => {
  it('asks by id', async () => {
    const sent = answers({body: MODEL})
    const {stdout, stderr, exitCode} = await cli('models get "a/b"')
    expect(sent).toEqual([request('GET', '/a%2Fb')])
    expect(JSON.parse(stdout)).toEqual(MODEL)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('passes a 404 on', async () => {
    answers({status: 404, body: {message: 'No model with this id found.', error: 'LangfuseNotFoundError'}})
    expect(await cli('models get nope')).toMatchObject({stdout: '', exitCode: 8})
  })
})

const BODIES: [string, object][] = [
  [
    `${NAMED} --input-price 0.000001`,
    {modelName: 'my-model', matchPattern: '(?i)^(my-model)$', unit: 'TOKENS', inputPrice: 0.000001},
  ],
  [
    `${NAMED} --input-price 1e-6 --output-price 0 --start-date 2026-11-01T00:00:00Z --tokenizer-id openai --tokenizer-config '{"tokenizerModel":"gpt-4o"}'`,
    {
      modelName: 'my-model',
      matchPattern: '(?i)^(my-model)$',
      unit: 'TOKENS',
      inputPrice: 0.000001,
      outputPrice: 0,
      startDate: '2026-11-01T00:00:00.000Z',
      tokenizerId: 'openai',
      tokenizerConfig: {tokenizerModel: 'gpt-4o'},
    },
  ],
  [
    `${NAMED} ${tiers(DEFAULT_TIER, LARGE_TIER)}`,
    {
      modelName: 'my-model',
      matchPattern: '(?i)^(my-model)$',
      unit: 'TOKENS',
      pricingTiers: [DEFAULT_TIER, LARGE_TIER],
    },
  ],
]

describe('models create', () => {
  it.each(BODIES)('%s', async (flags, body) => {
    const sent = answers({method: 'POST', body: MODEL})
    const {stdout, stderr, exitCode} = await cli(`models create ${flags}`)
    expect(sent).toEqual([request('POST', '', body)])
    expect(JSON.parse(stdout)).toEqual(MODEL)
    expect({stderr, exitCode}).toEqual({
      stderr: '✓ Created model my-model (cmwr07uo4001o0r7d09wm65cz)\n',
      exitCode: 0,
    })
  })

  it.each([
    ['', '--model-name is missing'],
    ['--model-name x --match-pattern x --input-price 1', '--unit is missing'],
    [NAMED, 'give either prices (--input-price, --output-price, --total-price) or this'],
    [`${NAMED} --total-price 1 --input-price 1`, '--total-price: excludes --input-price and --output-price'],
    [`${NAMED} --total-price 1 ${tiers(DEFAULT_TIER)}`, 'give either prices'],
    [`${NAMED} --input-price -1`, '--input-price'],
    [`${NAMED} --input-price cheap`, '--input-price: "cheap" is not a valid number'],
    [`${NAMED} --input-price 1 --tokenizer-id gemini`, 'openai'],
    ['--model-name x --match-pattern x --unit WORDS --input-price 1', 'TOKENS'],
    [`${NAMED} ${tiers(LARGE_TIER)}`, 'exactly one tier has isDefault true'],
    [`${NAMED} ${tiers({...DEFAULT_TIER, priority: 2})}`, 'priority 0'],
    [`${NAMED} ${tiers(DEFAULT_TIER, {...LARGE_TIER, conditions: []})}`, 'needs a condition'],
    [`${NAMED} ${tiers(DEFAULT_TIER, LARGE_TIER, {...LARGE_TIER, priority: 2})}`, 'the same name'],
    [`${NAMED} ${tiers(DEFAULT_TIER, LARGE_TIER, {...LARGE_TIER, name: 'Huge'})}`, 'the same priority'],
    [`${NAMED} ${tiers({...DEFAULT_TIER, price: 1})}`, 'unknown field "price"'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`models create ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})

describe('models update', () => {
  const BARE = {
    ...MODEL,
    startDate: null,
    inputPrice: null,
    outputPrice: null,
    tokenizerId: null,
    tokenizerConfig: null,
  }

  it.each(BODIES)('%s', async (flags, body) => {
    const sent = answers({body: BARE}, {method: 'PUT', body: MODEL})
    const {stdout, stderr, exitCode} = await cli(`models update "m/1" ${flags} --yes`)
    expect(sent).toEqual([request('GET', '/m%2F1'), request('PUT', '/m%2F1', body)])
    expect(JSON.parse(stdout)).toEqual(MODEL)
    expect({stderr, exitCode}).toEqual({
      stderr: '✓ Replaced model my-model (cmwr07uo4001o0r7d09wm65cz)\n',
      exitCode: 0,
    })
  })

  it('sends nothing without --yes', async () => {
    const {stdout, stderr, exitCode} = await cli(`models update m1 ${NAMED} --total-price 1`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(
      'This would replace model m1 on http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY); nothing was sent',
    )
  })

  it.each([
    ['--input-price 1', {inputPrice: 1, outputPrice: 2}, '--output-price.'],
    ['--total-price 1', {inputPrice: 1, outputPrice: 2}, undefined],
    [tiers(DEFAULT_TIER), {inputPrice: 1, outputPrice: 2, pricingTiers: [DEFAULT_TIER]}, undefined],
    ['--input-price 1', {inputPrice: 1, pricingTiers: [DEFAULT_TIER]}, undefined],
    ['--input-price 1', {pricingTiers: [DEFAULT_TIER, LARGE_TIER]}, '--pricing-tiers.'],
    ['--input-price 1', {startDate: '2026-01-01', tokenizerId: 'openai'}, '--start-date, --tokenizer-id.'],
    ['--input-price 1', {tokenizerConfig: {a: 1}}, '--tokenizer-config.'],
  ])('names what is not given %s', async (flags, now, lost) => {
    answers({body: {...BARE, ...now}}, {method: 'PUT', body: MODEL})
    const {stderr, exitCode} = await cli(`models update m1 ${NAMED} ${flags} --yes`)
    expect(exitCode).toBe(0)
    if (lost === undefined) expect(stderr).not.toContain('Warning')
    else expect(stderr).toContain(`model my-model (m1) loses what is not given: ${lost}`)
  })

  it('says that an older server does not have it', async () => {
    answers(
      {body: BARE},
      {method: 'PUT', status: 405, body: {message: 'Method not allowed', error: 'MethodNotAllowedError'}},
      {body: {status: 'OK', version: '4.16.0'}},
    )
    const {stderr, exitCode} = await cli(`models update m1 ${NAMED} --total-price 1 --yes --json`)
    expect(exitCode).toBe(5)
    const {error} = JSON.parse(stderr) as {error: object}
    expect(error).toMatchObject({
      code: 'not_available',
      status: 405,
      message: expect.stringMatching(/runs Langfuse 4\.16\.0, which .*needs 4\.35 or newer/),
    })
  })
})

describe('models delete', () => {
  it('deletes with --yes', async () => {
    const sent = answers({method: 'DELETE', body: {message: 'Model successfully deleted'}})
    const {stdout, stderr, exitCode} = await cli('models delete m1 --yes')
    expect(sent).toEqual([request('DELETE', '/m1')])
    expect({stdout, stderr, exitCode}).toEqual({stdout: '', stderr: '✓ Deleted model m1\n', exitCode: 0})
  })

  it("passes on why Langfuse's own stay", async () => {
    const message =
      'No model with this id found. Note: You cannot delete built-in models, override them with a model with the same name.'
    answers({method: 'DELETE', status: 404, body: {message, error: 'LangfuseNotFoundError'}})
    const {stderr, exitCode} = await cli('models delete cls0jni4t000008jk3kyy803r --yes')
    expect(exitCode).toBe(8)
    expect(stderr).toContain('You cannot delete built-in models')
  })

  it('sends nothing without --yes', async () => {
    expect(await cli('models delete m1')).toMatchObject({stdout: '', exitCode: 2})
  })
})

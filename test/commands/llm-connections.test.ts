import {mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'
import {words} from '../texts/words.js'

const CONNECTION = {
  id: 'cmwr07us6001y',
  provider: 'gateway',
  adapter: 'openai',
  displaySecretKey: '...7890',
  baseURL: 'https://llm.local.test/v1',
  customModels: ['m1', 'm2'],
  withDefaultModels: true,
  extraHeaderKeys: ['x-a'],
  config: null,
  createdAt: '2026-11-21T22:53:18.102Z',
  updatedAt: '2026-11-21T22:53:18.118Z',
}
const KEY = 'sk-test-1234567890'
const ROUTE = '/api/public/llm-connections'

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: BASIC, body}
}

function pageOf(rows: object[], page = 1, totalPages = 1) {
  return {body: {data: rows, meta: {page, limit: 100, totalItems: rows.length, totalPages}}}
}

describe('llm-connections list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    ['--page 2 --page-size 10', '?page=2&limit=10'],
  ])('%s', async (flags, query) => {
    const sent = answers(pageOf([CONNECTION]))
    const {stdout, stderr, exitCode} = await cli(`llm-connections list ${flags} --quiet`)
    expect(sent).toEqual([request('GET', query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout:
        'gateway\topenai\tcmwr07us6001y\t...7890\thttps://llm.local.test/v1\t["m1","m2"]\t2026-11-21T22:53:18.118Z\n',
      stderr: '',
      exitCode: 0,
    })
  })
})

describe('llm-connections upsert', () => {
  const minimal = ['--provider', 'gateway', '--adapter', 'openai', '--provider-secret-key', KEY]
  const body = {provider: 'gateway', adapter: 'openai', secretKey: KEY}

  it.each<[string, string[], object]>([
    ['the least', minimal, body],
    [
      'everything',
      [
        ...minimal,
        '--base-url',
        'https://llm.local.test/v1',
        '--custom-model',
        'm1',
        '--custom-model',
        'm,2',
        '--no-with-default-models',
        '--extra-headers',
        '{"x-a":"b"}',
        '--config',
        '{"useResponsesApi":true}',
      ],
      {
        ...body,
        baseURL: 'https://llm.local.test/v1',
        customModels: ['m1', 'm,2'],
        withDefaultModels: false,
        extraHeaders: {'x-a': 'b'},
        config: {useResponsesApi: true},
      },
    ],
  ])('%s', async (_, args, expected) => {
    const {secretKey: _secret, extraHeaders: _headers, ...shown} = {extraHeaders: {}, secretKey: '', ...expected}
    const answer = {...CONNECTION, ...shown}
    const sent = answers(pageOf([]), {method: 'PUT', status: 201, body: answer})
    const {stdout, stderr, exitCode} = await cli(['llm-connections', 'upsert', ...args, '--yes'])
    expect(sent).toEqual([request('GET', '?page=1&limit=100'), request('PUT', '', expected)])
    expect(JSON.parse(stdout)).toEqual(answer)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Saved LLM connection gateway (cmwr07us6001y)\n', exitCode: 0})
  })

  const whole = ['--body', JSON.stringify(body)]

  it('takes the key from a file or stdin, without the final newline', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'langfusectl-key-')), 'key.txt')
    writeFileSync(file, `${KEY}\n`)
    const put = {method: 'PUT', body: CONNECTION}
    const sent = answers(pageOf([]), put, pageOf([]), put)
    const line = 'llm-connections upsert --provider gateway --adapter openai --yes --provider-secret-key'
    const outcomes = [await cli(`${line} @${file}`), await cli(`${line} -`, {stdin: `${KEY}\r\n`})]
    expect(sent.filter(({method}) => method === 'PUT')).toEqual([request('PUT', '', body), request('PUT', '', body)])
    for (const {stdout, stderr} of outcomes) expect(stdout + stderr).not.toContain(KEY)
  })

  it('shows neither key nor headers with --curl and --verbose', async () => {
    const headers = ['--extra-headers', '{"x-a":"header-secret"}']
    const {stdout, exitCode} = await cli(['llm-connections', 'upsert', ...minimal, ...headers, '--curl'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`"secretKey":"'"$PROVIDER_SECRET_KEY"'","extraHeaders":'"$EXTRA_HEADERS"'}'`)
    expect(stdout).not.toMatch(/sk-test|header-secret/)
    answers(pageOf([]), {method: 'PUT', status: 400, body: {message: 'Invalid baseURL', error: 'InvalidRequestError'}})
    const verbose = await cli(['llm-connections', 'upsert', ...minimal, '--yes', '--verbose'])
    expect(verbose.exitCode).toBe(5)
    expect(verbose.stdout + verbose.stderr).not.toMatch(/sk-test/)
  })

  it('asks before it replaces one, which it seeks in the whole list', async () => {
    const sent = answers(pageOf([{...CONNECTION, id: 'other', provider: 'other'}], 1, 2), pageOf([CONNECTION], 2, 2))
    const {stdout, stderr, exitCode} = await cli(['llm-connections', 'upsert', ...minimal])
    expect(sent).toEqual([request('GET', '?page=1&limit=100'), request('GET', '?page=2&limit=100')])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('This would replace LLM connection gateway (openai, key ...7890), which loses')
    expect(stderr).toContain(': --base-url, --custom-model, --extra-headers, on http://langfuse.test')
    expect(stderr).toContain('--yes')
  })

  it.each([
    ['--base-url https://x.test --custom-model m', {}, '--extra-headers.'],
    [`--base-url https://x.test --custom-model m --extra-headers '{"a":"b"}'`, {}, undefined],
    ['--base-url https://x.test', {customModels: [], extraHeaderKeys: []}, undefined],
    ['', {baseURL: null, customModels: [], extraHeaderKeys: [], withDefaultModels: false}, '--with-default-models.'],
    ['', {baseURL: '', customModels: null, extraHeaderKeys: null, config: {useResponsesApi: true}}, '--config.'],
  ])('names with --yes what is not given %s', async (flags, now, lost) => {
    answers(pageOf([{...CONNECTION, ...now}]), {method: 'PUT', body: {id: 'c'}})
    const {stderr, exitCode} = await cli(['llm-connections', 'upsert', ...minimal, ...words(flags), '--yes'])
    expect(exitCode).toBe(0)
    if (lost === undefined) expect(stderr).not.toContain('loses')
    else expect(stderr).toContain(`loses what is not given: ${lost}`)
  })

  it('does not ask for a new one', async () => {
    const sent = answers(pageOf([]), {method: 'PUT', status: 201, body: CONNECTION})
    expect(await cli(['llm-connections', 'upsert', ...minimal])).toMatchObject({exitCode: 0})
    expect(sent).toEqual([request('GET', '?page=1&limit=100'), request('PUT', '', body)])
  })

  it.each<[string, string[], string]>([
    ['no key', ['--provider', 'p', '--adapter', 'openai'], '--provider-secret-key is missing'],
    ['an unknown adapter', [...whole, '--adapter', 'mistral'], 'anthropic, openai, azure'],
    ['an address without a scheme', [...whole, '--base-url', 'x.test'], '--base-url: must begin with http'],
    ['headers that are no text', [...whole, '--extra-headers', '{"a":1}'], '--extra-headers (a)'],
    ['bedrock without its region', [...whole, '--adapter', 'bedrock'], '--config: bedrock needs {"region": "…"}'],
    ['settings of others', [...whole, '--config', '{"region":"x"}'], '--config: openai takes {"useResponsesApi"'],
    ['settings that are not read', [...whole, '--adapter', 'azure', '--config', '{"a":1}'], 'azure takes none'],
    ['null', ['--body', `{"provider":"p","adapter":"openai","secretKey":"${KEY}","config":null}`], '--config'],
    ['an unknown field', ['--body', '{"models":[]}'], 'unknown field "models"'],
  ])('refuses %s', async (_, args, reason) => {
    const {stdout, stderr, exitCode} = await cli(['llm-connections', 'upsert', ...args])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(reason)
    expect(stderr).not.toContain(KEY)
  })
})

describe('llm-connections delete', () => {
  it.each([
    ['cmwr07us6001y', '/cmwr07us6001y'],
    ['"a/b"', '/a%2Fb'],
  ])('%s', async (id, path) => {
    const sent = answers({method: 'DELETE', body: {message: 'LLM connection successfully deleted'}})
    const {stdout, stderr, exitCode} = await cli(`llm-connections delete ${id} --yes`)
    expect(sent).toEqual([request('DELETE', path)])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 0})
    expect(stderr).toContain('✓ Deleted LLM connection')
  })

  it('says that there is none', async () => {
    const message = 'LLM connection not found'
    answers({method: 'DELETE', status: 404, body: {message, error: 'LangfuseNotFoundError'}})
    const {stderr, exitCode} = await cli('llm-connections delete nope -y')
    expect(exitCode).toBe(8)
    expect(stderr).toContain(message)
  })

  it('sends nothing without --yes', async () => {
    expect(await cli('llm-connections delete x')).toMatchObject({stdout: '', exitCode: 2})
  })
})

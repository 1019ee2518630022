import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli, HOST, KEYS, SECRET} from '../cli.js'

const EMPTY = {body: {data: [], meta: {page: 1, limit: 50, totalItems: 0, totalPages: 0}}}
const KEY_HEADERS = `-u "$LANGFUSE_PUBLIC_KEY:$LANGFUSE_SECRET_KEY" -H 'accept: application/json'`

describe('--curl', () => {
  it.each([
    [
      `prompts list --name "it's 100%" --label '$HOME'`,
      `curl -sS -g -X GET '${HOST}/api/public/v2/prompts?name=it%27s+100%25&label=%24HOME&page=1&limit=50' ${KEY_HEADERS}\n`,
    ],
    ['projects list', `curl -sS -g -X GET '${HOST}/api/public/projects' ${KEY_HEADERS}\n`],
    ['health', `curl -sS -g -X GET '${HOST}/api/public/health' -H 'accept: application/json'\n`],
    [
      'datasets get "it\'s/100%"',
      `curl -sS -g -X GET '${HOST}/api/public/v2/datasets/it'\\''s%2F100%2525' ${KEY_HEADERS}\n`,
    ],
    [
      `prompts create --name g --prompt "it's
$HOME"`,
      `curl -sS -g -X POST '${HOST}/api/public/v2/prompts' ${KEY_HEADERS} -H 'content-type: application/json' --data-binary '{"name":"g","prompt":"it'\\''s\\n$HOME"}'\n`,
    ],
  ])('%s', async (line, expected) => {
    const {stdout, stderr, exitCode} = await cli(`${line} --curl`)
    expect({stdout, stderr, exitCode}).toEqual({stdout: expected, stderr: '', exitCode: 0})
  })

  it('needs no keys', async () => {
    const {stdout, exitCode} = await cli('prompts list --curl', {env: {LANGFUSE_BASE_URL: HOST}})
    expect(exitCode).toBe(0)
    expect(stdout).toContain('$LANGFUSE_SECRET_KEY')
  })

  it('does not print typed keys', async () => {
    const {stdout, exitCode} = await cli(`prompts list --curl --public-key pk-typed --secret-key ${SECRET}`)
    expect(exitCode).toBe(0)
    expect(stdout).not.toContain('pk-typed')
  })
})

describe('--quiet and --verbose', () => {
  it.each(['--quiet', '-q'])('%s leaves notes and warnings out', async (flag) => {
    answers({body: {data: [{name: 7}, {name: 8}], meta: {page: 1, limit: 2, totalItems: 4, totalPages: 2}}})
    expect(await cli(`datasets list --page 1 --page-size 2 ${flag}`)).toMatchObject({stderr: '', exitCode: 0})
  })

  it('--quiet does not silence errors', async () => {
    answers({status: 400, body: {message: 'no'}})
    expect((await cli('datasets list --quiet')).stderr).toBe(
      'Error: http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY) answered 400: no\n',
    )
  })

  it.each([
    ['--verbose', KEYS],
    ['', {...KEYS, LANGFUSE_CLI_VERBOSE: '1'}],
  ])('a line for each request: %s', async (flag, env) => {
    answers({status: 429, headers: {'retry-after': '0'}}, EMPTY)
    const {stderr, exitCode} = await cli(`datasets list ${flag}`, {
      env,
    })
    expect(exitCode).toBe(0)
    expect(stderr.replaceAll(/\d+ ms/g, 'N ms').replace(/in \d\.\d s/, 'in N s')).toBe(
      [
        'GET /api/public/v2/datasets 429 N ms',
        'rate limit: trying again in N s (1 of 4)',
        'GET /api/public/v2/datasets 200 N ms (try 2)',
        '',
      ].join('\n'),
    )
  })
})

describe('flags in front of the command', () => {
  it.each([
    '--json datasets list',
    '-o json datasets list',
    '-ojson --quiet datasets list',
    '--output=json datasets list',
  ])('%s', async (line) => {
    answers(EMPTY)
    expect(await cli(line)).toMatchObject({stdout: '[]\n', exitCode: 0})
  })
})

describe('the form of the output', () => {
  it('LANGFUSE_CLI_OUTPUT is the default', async () => {
    answers(EMPTY)
    expect((await cli('datasets list', {env: {...KEYS, LANGFUSE_CLI_OUTPUT: 'json'}})).stdout).toBe('[]\n')
  })

  it('an empty variable counts as unset', async () => {
    answers(EMPTY)
    expect((await cli('datasets list', {env: {...KEYS, LANGFUSE_CLI_OUTPUT: ''}})).stdout).toBe('')
  })

  it.each(['--json', '-o json'])('%s beats the variable', async (flag) => {
    answers(EMPTY)
    expect((await cli(`datasets list ${flag}`, {env: {...KEYS, LANGFUSE_CLI_OUTPUT: 'csv'}})).stdout).toBe('[]\n')
  })

  it('a variable without meaning is refused', async () => {
    const {stderr, exitCode} = await cli('datasets list', {env: {...KEYS, LANGFUSE_CLI_OUTPUT: 'xml'}})
    expect(exitCode).toBe(2)
    expect(stderr).toContain('LANGFUSE_CLI_OUTPUT: "xml" is not a valid format')
  })
})

describe('hosts', () => {
  it.each([
    ['--host http://langfuse.test/', '/api/public/v2/datasets'],
    ['--host http://langfuse.test/api/public', '/api/public/v2/datasets'],
    ['--host http://langfuse.test/base/path/', '/base/path/api/public/v2/datasets'],
  ])('%s', async (flag, path) => {
    const sent = answers(EMPTY)
    await cli(`datasets list ${flag}`)
    expect(sent).toEqual([{method: 'GET', path: `${path}?page=1&limit=50`, authorization: BASIC, body: undefined}])
  })
})

describe('members of an enum in lower case', () => {
  it.each([
    ['datasets items create --dataset-name d --id i --status archived', '"status":"ARCHIVED"'],
    ['observations list --type generation --level error', '?type=GENERATION&level=ERROR&'],
    ['scores create --name x --trace-id t --value 1 --data-type numeric --source api', '"dataType":"NUMERIC"'],
    ['comments list --object-type trace', '?objectType=TRACE&'],
    ['metrics query --view TRACES --measure count --aggregation COUNT --granularity Day', 'aggregation%22%3A%22count'],
  ])('%s', async (line, words) => {
    const {stdout, stderr, exitCode} = await cli(`${line} --curl`)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    expect(stdout).toContain(words)
  })
})

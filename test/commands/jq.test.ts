import {describe, expect, it} from 'vitest'
import {type Answer, answers, cli} from '../cli.js'

function row(id: number, more: object = {}) {
  const time = '2026-11-21T22:53:14.635Z'
  const schemas = {inputSchema: null, expectedOutputSchema: null}
  const metadata = {owner: 'me', size: id}
  return {id: `d${id}`, name: `n${id}`, metadata, ...schemas, projectId: 'p', createdAt: time, updatedAt: time, ...more}
}

function page(number: number, total: number, ...data: object[]): Answer {
  return {body: {data, meta: {page: number, limit: 2, totalItems: total, totalPages: Math.ceil(total / 2)}}}
}

const TRACE = {id: 't1', name: 'n', timestamp: '2026-11-21T22:53:14.635Z', observations: [], scores: []}

/** A list with an expression; the server answers with these rows. */
async function jq(expression: string, data: object[] = [row(1), row(2)], more = '') {
  answers(page(1, data.length, ...data))
  return cli(['datasets', 'list', '--jq', expression, ...more.split(' ').filter(Boolean)])
}

describe('--jq on a list', () => {
  it('gives each row to the expression, page by page', async () => {
    const sent = answers(page(1, 3, row(1), row(2)), page(2, 3, row(3)))
    const {stdout, stderr, exitCode, chunks} = await cli([
      'datasets',
      'list',
      '--all',
      '--page-size',
      '2',
      '--jq',
      '.name',
    ])
    expect({stdout, stderr, exitCode}).toEqual({stdout: 'n1\nn2\nn3\n', stderr: '3 of 3\n', exitCode: 0})
    expect(chunks).toEqual(['n1\nn2\n', 'n3\n', ...chunks.slice(2)])
    expect(sent).toHaveLength(2)
  })

  it.each([
    ['text as it is', '.name', 'n1\nn2\n'],
    ['text with lines', '"a\\nb" | select(. != null)', 'a\nb\na\nb\n'],
    ['objects as compact JSON', '{id, s: .metadata.size}', '{"id":"d1","s":1}\n{"id":"d2","s":2}\n'],
    ['several results', '.id, .metadata.size', 'd1\n1\nd2\n2\n'],
    ['some rows', 'select(.metadata.size > 1) | .id', 'd2\n'],
    ['nothing', 'empty', ''],
    ['null', '.absent', 'null\nnull\n'],
    ['defaults', '.absent // "none"', 'none\nnone\n'],
    ['a part of an endless expression', '[limit(2; repeat(.id))] | join(",")', 'd1,d1\nd2,d2\n'],
    ['an expression that begins with a dash', '-.metadata.size', '-1\n-2\n'],
    ['a comment at the end', '.id # the id \\', 'd1\nd2\n'],
    ['definitions of its own', 'def f: .id; f', 'd1\nd2\n'],
    ['no environment', '$ENV, env | length', '0\n0\n0\n0\n'],
    ['nothing of what debug and stderr write', '.id | debug | stderr', 'd1\nd2\n'],
    ['no file name', 'input_filename', 'null\nnull\n'],
  ])('%s', async (_, expression, expected) => {
    expect(await jq(expression)).toMatchObject({stdout: expected, stderr: '', exitCode: 0})
  })

  it('prints nothing for an empty list', async () => {
    expect(await jq('.id', [])).toMatchObject({stdout: '', exitCode: 0})
  })

  it.each([
    ['-o json', {}],
    ['', {LANGFUSE_CLI_OUTPUT: 'table'}],
  ])('prints lines with %s %j', async (flags, env) => {
    const given = {LANGFUSE_BASE_URL: 'http://langfuse.test', LANGFUSE_PUBLIC_KEY: 'pk-lf-test'}
    answers(page(1, 1, row(1)))
    const line = ['datasets', 'list', '--jq', '.id', ...flags.split(' ').filter(Boolean)]
    const {stdout} = await cli(line, {env: {...given, LANGFUSE_SECRET_KEY: 'sk-lf-x', ...env}})
    expect(stdout).toBe('d1\n')
  })

  it('shows control characters on a terminal instead of sending them', async () => {
    answers(page(1, 1, row(1, {name: 'a\u001b[2Jb\u009b', description: 'c\u0085'})))
    const {stdout} = await cli(['datasets', 'list', '--jq', '.name, [.description]'], {tty: {stdout: true}})
    expect(stdout).toBe('a\u241b[2Jb<U+009B>\n["c\\u0085"]\n')
  })

  it('writes control characters within JSON as escapes, and text raw, into a pipe', async () => {
    const {stdout} = await jq('.name, [.name]', [row(1, {name: '\u009b'})])
    expect(stdout).toBe('\u009b\n["\\u009b"]\n')
  })

  it.each([
    ['--jq .id', '-o json'],
    ['--jq .id --limit 3', '-o ndjson --limit 3'],
  ])('%s asks for what %s asks for: the whole row', async (mine, theirs) => {
    const sent = answers(page(1, 1, TRACE), page(1, 1, TRACE), page(1, 1, TRACE))
    for (const flags of [mine, theirs, '-o tsv']) await cli(`traces list --api-version 3 -q ${flags}`)
    const [first, second, columns] = sent.map(({path}) => path)
    expect(first).toBe(second)
    expect(columns).toContain('fields=')
    expect(first).not.toContain('fields=')
  })
})

describe('an expression that does not compile', () => {
  it.each([
    ['.a |', 'line 1, column 4'],
    ['.a[', 'line 1, column'],
    ['nonsense', 'nonsense/0 is not defined at line 1, column 1'],
    ['. as [$a | 3', "unexpected '|', expecting ',' or ']' at line 1, column 10"],
    ['1) | (2', 'unexpected'],
    ['$nothing', '$nothing is not defined'],
    ['import "a" as a; .', 'module not found'],
    ['def f: 1;', 'Top-level program not given'],
    ['module {}; .', 'not a module'],
    ['# nothing', 'Top-level program not given'],
    [' ', '--jq is empty'],
    ['', '--jq is empty'],
  ])('%j sends nothing, exit 2', async (expression, words) => {
    const {stdout, stderr, exitCode} = await cli(['datasets', 'list', '--jq', expression])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('Error: --jq')
    expect(stderr).toContain(words)
  })

  it('is JSON for --json, and nothing is asked before a deletion', async () => {
    const {stderr, exitCode} = await cli(['prompts', 'delete', 'greet', '--json', '--jq', '.a |'], {
      tty: {stdin: true, stdout: true, stderr: true},
    })
    expect(exitCode).toBe(2)
    expect(JSON.parse(stderr).error).toMatchObject({code: 'usage', hint: expect.stringContaining('.a |')})
  })
})

describe('an expression that fails on a row', () => {
  it('prints what came before, says jq\u2019s words and the row, and asks for no more', async () => {
    const sent = answers(page(1, 9, row(1), row(2)), page(2, 9, row(3), row(4, {name: ['x']})))
    const line = ['datasets', 'list', '--all', '--page-size', '2', '--jq', '.id, (.name | ascii_upcase)', '-q']
    const {stdout, stderr, exitCode} = await cli(line)
    expect(stdout).toBe('d1\nN1\nd2\nN2\nd3\nN3\nd4\n')
    expect(stderr).toBe('Error: --jq: explode input must be a string (row 4)\n')
    expect(exitCode).toBe(7)
    expect(sent).toHaveLength(2)
  })

  it.each([
    ['.[].id', 'Cannot index string with string ("id") (row 1)', 'write .id instead of .[].id'],
    ['.[] | .id', 'Cannot index string', 'write .id instead of .[] | .id'],
    ['.name.x', 'Cannot index string with string ("x") (row 1)', ''],
    ['error(null)', 'null (row 1)', ''],
    ['error({a: 1})', '{"a":1} (row 1)', ''],
    ['error("a\\nb")', 'a\n       b (row 1)', ''],
    ['input', 'there is no other input (row 1)', ''],
    ['[inputs]', 'there is no other input (row 1)', ''],
    ['input_line_number', 'there is no other input (row 1)', ''],
    ['"x" | halt_error', 'x (row 1)', ''],
    ['"x" | halt_error(0)', 'x (row 1)', ''],
    ['"x" | halt_error(1)', 'x (row 1)', ''],
    ['"%" | @base64d', 'is not valid base64 data (row 1)', ''],
    ['def f: 1 + f; f', '--jq: ', ''],
  ])('%j', async (expression, words, hint) => {
    const {stderr, exitCode} = await jq(expression)
    expect(stderr).toContain(words)
    expect(stderr).toContain(hint)
    expect(exitCode).toBe(7)
  })

  it('is cut where it has no end', async () => {
    const {stdout, stderr, exitCode} = await jq('repeat(1)')
    expect(stdout.split('\n').length).toBeGreaterThan(1000)
    expect(stderr).toContain('it has no end, or too many results (row 1)')
    expect(exitCode).toBe(7)
  })

  it('halt ends the list quietly', async () => {
    const sent = answers(page(1, 9, row(1), row(2)))
    const line = [
      'datasets',
      'list',
      '--all',
      '--page-size',
      '2',
      '--jq',
      'if .metadata.size > 1 then halt else .id end',
    ]
    expect(await cli(line)).toMatchObject({stdout: 'd1\n', exitCode: 0})
    expect(sent).toHaveLength(1)
  })
})

describe('--jq on one answer', () => {
  it('get gives the whole', async () => {
    answers({body: row(1)})
    const {stdout, exitCode} = await cli(['datasets', 'get', 'n1', '--jq', '.metadata | keys[]'])
    expect({stdout, exitCode}).toEqual({stdout: 'owner\nsize\n', exitCode: 0})
  })

  it('a trace is not shown as a tree', async () => {
    answers({body: TRACE})
    const {stdout} = await cli(['traces', 'get', 't1', '--api-version', '3', '--jq', '.id'], {tty: {stdout: true}})
    expect(stdout).toBe('t1\n')
  })

  it('create counts as asked for, on a terminal too', async () => {
    answers({method: 'POST', body: row(1)})
    const {stdout} = await cli(['datasets', 'create', '--name', 'n1', '--jq', '.id'], {tty: {stdout: true}})
    expect(stdout).toBe('d1\n')
  })

  it('delete gives its answer', async () => {
    answers({method: 'DELETE', body: {message: 'gone'}})
    const {stdout} = await cli(['datasets', 'items', 'delete', 'i1', '--yes', '--jq', '.message'])
    expect(stdout).toBe('gone\n')
  })

  it('fails without a row number', async () => {
    answers({body: row(1)})
    const {stderr, exitCode} = await cli(['datasets', 'get', 'n1', '--jq', '.name.x'])
    expect(stderr).toBe('Error: --jq: Cannot index string with string ("x")\n  The command itself is done.\n')
    expect(exitCode).toBe(7)
  })

  it('doctor and auth status give their report', async () => {
    answers({body: {status: 'OK', version: '3.225.4'}}, {body: {data: []}})
    const {stdout} = await cli(['auth', 'status', '--jq', '.host'], {tty: {stdout: true}})
    expect(stdout).toBe('http://langfuse.test\n')
  })

  it('does not hide that the server is unwell', async () => {
    answers({status: 503, body: {status: 'DOWN', version: '3.225.4'}})
    const {stdout, stderr, exitCode} = await cli(['health', '--retries', '0', '--jq', '.version, .version.x'])
    expect({stdout, exitCode}).toEqual({stdout: '3.225.4\n', exitCode: 5})
    expect(stderr).toContain('answered 503')
    expect(stderr).toContain('--jq: Cannot index string')
  })

  it('does not hide which events were refused', async () => {
    const errors = [{id: 'e1', status: 400, message: 'no', error: 'bad'}]
    answers({method: 'POST', status: 207, body: {successes: [], errors}})
    const batch = JSON.stringify([{id: 'e1', type: 'sdk-log', timestamp: '2026-11-21T22:52:07.351Z', body: {log: {}}}])
    const {stderr, exitCode} = await cli(['ingest', 'batch', '--batch', batch, '--jq', '.errors.x'])
    expect(exitCode).toBe(7)
    expect(stderr).toContain('1 of 1 events were refused')
    expect(stderr).toContain('--jq: Cannot index array')
  })

  it.each(['completion bash', 'auth logout', 'profiles use x'])('%s prints no JSON', async (line) => {
    const {stderr, exitCode} = await cli(`${line} --jq .`)
    expect(stderr).toContain('--jq: this command prints no JSON')
    expect(exitCode).toBe(2)
  })

  it('a new key wants a file: its secret must not be lost', async () => {
    const {stderr, exitCode} = await cli('projects keys create p1 --jq .publicKey')
    expect(stderr).toContain('--jq could keep it back; nothing was sent')
    expect(exitCode).toBe(2)
  })
})

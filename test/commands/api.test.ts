import {mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import nock from 'nock'
import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli, HOST, KEYS, sentHeaders} from '../cli.js'

const folder = mkdtempSync(join(tmpdir(), 'langfusectl-api-'))
const body = join(folder, 'body.json')
writeFileSync(body, '{ "name" :  "x" }\n')

const ORG = {...KEYS, LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-org', LANGFUSE_ORG_SECRET_KEY: 'sk-lf-org-test-secret'}
const ORG_BASIC = `Basic ${Buffer.from('pk-lf-org:sk-lf-org-test-secret').toString('base64')}`

describe('the request', () => {
  it.each<[string, string, string, unknown]>([
    ['/v2/prompts', 'GET', '/api/public/v2/prompts', undefined],
    ['v2/prompts', 'GET', '/api/public/v2/prompts', undefined],
    [`${HOST}/api/public/v2/prompts?limit=1`, 'GET', '/api/public/v2/prompts?limit=1', undefined],
    ['GET traces', 'GET', '/api/public/traces', undefined],
    ['/v2/datasets -F name=x', 'POST', '/api/public/v2/datasets', {name: 'x'}],
    [
      `POST /v2/datasets -F name=x -F metadata='{"a":1}'`,
      'POST',
      '/api/public/v2/datasets',
      {name: 'x', metadata: {a: 1}},
    ],
    ['/v2/datasets -X POST', 'POST', '/api/public/v2/datasets', undefined],
    ['/v2/datasets --method post', 'POST', '/api/public/v2/datasets', undefined],
    ['put /models/m-1 -f a=1', 'PUT', '/api/public/models/m-1', {a: '1'}],
    ['PATCH /x/y -F a=1', 'PATCH', '/api/public/x/y', {a: 1}],
    ['DELETE /x/y -f a=1', 'DELETE', '/api/public/x/y?a=1', undefined],
    ['GET /x/y?b=2 -f a=1 -F t[]=x -F t[]=3', 'GET', '/api/public/x/y?b=2&a=1&t=x&t=3', undefined],
    ['OPTIONS /x/y', 'OPTIONS', '/api/public/x/y', undefined],
    ['HEAD /x/y', 'HEAD', '/api/public/x/y', undefined],
    [`POST /x/y --input ${body} -f a=1`, 'POST', '/api/public/x/y?a=1', {name: 'x'}],
    [`/x/y --input ${body}`, 'POST', '/api/public/x/y', {name: 'x'}],
    [`DELETE /x/y --input ${body}`, 'DELETE', '/api/public/x/y', {name: 'x'}],
  ])('%s', async (line, method, path, sentBody) => {
    const sent = answers({method, body: {ok: true}})
    const {exitCode, stderr} = await cli(`api ${line}`)
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''})
    expect(sent).toEqual([{method, path, authorization: BASIC, body: sentBody}])
  })

  it('has the body of --input byte for byte, with the type that was said', async () => {
    let bytes: unknown
    nock(HOST)
      .post('/api/public/otel/v1/traces', (given: string) => {
        bytes = given
        return true
      })
      .matchHeader('content-type', 'application/x-protobuf')
      .reply(200, {})
    const stdin = Buffer.from([0, 255, 10, 128, 13])
    const line = "api POST /otel/v1/traces --input - -H 'content-type: application/x-protobuf'"
    expect((await cli(line, {stdin})).exitCode).toBe(0)
    expect(Buffer.from(String(bytes), 'hex')).toEqual(stdin)
  })

  it('is JSON unless it says otherwise', async () => {
    answers({method: 'POST'})
    await cli(`api POST /x/y --input ${body}`)
    expect(sentHeaders()[0]).toMatchObject({'content-type': 'application/json', accept: 'application/json'})
  })

  it('has the headers that were typed', async () => {
    answers({})
    await cli(['api', '/x/y', '-H', 'Accept: text/plain', '-H', 'X-A: 1', '-H', 'x-a: 2'])
    expect(sentHeaders()[0]).toMatchObject({accept: 'text/plain', 'x-a': '1, 2', authorization: BASIC})
  })

  it.each([
    ['Authorization: Basic eA==', 'cannot be set'],
    ['Host: evil.example', 'cannot be set'],
    ['x: y\r\nAuthorization: z', 'no header can carry'],
    ['no header', 'is no header'],
  ])('is not made with %j', async (header, why) => {
    const {exitCode, stderr, stdout} = await cli(['api', '/x/y', '-H', header])
    expect({exitCode, stdout}).toEqual({exitCode: 2, stdout: ''})
    expect(stderr).toContain(why)
  })

  it.each(['//evil.example/x', 'https://evil.example/api/public/x', '/../x', '/%2e%2e/x', '/\\evil', '/a\nb'])(
    'does not go to %j',
    async (path) => {
      const {exitCode, stderr} = await cli(['api', path])
      expect(exitCode).toBe(2)
      expect(stderr).toContain('nothing was sent')
    },
  )
})

describe('the keys', () => {
  it.each([
    ['/organizations/projects', ORG_BASIC],
    ['/projects/p-1/apiKeys', ORG_BASIC],
    ['/organizations/projects --scope project', BASIC],
    ['/no/such/route', BASIC],
    ['/no/such/route --scope organization', ORG_BASIC],
    ['/health', undefined],
    ['/v2/prompts --scope none', undefined],
  ])('of %s', async (line, authorization) => {
    const sent = answers({body: {}})
    expect((await cli(`api ${line}`, {env: ORG})).exitCode).toBe(0)
    expect(sent[0]?.authorization).toBe(authorization)
  })

  it('of the admin do not go to Langfuse Cloud', async () => {
    const env = {LANGFUSE_HOST: 'https://cloud.langfuse.com', LANGFUSE_ADMIN_API_KEY: 'admin-key-of-a-server'}
    const {exitCode, stderr} = await cli('api /api/admin/organizations --scope admin', {env})
    expect(exitCode).toBe(5)
    expect(stderr).toContain('has no admin API')
  })
})

it('the type of fields can be said, too', async () => {
  answers({method: 'POST'})
  await cli(['api', '/x/y', '-f', 'a=1', '-H', 'Content-Type: application/scim+json'])
  expect(sentHeaders()[0]).toMatchObject({'content-type': 'application/scim+json'})
})

describe('the answer', () => {
  it.each([
    ['{"a": 1,\n "b":[ ]}', 'application/json'],
    ['\ufeff{"a":1}', 'text/plain'],
    ['\ufeff{"a":1}', 'application/json'],
    ['no JSON\u001b[31m', 'text/plain'],
    ['12345678901234567890', 'application/json'],
  ])('comes byte for byte into a pipe: %j', async (text, type) => {
    answers({body: text, headers: {'content-type': type}})
    const {stdout, stderr, exitCode} = await cli('api /x/y')
    expect({stdout, stderr, exitCode}).toEqual({stdout: text, stderr: '', exitCode: 0})
  })

  it('is not made text on the way', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0a])
    nock(HOST).get('/api/public/x/y').reply(200, bytes, {'content-type': 'application/octet-stream'})
    const {chunks, stdout} = await cli('api /x/y')
    expect(chunks).toHaveLength(1)
    expect(stdout).toBe(bytes.toString())
  })

  it('is readable and harmless on a terminal', async () => {
    answers({body: {a: '\u001b[31m', b: [1]}}, {body: 'red \u001b[31m'})
    const tty = {stdout: true}
    expect((await cli('api /x/y', {tty})).stdout).toBe('{\n  "a": "\\u001b[31m",\n  "b": [\n    1\n  ]\n}\n')
    expect((await cli('api /x/y', {tty})).stdout).toBe('red ␛[31m\n')
  })

  it.each([
    ['-o json', '{\n  "a": [\n    1\n  ]\n}\n'],
    ['--json', '{\n  "a": [\n    1\n  ]\n}\n'],
    ['-o ndjson', '{"a":[1]}\n'],
    ['-o yaml', 'a:\n  - 1\n'],
  ])('with %s', async (flag, stdout) => {
    answers({body: '{"a": [1]}'})
    expect(await cli(`api /x/y ${flag}`)).toMatchObject({stdout, exitCode: 0})
  })

  it.each([
    ['-o json', '"a\\nb"\n'],
    ['-o ndjson', '"a\\nb"\n'],
    ['-o yaml', '|-\na\nb\n'],
  ])('that is no JSON is one text with %s', async (flag, text) => {
    answers({body: 'a\nb'})
    const {stdout, stderr, exitCode} = await cli(`api /x/y ${flag}`)
    expect({stdout, exitCode}).toEqual({stdout: text, exitCode: 0})
    expect(stderr).toContain('no JSON')
  })

  it('that is empty is null with -o json', async () => {
    answers({method: 'DELETE', status: 204}, {body: ''})
    expect(await cli('api DELETE /x/y --json')).toMatchObject({stdout: 'null\n', stderr: '', exitCode: 0})
    expect(await cli('api /x/y -o ndjson')).toMatchObject({stdout: '', stderr: '', exitCode: 0})
  })

  it('is null with -o json where it does not fit', async () => {
    answers({body: {text: 'x'.repeat(20)}})
    const {stdout, stderr, exitCode} = await cli('api /x/y -o json --max-bytes 20')
    expect({stdout, exitCode}).toEqual({stdout: 'null\n', exitCode: 7})
    expect(stderr).toContain('nothing was printed')
  })

  it('with -o json is one array of all pages', async () => {
    const page = (number: number) => ({body: {data: [number], meta: {page: number, totalPages: 2}}})
    answers(page(1), page(2), page(1), page(2), page(1), {body: 'text'})
    const {stdout} = await cli('api /x/y --paginate -o json')
    expect(JSON.parse(stdout)).toEqual([page(1).body, page(2).body])
    const cut = await cli(`api /x/y --paginate -o json --max-bytes ${stdout.length - 1}`)
    expect({...cut, stdout: JSON.parse(cut.stdout)}).toMatchObject({stdout: [page(1).body], exitCode: 7})
    const broken = await cli('api /x/y --paginate -o json')
    expect({...broken, stdout: JSON.parse(broken.stdout)}).toMatchObject({stdout: [page(1).body], exitCode: 7})
  })

  it('is nothing for a 204', async () => {
    answers({method: 'DELETE', status: 204})
    expect(await cli('api DELETE /x/y')).toMatchObject({stdout: '', stderr: '', exitCode: 0})
  })

  it.each(['table', 'csv', 'tsv'])('has no columns for -o %s', async (format) => {
    const {stderr, exitCode} = await cli(`api /x/y -o ${format}`)
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Forms here: json, ndjson, yaml')
  })

  it('has no --columns, and LANGFUSE_CLI_OUTPUT=table does no harm', async () => {
    expect((await cli('api /x/y --columns a')).exitCode).toBe(2)
    answers({body: '{"a":  1}'})
    expect(await cli('api /x/y', {env: {...KEYS, LANGFUSE_CLI_OUTPUT: 'table'}})).toMatchObject({stdout: '{"a":  1}'})
  })

  it('with --include has its head first, without secrets', async () => {
    answers({body: '{}', status: 201, headers: {'x-a': 'b', 'set-cookie': 'session=hidden', 'x-next-token': 'hidden'}})
    const {stdout} = await cli('api /x/y -i')
    expect(stdout).toMatch(/^HTTP\/1\.1 201 Created\n/)
    expect(stdout).toContain('\nx-a: b\n')
    expect(stdout).toContain('\nset-cookie: …\n')
    expect(stdout).toMatch(/\n\n\{\}$/)
    expect(stdout).not.toContain('hidden')
  })

  it('that is too large for --max-bytes is not printed', async () => {
    answers({body: {text: 'x'.repeat(2000)}}, {body: {a: 1}})
    const {stdout, stderr, exitCode} = await cli('api /x/y --max-bytes 1000')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 7})
    expect(stderr).toContain('2,011 bytes')
    expect(await cli('api /x/y --max-bytes 7')).toMatchObject({stdout: '{"a":1}', exitCode: 0})
  })
})

describe('a refusal', () => {
  it.each([
    [400, 5],
    [401, 3],
    [404, 8],
    [409, 5],
    [418, 5],
  ])('of status %i is printed, and exits with %i', async (status, exit) => {
    answers({status, body: '{"message":"No such thing"}', headers: {'content-type': 'application/json'}})
    const {stdout, stderr, exitCode} = await cli('api /x/y')
    expect({stdout, exitCode}).toEqual({stdout: '{"message":"No such thing"}', exitCode: exit})
    expect(stderr).toContain(`answered ${status}: No such thing`)
  })

  it('of an unknown path asks whether the path is right', async () => {
    const page = {status: 404, body: '<html>', headers: {'content-type': 'text/html'}}
    answers(page, {body: {status: 'OK', version: '4.35.0'}})
    const {stderr, exitCode} = await cli('api /v2/prompt')
    expect(exitCode).toBe(5)
    expect(stderr).toContain('Is the path right? `langfuse reference` has all of them.')
  })

  it('of a large body says what most routes take, where the route is not known', async () => {
    answers({method: 'POST', status: 413, body: {message: 'too large'}})
    const {stderr} = await cli(['api', '/x/y', '-f', `a=${'x'.repeat(2 * 1024 * 1024)}`])
    expect(stderr).toContain('The body has 2 MB; most routes take 1 MB.')
  })

  it('has its head, too', async () => {
    answers({status: 400, body: {message: 'no'}})
    expect((await cli('api /x/y --include')).stdout).toMatch(
      /^HTTP\/1\.1 400 Bad Request\n[\s\S]*\n\n\{"message":"no"\}$/,
    )
  })

  it('that is too large for --max-bytes keeps its own exit status', async () => {
    answers({status: 400, body: {message: 'x'.repeat(100)}})
    expect(await cli('api /x/y --max-bytes 10')).toMatchObject({stdout: '', exitCode: 5})
  })

  it.each<[string, number]>([
    ['GET /x/y', 2],
    ['PUT /x/y', 2],
    ['DELETE /x/y', 2],
    ['POST /x/y', 1],
    ['PATCH /x/y', 1],
    ['POST /v2/datasets', 2],
  ])('of a gateway: %s is sent %i times', async (line, times) => {
    const [method = ''] = line.split(' ')
    const sent = answers(...Array.from({length: times}, () => ({method, status: 502, body: 'bad'})))
    expect((await cli(`api ${line} --retries 1`)).exitCode).toBe(5)
    expect(sent).toHaveLength(times)
  })
})

it('is sent and answered the same with LANGFUSE_CLI_DEBUG=api, which shows no key', async () => {
  answers({method: 'POST', body: '{"a": 1}'})
  const {stdout, stderr, exitCode} = await cli('api /x/y -f a=1', {env: {...KEYS, LANGFUSE_CLI_DEBUG: 'api'}})
  expect({stdout, exitCode}).toEqual({stdout: '{"a": 1}', exitCode: 0})
  expect(stderr).toContain('> authorization: …')
  expect(stderr).toContain('< {"a": 1}')
})

describe('nothing is sent', () => {
  it.each([
    ['POST /x/y', 'This writes'],
    ['DELETE /x/y', 'deletes or replaces'],
    ['PUT /models/m-1 -F a=1', 'deletes or replaces'],
    ['/x/y -F a=1', 'This writes'],
  ])('with --read-only by %s', async (line, why) => {
    const {stderr, exitCode} = await cli(`api ${line} --read-only`)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(why)
  })

  it.each([
    ['', 'A path is missing'],
    ['POST', 'which path?'],
    ['POST /x/y -X PUT', 'exclude each other'],
    ['/x/y /z/w', 'one path is called at a time'],
    ['/x/y -X FETCH', 'there is no such method'],
    ['/x/y --slurp', '--slurp needs --paginate'],
    ['POST /x/y --paginate', '--paginate is for GET'],
    ['/x/y --paginate -f a=1', 'say GET before the path'],
    ['/x/y --paginate --slurp -i', 'exclude each other'],
    ['/x/y --paginate --slurp -o yaml', 'makes a JSON array'],
    ['POST /x/y -F a={', '-F a is not valid JSON'],
    ['POST /x/y --input /no/file', 'Cannot read /no/file'],
    ['prompts lst', 'Did you mean `langfuse prompts list`?'],
    ['frobnicate', 'langfuse reference frobnicate'],
    ['--json prompts list', 'is no path'],
    [`/x/y --header 'a: b'`, "-H 'name: value'"],
    ['schema', 'langfuse commands'],
    ['prompts list --bogus', 'has no --bogus'],
  ])('by api %s', async (line, why) => {
    const {stderr, stdout, exitCode} = await cli(`api ${line}`)
    expect(stdout).toBe('')
    expect([2, 6]).toContain(exitCode)
    expect(stderr).toContain(why)
  })

  it('by --curl, which prints the request', async () => {
    const {stdout} = await cli(`api POST /v2/datasets -F name="it's" --curl`)
    expect(stdout).toBe(
      `curl -sS -g -X POST '${HOST}/api/public/v2/datasets' -u "$LANGFUSE_PUBLIC_KEY:$LANGFUSE_SECRET_KEY" -H 'accept: application/json' -H 'content-type: application/json' --data-binary '{"name":"it'\\''s"}'\n`,
    )
    expect((await cli('api HEAD /x/y --curl')).stdout).toMatch(/^curl -sS -g --head 'http/)
    expect((await cli(`api POST /x/y --input ${body} --curl`)).stdout).toContain(`--data-binary '@${body}'`)
  })
})

describe('the words of another program', () => {
  it('run our command, and say which', async () => {
    const sent = answers({body: {data: [], meta: {page: 1, totalPages: 0, totalItems: 0}}})
    const {stdout, stderr, exitCode} = await cli('api prompts list --limit 5 -o csv --no-header')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 0})
    expect(stderr).toContain('`api prompts list` is `langfuse prompts list` here')
    expect(sent[0]?.path).toBe('/api/public/v2/prompts?page=1&limit=5')
  })

  it.each(['-o csv --quiet', '-o json', '--json'])('say nothing with %s', async (flags) => {
    answers({body: {data: [], meta: {page: 1, totalPages: 0, totalItems: 0}}})
    expect((await cli(`api prompts list ${flags}`)).stderr).toBe('')
  })

  it('show the help of our command', async () => {
    expect((await cli('api prompts list --help')).stdout).toContain('$ langfuse prompts list')
    expect((await cli('api help prompts list')).stdout).toContain('$ langfuse prompts list')
  })
})

it('is named where a body field is unknown', async () => {
  const first = await cli(`prompts create --body '{"name":"x","prompt":"y","colour":1}'`)
  expect(first.stderr).toContain('To send it all the same: langfuse api POST /v2/prompts --input FILE')
  const second = await cli(`prompts versions update x 1 --body '{"newLabels":[],"colour":1}'`)
  expect(second.stderr).toContain("langfuse api PATCH '/v2/prompts/{name}/versions/{version}' --input FILE")
})

import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {TEXT} from '../base/reference/fixture.js'
import {answers, cli, HOST, KEYS, sentHeaders} from '../cli.js'
import {inOneHome} from '../home.js'

const SERVED = {body: TEXT, headers: {etag: 'W/"one"', 'content-type': 'text/yaml'}}
const PAGE = {status: 404, body: '<html>404</html>', headers: {'content-type': 'text/html'}}
const HOUR = 60 * 60 * 1000

function cacheFile(env: Record<string, string>, host = HOST): string {
  const name = createHash('sha256').update(host).digest('hex').slice(0, 16)
  return join(env.XDG_CACHE_HOME ?? '', 'langfuse', `reference-${name}.json`)
}

/** Makes what is kept older. */
async function age(env: Record<string, string>, ms: number): Promise<void> {
  const kept = JSON.parse(await readFile(cacheFile(env), 'utf8'))
  await writeFile(cacheFile(env), JSON.stringify({...kept, at: kept.at - ms}))
}

describe('reference', () => {
  it('lists the operations of the server with our commands, asking without keys', async () => {
    const sent = answers(SERVED)
    const {stdout, stderr, exitCode} = await cli('reference')
    expect(sent).toEqual([
      {method: 'GET', path: '/generated/api/openapi.yml', authorization: undefined, body: undefined},
    ])
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(11)
    expect(lines[0]).toBe('GET\t/api/public/health\thealth\tTells whether the server is well')
    expect(lines[9]).toBe('POST\t/api/public/v2/things\t\tCreate a thing, for which there is no command')
  })

  it('needs no keys', async () => {
    answers(SERVED)
    expect((await cli('reference health', {env: {LANGFUSE_BASE_URL: HOST}})).exitCode).toBe(0)
  })

  it('has a table on a terminal', async () => {
    answers(SERVED)
    const {stdout} = await cli('reference things', {tty: {stdout: true, columns: 90}, env: {...KEYS, NO_COLOR: '1'}})
    expect(stdout).toMatch(/^METHOD +PATH +COMMAND +SUMMARY\nPOST +\/v2\/things /)
    expect(stdout.split('\n').filter((line) => line.length > 90)).toEqual([])
  })

  it('shortens long paths in a table, so that the other columns have room', async () => {
    const path = `/api/public/unstable/dashboards/{dashboardId}/placements/{placementId}`
    answers({body: JSON.stringify({paths: {[path]: {get: {description: 'One'}}}})})
    const {stdout} = await cli('reference', {tty: {stdout: true}})
    expect(stdout).toContain('GET     /unstable/dashboards/{}/placements/{}  ')
    expect(stdout).toContain('  One\n')
  })

  it('leaves out what is no operation, and says so', async () => {
    answers({body: {paths: {'/a': 'text', '/b': {get: {summary: 'B'}, post: null}}}})
    expect(await cli('reference')).toMatchObject({
      stdout: 'GET\t/b\t\tB\n',
      stderr: 'Warning: Left out, because the server does not describe them as operations: /a, POST /b\n',
      exitCode: 0,
    })
  })

  it('has an array of objects as JSON', async () => {
    answers(SERVED)
    const {stdout} = await cli('reference prompts_list scores --json')
    expect(JSON.parse(stdout)).toContainEqual({
      method: 'GET',
      path: '/api/public/v2/scores',
      operationId: 'scores_getMany',
      tag: 'Scores',
      summary: 'List scores of traces and sessions',
      deprecated: true,
      replacedBy: 'GET /api/public/v3/scores',
      command: 'scores list',
      example: 'langfuse scores list --trace-id 0a1b2c3d',
    })
  })

  it('shows one operation as text', async () => {
    answers(SERVED)
    const {stdout} = await cli('reference GET /v2/prompts/greet')
    expect(stdout).toMatch(/^GET \/api\/public\/v2\/prompts\/\{promptName\}\nprompts_get · Prompts\n\nCOMMAND\n/)
    expect(stdout).toContain('\n  langfuse prompts get ')
    expect(stdout).toContain('\n  promptName  string, in path, required. The name, encoded where it has a "/"\n')
  })

  it('is not wider than a terminal', async () => {
    answers(SERVED)
    const {stdout} = await cli('reference POST /scores', {tty: {stdout: true, columns: 44}})
    expect(stdout.split('\n').filter((line) => line.length > 44)).toEqual([])
    expect(stdout).toContain('number | string, required. A')
  })

  it('shows one operation as one object', async () => {
    answers(SERVED)
    const {stdout} = await cli('reference POST /v2/things --json')
    expect(JSON.parse(stdout)).toMatchObject({
      method: 'POST',
      path: '/api/public/v2/things',
      command: null,
      example: 'langfuse api POST /v2/things -f name=… -F size=1',
      keys: null,
      parameters: [],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              title: 'CreateThing',
              properties: {
                name: {type: 'string'},
                size: {type: 'integer'},
                owner: {properties: {id: {}, names: {additionalProperties: {type: 'string'}}}, required: ['id']},
              },
              required: ['name', 'size'],
            },
          },
        },
      },
      responses: {'200': {description: ''}},
    })
  })

  it('takes columns of one operation', async () => {
    answers(SERVED)
    const {stdout} = await cli('reference GET /v2/scores --columns command,rate,replacedBy -o tsv')
    expect(stdout).toBe(
      'scores list\tpublic-api: 30 a minute on Hobby, 1,000 on other plans\tGET /api/public/v3/scores\n',
    )
  })
})

describe('the line of langfuse api', () => {
  const WIDGETS = {
    paths: {
      '/api/public/v2/widgets/{widgetId}/turn': {
        post: {
          parameters: [
            {name: 'widgetId', in: 'path', required: true, schema: {type: 'string'}},
            {name: 'X-Trace', in: 'header', required: true, schema: {type: 'string'}},
          ],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['by', 'name', 'more'],
                  properties: {by: {type: 'integer'}, name: {type: 'string'}, more: {type: 'object'}},
                },
              },
            },
          },
        },
      },
      '/metrics': {get: {description: 'Figures'}},
    },
  }

  it.each([
    ['/v2/widgets/w1/turn', '/api/public/v2/widgets/w1/turn'],
    ["/v2/widgets/it's/turn", "/api/public/v2/widgets/it's/turn"],
    ['/v2/widgets/{widgetId}/turn', '/api/public/v2/widgets/WIDGET-ID/turn'],
  ])('of %s runs as it is', async (typed, path) => {
    answers({body: WIDGETS})
    const {stdout} = await cli(['reference', 'POST', typed, '--json'])
    const {stdout: words} = spawnSync('bash', ['-c', `printf '%s\\0' ${JSON.parse(stdout).example}`], {
      encoding: 'utf8',
    })
    const sent = answers({method: 'POST', body: {}})
    const {stderr, exitCode} = await cli(words.split('\0').slice(1, -1))
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    expect(sent.at(-1)).toMatchObject({method: 'POST', path, body: {by: 1, name: '…', more: {}}})
    expect(sentHeaders().at(-1)).toMatchObject({'x-trace': 'VALUE'})
  })

  it('is not there for what it cannot call', async () => {
    answers({body: WIDGETS}, {body: WIDGETS})
    expect((await cli('reference GET /metrics')).stdout).toContain(
      '\nCOMMAND\n  None: `langfuse api` calls only what is below /api/.\n',
    )
    expect(JSON.parse((await cli('reference GET /metrics --json')).stdout)).toMatchObject({
      command: null,
      example: null,
    })
  })
})

describe('what the server said', () => {
  it('is kept for a day, for its owner alone', async () => {
    await inOneHome(async (env) => {
      const sent = answers(SERVED)
      const first = await cli('reference', {env})
      await age(env, 23 * HOUR)
      const second = await cli('reference --verbose', {env})
      expect(second.stdout).toBe(first.stdout)
      expect(second.stderr).toContain(`${HOST}/generated/api/openapi.yml as it was 23 hours ago`)
      expect(sent).toHaveLength(1)
      expect((await stat(cacheFile(env))).mode & 0o777).toBe(0o600)
      expect(await readdir(join(env.XDG_CACHE_HOME ?? '', 'langfuse'))).toHaveLength(1)
    })
  })

  it('is asked for after a day, and is the same when that is the answer', async () => {
    await inOneHome(async (env) => {
      const sent = answers(SERVED, {status: 304, headers: {etag: 'W/"one"'}})
      const first = await cli('reference', {env})
      await age(env, 25 * HOUR)
      const second = await cli('reference', {env})
      expect(second).toMatchObject({stdout: first.stdout, stderr: '', exitCode: 0})
      expect(sentHeaders().map((headers) => headers['if-none-match'])).toEqual([undefined, 'W/"one"'])
      expect((await cli('reference', {env})).stdout).toBe(first.stdout)
      expect(sent).toHaveLength(2)
    })
  })

  it('is taken anew when it is another', async () => {
    await inOneHome(async (env) => {
      answers(SERVED, {body: 'paths: {/other: {get: {description: Other}}}', headers: {etag: 'W/"two"'}})
      await cli('reference', {env})
      expect((await cli('reference --refresh', {env})).stdout).toBe('GET\t/other\t\tOther\n')
      expect((await cli('reference', {env})).stdout).toBe('GET\t/other\t\tOther\n')
      expect(sentHeaders()[1]?.['if-none-match']).toBe('W/"one"')
    })
  })

  it('is of one host', async () => {
    await inOneHome(async (env) => {
      const sent = answers(SERVED, SERVED)
      await cli('reference', {env})
      await cli(`reference --host ${HOST}/langfuse`, {env: {...env, LANGFUSE_BASE_URL: ''}})
      expect(sent.map(({path}) => path)).toEqual(['/generated/api/openapi.yml', '/langfuse/generated/api/openapi.yml'])
    })
  })

  it('that cannot be kept is no error', async () => {
    await inOneHome(async (env) => {
      answers(SERVED, SERVED)
      await writeFile(join(env.XDG_CACHE_HOME ?? '', 'langfuse'), '')
      for (let time = 0; time < 2; time++)
        expect(await cli('reference health', {env})).toMatchObject({stderr: '', exitCode: 0})
    })
  })

  it.each([
    ['empty', () => ''],
    ['cut', (text: string) => text.slice(0, 500)],
    ['of another kind', () => '{"host":1}'],
    ['of another host', (text: string) => text.replace(HOST, 'http://other.test')],
    ['with an etag that no header can have', (text: string) => text.replace('W/\\"one\\"', '\\u0000\\n')],
    ['of a time to come', (text: string) => text.replace(/"at":\d+/, '"at":9999999999999')],
  ])('costs one request where it is %s', async (_, damage) => {
    await inOneHome(async (env) => {
      const sent = answers(SERVED, SERVED)
      const first = await cli('reference', {env})
      const text = await readFile(cacheFile(env), 'utf8')
      expect(damage(text)).not.toBe(text)
      await writeFile(cacheFile(env), damage(text))
      expect(await cli('reference', {env})).toMatchObject({stdout: first.stdout, stderr: '', exitCode: 0})
      expect(sent).toHaveLength(2)
      expect((await cli('reference', {env})).stdout).toBe(first.stdout)
    })
  })

  it.each([
    ['cannot be reached', [{error: 'ECONNREFUSED'}], 'Connection refused'],
    ['is unwell', [{status: 500, body: {message: 'No'}}], '(keys from LANGFUSE_PUBLIC_KEY) answered 500: No'],
    ['answers with pages', [{body: '<html>'}, {body: '<html>'}], 'it is a web page'],
  ])('is used with a warning where the server %s, but not by those who want it asked', async (_, failing, words) => {
    await inOneHome(async (env) => {
      answers(SERVED, ...failing, ...failing)
      const first = await cli('reference', {env})
      await age(env, 50 * HOUR)
      const second = await cli('reference --retries 0', {env})
      expect(second).toMatchObject({stdout: first.stdout, exitCode: 0})
      expect(second.stderr).toContain(words)
      expect(second.stderr).toMatch(/^Warning: .*\. This is what the server said 2 days ago\.\n$/)
      const third = await cli('reference --refresh --retries 0', {env})
      expect(third.stdout).toBe('')
      expect(third.exitCode).not.toBe(0)
    })
  })
})

describe('a server without such a document', () => {
  it('is asked for it where newer ones have it, and there first from then on', async () => {
    await inOneHome(async (env) => {
      const sent = answers(PAGE, {body: {status: 'OK', version: '5.0.0'}}, SERVED, {status: 304})
      const {stderr, exitCode} = await cli('reference', {env})
      expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
      await cli('reference --refresh', {env})
      const [first, health, second] = ['/generated/api/openapi.yml', '/api/public/health', '/api/openapi.yaml']
      expect(sent.map(({path}) => path)).toEqual([first, health, second, second])
    })
  })

  it('is named, with the way round', async () => {
    const version = {body: {status: 'OK', version: '2.0.0'}}
    answers(PAGE, version, PAGE, version)
    const {stdout, stderr, exitCode} = await cli('reference')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('runs Langfuse 2.0.0, which does not know GET /generated/api/openapi.yml')
    expect(stderr).toContain('langfuse reference --offline')
  })

  it.each([
    ['a page', '<!doctype html>', 'it is a web page'],
    ['text', 'Welcome', 'it has no paths'],
    ['the first half', TEXT.slice(0, TEXT.length / 2), 'it is no YAML'],
    ['all but the schemas', TEXT.slice(0, TEXT.indexOf('components:\n')), 'cut off?'],
  ])('answers with %s: exit 5, one sentence, the way round', async (_, body, words) => {
    answers({body}, PAGE, {body: {status: 'OK', version: '3.1.0'}})
    const {stdout, stderr, exitCode} = await cli('reference --json')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    const {error} = JSON.parse(stderr)
    expect(error).toMatchObject({code: 'not_available', hint: expect.stringContaining('--offline')})
    expect(error.message).toMatch(
      /^http:\/\/langfuse\.test \(keys from LANGFUSE_PUBLIC_KEY\) answered GET \/generated\/api\/openapi\.yml, but not with a description/,
    )
    expect(error.message).toContain(words)
  })

  it('that sends more than 20 MB is stopped', async () => {
    answers({body: `paths:\n${'# more\n'.repeat(3_100_000)}`})
    const {stderr, exitCode} = await cli('reference')
    expect(exitCode).toBe(5)
    expect(stderr).toContain('has more than 20 MB')
  })

  it('that cannot be reached: exit 4, with the way round', async () => {
    answers({error: 'ECONNREFUSED'})
    const {stderr, exitCode} = await cli('reference --retries 0')
    expect(exitCode).toBe(4)
    expect(stderr).toContain('langfuse reference --offline')
  })
})

describe('--spec', () => {
  it('prints the document byte for byte, kept or not', async () => {
    await inOneHome(async (env) => {
      answers(SERVED)
      expect((await cli('reference --spec', {env})).stdout).toBe(TEXT)
      expect((await cli('reference --spec', {env})).stdout).toBe(TEXT)
    })
  })

  it('leaves what is no UTF-8 as it is, kept or not', async () => {
    await inOneHome(async (env) => {
      const body = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from(`\n${TEXT}`)])
      answers({body, headers: {'content-type': 'text/yaml'}})
      const line = `reference --spec --retries 0 --max-bytes ${body.length}`
      expect(await cli(line, {env})).toMatchObject({stderr: '', exitCode: 0})
      expect(await cli(line, {env})).toMatchObject({stderr: '', exitCode: 0})
    })
  })

  it('obeys nothing in it on a terminal', async () => {
    const text = `# \u001b[31m\n${TEXT}`
    answers({body: text}, {body: text})
    expect((await cli('reference --spec')).stdout).toBe(text)
    expect((await cli('reference --spec', {tty: {stdout: true}})).stdout).toBe(`# ␛[31m\n${TEXT}`)
  })

  it('needs the document of the server', async () => {
    expect((await cli('reference --spec --offline')).stderr).toContain('--spec prints the document of the server')
  })

  it.each(['reference --spec prompts', 'reference --spec --offline', 'reference --refresh --offline'])(
    '%s is refused',
    async (line) => {
      const {stdout, exitCode} = await cli(line)
      expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    },
  )
})

describe('--offline', () => {
  it('asks nobody, and has what our commands ask', async () => {
    const {stdout, stderr, exitCode} = await cli('reference --offline POST /v2/prompts --json', {env: {}})
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    expect(JSON.parse(stdout)).toMatchObject({
      path: '/api/public/v2/prompts',
      command: 'prompts create',
      keys: 'project',
      flags: expect.arrayContaining([expect.objectContaining({name: 'label', repeatable: true})]),
    })
  })

  it('lists', async () => {
    const {stdout} = await cli('reference --offline')
    expect(stdout.trimEnd().split('\n').length).toBeGreaterThan(120)
  })
})

describe('words', () => {
  it('that find nothing are no error', async () => {
    answers(SERVED, SERVED)
    expect(await cli('reference prumpds')).toMatchObject({
      stdout: '',
      stderr: 'Nothing found. Did you mean "prompts"?\n`langfuse reference` lists all there are.\n',
      exitCode: 0,
    })
    expect(await cli('reference prumpds --json')).toMatchObject({stdout: '[]\n', exitCode: 0})
  })

  it('that name no operation are exit 8', async () => {
    answers(SERVED)
    const {stderr, exitCode} = await cli('reference POST /v2/promts')
    expect(exitCode).toBe(8)
    expect(stderr).toContain('Did you mean POST /v2/prompts?')
  })

  it('with --curl show the request', async () => {
    const {stdout} = await cli('reference prompts --curl')
    expect(stdout).toMatch(/^curl .* 'http:\/\/langfuse\.test\/generated\/api\/openapi\.yml' .*\n$/)
    expect(stdout).not.toContain('-u ')
  })
})

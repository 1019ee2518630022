import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {type RecordedRequest, type Sandbox, startSandbox} from '../../sandbox/server.js'
import {connected, run, shell} from './run.js'

const NASTY = [
  "it's",
  '$HOME and $(id) ${PATH}',
  'two\nlines\n',
  '100% %20 %2F',
  '`id`',
  'back\\slash \\n \\',
  '"quoted"',
  'ünï 日本語 🚀',
  '!history & ; > <',
  '-dash',
  '*?[a-z]{1,2}~#',
]

let sandbox: Sandbox
let env: Record<string, string>

beforeAll(async () => {
  sandbox = await startSandbox({basePath: '/base'})
  env = connected(sandbox)
})

beforeEach(() => {
  sandbox.requests.length = 0
})

afterAll(() => sandbox.close())

function essence({method, path, query, headers, body}: RecordedRequest) {
  const {authorization, accept} = headers
  return {method, path, query: query.toString(), authorization, accept, type: headers['content-type'], body}
}

async function bothWays(args: string[], stdin?: string) {
  const input = stdin === undefined ? {} : {stdin}
  const printed = await run(['--curl', ...args], {env, ...input})
  expect(printed.code).toBe(0)
  expect(sandbox.requests).toEqual([])
  const {code} = await shell(`${printed.stdout}`, {env})
  expect(code).toBe(0)
  await run(args, {env, ...input})
  const [byCurl, byUs] = sandbox.requests.map(essence)
  return {line: printed.stdout, byCurl, byUs}
}

describe.each(NASTY)('the line of --curl, run in bash, with %j', (text) => {
  it('sends the same body', async () => {
    const args = [
      'datasets',
      'create',
      '--name=x',
      `--description=${text}`,
      '--metadata',
      JSON.stringify({[text]: text}),
    ]
    const {byCurl, byUs} = await bothWays(args)
    expect(byCurl).toEqual(byUs)
    expect(byCurl).toMatchObject({method: 'POST', path: '/base/api/public/v2/datasets', type: 'application/json'})
    expect(JSON.parse(byCurl?.body ?? '')).toEqual({name: 'x', description: text, metadata: {[text]: text}})
  })

  it('sends the same path and query', async () => {
    const {byCurl, byUs} = await bothWays(['prompts', 'get', `--label=${text}`, '--', text])
    expect(byCurl).toEqual(byUs)
    expect(byCurl?.path).toBe(`/base/api/public/v2/prompts/${encodeURIComponent(text)}`)
    expect(new URLSearchParams(byCurl?.query).get('label')).toBe(text)
  })
})

it('sends what came from stdin', async () => {
  const {byCurl, byUs} = await bothWays(['datasets', 'create', '--name', 'x', '--description', '-'], NASTY.join('\r\n'))
  expect(byCurl).toEqual(byUs)
  expect(JSON.parse(byCurl?.body ?? '').description).toBe(NASTY.join('\r\n'))
})

it.each([
  ['a list', ['datasets', 'items', 'list', '--dataset-name', 'a b', '--limit', '7'], 'GET'],
  ['a patch', ['prompts', 'versions', 'update', 'a/b', '3', '--label', 'x'], 'PATCH'],
  ['a delete', ['datasets', 'runs', 'delete', '50%', 'a/b', '--yes'], 'DELETE'],
])('sends the same as %s', async (_, args, method) => {
  const {byCurl, byUs, line} = await bothWays(args)
  expect(byCurl).toEqual(byUs)
  expect(byCurl?.method).toBe(method)
  expect(byCurl?.authorization).toMatch(/^Basic /)
  expect(line).toContain('-u "$LANGFUSE_PUBLIC_KEY:$LANGFUSE_SECRET_KEY"')
  expect(line.trimEnd().split('\n')).toHaveLength(1)
})

it('needs no keys, and no confirmation', async () => {
  const {code, stdout} = await run(['prompts', 'delete', 'x', '--curl'], {env: {LANGFUSE_HOST: sandbox.url}})
  expect(code).toBe(0)
  expect(stdout).toMatch(/^curl .* -X DELETE /)
})

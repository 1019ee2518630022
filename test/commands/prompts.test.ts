import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const GREET = {
  id: '15659b2a-717a-457f-a06d-3c581babb352',
  createdAt: '2026-11-21T22:53:14.635Z',
  updatedAt: '2026-11-21T22:53:14.635Z',
  projectId: 'lf-test-project',
  createdBy: 'API',
  prompt: 'Hello {{name}}\r\n\tGrüße ✨\n\n',
  name: 'greet',
  version: 3,
  type: 'text',
  isActive: null,
  config: {temperature: 0.5},
  tags: ['t1'],
  labels: ['production', 'staging'],
  commitMessage: null,
  resolutionGraph: null,
}
const SUMMARY = {
  name: 'greet',
  type: 'text',
  versions: [1, 2, 3, 5],
  labels: ['production', 'staging'],
  tags: ['t1', 'a b'],
  lastUpdatedAt: '2026-11-21T22:53:14.636Z',
  lastConfig: {model: 'gpt-4o'},
}
const META = {page: 1, limit: 50, totalPages: 1, totalItems: 1}

function get(path: string) {
  return {method: 'GET', path: `/api/public/v2/prompts${path}`, authorization: BASIC, body: undefined}
}

describe('prompts list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    ['--name "a b/ü%&+"', '?name=a+b%2F%C3%BC%25%26%2B&page=1&limit=50'],
    ['--label Prod --tag t1 --version 2', '?label=Prod&tag=t1&version=2&page=1&limit=50'],
    ['--label latest', '?label=latest&page=1&limit=50'],
    [
      '--from 2026-11-20T14:00:00+02:00 --to 2026-11-21T00:00Z',
      '?fromUpdatedAt=2026-11-20T12%3A00%3A00.000Z&toUpdatedAt=2026-11-21T00%3A00%3A00.000Z&page=1&limit=50',
    ],
    ['--limit 7', '?page=1&limit=7'],
    ['--all', '?page=1&limit=100'],
    ['--page 3', '?page=3&limit=50'],
    ['--page 3 --page-size 20', '?page=3&limit=20'],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [SUMMARY], meta: META}})
    const {exitCode} = await cli(`prompts list ${flags}`)
    expect(sent).toEqual([get(query)])
    expect(exitCode).toBe(0)
  })

  it('prints a table on a terminal', async () => {
    answers({body: {data: [SUMMARY], meta: META}})
    const {stdout} = await cli('prompts list', {tty: {stdout: true, columns: 120}, env: plain()})
    expect(stdout).toBe(
      [
        'NAME   TYPE  VERSIONS  LABELS               TAGS     UPDATED',
        'greet  text  1-3, 5    production, staging  t1, a b  2026-11-21 22:53',
        '',
      ].join('\n'),
    )
  })

  it('prints tsv without a header into a pipe', async () => {
    answers({body: {data: [SUMMARY], meta: META}})
    const {stdout} = await cli('prompts list')
    expect(stdout).toBe('greet\ttext\t[1,2,3,5]\t["production","staging"]\t["t1","a b"]\t2026-11-21T22:53:14.636Z\n')
  })
})

function plain() {
  return {
    LANGFUSE_BASE_URL: 'http://langfuse.test',
    LANGFUSE_PUBLIC_KEY: 'pk',
    LANGFUSE_SECRET_KEY: 'sk',
    TZ: 'UTC',
    NO_COLOR: '1',
  }
}

describe('prompts get', () => {
  it.each([
    ['greet', '/greet'],
    ['support/triage', '/support%2Ftriage'],
    ['"100% sure"', '/100%25%20sure'],
    ['a%2Fb', '/a%252Fb'],
    ['"Grüße ✨?#"', '/Gr%C3%BC%C3%9Fe%20%E2%9C%A8%3F%23'],
    ['...', '/...'],
    ['greet --version 3', '/greet?version=3'],
    ['greet --label "Any Label"', '/greet?label=Any+Label'],
    ['greet --label latest --no-resolve', '/greet?label=latest&resolve=false'],
    ['greet --resolve', '/greet?resolve=true'],
  ])('%s', async (args, path) => {
    const sent = answers({body: GREET})
    const {stdout, stderr, exitCode} = await cli(`prompts get ${args}`)
    expect(sent).toEqual([get(path)])
    expect({stdout, stderr, exitCode}).toEqual({stdout: `${JSON.stringify(GREET, null, 2)}\n`, stderr: '', exitCode: 0})
  })

  it('shows lines, and long text below, on a terminal', async () => {
    answers({body: {...GREET, prompt: 'Hello\n  you\u001b[31m'}})
    const {stdout} = await cli('prompts get greet', {tty: {stdout: true}, env: plain()})
    expect(stdout).toContain('name:             greet\n')
    expect(stdout).toContain('labels:           production, staging\n')
    expect(stdout).toContain('createdAt:        2026-11-21 22:53\n')
    expect(stdout).toContain('\nprompt:\n  Hello\n    you␛[31m')
    expect(stdout).not.toContain('\u001b')
  })

  it.each([
    ['name', 'greet\n'],
    ['version,config.temperature', '3\t0.5\n'],
    ['prompt', 'Hello {{name}}\\r\\n\\tGrüße ✨\\n\\n\n'],
  ])('--columns %s -o tsv', async (columns, line) => {
    answers({body: GREET})
    expect((await cli(`prompts get greet -o tsv --columns ${columns}`)).stdout).toBe(line)
  })
})

describe('prompts get of what is not there', () => {
  const missing = {
    status: 404,
    body: {message: "Prompt not found: 'greet' with label 'prodution'", error: 'LangfuseNotFoundError'},
  }

  it('says which label was meant, and what there is', async () => {
    const sent = answers(missing, {body: {data: [SUMMARY], meta: META}})
    const {stdout, stderr, exitCode} = await cli('prompts get greet --label prodution')
    expect(sent).toEqual([get('/greet?label=prodution'), get('?name=greet&limit=1')])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 8})
    expect(stderr).toContain("Prompt not found: 'greet' with label 'prodution'")
    expect(stderr).toContain('Did you mean --label production?')
    expect(stderr).toContain('production, staging. Versions: 1, 2, 3, 5.')
  })

  it('says so when there is no such name', async () => {
    answers(missing, {body: {data: [], meta: {...META, totalItems: 0, totalPages: 0}}})
    const {stderr, exitCode} = await cli('prompts get greet --json')
    expect(exitCode).toBe(8)
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'not_found',
        message:
          "http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY) answered 404: Prompt not found: 'greet' with label 'prodution'",
        status: 404,
        hint: 'There is no prompt of this name. `langfuse prompts list` shows the names.',
      },
    })
  })

  it('keeps the first error when the look-up for the hint fails', async () => {
    answers(missing, {status: 403, body: {message: 'Access denied'}})
    const {stderr, exitCode} = await cli('prompts get greet --label prodution')
    expect(exitCode).toBe(8)
    expect(stderr).toContain('Prompt not found')
  })
})

describe('prompts versions update', () => {
  it('adds labels', async () => {
    const sent = answers({method: 'PATCH', body: {...GREET, labels: ['eu', 'production']}})
    const {stdout, stderr, exitCode} = await cli('prompts versions update "a/b %" 3 --label production --label eu')
    expect(sent).toEqual([
      {
        method: 'PATCH',
        path: '/api/public/v2/prompts/a%2Fb%20%25/versions/3',
        authorization: BASIC,
        body: {newLabels: ['production', 'eu']},
      },
    ])
    expect(stderr).toBe('✓ Labelled prompt greet, version 3 (eu, production)\n')
    expect(JSON.parse(stdout)).toEqual({...GREET, labels: ['eu', 'production']})
    expect(exitCode).toBe(0)
  })

  it.each([
    ['greet 0 --label a', 'whole number'],
    ['greet abc --label a', 'whole number'],
    ['greet 3', '--label is missing'],
    ['greet 3 --label latest', 'moved by the server'],
    ['greet', 'VERSION'],
  ])('refuses %s', async (args, words) => {
    const {stdout, stderr, exitCode} = await cli(`prompts versions update ${args}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})

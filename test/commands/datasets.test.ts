import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const DATASET = {
  id: 'cmi9qkq6o0001',
  name: '100% real/Ü',
  description: null,
  metadata: {owner: {team: 'support'}},
  inputSchema: null,
  expectedOutputSchema: null,
  projectId: 'lf-test-project',
  createdAt: '2026-11-21T22:53:14.635Z',
  updatedAt: '2026-11-21T22:53:15.635Z',
}
const META = {page: 1, limit: 50, totalPages: 1, totalItems: 1}

describe('datasets list', () => {
  it.each([
    ['', 'page=1&limit=50'],
    ['--limit 3', 'page=1&limit=3'],
    ['--page 2 --page-size 100', 'page=2&limit=100'],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [DATASET], meta: META}})
    const {stdout, stderr, exitCode} = await cli(`datasets list ${flags}`)
    expect(sent).toEqual([
      {method: 'GET', path: `/api/public/v2/datasets?${query}`, authorization: BASIC, body: undefined},
    ])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: '100% real/Ü\t\tcmi9qkq6o0001\t2026-11-21T22:53:15.635Z\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it.each([
    ['-o json', '[\n  {"name":"100% real/Ü","metadata":{"owner":{"team":"support"}}}\n]\n'],
    ['-o ndjson', '{"name":"100% real/Ü","metadata":{"owner":{"team":"support"}}}\n'],
    ['-o yaml', '- name: 100% real/Ü\n  metadata:\n    owner:\n      team: support\n'],
    ['-o csv', 'name,metadata.owner.team\r\n100% real/Ü,support\r\n'],
    ['-o csv --no-header', '100% real/Ü,support\r\n'],
    ['-o tsv', '100% real/Ü\tsupport\n'],
    ['-o tsv --header', 'name\tmetadata.owner.team\n100% real/Ü\tsupport\n'],
    ['-o table', 'NAME         METADATA.OWNER.TEAM\n100% real/Ü  support\n'],
    ['-o table --no-header', '100% real/Ü  support\n'],
  ])('--columns %s', async (format, expected) => {
    answers({body: {data: [DATASET], meta: META}})
    const {stdout, exitCode} = await cli(`datasets list --columns name,metadata.owner.team ${format}`)
    expect({stdout, exitCode}).toEqual({stdout: expected, exitCode: 0})
  })

  it('knows the headings of the table as columns', async () => {
    answers({body: {data: [DATASET], meta: META}})
    const {stdout} = await cli('datasets list --columns Updated,ID -o csv')
    expect(stdout).toBe('updated,id\r\n2026-11-21T22:53:15.635Z,cmi9qkq6o0001\r\n')
  })

  it('refuses a column that nothing has', async () => {
    answers({body: {data: [DATASET], meta: META}})
    const {stdout, stderr, exitCode} = await cli('datasets list --columns name,onwer')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('there is no "onwer" here')
    expect(stderr).toContain('Columns: name, description, id, updated')
  })
})

describe('datasets get', () => {
  it.each([
    ['plain', 'plain'],
    ['100%', '100%2525'],
    ['support/tickets', 'support%2Ftickets'],
    ['"x%2Fy z"', 'x%25252Fy%20z'],
    ['"Grüße ✨"', 'Gr%C3%BC%C3%9Fe%20%E2%9C%A8'],
  ])('%s', async (name, path) => {
    const sent = answers({body: DATASET})
    const {stdout, exitCode} = await cli(`datasets get ${name}`)
    expect(sent).toEqual([
      {method: 'GET', path: `/api/public/v2/datasets/${path}`, authorization: BASIC, body: undefined},
    ])
    expect(JSON.parse(stdout)).toEqual(DATASET)
    expect(exitCode).toBe(0)
  })

  it.each(['.', '..', '""'])('refuses the name %s', async (name) => {
    const {stdout, stderr, exitCode} = await cli(`datasets get ${name}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toMatch(/cannot be addressed|is empty/)
  })

  it('prints the id alone', async () => {
    answers({body: DATASET})
    expect((await cli('datasets get x --columns id -o tsv')).stdout).toBe('cmi9qkq6o0001\n')
  })
})

describe('datasets create', () => {
  it.each([
    ['--name "a/100%"', {name: 'a/100%'}],
    [
      `--name a --description "why\nso" --metadata '{"owner":"me"}' --input-schema '{"type":"object"}' --expected-output-schema null`,
      {
        name: 'a',
        description: 'why\nso',
        metadata: {owner: 'me'},
        inputSchema: {type: 'object'},
        expectedOutputSchema: null,
      },
    ],
    ['--name a --metadata text', {name: 'a', metadata: 'text'}],
    [`--body '{"name":"a","description":"b"}' --description c`, {name: 'a', description: 'c'}],
  ])('%s', async (flags, body) => {
    const sent = answers({method: 'POST', body: DATASET})
    const {stdout, stderr, exitCode} = await cli(`datasets create ${flags}`)
    expect(sent).toEqual([{method: 'POST', path: '/api/public/v2/datasets', authorization: BASIC, body}])
    expect(JSON.parse(stdout)).toEqual(DATASET)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Saved dataset 100% real/Ü (cmi9qkq6o0001)\n', exitCode: 0})
  })

  it.each([
    ['', '--name is missing'],
    ['--name /a', 'no "/" at its ends'],
    ['--name a --metadata "{a:1}"', '--metadata is not valid JSON'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`datasets create ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})

import {describe, expect, it} from 'vitest'
import {type Answer, answers, cli, KEYS} from '../cli.js'

const NAMES = ['a', 'naïve', '日本語', 'b,"c"', 'x'.repeat(20)]

function row(name: string, index: number) {
  const time = '2026-11-21T22:53:14.635Z'
  const schemas = {inputSchema: null, expectedOutputSchema: null}
  return {id: `d${index}`, name, metadata: {}, ...schemas, projectId: 'p', createdAt: time, updatedAt: time}
}

const ROWS = NAMES.map(row)

function page(number: number, total = 5): Answer {
  const meta = {page: number, limit: 2, totalItems: total, totalPages: 3}
  return {body: {data: ROWS.slice((number - 1) * 2, number * 2), meta}}
}

function size(text: string): number {
  return Buffer.byteLength(text)
}

/** The list with some flags; the server has three pages for it, of which so many are wanted. */
async function list(flags: string[], pages = 3) {
  const sent = answers(...[1, 2, 3].slice(0, pages).map((number) => page(number)))
  const outcome = await cli(['datasets', 'list', '--page-size', '2', '--all', '-q', ...flags])
  return {...outcome, asked: sent.length}
}

const NARROW = ['--columns', 'id,name']

/** The form, what separates its rows, and what stands before the first and behind the last of them. */
const FORMS: [string, string[], string, string][] = [
  ['tsv', [...NARROW, '-o', 'tsv'], '', ''],
  ['tsv with a header', [...NARROW, '-o', 'tsv', '--header'], 'id\tname\n', ''],
  ['csv', [...NARROW, '-o', 'csv'], 'id,name\r\n', ''],
  ['ndjson', [...NARROW, '-o', 'ndjson'], '', ''],
  ['yaml', [...NARROW, '-o', 'yaml'], '', ''],
  ['json', [...NARROW, '-o', 'json'], '[\n', '\n]\n'],
  ['table', ['-o', 'table', ...NARROW], 'ID  NAME\n', ''],
  ['jq', ['--jq', '{id, name}'], '', ''],
]

/** Where an output may end: behind its heading, and behind each row. */
function boundaries(full: string, before: string, after: string): number[] {
  const rows = ['d0', 'd1', 'd2', 'd3', 'd4'].map((id) => full.indexOf(id))
  const starts = rows.map((at) => Math.max(full.lastIndexOf('\n', at) + 1, 0))
  return [before.length, ...starts.slice(1), full.length - after.length]
}

describe.each(FORMS)('%s', (_, flags, before, after) => {
  it('never has more bytes, only whole rows, and exit 7 when something is missing', async () => {
    const {stdout: full} = await list(flags)
    const ends = boundaries(full, before, after)
    const limits = new Set([
      ...(after ? [5] : [1, 2, 3]),
      ...ends.flatMap((end) => [-1, 0, 1, 3].map((by) => size(full.slice(0, end)) + by)),
    ])
    for (const most of [...limits].filter((one) => one >= (after ? 5 : 1) && one <= size(full) + 1)) {
      const answered = answers(page(1), page(2), page(3))
      const line = ['datasets', 'list', '--page-size', '2', '--all', '-q', ...flags, '--max-bytes', String(most)]
      const {stdout, stderr, exitCode} = await cli(line)
      const {default: nock} = await import('nock')
      nock.cleanAll()
      expect(answered.length).toBeGreaterThan(0)
      expect(size(stdout), `--max-bytes ${most}`).toBeLessThanOrEqual(most)
      if (after) expect(JSON.parse(stdout)).toBeInstanceOf(Array)
      const cut = after && stdout !== full ? stdout.replace(/\n\]\n$/, '') : stdout
      expect(full.startsWith(cut)).toBe(true)
      const whole = stdout === full
      if (!whole) expect([0, before.trimEnd().length, ...ends, ...ends.map((end) => end - 2)]).toContain(cut.length)
      const rows = cut.match(/\bd\d/g)?.length ?? 0
      expect(exitCode, `--max-bytes ${most}`).toBe(whole ? 0 : 7)
      const words = `Cut at --max-bytes ${most}: ${rows} row${rows === 1 ? ' was' : 's were'} written`
      if (!whole) expect(stderr).toContain(words)
      expect(whole).toBe(most >= size(full))
    }
  })
})

describe('what a cut says', () => {
  it.each(['datasets list', 'datasets get x', 'datasets items delete i1 --yes'])(
    '%s: no JSON has under 5 bytes',
    async (line) => {
      const {stdout, exitCode} = await cli(`${line} --json --max-bytes 4`)
      expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    },
  )

  it('where the rest begins, and how many rows of it are out', async () => {
    const {stdout, stderr, exitCode, asked} = await list(['--jq', '.id', '--max-bytes', '10'], 2)
    expect({stdout, exitCode, asked}).toEqual({stdout: 'd0\nd1\nd2\n', exitCode: 7, asked: 2})
    expect(stderr).toBe(
      'Error: Cut at --max-bytes 10: 3 rows were written\n  The rest: the same command with --page 2 --page-size 2 --all; its first row is out already\n  Ask for less with --columns or --jq, or allow more with --max-bytes.\n',
    )
  })

  it('nothing of repeated rows at the end of a page', async () => {
    const {stderr} = await list(['--jq', '.id', '--max-bytes', '6'], 2)
    expect(stderr).toContain('The rest: the same command with --page 2 --page-size 2 --all\n')
  })

  it('no place to go on from within the first page', async () => {
    const {stderr, asked} = await list(['--jq', '.id', '--max-bytes', '3'], 1)
    expect(stderr).toBe(
      'Error: Cut at --max-bytes 3: 1 row was written\n  Ask for less with --columns or --jq, or allow more with --max-bytes.\n',
    )
    expect(asked).toBe(1)
  })

  it('as JSON with --json, and by the variable', async () => {
    answers(page(1))
    const env = {...KEYS, LANGFUSE_CLI_MAX_BYTES: '10'}
    const {stdout, stderr, exitCode} = await cli('datasets list --json --page-size 2', {env})
    expect({stdout, exitCode}).toEqual({stdout: '[\n\n]\n', exitCode: 7})
    expect(JSON.parse(stderr).error).toMatchObject({code: 'partial', message: expect.stringContaining('0 rows')})
  })

  it('asks for no page behind the cut, for a table either', async () => {
    const {asked, exitCode} = await list(['-o', 'table', ...NARROW, '--max-bytes', '20'], 1)
    expect({asked, exitCode}).toEqual({asked: 1, exitCode: 7})
  })

  it('leaves out rows without results', async () => {
    const {stdout, exitCode} = await list(['--jq', 'select(.id == "d0") | .id', '--max-bytes', '3'])
    expect({stdout, exitCode}).toEqual({stdout: 'd0\n', exitCode: 0})
  })

  it('measures what a terminal gets', async () => {
    answers({body: {data: [row('\u001b', 1)], meta: {page: 1, limit: 50, totalItems: 1, totalPages: 1}}})
    const line = 'datasets list --jq .name --max-bytes'
    expect(await cli(`${line} 4`, {tty: {stdout: true}})).toMatchObject({stdout: '\u241b\n', exitCode: 0})
    answers({body: {data: [row('\u001b', 1)], meta: {page: 1, limit: 50, totalItems: 1, totalPages: 1}}})
    expect(await cli(`${line} 3`, {tty: {stdout: true}})).toMatchObject({stdout: '', exitCode: 7})
  })
})

describe('one answer', () => {
  it.each(['json', 'yaml', 'table', 'csv', 'tsv', 'ndjson'])(
    '%s is whole, or nothing with its size',
    async (format) => {
      const run = (flags: string) => {
        answers({body: row('日本', 1)})
        return cli(`datasets get n -o ${format} ${flags}`)
      }
      const {stdout: full} = await run('')
      expect(await run(`--max-bytes ${size(full)}`)).toMatchObject({stdout: full, exitCode: 0})
      const {stdout, stderr, exitCode} = await run(`--max-bytes ${size(full) - 1}`)
      expect({stdout, exitCode}).toEqual({stdout: format === 'json' ? 'null\n' : '', exitCode: 7})
      expect(stderr).toContain(
        `The answer has ${size(full)} bytes, --max-bytes is ${size(full) - 1}: nothing was printed`,
      )
    },
  )

  it('what --jq makes of it ends with a whole result', async () => {
    answers({body: row('n', 1)})
    const {stdout, stderr, exitCode} = await cli([
      'datasets',
      'get',
      'n',
      '--jq',
      '.id, .name, .projectId',
      '--max-bytes',
      '5',
    ])
    expect({stdout, exitCode}).toEqual({stdout: 'd1\nn\n', exitCode: 7})
    expect(stderr).toContain('2 results were written')
  })

  it('a tree ends with a whole line', async () => {
    const trace = {id: 't1', name: 'n', timestamp: '2026-11-21T22:53:14.635Z', observations: [], scores: []}
    answers({body: trace})
    const line = 'traces get t1 --api-version 3 --no-color --max-bytes 10'
    expect(await cli(line, {tty: {stdout: true}})).toMatchObject({stdout: 'n  t1\n', exitCode: 7})
  })

  it('a raw prompt is whole, or nothing', async () => {
    const prompt = {name: 'p', version: 1, type: 'text', prompt: 'hello', labels: [], tags: [], config: {}}
    answers({body: prompt})
    expect(await cli('prompts get p --raw --max-bytes 4')).toMatchObject({stdout: '', exitCode: 7})
    answers({body: prompt})
    expect(await cli('prompts get p --raw --max-bytes 5')).toMatchObject({stdout: 'hello', exitCode: 0})
  })

  it('of a deletion', async () => {
    answers({method: 'DELETE', body: {message: 'gone'}})
    const {stdout, exitCode} = await cli('datasets items delete i1 --yes --json --max-bytes 5')
    expect({stdout, exitCode}).toEqual({stdout: 'null\n', exitCode: 7})
  })

  it('with the secret of a new key is not held back', async () => {
    const {stderr, exitCode} = await cli('projects keys create p1 --json --max-bytes 500')
    expect(stderr).toContain('--max-bytes could keep it back; nothing was sent')
    expect(exitCode).toBe(2)
  })
})

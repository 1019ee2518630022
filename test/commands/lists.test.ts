import {describe, expect, it} from 'vitest'
import {type Answer, answers, cli} from '../cli.js'

function rows(from: number, to: number) {
  return Array.from({length: to - from + 1}, (_, index) => ({
    id: `id-${from + index}`,
    name: `n${from + index}`,
    metadata: {},
    inputSchema: null,
    expectedOutputSchema: null,
    projectId: 'p',
    createdAt: '2026-11-21T22:53:14.635Z',
    updatedAt: '2026-11-21T22:53:15.635Z',
  }))
}

function page(number: number, from: number, to: number, total: number, limit = 100): Answer {
  const meta = {page: number, limit, totalItems: total, totalPages: Math.ceil(total / limit)}
  return {body: {data: rows(from, to), meta}}
}

async function list(flags: string, ...pages: Answer[]) {
  const sent = answers(...pages)
  const {stdout, ...rest} = await cli(`datasets list --columns name -o tsv ${flags}`)
  return {...rest, names: stdout.trim().split('\n'), asked: sent.map(({path}) => path.split('?')[1])}
}

describe('how many rows', () => {
  it('50 by default, and stderr says what is left', async () => {
    const {names, stderr, asked} = await list('', page(1, 1, 50, 12_000, 50))
    expect(asked).toEqual(['page=1&limit=50'])
    expect(names).toHaveLength(50)
    expect(stderr).toBe('50 of 12,000 shown; --all for the rest\n')
  })

  it('50 by default, and no word when that is all', async () => {
    expect(await list('', page(1, 1, 50, 50, 50))).toMatchObject({stderr: '', exitCode: 0})
  })

  it('--limit is enough of an answer: no note', async () => {
    expect(await list('--limit 2', page(1, 1, 2, 12, 2))).toMatchObject({stderr: '', names: ['n1', 'n2']})
  })

  it('--limit over the maximum walks pages of one size, and cuts the last', async () => {
    const {names, asked} = await list('--limit 150', page(1, 1, 100, 500), page(2, 101, 200, 500))
    expect(asked).toEqual(['page=1&limit=100', 'page=2&limit=100'])
    expect(names).toHaveLength(150)
    expect(names.at(-1)).toBe('n150')
  })

  it('--all walks to the last page, and counts', async () => {
    const {asked, names, stderr} = await list(
      '--all',
      page(1, 1, 100, 201),
      page(2, 101, 200, 201),
      page(3, 201, 201, 201),
    )
    expect(asked).toEqual(['page=1&limit=100', 'page=2&limit=100', 'page=3&limit=100'])
    expect(names).toHaveLength(201)
    expect(stderr).toBe('201 of 201\n')
  })

  it('--all does not stop at a short page, or an empty one', async () => {
    const pages = [page(1, 1, 60, 300), page(2, 1, 0, 300), page(3, 201, 300, 300)]
    expect(await list('--all', ...pages)).toMatchObject({asked: {length: 3}, names: {length: 160}})
  })

  it('--all with --page-size', async () => {
    const {asked} = await list('--all --page-size 2', page(1, 1, 2, 3, 2), page(2, 3, 3, 3, 2))
    expect(asked).toEqual(['page=1&limit=2', 'page=2&limit=2'])
  })

  it('--page is one page of --page-size', async () => {
    const {asked, stderr} = await list('--page 2 --page-size 20', page(2, 21, 40, 90, 20))
    expect(asked).toEqual(['page=2&limit=20'])
    expect(stderr).toBe('20 of 90 shown; --all for the rest\n')
  })

  it('--page with --all begins there', async () => {
    const {asked} = await list('--page 2 --page-size 2 --all', page(2, 3, 4, 5, 2), page(3, 5, 5, 5, 2))
    expect(asked).toEqual(['page=2&limit=2', 'page=3&limit=2'])
  })

  it('--all is whole when it has what the server counts at the end, however the list changes meanwhile', async () => {
    const {stderr, exitCode} = await list('--all', page(1, 1, 100, 150), page(2, 101, 151, 151))
    expect({stderr, exitCode}).toEqual({stderr: '151 of 151\n', exitCode: 0})
  })

  it('--all leaves out rows that come twice, and says what may be missing', async () => {
    const {names, stderr, exitCode} = await list('--all', page(1, 1, 100, 150), page(2, 96, 145, 155))
    expect({rows: names.length, exitCode}).toEqual({rows: 145, exitCode: 7})
    expect(stderr).toContain('The server counts 155 rows, but gave 145: 10 may be missing')
  })

  it('--page behind the last page says so', async () => {
    const {stderr, exitCode} = await list('--page 3 --page-size 20', page(3, 1, 0, 30, 20))
    expect(exitCode).toBe(0)
    expect(stderr).toContain('Page 3 is behind the last page (2).')
  })

  it('--page with --limit counts in the rows asked for', async () => {
    const {asked, names} = await list('--page 2 --limit 3', page(2, 4, 6, 90, 3))
    expect(asked).toEqual(['page=2&limit=3'])
    expect(names).toEqual(['n4', 'n5', 'n6'])
    const {stderr, exitCode} = await list('--page 2 --limit 101')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--page-size')
  })

  it('--all counts retries', async () => {
    const {stderr} = await list('--all', {status: 429, headers: {'retry-after': '0'}}, page(1, 1, 2, 2))
    expect(stderr).toBe('2 of 2, 1 retry\n')
  })

  it.each([
    ['--limit 5 --all', '--all'],
    ['--page-size 101', '100'],
    ['--limit 1.5', 'integer'],
    ['--page 0', '1'],
  ])('refuses %s', async (flags, words) => {
    const {stderr, exitCode} = await list(flags)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(words)
  })
})

describe('an empty list', () => {
  it.each([
    ['tsv', ''],
    ['csv', 'id,name,description,metadata,inputSchema,expectedOutputSchema,projectId,createdAt,updatedAt\r\n'],
    ['json', '[]\n'],
    ['ndjson', ''],
    ['yaml', '[]\n'],
    ['table', ''],
  ])('%s', async (format, expected) => {
    answers(page(1, 1, 0, 0))
    const {stdout, exitCode} = await cli(`datasets list -o ${format}`)
    expect({stdout, exitCode}).toEqual({stdout: expected, exitCode: 0})
  })

  it('says so in a table', async () => {
    answers(page(1, 1, 0, 0))
    expect((await cli('datasets list -o table')).stderr).toBe('Nothing found.\n')
  })
})

describe('every field that the server sends', () => {
  const row = {...rows(1, 1)[0], future: {a: [1, 'ü']}, 'odd key': 'x,"y"'}
  const answer = {body: {data: [row], meta: {page: 1, limit: 50, totalItems: 1, totalPages: 1}}}

  it('survives in json', async () => {
    answers(answer)
    expect(JSON.parse((await cli('datasets list --json')).stdout)).toEqual([row])
  })

  it('survives in ndjson', async () => {
    answers(answer)
    expect((await cli('datasets list -o ndjson')).stdout).toBe(`${JSON.stringify(row)}\n`)
  })

  it('survives in csv', async () => {
    answers(answer)
    expect((await cli('datasets list -o csv')).stdout).toBe(
      'id,name,description,metadata,inputSchema,expectedOutputSchema,projectId,createdAt,updatedAt,future,odd key\r\n' +
        'id-1,n1,,{},,,p,2026-11-21T22:53:14.635Z,2026-11-21T22:53:15.635Z,"{""a"":[1,""ü""]}","x,""y"""\r\n',
    )
  })

  it('survives in yaml', async () => {
    answers(answer)
    const {stdout} = await cli('datasets list -o yaml')
    expect(stdout).toContain('  future:\n    a:\n      - 1\n      - ü\n')
    expect(stdout).toContain('  odd key: x,"y"\n')
  })

  it('is printed when the answer does not match its schema, with one warning', async () => {
    const odd = [
      {...row, name: 7},
      {id: 'b', name: 8},
    ]
    answers({body: {...answer.body, data: odd}})
    const {stdout, stderr, exitCode} = await cli('datasets list --json')
    expect(JSON.parse(stdout)).toEqual(odd)
    expect(exitCode).toBe(0)
    expect(stderr.match(/Warning/g)).toHaveLength(1)
    expect(stderr).toContain('name: ')
  })

  const ROOT = {id: 'o1', traceId: 't1', type: 'SPAN', startTime: '2026-11-21T22:52:07.351Z'}
  it.each([
    ['traces list', {...ROOT, latency: 'fast'}, 'latency'],
    ['traces get t1 --fields core', {...ROOT, traceName: 7}, 'traceName'],
    ['observations list', {...ROOT, inputUsage: 'many'}, 'inputUsage'],
    ['observations get o1', {...ROOT, promptVersion: '3'}, 'promptVersion'],
    ['sessions list', {...ROOT, sessionId: 's', endTime: 5}, 'endTime'],
  ])('is judged as the server sent it, whatever %s makes of it', async (line, row, field) => {
    answers({body: {data: []}}, {body: {data: [row], meta: {}}})
    const {stderr, exitCode} = await cli(`${line} --api-version 4 -o json`)
    expect(exitCode).toBe(0)
    expect(stderr.match(/Warning/g)).toHaveLength(1)
    expect(stderr).toContain(`Warning: the answer is not as expected (${field}: `)
  })

  it('is printed when an object does not match its schema', async () => {
    const odd = {id: 3, extra: null}
    answers({body: odd})
    const {stdout, stderr, exitCode} = await cli('datasets get x')
    expect(JSON.parse(stdout)).toEqual(odd)
    expect(exitCode).toBe(0)
    expect(stderr).toContain('Warning: the answer is not as expected (id: ')
  })
})

describe('a column of a list without rows', () => {
  const EMPTY = {data: [], meta: {page: 1, limit: 50, totalItems: 0, totalPages: 0}}

  it.each(['tsv', 'json', 'table'])('is doubted when no schema knows it: %s', async (format) => {
    answers({body: EMPTY})
    const {stderr, exitCode} = await cli(`datasets list --columns name,nmae -o ${format}`)
    expect(exitCode).toBe(0)
    expect(stderr.match(/Warning:/g)).toHaveLength(1)
    expect(stderr).toContain('--columns: there is no row to show whether there is a "nmae"; known: name, ')
  })

  it.each(['name,id', 'ID', 'metadata.anything.at.all'])('is not when a schema knows it: %s', async (columns) => {
    answers({body: EMPTY})
    const {stderr, exitCode} = await cli(`datasets list --columns ${columns} -o tsv`)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })
})

describe('rows that the server counts, but does not give', () => {
  it.each([1, 0, null, 'x'])('end with exit 7, -q or not (totalPages %s)', async (totalPages) => {
    for (const quiet of ['', ' -q']) {
      answers({body: {data: [{id: 'd1', name: 'x'}], meta: {page: 1, totalPages, totalItems: 50}}})
      const {stdout, stderr, exitCode} = await cli(`datasets list --all -o json${quiet}`)
      expect({rows: JSON.parse(stdout).length, exitCode}).toEqual({rows: 1, exitCode: 7})
      expect(stderr).toContain('The server counts 50 rows, but gave 1: 49 may be missing')
    }
  })
})

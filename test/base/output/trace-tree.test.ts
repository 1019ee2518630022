import {describe, expect, it} from 'vitest'
import {width} from '../../../src/base/output/terminal.js'
import {duration} from '../../../src/base/output/trace-tree.js'
import {answers, cli} from '../../cli.js'

const TRACE = {
  id: 'trace-1',
  timestamp: '2026-11-21T10:00:00.000Z',
  name: 'chat',
  tags: ['a', 'b'],
  userId: 'u-1',
  input: {q: 'hi'},
  output: null,
  metadata: {},
  latency: 2.5,
  totalCost: 0.25,
  scores: [],
}
const TIMES = {timestamp: TRACE.timestamp, createdAt: TRACE.timestamp, updatedAt: TRACE.timestamp}
const RED = '\u001b[31m'
const YELLOW = '\u001b[33m'

interface Span {
  id: string
  parent?: string | null
  [key: string]: unknown
}

function observation({id, parent = null, ...more}: Span, second: number) {
  const startTime = new Date(Date.parse(TRACE.timestamp) + second * 1000).toISOString()
  return {
    id,
    traceId: 'trace-1',
    parentObservationId: parent,
    type: 'SPAN',
    name: id,
    level: 'DEFAULT',
    startTime,
    ...more,
  }
}

async function show(
  spans: Span[],
  {flags = '', columns = 100, trace = {}}: {flags?: string; columns?: number; trace?: object} = {},
) {
  answers({body: {...TRACE, ...trace, observations: spans.map(observation)}})
  const {stdout, stderr, exitCode} = await cli(`traces get trace-1 ${flags}`, {tty: {stdout: true, columns}})
  expect(exitCode).toBe(0)
  const lines = stdout.replace(/\n$/, '').split('\n')
  const gap = lines.indexOf('')
  return {stderr, lines, header: gap < 0 ? lines : lines.slice(0, gap), tree: gap < 0 ? [] : lines.slice(gap + 1)}
}

function names(tree: string[]): string[] {
  return tree.map((line) => line.split('  span')[0]?.trimEnd() ?? '')
}

describe('the tree', () => {
  it('has parents before their children, in the order of time', async () => {
    const {tree} = await show(
      [
        {id: 'a'},
        {id: 'b', parent: 'a'},
        {id: 'c', parent: 'a'},
        {id: 'd', parent: 'b'},
        {id: 'e'},
        {id: 'f', parent: 'c'},
      ],
      {flags: '--no-color'},
    )
    expect(names(tree)).toEqual(['a', '├─ b', '│  └─ d', '└─ c', '   └─ f', 'e'])
  })

  it('has those whose parent is not there at the top', async () => {
    const {tree} = await show(
      [
        {id: 'a', parent: 'gone'},
        {id: 'b', parent: 'a'},
        {id: 'c', parent: ''},
      ],
      {flags: '--no-color'},
    )
    expect(names(tree)).toEqual(['a', '└─ b', 'c'])
  })

  it.each<[string, Span[], string[]]>([
    [
      'one that is its own parent',
      [
        {id: 'a', parent: 'a'},
        {id: 'b', parent: 'a'},
      ],
      ['a', '└─ b'],
    ],
    [
      'two that are each other’s',
      [
        {id: 'a', parent: 'b'},
        {id: 'b', parent: 'a'},
      ],
      ['a', '└─ b'],
    ],
    [
      'three in a ring beside a root',
      [{id: 'r'}, {id: 'a', parent: 'c'}, {id: 'b', parent: 'a'}, {id: 'c', parent: 'b'}, {id: 'd', parent: 'b'}],
      ['r', 'a', '└─ b', '   ├─ c', '   └─ d'],
    ],
  ])('has %s once each', async (_, spans, expected) => {
    expect(names((await show(spans, {flags: '--no-color'})).tree)).toEqual(expected)
  })

  it('has two of one id both', async () => {
    const {tree} = await show(
      [
        {id: 'a', name: 'x'},
        {id: 'a', name: 'y'},
        {id: 'b', parent: 'a'},
      ],
      {flags: '--no-color'},
    )
    expect(names(tree).filter((name) => name.includes('b'))).toHaveLength(1)
    expect(tree).toHaveLength(3)
  })

  it('has a thousand, one below the other, and ten thousand side by side', async () => {
    const deep = Array.from({length: 1000}, (_, index) => ({id: `${index}`, parent: `${index - 1}`}))
    expect((await show(deep, {flags: '--no-color'})).tree).toHaveLength(1000)
    const wide = Array.from({length: 10_000}, (_, index) => ({id: `${index}`, parent: index === 0 ? null : '0'}))
    expect((await show(wide, {flags: '--no-color'})).tree).toHaveLength(10_000)
  })

  it('says type, time, tokens, cost and model', async () => {
    const more = {
      type: 'GENERATION',
      latency: 0.25,
      usageDetails: {input: 1200, output: 7},
      costDetails: {total: 0.5},
      calculatedTotalCost: 0.5,
      model: 'gpt-4o',
    }
    const {tree} = await show([{id: 'a', ...more}], {flags: '--no-color'})
    expect(tree).toEqual(['a  generation  250 ms  1,200 → 7  $0.50  gpt-4o'])
  })
})

describe('colour', () => {
  const spans = [
    {id: 'bad', level: 'ERROR', statusMessage: 'it broke'},
    {id: 'odd', level: 'WARNING', statusMessage: null},
    {id: 'good', level: 'DEFAULT'},
  ]

  it('is red for errors, yellow for warnings, none for others', async () => {
    const [bad = '', odd = '', good = ''] = (await show(spans, {flags: '--color'})).tree
    expect(bad.startsWith(RED)).toBe(true)
    expect(bad).toContain('ERROR: it broke')
    expect(odd.startsWith(YELLOW)).toBe(true)
    expect(good).not.toContain('\u001b')
  })

  it('is not there with --no-color', async () => {
    const {lines} = await show(spans, {flags: '--no-color'})
    expect(lines.join('')).not.toContain('\u001b')
    expect(lines.join('')).toContain('ERROR: it broke')
  })
})

describe('a narrow terminal', () => {
  it.each([20, 40, 80])('of %i columns is not left', async (columns) => {
    const spans = [
      {id: '漢字'.repeat(30), level: 'ERROR', statusMessage: 'x'.repeat(500)},
      {id: 'b', name: '👩‍👩‍👧‍👦'.repeat(60), parent: '漢字'.repeat(30)},
    ]
    const trace = {name: 'n'.repeat(300), input: 'i'.repeat(5000), userId: 'u'.repeat(200)}
    const {lines, tree} = await show(spans, {flags: '--no-color', columns, trace})
    expect(tree).toHaveLength(2)
    for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns)
  })
})

describe('text of a server', () => {
  const evil = 'a\u001b[2J\u0007\nb\u202e'
  const hostile = {
    type: evil,
    name: evil,
    level: evil,
    statusMessage: evil,
    model: evil,
    environment: evil,
  }

  it.each([
    ['a tree', hostile, {}],
    ['a model in a tree', {...hostile, level: 'DEFAULT', statusMessage: null}, {}],
    [
      'a header',
      {},
      {
        id: evil,
        name: evil,
        userId: evil,
        sessionId: evil,
        release: evil,
        version: evil,
        environment: evil,
        tags: [evil],
        input: evil,
        output: {text: evil},
        metadata: {[evil]: evil},
        scores: [{id: 's', name: evil, value: evil, stringValue: evil, dataType: 'TEXT', source: 'API', ...TIMES}],
      },
    ],
  ])('cannot command a terminal, nor break a line: %s', async (_, span, trace) => {
    const {lines, tree} = await show([{id: 'o', ...span}], {flags: '--no-color', trace, columns: 200})
    expect(tree).toHaveLength(1)
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
  })
})

describe('the header', () => {
  it('says what the trace is about, and nothing of what it has not', async () => {
    const scores = [{id: 's', name: 'good', value: 1, dataType: 'BOOLEAN', source: 'API', ...TIMES}]
    const {header, stderr} = await show([{id: 'a'}], {flags: '--no-color', trace: {scores}})
    expect(header[0]).toBe('chat  trace-1')
    expect(header.slice(1).map((line) => line.split(/\s{2,}/))).toEqual([
      ['time', expect.stringContaining('2026')],
      ['latency', '2.5 s'],
      ['cost', '$0.25'],
      ['user', 'u-1'],
      ['tags', 'a, b'],
      ['scores', 'good true'],
      ['input', '{"q":"hi"}'],
    ])
    expect(stderr).toContain('Everything: -o json')
  })

  it('stands alone where there are no observations, and no name', async () => {
    const {header, tree} = await show([], {flags: '--no-color', trace: {name: null}})
    expect(header[0]).toBe('(no name)  trace-1')
    expect(tree).toEqual([])
  })

  it.each(['-o json', '-o yaml', '--columns id'])('does not stand where %s is asked for', async (flags) => {
    answers({body: {...TRACE, observations: []}})
    const {stdout} = await cli(`traces get trace-1 ${flags}`, {tty: {stdout: true}})
    expect(stdout).not.toContain('chat  trace-1')
    expect(stdout).toContain('trace-1')
  })

  it('does not stand in a pipe, unless a table is asked for', async () => {
    answers({body: {...TRACE, observations: []}}, {body: {...TRACE, observations: []}})
    expect(JSON.parse((await cli('traces get trace-1')).stdout)).toMatchObject({id: 'trace-1'})
    expect((await cli('traces get trace-1 -o table')).stdout).toMatch(/^chat {2}trace-1\n/)
  })
})

it.each([
  [0, '0 ms'],
  [0.0004, '0 ms'],
  [0.25, '250 ms'],
  [1, '1 s'],
  [2.345, '2.35 s'],
  [12.34, '12.3 s'],
  [59.97, '1 min 0 s'],
  [60, '1 min 0 s'],
  [119.6, '2 min 0 s'],
  [3725, '62 min 5 s'],
  [0.9996, '1 s'],
  [null, ''],
  ['2', ''],
])('%s seconds are read as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})

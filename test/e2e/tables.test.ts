import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createDataset} from '../../sandbox/resources/datasets/datasets.js'
import {createItem} from '../../sandbox/resources/datasets/items.js'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {connected, run} from './run.js'
import {cells, runOnTerminal} from './terminal.js'

const IDS = Array.from({length: 4}, (_, number) => `0197f5a2-7c1e-7d3b-9f4a-00000000000${number}`)
const LONG = 'ten kilobytes of text '.repeat(470)
const ITEMS = ['list', '--dataset-name', 'wide'] as const

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
  createDataset(sandbox.store, {name: 'wide', description: '日本語の説明'})
  const inputs = ['日本語のとても長い質問です。'.repeat(8), '🚀🎉 '.repeat(30), LONG, {question: 'x', list: [1, 2, 3]}]
  inputs.forEach((input, number) => {
    const expectedOutput = number % 2 === 0 ? null : '中文'
    createItem(sandbox.store, {id: IDS[number], datasetName: 'wide', input, expectedOutput})
  })
  createPrompt(sandbox.store, {
    name: 'evil',
    prompt: 'a\u001b[31mred\u0007\u009b1mb\r\nsecond\u0001line',
    labels: ['production'],
  })
})

afterAll(() => sandbox.close())

describe.each([80, 120, 200])('on a terminal of %i columns', (columns) => {
  it('no line is wider than the terminal and ids are whole', async () => {
    const {code, lines} = await runOnTerminal(['datasets', 'items', ...ITEMS], {env: connected(sandbox), columns})
    expect(code).toBe(0)
    expect(lines.filter((line) => cells(line) > columns)).toEqual([])
    for (const id of IDS) expect(lines.some((line) => line.startsWith(id))).toBe(true)
    expect(lines.filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(IDS.length + 2)
    expect(lines.join('\n')).toContain('日本語')
    expect(lines.join('\n')).toContain('🚀')
    expect(lines.join('\n')).not.toContain('null')
  })
})

it('says how many columns did not fit, and only then', async () => {
  const env = connected(sandbox)
  const narrow = await runOnTerminal(['datasets', 'items', ...ITEMS], {env, columns: 80})
  expect(narrow.lines.join('\n')).toMatch(/\d columns? hidden: --columns or -o json/)
  const wide = await runOnTerminal(['datasets', 'items', ...ITEMS], {env, columns: 200})
  expect(wide.lines.join('\n')).not.toContain('hidden')
  expect(wide.lines[0]).toMatch(/^ID +INPUT +EXPECTED +STATUS +DATASET +UPDATED$/)
})

it('columns stand under their headings', async () => {
  const {lines} = await runOnTerminal(['datasets', 'items', ...ITEMS], {env: connected(sandbox), columns: 200})
  const at = cells((lines[0] ?? '').slice(0, (lines[0] ?? '').indexOf('STATUS')))
  const rows = lines.filter((line) => line.startsWith('0197'))
  expect(rows).toHaveLength(IDS.length)
  for (const row of rows) expect(cells(row.slice(0, row.indexOf('ACTIVE')))).toBe(at)
})

it('chosen columns are shown in their order, wide as they are', async () => {
  const args = ['datasets', 'items', ...ITEMS, '--columns', 'status,id']
  const {lines} = await runOnTerminal(args, {env: connected(sandbox), columns: 80})
  expect(lines[0]).toMatch(/^STATUS +ID$/)
  expect(lines[1]).toBe(`ACTIVE  ${IDS[3]}`)
})

it('writes tsv into a pipe: no heading, one row one line', async () => {
  const {code, stdout} = await run(['datasets', 'items', ...ITEMS], {env: connected(sandbox)})
  expect(code).toBe(0)
  const rows = stdout.trimEnd().split('\n')
  expect(rows.map((row) => row.split('\t')[0])).toEqual([...IDS].reverse())
  expect(rows[1]?.split('\t')[1]).toBe(LONG)
  expect(rows[1]?.split('\t')[2]).toBe('')
})

it('writes every field of an item as csv, ndjson and yaml', async () => {
  const env = connected(sandbox)
  const [csv, ndjson, yaml] = await Promise.all(
    ['csv', 'ndjson', 'yaml'].map((format) => run(['datasets', 'items', ...ITEMS, '-o', format], {env})),
  )
  expect(csv?.stdout.split('\r\n')[0]).toContain('sourceTraceId')
  expect(ndjson?.stdout.trimEnd().split('\n')).toHaveLength(IDS.length)
  expect(JSON.parse(ndjson?.stdout.split('\n')[1] ?? '').input).toBe(LONG)
  expect(yaml?.stdout.match(/^- id: /gm)).toHaveLength(IDS.length)
})

const ALLOWED = /\u001b\[(?:\d+(?:;\d+)*m|\?25[hl]|\d*[GKA])/g

describe.each([
  ['table', ['datasets', 'items', 'list', '--dataset-name', 'evil']],
  ['get', ['prompts', 'get', 'evil']],
  ['json', ['prompts', 'get', 'evil', '--json']],
  ['json list', ['datasets', 'items', 'list', '--dataset-name', 'evil', '--json']],
  ['csv list', ['datasets', 'items', 'list', '--dataset-name', 'evil', '-o', 'csv']],
  ['tsv list', ['datasets', 'items', 'list', '--dataset-name', 'evil', '-o', 'tsv']],
  ['yaml list', ['datasets', 'items', 'list', '--dataset-name', 'evil', '-o', 'yaml']],
  ['yaml', ['prompts', 'get', 'evil', '-o', 'yaml']],
  ['raw', ['prompts', 'get', 'evil', '--raw']],
])('control characters in %s', (_, args) => {
  beforeAll(() => {
    if (sandbox.store.datasets.has('evil')) return
    createDataset(sandbox.store, {name: 'evil'})
    createItem(sandbox.store, {
      datasetName: 'evil',
      id: 'bad',
      input: 'a\u001b[31mred\u0007\u009b1mb\r\nsecond\u001b]0;title\u0007',
    })
  })

  it('never reach the terminal raw', async () => {
    const {code, raw} = await runOnTerminal(args, {env: connected(sandbox, {NO_COLOR: '1'}), columns: 200})
    expect(code).toBe(0)
    expect(raw).toContain('red')
    expect(raw.replaceAll(ALLOWED, '').match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g)).toBeNull()
    expect(raw).not.toContain('\u001b[31m')
  })
})

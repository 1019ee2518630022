import {describe, expect, it} from 'vitest'
import type {Row} from '../../../src/api/json/object.js'
import type {Column} from '../../../src/base/output/column.js'
import {createTable, type Screen} from '../../../src/base/output/table.js'
import {colorful, oneLine, sanitizeForTerminal, style, truncate, width} from '../../../src/base/output/terminal.js'

const ID = '15659b2a-717a-457f-a06d-3c581babb352'

function columns(...specs: [string, Column['kind']][]): Column[] {
  return specs.map(([header, kind]) => ({path: [header], header, kind}))
}

async function renderTable(rows: Row[], specs: Column[], screen: Screen) {
  const layout = createTable(specs, screen)
  layout.add(rows)
  const {heading, lines} = await layout.render(layout.cells)
  return {text: [heading, ...lines].join(''), hidden: layout.hidden()}
}

async function table(rows: Row[], specs: Column[], size: number, header = true) {
  const {text, hidden} = await renderTable(rows, specs, {columns: size, color: false, header})
  return {text, hidden, lines: text.split('\n').slice(0, -1)}
}

describe('a table', () => {
  const specs = columns(['id', 'id'], ['name', 'text'], ['input', 'text'], ['output', 'text'], ['trace', 'id'])
  const rows = [
    {id: ID, name: '漢字'.repeat(40), input: 'x'.repeat(10_000), output: '👩‍👩‍👧‍👦'.repeat(30), trace: ID},
    {id: ID, name: null, input: {a: 'line\nbreak\ttab'}, output: '', trace: null},
  ]

  it.each([80, 120, 200])('fits %i columns, ids whole', async (size) => {
    const {lines, hidden} = await table(rows, specs, size)
    expect(lines).toHaveLength(3)
    for (const line of lines) expect(width(line)).toBeLessThanOrEqual(size)
    expect(lines[1]?.split(ID)).toHaveLength(hidden === 0 ? 3 : 2)
    expect(hidden).toBe(size === 80 ? 1 : 0)
  })

  it('gives the room that is left to text', async () => {
    const {lines} = await table([{a: 'x'.repeat(100), b: 'y'.repeat(5)}], columns(['a', 'text'], ['b', 'text']), 40)
    expect(lines[1]).toBe(`${'x'.repeat(32)}…  yyyyy`)
  })

  it('cuts nothing where there is no end', async () => {
    const {lines} = await table([{a: 'x'.repeat(10_000)}], columns(['a', 'text']), Number.POSITIVE_INFINITY)
    expect(lines[1]).toHaveLength(10_000)
  })

  it('keeps its first column, whatever the width', async () => {
    const {lines, hidden} = await table([{id: ID, b: 'x'}], columns(['id', 'id'], ['b', 'text']), 10)
    expect({lines, hidden}).toEqual({lines: ['ID', ID], hidden: 1})
  })

  it('counts CJK and emoji double', async () => {
    const {text} = await table(
      [
        {a: '漢字', b: 1},
        {a: '✅', b: 2},
        {a: 'abcd', b: 3},
      ],
      columns(['a', 'text'], ['b', 'text']),
      80,
    )
    expect(text).toBe('A     B\n漢字  1\n✅    2\nabcd  3\n')
  })

  it('does without a header', async () => {
    expect((await table([{a: 1}], columns(['a', 'text']), 80, false)).text).toBe('1\n')
    expect((await table([], columns(['a', 'text']), 80, false)).text).toBe('')
  })

  it('has one line a row, and no control characters', async () => {
    const {text} = await table([{a: ' a\r\n\u001b[31mb\u0007\u202e '}], columns(['a', 'text']), 80)
    expect(text).toBe('A\na ␛[31mb␇<U+202E>\n')
  })

  it('is bold in its header where there is colour', async () => {
    const {text} = await renderTable([{a: 1}], columns(['a', 'text']), {columns: 80, color: true, header: true})
    expect(text).toBe('\u001b[1mA\u001b[0m\n1\n')
  })
})

describe('harmless', () => {
  it.each([
    ['a\tb\nc', 'a\tb\nc'],
    ['a\r\nb', 'a\nb'],
    ['a\rb', 'a␍b'],
    ['\u001b]0;title\u0007', '␛]0;title␇'],
    ['\u009b31m', '<U+009B>31m'],
    ['\u007f\u0000', '␡␀'],
    ['a\u202eb\u2066c\u200f', 'a<U+202E>b<U+2066>c<U+200F>'],
    ['Grüße ✨ 👩‍👩‍👧', 'Grüße ✨ 👩‍👩‍👧'],
  ])('%j', (text, expected) => {
    expect(sanitizeForTerminal(text)).toBe(expected)
  })

  it('on one line', () => {
    expect(oneLine('  a \n\t b  ')).toBe('a b')
  })
})

describe('truncate', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['漢字漢字', 6, '漢字…'],
    ['漢字漢字', 5, '漢字…'],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 3, '👩‍👩‍👧‍👦…'],
  ])('%s to %i', (text, size, expected) => {
    expect(truncate(text, size)).toBe(expected)
    expect(width(truncate(text, size))).toBeLessThanOrEqual(size)
  })
})

describe('colour', () => {
  it.each<[boolean, Record<string, string>, boolean | undefined, boolean]>([
    [true, {}, undefined, true],
    [false, {}, undefined, false],
    [true, {NO_COLOR: '1'}, undefined, false],
    [true, {NO_COLOR: ''}, undefined, true],
    [true, {TERM: 'dumb'}, undefined, false],
    [false, {FORCE_COLOR: '1'}, undefined, true],
    [true, {FORCE_COLOR: '0'}, undefined, false],
    [false, {FORCE_COLOR: '1', NO_COLOR: '1'}, undefined, false],
    [true, {}, false, false],
    [false, {NO_COLOR: '1'}, true, true],
  ])('terminal %s, %j, flag %s', (isTTY, env, typed, expected) => {
    expect(colorful({isTTY}, env, typed)).toBe(expected)
  })

  it('wraps text only where it is on', () => {
    expect(style('a', 'red', true)).toBe('\u001b[31ma\u001b[0m')
    expect(style('a', 'red', false)).toBe('a')
  })
})

it('is not blown up by one huge cell where there is no screen', async () => {
  const columns: Column[] = [
    {path: ['id'], header: 'id', kind: 'id'},
    {path: ['text'], header: 'text', kind: 'text'},
  ]
  const rows = [
    {id: 'a', text: 'x'.repeat(5_000_000)},
    {id: 'b', text: 'y'},
  ]
  const {text} = await renderTable(rows, columns, {columns: Number.POSITIVE_INFINITY, color: false, header: true})
  expect(text.split('\n').map((line) => line.length)).toEqual([8, 10_004, 5, 0])
})

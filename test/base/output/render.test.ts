import {describe, expect, it} from 'vitest'
import type {Row} from '../../../src/api/json/object.js'
import {type Column, readableCell} from '../../../src/base/output/column.js'
import type {Chunk} from '../../../src/base/output/max-bytes.js'
import {valueAt} from '../../../src/base/output/path.js'
import {type Rendering, renderFields, renderRows} from '../../../src/base/output/render.js'
import {toJson} from '../../../src/base/output/serialize.js'

function column(path: string): Column {
  return {path: path.split('.'), header: path, kind: 'text'}
}

async function* pagesOf(...pages: Row[][]): AsyncGenerator<Row[]> {
  yield* pages
}

function textOf({before, pieces, end = ''}: Chunk): string {
  return before + pieces.join('') + end
}

async function chunks(how: Partial<Rendering>, ...pages: Row[][]): Promise<string[]> {
  const whole: Rendering = {
    format: 'tsv',
    columns: [column('a')],
    chosen: false,
    keys: ['a', 'b'],
    header: undefined,
    ...how,
  }
  const result = []
  for await (const chunk of renderRows(pagesOf(...pages), whole)) result.push(textOf(chunk))
  return result
}

describe('tsv', () => {
  it.each([
    ['text', 'text'],
    ['tab\tlf\ncr\rback\\', 'tab\\tlf\\ncr\\rback\\\\'],
    ['\\t', '\\\\t'],
    ['a"b,c', 'a"b,c'],
    [null, ''],
    [undefined, ''],
    [0, '0'],
    [false, 'false'],
    [['a', 1], '["a",1]'],
    [{a: 'x\ty'}, '{"a":"x\\\\ty"}'],
    ['half\ud83d', 'half\\ud83d'],
    ['whole😀', 'whole😀'],
  ])('%j', async (value, cell) => {
    expect(await chunks({}, [{a: value}])).toEqual([`${cell}\n`])
  })

  it('is one row, one line, always', async () => {
    const [chunk = ''] = await chunks({columns: [column('a'), column('b')]}, [{a: '\n\r\t', b: '\u2028'}])
    expect(chunk.split('\n')).toHaveLength(2)
    expect(chunk.split('\t')).toHaveLength(2)
  })

  it('has a header when it is asked for', async () => {
    expect(await chunks({header: true}, [{a: 1}])).toEqual(['a\n1\n'])
  })
})

describe('csv', () => {
  it.each([
    ['text', 'text'],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
    ['a\r\nb', '"a\r\nb"'],
    [' a', '" a"'],
    ['', '""'],
    [null, '""'],
    [{a: 1}, '"{""a"":1}"'],
    ['=1+1', '=1+1'],
  ])('%j', async (value, cell) => {
    expect(await chunks({format: 'csv', chosen: true, header: false}, [{a: value}])).toEqual([`${cell}\r\n`])
  })

  it('carries every field, those of the schema first', async () => {
    expect((await chunks({format: 'csv'}, [{z: 1, b: 2}, {y: 3}])).join('')).toBe('a,b,z,y\r\n,2,1,\r\n,,,3\r\n')
  })

  it('has empty cells without quotes beside others', async () => {
    const columns = [column('a'), column('b')]
    expect(await chunks({format: 'csv', chosen: true, columns}, [{a: null, b: ''}])).toEqual(['a,b\r\n,\r\n'])
  })

  it('has the columns of the first page that has rows, and a heading without any', async () => {
    expect((await chunks({format: 'csv'}, [], [{z: 1}])).join('')).toBe('a,b,z\r\n,,1\r\n')
    expect((await chunks({format: 'csv'}, [], [])).join('')).toBe('a,b\r\n')
  })

  it('says at the end which fields came too late', async () => {
    const written: string[] = []
    const rendering: Rendering = {format: 'csv', columns: [], chosen: false, keys: ['a'], header: undefined}
    const run = async () => {
      for await (const chunk of renderRows(pagesOf([{a: 1}], [{a: 2, late: 1, later: 2}], [{a: 3}]), rendering))
        written.push(textOf(chunk))
    }
    await expect(run()).rejects.toMatchObject({code: 'partial'})
    expect(written.join('')).toBe('a\r\n1\r\n2\r\n3\r\n')
  })

  it('does not mind late fields of chosen columns', async () => {
    expect(await chunks({format: 'csv', chosen: true, header: false}, [{a: 1}], [{a: 2, late: 1}])).toEqual([
      '1\r\n',
      '2\r\n',
    ])
  })
})

describe('json, ndjson and yaml', () => {
  const rows: [Row[], Row[]] = [[{a: 1, b: {c: [1, 'ü\n']}}, {a: null}], [{a: 'x'}]]

  it('json is one array over all pages', async () => {
    const parts = await chunks({format: 'json'}, ...rows)
    expect(JSON.parse(parts.join(''))).toEqual(rows.flat())
    expect(parts).toHaveLength(3)
    expect(parts[0]).toBe('[\n  {"a":1,"b":{"c":[1,"ü\\n"]}},\n  {"a":null}')
  })

  it('json is an empty array for no rows, and knows empty pages', async () => {
    expect(await chunks({format: 'json'})).toEqual(['[]\n'])
    expect((await chunks({format: 'json'}, [], [{a: 1}], [])).join('')).toBe('[\n  {"a":1}\n]\n')
  })

  it('ndjson is a line a row', async () => {
    expect((await chunks({format: 'ndjson'}, ...rows)).join('').split('\n')).toHaveLength(4)
  })

  it.each(['json', 'ndjson', 'yaml'] as const)('%s of what is nested too deep is refused', async (format) => {
    const deep = JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)
    await expect(chunks({format}, [{deep}])).rejects.toMatchObject({code: 'rejected'})
  })

  it('yaml is one list over all pages', async () => {
    expect((await chunks({format: 'yaml'}, ...rows)).join('')).toBe(
      '- a: 1\n  b:\n    c:\n      - 1\n      - |\n        ü\n- a: null\n- a: x\n',
    )
    expect(await chunks({format: 'yaml'}, [])).toEqual(['[]\n'])
  })

  it('chosen columns keep their nesting and order', async () => {
    const columns = [column('b.c'), column('a'), column('b.d.e')]
    expect((await chunks({format: 'ndjson', chosen: true, columns}, rows[0])).join('')).toBe(
      '{"b":{"c":[1,"ü\\n"],"d":{"e":null}},"a":1}\n{"b":{"c":null,"d":{"e":null}},"a":null}\n',
    )
  })

  it.each([
    ['name below text', 'name,name.x', '{"name":"n"}'],
    ['text above name', 'name.x,name', '{"name":"n"}'],
    ['a part of what is chosen whole', 'meta,meta.b', '{"meta":{"a":1,"list":[{"id":1},{"id":2,"z":3}]}}'],
    ['a part of what is chosen whole later', 'meta.b,meta', '{"meta":{"a":1,"list":[{"id":1},{"id":2,"z":3}]}}'],
    ['a part of text', 'name.x', '{"name":{"x":null}}'],
    ['the first of a list', 'labels.0', '{"labels":["a"]}'],
    ['the second of a list', 'labels.1', '{"labels":[null,"b"]}'],
    ['beyond a list', 'labels.0,labels.999999999', '{"labels":["a"]}'],
    ['an element of nothing', 'none.0', '{"none":null}'],
    ['parts of an element', 'meta.list.1.z,meta.list.1.id', '{"meta":{"list":[null,{"z":3,"id":2}]}}'],
  ])('%s is chosen, and the row stays as it was', async (_, names, text) => {
    const row = {name: 'n', labels: ['a', 'b'], none: null, meta: {a: 1, list: [{id: 1}, {id: 2, z: 3}]}}
    const before = structuredClone(row)
    const columns = names.split(',').map(column)
    expect((await chunks({format: 'ndjson', chosen: true, columns}, [row])).join('')).toBe(`${text}\n`)
    expect(row).toEqual(before)
  })

  it('toJson writes what a terminal would obey as escapes', () => {
    expect(toJson({a: '\u001b[31m\u007f\u009b'})).toBe('{"a":"\\u001b[31m\\u007f\\u009b"}')
    expect(JSON.parse(toJson('\u007f\u0085'))).toBe('\u007f\u0085')
  })
})

describe('renderFields', () => {
  it('puts long, nested and broken text below', () => {
    const row = {name: 'x', labels: ['a', 'b'], nested: {a: 1}, long: 'l'.repeat(61), lines: 'a\nb', none: null}
    const columns = Object.keys(row).map(column)
    const text = renderFields(row, columns, ({path}) => readableCell(valueAt(row, path), 'text'))
    expect(text).toBe(
      `name:    x\nlabels:  a, b\nnone:\n\nnested:\n  {\n    "a": 1\n  }\n\nlong:\n  ${'l'.repeat(61)}\n\nlines:\n  a\n  b\n`,
    )
  })
})

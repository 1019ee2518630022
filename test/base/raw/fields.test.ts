import {mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {describe, expect, it} from 'vitest'
import {InputReader} from '../../../src/base/input/input.js'
import {readFields} from '../../../src/base/raw/fields.js'

const folder = mkdtempSync(join(tmpdir(), 'langfusectl-fields-'))
const file = join(folder, 'text.md')
writeFileSync(file, '{"not": "read"}\n')

async function read(typed: string[], text: string[] = [], stdin = ''): Promise<unknown> {
  const reader = new InputReader(Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]), new Date())
  return JSON.parse(JSON.stringify(await readFields(text, typed, reader)))
}

describe('a value of -F', () => {
  it.each([
    ['a=true', true],
    ['a=false', false],
    ['a=null', null],
    ['a=3', 3],
    ['a=-3', -3],
    ['a=1.5', 1.5],
    ['a=1e3', 1000],
    ['a=007', '007'],
    ['a=1.', '1.'],
    ['a=True', 'True'],
    ['a=', ''],
    ['a= 1', ' 1'],
    ['a=b=c', 'b=c'],
    ['a={"b":[1,{"c":null}]}', {b: [1, {c: null}]}],
    ['a=[]', []],
    ['a="x"', '"x"'],
    [`a=@${file}`, '{"not": "read"}\n'],
    ['a=@@at', '@at'],
  ])('%s', async (typed, value) => {
    expect(await read([typed])).toEqual({a: value})
  })

  it.each(['a=-', 'a=@-'])('%s is stdin', async (typed) => {
    expect(await read([typed], [], 'from stdin\n')).toEqual({a: 'from stdin\n'})
  })

  it.each([
    ['a={"b":', /-F a is not valid JSON: .* at line 1, column \d/],
    ['a={\n"b":}', /-F a is not valid JSON: .* at line 2, column 5/],
    ['a=[1,]', /-F a is not valid JSON/],
    ['a=12345678901234567890', /too large for a number/],
    ['a=1e999', /too large for a number/],
    ['a=@/no/such/file', /there is no such file/],
    ['a=-', /stdin is empty/],
  ])('%j is refused', async (typed, why) => {
    await expect(read([typed])).rejects.toThrow(why)
  })

  it('that is no JSON can be sent as text, which is said', async () => {
    const refused = expect.objectContaining({
      message: expect.stringContaining('-F text is not valid JSON'),
      hint: expect.stringMatching(/\^\n-f sends it as text\.$/),
    })
    await expect(read(['text=[draft] hello'])).rejects.toEqual(refused)
  })

  it('cannot be stdin twice', async () => {
    await expect(read(['a=-', 'b=-'], [], 'x')).rejects.toThrow('stdin can be read only once')
  })
})

describe('a value of -f', () => {
  it.each(['true', '3', '{"b":1}', '@file', '-', ''])('is text: %j', async (text) => {
    expect(await read([], [`a=${text}`])).toEqual({a: text})
  })
})

describe('nested keys', () => {
  it.each([
    [['config[temperature]=0.2', 'config[model]=m'], {config: {temperature: 0.2, model: 'm'}}],
    [['a[b][c]=1', 'a[b][d]=2', 'a[e]=3'], {a: {b: {c: 1, d: 2}, e: 3}}],
    [['tags[]=a', 'tags[]=b'], {tags: ['a', 'b']}],
    [['tags[]=1', 'tags[]=null'], {tags: [1, null]}],
    [['tags[]'], {tags: []}],
    [['items[][name]=a', 'items[][name]=b'], {items: [{name: 'a'}, {name: 'b'}]}],
    [
      ['items[][name]=a', 'items[][value]=1', 'items[][name]=b', 'items[][value]=2'],
      {
        items: [
          {name: 'a', value: 1},
          {name: 'b', value: 2},
        ],
      },
    ],
    [['items[][tags][]=a', 'items[][tags][]=b'], {items: [{tags: ['a', 'b']}]}],
    [['items[][a][b]=1', 'items[][a][c]=2', 'items[][a][b]=3'], {items: [{a: {b: 1, c: 2}}, {a: {b: 3}}]}],
    [['a[b][]=1'], {a: {b: [1]}}],
    [['a[]={"b":1}', 'a[]={"c":2}'], {a: [{b: 1}, {c: 2}]}],
    [['a.b=1'], {'a.b': 1}],
  ])('%j', async (typed, value) => {
    expect(await read(typed)).toEqual(value)
  })

  it('come from -f before those of -F', async () => {
    expect(await read(['tags[]=1'], ['tags[]=1'])).toEqual({tags: ['1', 1]})
  })

  it('reach no prototype', async () => {
    const fields = await readFields(
      [],
      ['__proto__[a]=1', 'constructor[b]=2'],
      new InputReader(Readable.from([]), new Date()),
    )
    expect(JSON.stringify(fields)).toBe('{"__proto__":{"a":1},"constructor":{"b":2}}')
    expect(({} as Record<string, unknown>).a).toBeUndefined()
  })

  it.each([
    [['a=1', 'a=2']],
    [['a=1', 'a[b]=2']],
    [['a[b]=1', 'a[]=2']],
    [['a[]=1', 'a[b]=2']],
    [['a[]=1', 'a=2']],
    [['a[b]=1', 'a[b][c]=2']],
  ])('%j do not fit', async (typed) => {
    await expect(read(typed)).rejects.toThrow('does not fit the fields before it')
  })

  it.each(['a', '=1', '[a]=1', 'a[b=1', 'a]b=1', 'a[b]c=1', '', 'a[b]'])('%j is no field', async (typed) => {
    await expect(read([typed])).rejects.toThrow('is no field')
  })
})

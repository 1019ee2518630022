import {describe, expect, it} from 'vitest'
import {lookUp, readDocument} from '../../../src/base/reference/document.js'
import {DOCUMENT, TEXT} from './fixture.js'

describe('a document', () => {
  it('is read as YAML, its aliases too', () => {
    expect(Object.keys(DOCUMENT.paths)).toHaveLength(9)
    expect(DOCUMENT.paths['/api/public/v2/prompts']?.post).toMatchObject({
      operationId: 'prompts_create',
      responses: {'200': {}, '400': {}, '404': {}},
    })
  })

  it('may be JSON', async () => {
    expect(await readDocument(JSON.stringify(DOCUMENT))).toEqual(DOCUMENT)
  })

  it('has what is referred to', () => {
    expect(lookUp(DOCUMENT, '#/components/schemas/DataType')).toEqual({
      type: 'string',
      enum: ['NUMERIC', 'BOOLEAN', 'CATEGORICAL'],
    })
    expect(lookUp(DOCUMENT, '#/components/schemas/toString')).toBeUndefined()
    expect(lookUp(DOCUMENT, 'https://example.com/schema.json')).toBeUndefined()
  })
})

function bomb(levels: number): string {
  const lines = Array.from({length: levels}, (_, level) => {
    const below = level === 0 ? 'x' : `*a${level - 1}`
    return `a${level}: &a${level} [${Array.from({length: 10}, () => below).join(', ')}]`
  })
  return `paths: {/a: {get: {x: 1}}}\n${lines.join('\n')}\n`
}

describe('what is no operation', () => {
  it('is left out and named, and the others stay', async () => {
    const paths = {'/a': 'text', '/b': {get: 'text', POST: [], parameters: 7, put: {}}, '/c': {get: {}}, 'x-more': 1}
    const told: string[][] = []
    const read = await readDocument(JSON.stringify({paths}), (strange) => told.push(strange))
    expect(read.paths).toEqual({'/b': {parameters: 7, put: {}}, '/c': {get: {}}})
    expect(told).toEqual([['/a', 'GET /b', 'POST /b']])
  })
})

describe('what is no document', () => {
  it.each([
    ['nothing', '', 'it has no paths'],
    ['a page', ' <!DOCTYPE html><html>', 'it is a web page'],
    ['text', 'Not found', 'it has no paths'],
    ['a list', '- 1', 'it has no paths'],
    ['no YAML', 'paths: {a: [', 'it is no YAML'],
    ['without operations', 'paths: {}', 'it has no paths'],
    ['paths that are text', 'paths: {/a: text}', 'it has no paths'],
    ['operations that are text', 'paths: {/a: {get: text}}', 'it has no paths'],
    ['bytes', '\u001f\ufffd\u0008', 'it'],
    ['aliases of aliases', bomb(12), 'it is no YAML'],
    ['brackets within brackets', `paths: ${'['.repeat(200_000)}`, 'it is no YAML'],
  ])('%s', async (_, text, words) => {
    await expect(readDocument(text)).rejects.toThrow(words)
    await expect(readDocument(text)).rejects.toMatchObject({name: 'UnreadableDocument'})
  })

  it('one large value that stands in many places', async () => {
    const large = `x-large: &large [${Array.from({length: 2000}, () => '1').join(', ')}]`
    const many = Array.from({length: 400}, (_, index) => `  /p${index}: {get: {x: *large}}`).join('\n')
    await expect(readDocument(`${large}\npaths:\n${many}\n`)).rejects.toThrow('larger than any description')
  })

  it.each([0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9])('the first part of one: %f', async (share) => {
    await expect(readDocument(TEXT.slice(0, TEXT.length * share))).rejects.toMatchObject({name: 'UnreadableDocument'})
  })
})

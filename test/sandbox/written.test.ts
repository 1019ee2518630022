import {beforeEach, describe, expect, it} from 'vitest'
import type {Sandbox} from '../../sandbox/server.js'
import {call, rows, start} from './client.js'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await start()
  await call(sandbox, 'POST /v2/datasets', {name: 'd'})
})

const api = (operation: string, body?: unknown) => call(sandbox, operation, body)
const saved = async (item: object) => (await api('POST /dataset-items', {datasetName: 'd', id: 'i', ...item})).body

describe('items: text on its own is read as JSON', () => {
  it.each([
    ['123', 123],
    ['true', true],
    ['1.50', 1.5],
    [' 5 ', 5],
    ['', null],
    ['null', null],
    ['Paris', 'Paris'],
    ['"2"', '2'],
    ['""', ''],
    ['"null"', 'null'],
    ['a\0\x1b[1m\tb\n', 'a[1m\tb\n'],
    [{'k\x01': ['a\x7fb']}, {'k\x01': ['ab']}],
  ])('%j is stored as %j', async (sent, stored) => {
    expect(await saved({input: 1, expectedOutput: sent, metadata: sent})).toMatchObject({
      expectedOutput: stored,
      metadata: stored,
    })
  })

  it('null keeps, the text null clears, an item needs an input at first', async () => {
    await saved({input: 1, expectedOutput: 2, metadata: 3})
    expect(await saved({input: null, expectedOutput: null, metadata: 'null'})).toMatchObject({
      input: 1,
      expectedOutput: 2,
      metadata: null,
    })
    expect((await api('POST /dataset-items', {datasetName: 'd', input: null})).status).toBe(400)
    expect(await saved({input: 'null'})).toMatchObject({input: null})
    expect(await saved({status: 'ARCHIVED'})).toMatchObject({status: 'ARCHIVED'})
    expect(await saved({input: 2})).toMatchObject({status: 'ARCHIVED'})
  })

  it('large whole numbers are rounded', async () => {
    const answer = await api('POST /dataset-items', '{"datasetName":"d","input":{"id":9007199254740993}}')
    expect(answer.text).toContain('{"id":9007199254740992}')
  })
})

describe('prompts', () => {
  const prompt = (given: object) => api('POST /v2/prompts', {name: 'p', prompt: 'x', ...given})

  it.each(['', '  ', '\r\n', 'a\rb', '\ufeffx', 'e\u0301', '---', '\u2028', '\x1b[1m', 'x\n\n', '\\u0000'])(
    'keep %j',
    async (text) => {
      expect((await prompt({prompt: text})).body.prompt).toBe(text)
    },
  )

  it.each([
    ['NUL', {prompt: 'a\0b'}],
    ['a lone surrogate', {prompt: 'a\ud800b'}],
    ['NUL in the config', {config: {a: '\0'}}],
  ])('fail at %s', async (_, given) => {
    expect((await prompt(given)).status).toBe(500)
  })

  it.each([
    [{config: null}, {config: {}}],
    [{type: 'chat', prompt: []}, {prompt: []}],
    [
      {type: 'chat', prompt: [{role: 'any', content: '', type: 'chatmessage', name: 'n'}]},
      {prompt: [{role: 'any', content: ''}]},
    ],
  ])('%j becomes %j', async (given, stored) => {
    expect((await prompt(given)).body).toMatchObject(stored)
  })

  it.each([null, ['a']])('take no content %j', async (content) => {
    expect((await prompt({type: 'chat', prompt: [{role: 'user', content}]})).status).toBe(400)
  })
})

describe('scores in a batch', () => {
  const batch = async (body: object) => {
    const event = {id: `e${sandbox.requests.length}`, type: 'score-create', timestamp: '2026-11-20T14:00:00Z'}
    const answer = await api('POST /ingestion', {
      batch: [{...event, body: {id: 's', name: 'n', traceId: 't', ...body}}],
    })
    return {errors: (answer.body.errors as unknown[]).length, rows: rows(await api('GET /v3/scores'))}
  }

  it.each([
    {value: '0.5', dataType: 'NUMERIC'},
    {value: true},
    {value: 2, dataType: 'BOOLEAN'},
    {value: 'x'.repeat(501), dataType: 'TEXT'},
    {value: 1, sessionId: 's'},
  ])('are refused: %j', async (body) => {
    expect(await batch(body)).toEqual({errors: 1, rows: []})
  })

  it.each([{configId: 'nope'}, {source: 'ANNOTATION'}])('are lost: %j', async (body) => {
    expect(await batch({value: 1, ...body})).toEqual({errors: 0, rows: []})
  })

  it.each([
    [{environment: 'Prod X'}, {environment: 'default'}],
    [{source: 'EVAL'}, {source: 'EVAL'}],
    [{name: 'output', value: 'better', dataType: 'CORRECTION'}, {value: 'better'}],
    [{value: 'x'.repeat(500), dataType: 'TEXT'}, {dataType: 'TEXT'}],
    [{traceId: undefined, sessionId: 's'}, {value: 1}],
  ])('%j is stored as %j', async (body, stored) => {
    expect(await batch({value: 1, ...body})).toMatchObject({errors: 0, rows: [stored]})
  })

  it('of a request alone may not be of source EVAL, and metadata has keys', async () => {
    const score = (given: object) => api('POST /scores', {name: 'n', traceId: 't', value: 1, ...given})
    expect((await score({source: 'EVAL'})).status).toBe(400)
    await score({metadata: [1, 'a']})
    expect(rows(await api('GET /v3/scores?fields=details'))).toMatchObject([{metadata: {metadata: '[1,"a"]'}}])
  })
})

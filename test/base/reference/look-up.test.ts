import {describe, expect, it} from 'vitest'
import {explain} from '../../../src/base/errors/explain.js'
import {lookUpWords} from '../../../src/base/reference/look-up.js'
import {OPERATIONS, OWN} from './fixture.js'

const place = {operations: OPERATIONS, own: OWN, name: 'langfuse.test', host: 'http://localhost:3000/base'}

function found(...words: string[]): string[] | string {
  const result = lookUpWords(words, place)
  const short = ({method, path}: {method: string; path: string}) => `${method} ${path.replace('/api/public', '')}`
  return 'operation' in result ? short(result.operation) : result.operations.map(short)
}

function refused(...words: string[]) {
  try {
    return found(...words)
  } catch (error) {
    const {code, message, hint} = explain(error)
    return {code, message, hint}
  }
}

describe('words', () => {
  it('none are everything', () => {
    expect(found()).toHaveLength(11)
    expect(found('  ')).toHaveLength(11)
  })

  it.each([
    [['POST', '/v2/prompts'], 'POST /v2/prompts'],
    [['post', '/api/public/v2/prompts'], 'POST /v2/prompts'],
    [['POST /v2/prompts'], 'POST /v2/prompts'],
    [['GET', 'v2/prompts/'], 'GET /v2/prompts'],
    [['GET', '/v2/prompts?page=2'], 'GET /v2/prompts'],
    [['GET', '/v2/prompts/greet'], 'GET /v2/prompts/{promptName}'],
    [['GET', '/v2/prompts/{promptName}'], 'GET /v2/prompts/{promptName}'],
    [['GET', 'http://localhost:3000/base/api/public/v2/prompts?page=2'], 'GET /v2/prompts'],
    [['http://localhost:3000/base/v2/prompts/a'], ['GET /v2/prompts/{promptName}', 'DELETE /v2/prompts/{promptName}']],
    [['https://cloud.example.com/api/public/health#x'], 'GET /health'],
    [['POST https://example.com/langfuse/api/public/v2/prompts'], 'POST /v2/prompts'],
    [['prompts_create'], 'POST /v2/prompts'],
    [['SCORESV3_GETMANY'], 'GET /v3/scores'],
    [['/health'], 'GET /health'],
    [['/v2/prompts'], ['GET /v2/prompts', 'POST /v2/prompts']],
    [['v2/prompts/a'], ['GET /v2/prompts/{promptName}', 'DELETE /v2/prompts/{promptName}']],
  ])('%j are a route or a name', (words, expected) => {
    expect(found(...words)).toEqual(expected)
  })

  it.each(['prompts', 'Prompts', 'prompt'])('%s is a topic, in the order of the document', (word) => {
    expect(found(word)).toEqual([
      'GET /v2/prompts/{promptName}',
      'DELETE /v2/prompts/{promptName}',
      'GET /v2/prompts',
      'POST /v2/prompts',
    ])
  })

  it('of a tag and of a topic of ours are put together, the tag first', () => {
    expect(found('scores')).toEqual(['GET /v2/scores', 'POST /scores', 'GET /v3/scores'])
    expect(found('scores v3')).toEqual(['GET /v3/scores'])
  })

  it.each([
    ['list my prompts', 'GET /v2/prompts'],
    ['delete a prompt', 'DELETE /v2/prompts/{promptName}'],
    ['is the server up?', 'GET /health'],
    ['create thing', 'POST /v2/things'],
    ['folders', 'GET /folders'],
    ['prompts_delete please', 'DELETE /v2/prompts/{promptName}'],
  ])('%s finds %s first', (words, expected) => {
    expect(found(...words.split(' '))[0]).toBe(expected)
  })

  it('must all be there where something has them all, else some', () => {
    expect(found('delete', 'prompt')).toEqual(['DELETE /v2/prompts/{promptName}'])
    expect(found('delete', 'zzzzzzzz', 'folder')).toEqual(
      expect.arrayContaining(['DELETE /v2/prompts/{promptName}', 'GET /folders']),
    )
  })

  it('that nobody knows find nothing, and say what was meant', () => {
    expect(lookUpWords(['zzzzzzzz'], place)).toEqual({operations: [], meant: undefined})
    expect(lookUpWords(['the', 'prumpds'], place)).toMatchObject({operations: [], meant: 'the prompts'})
  })
})

describe('a route that is not there', () => {
  it('says what was meant', () => {
    expect(refused('POST', '/v2/promts')).toEqual({
      code: 'not_found',
      message: 'langfuse.test has no operation POST /v2/promts',
      hint: 'Did you mean POST /v2/prompts?',
    })
    expect(refused('/qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq')).toMatchObject({
      code: 'not_found',
      hint: expect.stringContaining('lists all'),
    })
  })

  it('says which methods the path has', () => {
    expect(refused('PUT', '/v2/prompts')).toMatchObject({code: 'not_found', hint: 'It has GET, POST there.'})
  })

  it('that a command of ours has says so, and since when there is one', () => {
    expect(refused('GET', '/experiments')).toEqual({
      code: 'not_available',
      message: 'langfuse.test does not list GET /api/public/experiments; it came with server 3.206',
      hint: 'Its command is `langfuse experiments list`; `langfuse reference --offline` has what this program knows of it.',
    })
    expect(refused('GET', '/api/admin/organizations')).toMatchObject({code: 'not_available'})
  })
})

it('finds the same without a server', () => {
  expect(lookUpWords(['list', 'my', 'prompts'], {operations: OWN, own: OWN, name: 'This program'})).toMatchObject({
    operations: expect.objectContaining({0: expect.objectContaining({method: 'GET', path: '/api/public/v2/prompts'})}),
  })
})

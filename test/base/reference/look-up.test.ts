import {describe, expect, it} from 'vitest'
import {explain} from '../../../src/base/errors/explain.js'
import {ownReference, serverReference} from '../../../src/base/reference/item.js'
import {lookUpWords} from '../../../src/base/reference/look-up.js'
import {operationsOf} from '../../../src/base/reference/operations.js'
import {ownerOf, replacementOf} from '../../../src/base/reference/owner.js'
import {CATALOG, DOCUMENT} from './fixture.js'

const reference = serverReference(DOCUMENT, CATALOG)
const place = {reference, catalog: CATALOG, name: 'langfuse.test', host: 'http://localhost:3000/base'}

function found(...words: string[]): string[] | string {
  const result = lookUpWords(words, place)
  const short = ({method, path}: {method: string; path: string}) => `${method} ${path.replace('/api/public', '')}`
  return 'one' in result ? short(result.one) : result.list.map(short)
}

function refused(...words: string[]) {
  try {
    return found(...words)
  } catch (error) {
    const {code, message, hint} = explain(error)
    return {code, message, hint}
  }
}

describe('the command for an operation', () => {
  it.each([
    ['GET', '/api/public/health', 'health'],
    ['GET', '/api/public/projects', 'projects list'],
    ['GET', '/api/public/v2/prompts', 'prompts list'],
    ['GET', '/api/public/v2/prompts/{name}', 'prompts get'],
    ['GET', '/api/public/v2/observations', 'observations list'],
    ['GET', '/api/public/v3/scores', 'scores list'],
    ['GET', '/api/public/experiments', 'experiments list'],
    ['GET', '/api/public/experiment-items', 'experiments items list'],
    ['GET', '/api/public/v2/datasets/{datasetName}', 'datasets get'],
    ['POST', '/api/public/v2/things', undefined],
    ['GET', '/generated/api/openapi.yml', undefined],
  ])('%s %s: %s', (method, path, command) => {
    expect(ownerOf(CATALOG, {method, path})?.entry.command).toBe(command)
  })
})

describe('what took the place of an operation', () => {
  const replaced = operationsOf(DOCUMENT).map((one) => [one.operationId, replacementOf(one, ownerOf(CATALOG, one))])

  it('is what its description names, else the other variant of the command', () => {
    expect(Object.fromEntries(replaced.filter(([, other]) => other))).toEqual({
      scores_getMany: 'GET /api/public/v3/scores',
      sessions_list: 'GET /api/public/v2/observations',
    })
  })
})

describe('an operation of older servers', () => {
  it('names the newer one although its server does not call it deprecated', () => {
    const route = {method: 'GET', path: '/api/public/traces'}
    const operation = {...route, operationId: '', tag: '', summary: '', description: 'List', deprecated: false}
    expect(replacementOf(operation, ownerOf(CATALOG, operation))).toBe('GET /api/public/v2/observations')
  })
})

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
    expect(lookUpWords(['zzzzzzzz'], place)).toEqual({list: [], meant: undefined})
    expect(lookUpWords(['the', 'prumpds'], place)).toMatchObject({list: [], meant: 'the prompts'})
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

describe('without a server', () => {
  const own = ownReference(CATALOG)

  it('every operation of our commands is there once, with its command', () => {
    const keys = own.operations.map(({method, path}) => `${method} ${path}`)
    expect(keys.length).toBeGreaterThan(120)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter((key) => key.includes('openapi'))).toEqual([])
    for (const operation of own.operations) {
      const whole = own.whole(operation)
      expect(whole.example).toMatch(/^langfuse /)
      expect(whole.flags).toBeInstanceOf(Array)
    }
  })

  it('words find the same', () => {
    const result = lookUpWords(['list', 'my', 'prompts'], {reference: own, catalog: CATALOG, name: 'This program'})
    expect('list' in result && result.list[0]).toMatchObject({method: 'GET', path: '/api/public/v2/prompts'})
  })
})

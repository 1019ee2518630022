import {describe, expect, it} from 'vitest'
import {CliError} from '../../../src/api/errors/cli-error.js'
import {encodeSegment, prepare} from '../../../src/api/http/request.js'
import * as datasets from '../../../src/api/resources/datasets/endpoints.js'
import * as prompts from '../../../src/api/resources/prompts.js'

describe('encodeSegment', () => {
  it.each([
    ['plain', 'plain', 'plain'],
    ['a/b c', 'a%2Fb%20c', 'a%2Fb%20c'],
    ['100%', '100%25', '100%2525'],
    ['x%2Fy', 'x%252Fy', 'x%25252Fy'],
    ['ü✨', '%C3%BC%E2%9C%A8', '%C3%BC%E2%9C%A8'],
    ['?#&=+\'"', "%3F%23%26%3D%2B'%22", "%3F%23%26%3D%2B'%22"],
    ['...', '...', '...'],
    [' ', '%20', '%20'],
  ])('%s', (name, once, twice) => {
    expect(encodeSegment('name', name, {help: ''})).toBe(once)
    expect(encodeSegment('name', name, {help: '', decodedTwice: true})).toBe(twice)
    expect(decodeURIComponent(once)).toBe(name)
    expect(decodeURIComponent(decodeURIComponent(twice))).toBe(name)
  })

  it.each([
    ['', 'is empty'],
    ['.', 'cannot be addressed'],
    ['..', 'cannot be addressed'],
    ['\ud800', 'not valid Unicode'],
  ])('refuses %o', (name, words) => {
    expect(() => encodeSegment('name', name, {help: ''})).toThrow(words)
    expect(() => encodeSegment('name', name, {help: ''})).toThrow(CliError)
  })

  it.each(['0', '-1', '1.5', '01', 'one', '1e3'])('refuses the number %s', (text) => {
    expect(() => encodeSegment('version', text, {help: '', integer: true})).toThrow('whole number from 1 on')
  })

  it('takes whole numbers', () => {
    expect(encodeSegment('version', 12, {help: '', integer: true})).toBe('12')
  })
})

describe('prepare', () => {
  it('keeps the base path of the host', () => {
    const {url} = prepare('https://langfuse.test/base', datasets.get, {params: {datasetName: '1%'}})
    expect(url).toBe('https://langfuse.test/base/api/public/v2/datasets/1%2525')
  })

  it('leaves empty query values out, repeats arrays, keeps false and 0', () => {
    const query = {name: '', label: undefined, tag: null, version: 0, flag: false, many: ['a b', '', 'c&d']}
    expect(prepare('http://h', prompts.list, {query}).url).toBe(
      'http://h/api/public/v2/prompts?version=0&flag=false&many=a+b&many=c%26d',
    )
  })

  it('sends a text with a comma twice where it is the only one of a list, so that no server splits it', () => {
    const query = {one: ['a,b'], plain: ['a'], two: ['a,b', 'c'], text: 'a,b', filter: [{value: ['a,b']}]}
    const {searchParams} = new URL(prepare('http://h', prompts.list, {query}).url)
    expect(['one', 'plain', 'two', 'text'].map((name) => searchParams.getAll(name))).toEqual([
      ['a,b', 'a,b'],
      ['a'],
      ['a,b', 'c'],
      ['a,b'],
    ])
    expect(searchParams.getAll('filter')).toEqual(['[{"value":["a,b"]}]'])
  })

  it('says that a body is JSON, and nothing where there is none', () => {
    expect(prepare('http://h', prompts.create, {body: {name: 'ü'}})).toEqual({
      method: 'POST',
      url: 'http://h/api/public/v2/prompts',
      headers: {accept: 'application/json', 'content-type': 'application/json'},
      body: '{"name":"ü"}',
      scope: 'project',
      idempotent: false,
    })
    expect(prepare('http://h', prompts.list, {})).toMatchObject({
      headers: {accept: 'application/json'},
      body: undefined,
      idempotent: true,
    })
  })
})

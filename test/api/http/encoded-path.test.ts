import {describe, expect, it} from 'vitest'
import {isLostPath, isMisleading, isMisled} from '../../../src/api/http/encoded-path.js'
import * as runs from '../../../src/api/resources/datasets/runs.js'
import * as prompts from '../../../src/api/resources/prompts.js'

const HTML = '<!DOCTYPE html>'

describe('a path was lost', () => {
  it.each<[number, string, unknown]>([
    [404, 'a%2Fb', HTML],
    [404, 'a%2fb', '404 page not found'],
    [400, 'a%5Cb', undefined],
    [400, '100%25', 'Bad Request'],
    [405, 'x%2Fversions%2F3', {message: 'Method not allowed', error: 'MethodNotAllowedError'}],
    [500, '100%2525', {message: 'Internal Server Error', error: 'URI malformed'}],
  ])('when %i came for %s', (status, name, body) => {
    expect(isLostPath(status, `/api/public/v2/prompts/${name}`, '', body)).toBe(true)
    expect(isLostPath(status, '/api/public/v2/prompts/plain-%20%C3%BC', '', body)).toBe(false)
  })

  it.each<[number, unknown]>([
    [404, {message: "Prompt not found: 'a/b'", error: 'LangfuseNotFoundError'}],
    [400, {message: 'Invalid request data', error: []}],
    [400, 'Invalid JSON'],
    [405, {message: 'Not on this plan'}],
    [500, {message: 'Internal Server Error', error: 'other'}],
    [502, HTML],
    [401, HTML],
    [200, HTML],
  ])('not when %i with %j came', (status, body) => {
    expect(isLostPath(status, '/api/public/v2/prompts/a%2Fb', '', body)).toBe(false)
  })
})

it('a path was not lost when JSON came, whose body a HEAD does not have', () => {
  expect(isLostPath(404, '/api/public/v2/prompts/a%2Fb', 'application/json; charset=utf-8', undefined)).toBe(false)
})

it('rows of a list tell it, too', () => {
  const asked = {params: {datasetName: 'a%2Fb'}}
  expect(isMisled(runs.list, asked, {data: [{datasetName: 'a%2Fb'}]})).toBe(false)
  expect(isMisled(runs.list, asked, {data: [{datasetName: 'a/b'}]})).toBe(true)
  expect(isMisled(runs.list, asked, {data: 'odd'})).toBe(false)
})

describe('the name', () => {
  it.each([
    ['a%2Fb', 'a/b'],
    ['50%25', '50%'],
    ['greet?', 'greet'],
    ['greet#2', 'greet'],
    ['greet;v=1', 'greet'],
    ['a\\b', 'a/b'],
    ['a/../b', 'b'],
    ['./b', 'b'],
    ['a%2F..%2Fb', 'b'],
    ['ü%3F', 'ü'],
  ])('%j may become %j', (name, other) => {
    expect(isMisleading({params: {promptName: name}})).toBe(true)
    expect(isMisled(prompts.get, {params: {promptName: name}}, {name: other})).toBe(true)
    expect(isMisled(prompts.get, {params: {promptName: name}}, {name})).toBe(false)
  })

  it.each(['greet', 'a/b', 'a/100% ü', 'a b+c&d=e', '日本語/🚀', 'v1.2', '...', 'a.b/.c', '%', 'http://x/y'])(
    '%j stays what it is when it is decoded',
    (name) => {
      expect(isMisleading({params: {promptName: name, version: 3}})).toBe(false)
      expect(isMisled(prompts.get, {params: {promptName: name}}, {name: 'another'})).toBe(false)
      expect(isMisled(prompts.get, {params: {promptName: name}}, {})).toBe(false)
    },
  )

  it('may be encoded once more', () => {
    expect(isMisled(prompts.get, {params: {promptName: 'a/b'}}, {name: 'a%2Fb'})).toBe(true)
  })
})

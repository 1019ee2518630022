import {describe, expect, it} from 'vitest'
import {errorMessage} from '../../../src/api/http/error-message.js'

describe('errorMessage', () => {
  const issue = {code: 'too_big', path: ['limit'], message: 'Too big'}

  it.each([
    ['message and class', {message: 'Dataset not found', error: 'LangfuseNotFoundError'}, 'Dataset not found'],
    ['message alone', {message: 'No authorization header'}, 'No authorization header'],
    ['zod issues', {message: 'Invalid request data', error: [issue]}, 'Invalid request data: limit: Too big'],
    [
      'several issues, nested and bare',
      {message: 'Invalid', error: [issue, {path: ['labels', 0], message: 'Bad'}, {path: [], message: 'Neither'}]},
      'Invalid: limit: Too big; labels.0: Bad; Neither',
    ],
    [
      'ingestion: errors are strings',
      {message: 'Invalid request data', errors: ['Invalid input: expected array, received undefined']},
      'Invalid request data: Invalid input: expected array, received undefined',
    ],
    [
      'unstable routes',
      {message: 'Invalid query parameters', code: 'invalid_query', details: {issues: [issue]}},
      'Invalid query parameters: limit: Too big',
    ],
    ['rate limit', {message: 'Rate limit exceeded', code: 'rate_limited', details: {limit: 30}}, 'Rate limit exceeded'],
    ['error alone', {error: 'Failed to parse OTel JSON Trace'}, 'Failed to parse OTel JSON Trace'],
    ['admin routes', {error: 'Invalid body', details: [issue]}, 'Invalid body: limit: Too big'],
    ['SCIM', {schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail: 'No', status: 404}, 'No'],
    ['an empty object', {}, 'The server answered 418'],
    ['null', null, 'The server answered 418'],
    ['an array', [1], 'The server answered 418'],
    ['a number', 7, 'The server answered 418'],
    ['text', 'Invalid JSON', 'Invalid JSON'],
    ['no text', '', 'The server answered 418'],
    ['issues that are null', {message: 'Odd', error: [null]}, 'Odd: null'],
    ['a page', '\n <!DOCTYPE html>', 'The server answered 418 with an HTML page'],
  ])('%s', (_, body, expected) => {
    expect(errorMessage(418, body)).toBe(expected)
  })
})

it('takes an issue whose path is text', () => {
  const body = {message: 'Invalid', error: [{path: 'limit', message: 'Too big'}]}
  expect(errorMessage(400, body)).toBe('Invalid: limit: Too big')
})

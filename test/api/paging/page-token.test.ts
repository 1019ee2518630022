import {describe, expect, it} from 'vitest'
import {detectPage, formatToken} from '../../../src/api/paging/page-token.js'

describe('what follows an answer', () => {
  it.each([
    [{data: [], meta: {page: 1, totalPages: 3}}, {page: 2}],
    [{data: [], meta: {page: 3, totalPages: 3}}, undefined],
    [{data: [], meta: {page: 1, totalPages: 0}}, undefined],
    [{data: [], meta: {cursor: 'abc'}}, {cursor: 'abc'}],
    [{data: [], meta: {cursor: null}}, undefined],
    [{data: [], meta: {}}, undefined],
    [{startIndex: 1, itemsPerPage: 2, totalResults: 5, Resources: [1, 2]}, {startIndex: 3}],
    [{startIndex: 5, itemsPerPage: 1, totalResults: 5, Resources: [1]}, undefined],
    [{startIndex: 1, itemsPerPage: 0, totalResults: 5, Resources: []}, undefined],
    [{startIndex: 1, totalResults: 5, Resources: [1, 2]}, {startIndex: 3}],
    [{data: [], meta: {page: '1', totalPages: '3'}}, {page: 2}],
    [{data: [], meta: {page: 1, limit: 10, totalItems: 21}}, {page: 2}],
    [{data: [], meta: {page: 3, limit: 10, totalItems: 21}}, undefined],
    [{startIndex: '1', itemsPerPage: 0, totalResults: '5', Resources: [1, 2]}, {startIndex: 3}],
    [{meta: {cursor: 3}}, {cursor: '3'}],
  ])('%j', (data, next) => {
    expect(detectPage(data)).toMatchObject({next})
  })

  it.each([{data: []}, [[1]], 'text', null, undefined, {data: [1], meta: true}])('is not known of %j', (data) => {
    expect(detectPage(data)).toBeUndefined()
  })

  it('is not known when it no longer says what answers before it said', () => {
    const bare = {data: [], meta: {}}
    expect(detectPage(bare, {cursor: 'a'})).toEqual({rows: [], next: undefined})
    expect(detectPage(bare, {page: 2})).toBeUndefined()
    expect(detectPage({Resources: []}, {startIndex: 3})).toBeUndefined()
  })
})

it.each([
  [{data: [1, 2], meta: {page: 1, totalPages: 1}}, [1, 2]],
  [{schemas: ['list'], startIndex: 1, totalResults: 1, Resources: [3]}, [3]],
])('the rows of %j are found', (data, rows) => {
  expect(detectPage(data)?.rows).toEqual(rows)
})

it('what has no rows counts as one row', () => {
  const data = {meta: {cursor: 'a'}}
  expect(detectPage(data)?.rows).toEqual([data])
})

it.each([
  [{page: 2}, 'page=2'],
  [{cursor: 'a b'}, 'cursor=a b'],
])('%j is written as %s', (token, text) => {
  expect(formatToken(token)).toBe(text)
})

import {describe, expect, it} from 'vitest'
import {joinQueries, replaceInQuery, toQuery} from '../../../src/base/raw/query.js'

describe('a query', () => {
  it.each([
    [{a: 1, b: true, c: null, d: ''}, 'a=1&b=true&c=&d='],
    [{a: ['x', 2, null]}, 'a=x&a=2&a='],
    [{a: []}, ''],
    [{a: {b: 1}}, 'a=%7B%22b%22%3A1%7D'],
    [{filter: [{column: 'a'}]}, 'filter=%5B%7B%22column%22%3A%22a%22%7D%5D'],
    [{'a&b': '= ü+'}, 'a%26b=%3D%20%C3%BC%2B'],
  ])('of %j', (fields, query) => {
    expect(toQuery(fields)).toBe(query)
  })

  it('gets other values for some names, and stays as it is otherwise', () => {
    expect(replaceInQuery('', {page: 2})).toBe('page=2')
    expect(replaceInQuery('a=%2f&page=1&b=x+y&page=9', {page: 2})).toBe('a=%2f&b=x+y&page=2')
    expect(replaceInQuery('mypage=1&%70age=1', {page: 2})).toBe('mypage=1&page=2')
    expect(joinQueries('', 'a=1', '', 'b=2')).toBe('a=1&b=2')
  })
})

import {expect, it} from 'vitest'
import {words} from './words.js'

it.each([
  ['a  b', ['a', 'b']],
  [`a 'b "c' d`, ['a', 'b "c', 'd']],
  ['a "b \\"c\\" \\x" d', ['a', 'b "c" \\x', 'd']],
  ['a\\ b --x=""', ['a b', '--x=']],
  [`'' ""`, ['', '']],
  [`a'b'"c"`, ['abc']],
  ['a > file', ['a']],
  ['a < file', ['a']],
  ['a | head -1', ['a']],
  ['', []],
])('%s', (line, expected) => {
  expect(words(line)).toEqual(expected)
})

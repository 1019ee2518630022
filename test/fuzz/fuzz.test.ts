import fc from 'fast-check'
import {afterAll, describe, expect, it} from 'vitest'
import type {Case, Outcome} from './case.js'
import {FAMILIES} from './families.js'
import {holdsSecret, judge} from './judge.js'
import {mutated} from './mutate.js'
import {startPool} from './pool.js'
import {SECRETS} from './world.js'

/** Of a thousand runs in all; `npm run fuzz` makes twenty thousand, from any seed. */
const PART = 0.3
const SEED = 20_261_128

const pool = startPool(2)

afterAll(() => pool.close())

describe.concurrent('what goes wrong around the program', () => {
  it.each(FAMILIES)('never ends badly: $name', async ({cases, share}) => {
    const tried = fc.asyncProperty(cases, async (given) => {
      const outcome = await pool.run(given)
      const faults = judge(given, outcome)
      if (faults.length > 0) throw new Error(`${faults.join(', ')}: ${JSON.stringify({given, outcome})}`)
    })
    await fc.assert(tried, {seed: SEED, numRuns: Math.ceil(share * PART), endOnFailure: true})
  })
})

describe('the judge', () => {
  const given: Case = {family: 'none', argv: [], mode: '3', troubles: []}
  const well: Outcome = {exitCode: 0, stdout: '', stderr: '', hung: false}
  const secret = SECRETS[0]?.secretKey ?? ''

  it.each<[string, Partial<Case>, Partial<Outcome>]>([
    ['exit 1', {}, {exitCode: 1}],
    ['stack', {}, {exitCode: 5, stderr: 'TypeError: x\n    at run (file.js:1:1)\n'}],
    ['hang', {}, {hung: true, exitCode: null}],
    ['data missing', {whole: 'ndjson'}, {stdout: '{"id":"a"}\n', expected: ['a', 'b']}],
    ['data missing', {whole: 'json'}, {stdout: '[{"id":"a"},{"id":"a"}]', expected: ['a']}],
    ['secret', {}, {stderr: `Error: ${secret}`}],
    ['raw control', {}, {stderr: 'Error: \u202e'}],
    ['raw control', {columns: 80}, {stdout: 'a\u009b'}],
  ])('finds %s', (fault, more, outcome) => {
    expect(judge({...given, ...more}, {...well, ...outcome})).toEqual([fault])
  })

  it.each<[string, Partial<Case>, Partial<Outcome>]>([
    ['every row once, in any order', {whole: 'csv'}, {stdout: 'id\r\nb\r\na\r\n', expected: ['a', 'b']}],
    ['fewer rows, and an exit status that says so', {whole: 'tsv'}, {exitCode: 7, stdout: 'a\n', expected: ['a', 'b']}],
    ['data into a pipe, as it is', {}, {stdout: '\u202e'}],
  ])('has nothing against %s', (_, more, outcome) => {
    expect(judge({...given, ...more}, {...well, ...outcome})).toEqual([])
  })

  it.each([
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64 of a longer text', Buffer.from(`a:${secret}`).toString('base64')],
    ['base64url', Buffer.from(secret).toString('base64url')],
    ['hex', Buffer.from(secret).toString('hex').toUpperCase()],
    ['percent-encoding', secret.replaceAll('-', '%2D')],
    ['escapes of JSON', secret.replaceAll('s', '\\u0073')],
    ['signs that nobody sees', [...secret].join('\u200b')],
  ])('reads %s', (_, text) => {
    expect(holdsSecret(`x ${text} x`)).toBe(true)
  })
})

describe('an answer', () => {
  const body = {data: [{id: 'a'}], meta: {page: 1}}

  it.each<[string, Parameters<typeof mutated>[1], string]>([
    ['loses a value', [{at: 4, to: 'remove'}], '{"data":[{"id":"a"}],"meta":{}}'],
    ['gets another value', [{at: 1, to: {value: null}}], '{"data":null,"meta":{"page":1}}'],
    [
      'gets a number that no double holds',
      [{at: 4, to: {number: '1e400'}}],
      '{"data":[{"id":"a"}],"meta":{"page":1e400}}',
    ],
    [
      'gets a key that every object has',
      [{at: 2, to: {rename: '__proto__'}}],
      '{"data":{"__proto__":1},"meta":{"page":1}}',
    ],
    ['is nested', [{at: 0, to: {nest: 2}}], '[{"a":[{"a":1}]}]'],
  ])('%s', (_, edits, text) => {
    const document = text.includes('__proto__') ? {data: {x: 1}, meta: {page: 1}} : body
    expect(mutated(document, text.includes('__proto__') ? [{at: 3, to: {rename: '__proto__'}}] : edits)).toBe(text)
  })
})

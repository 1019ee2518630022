import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {missingRoute} from '../../../src/api/http/missing-route.js'
import type {Operation} from '../../../src/api/operation/endpoint.js'
import {orderVariants, type SelectionContext} from '../../../src/api/variants/select.js'
import type {Variant, Variants} from '../../../src/api/variants/variant.js'
import {NO_OLDER, noNewer} from '../../missing-routes.js'
import {recordingFolders} from '../../sandbox/replay.js'

const JSON_TYPE = 'application/json; charset=utf-8'
const NO_3 = NO_OLDER.body.message
const NO_4 = noNewer('observations v2').body.message

function variant(serverVersion: 3 | 4 | undefined): Variant {
  return {operation: {method: 'GET', path: `/${serverVersion}`, serverVersion} as unknown as Operation}
}

describe('the order of asking', () => {
  const both = [variant(3), variant(4)] as const
  const anyTwo = [variant(undefined), variant(undefined)] as const
  const one = [variant(4)] as const
  const nobody = {apiVersion: 'auto', cloud: false, known: undefined} as const

  it.each<[string, Variants['variants'], Variants['first'], Partial<SelectionContext>, number[]]>([
    ['nothing is known', both, 'older', {}, [0, 1]],
    ['nothing is known, and the newer one is complete', both, 'newer', {}, [1, 0]],
    ['on Cloud', both, 'older', {cloud: true}, [1, 0]],
    ['the newer one answered', both, 'older', {known: 'newer'}, [1, 0]],
    ['the older one answered', both, 'newer', {known: 'older'}, [0, 1]],
    ['the older one answered on Cloud', both, 'older', {cloud: true, known: 'older'}, [0, 1]],
    ['--api-version 3', both, 'newer', {apiVersion: '3'}, [0]],
    ['--api-version 4', both, 'older', {apiVersion: '4'}, [1]],
    ['--api-version 3 on Cloud', both, 'older', {apiVersion: '3', cloud: true}, [0]],
    ['--api-version 4, though the older one answered', both, 'older', {apiVersion: '4', known: 'older'}, [1]],
    ['--api-version 4 and variants of any version', anyTwo, 'older', {apiVersion: '4'}, [0, 1]],
    ['one variant', one, 'older', {}, [0]],
    ['one variant of the other version', one, 'older', {apiVersion: '3'}, []],
  ])('%s', (_, variants, first, surroundings, expected) => {
    const before = [...variants]
    expect(orderVariants({variants, first}, {...nobody, ...surroundings})).toEqual(
      expected.map((index) => variants[index]),
    )
    expect(variants).toEqual(before)
  })
})

describe('a missing route', () => {
  it.each([
    [404, JSON_TYPE, {message: NO_3}, 'version-3'],
    [404, JSON_TYPE, {message: NO_3, _deprecation: {message: 'gone'}}, 'version-3'],
    [404, JSON_TYPE, {message: NO_4, error: 'LangfuseNotFoundError'}, 'version-4'],
    [
      404,
      JSON_TYPE,
      {message: NO_4.replace('observations v2', 'experiment items'), error: 'LangfuseNotFoundError'},
      'version-4',
    ],
    [404, 'text/html; charset=utf-8', '<html>', 'unknown'],
    [405, JSON_TYPE, {message: 'Method not allowed'}, 'method'],
    [501, JSON_TYPE, {message: 'Not implemented'}, 'version-4'],
    [501, 'text/plain', '', 'version-4'],
  ])('%i %s %o', (status, type, body, expected) => {
    expect(missingRoute(status, type, body)).toBe(expected)
  })
})

describe('a missing resource', () => {
  it.each([
    ['with its class', 404, {message: NO_3, error: 'LangfuseNotFoundError'}],
    ['whose name quotes the text', 404, {message: `Prompt not found: '${NO_3}'`, error: 'LangfuseNotFoundError'}],
    ['whose name quotes the other text', 404, {message: `Prompt not found: '${NO_4}'`}],
    ['in plain words', 404, {message: 'Dataset not found', error: 'LangfuseNotFoundError'}],
    ['with nothing', 404, {}],
    ['with null', 404, null],
    ['with text', 404, NO_3],
    ['of another status', 400, {message: NO_3}],
    ['behind words of its own', 404, {message: `Sorry. ${NO_3}`}],
    ['whose message is no text', 404, {message: [NO_3]}],
    ['of a plan', 405, {message: 'This is not available on your plan'}],
    ['of a plan, without a body', 405, undefined],
    ['of no rights', 403, {message: NO_4}],
  ])('%s', (_, status, body) => {
    expect(missingRoute(status, JSON_TYPE, body)).toBeUndefined()
  })

  it('is no page of another status', () => {
    expect(missingRoute(502, 'text/html', '<html>')).toBeUndefined()
  })
})

interface Recording {
  response: {status: number; headers: Record<string, string>; body: unknown}
}

function recorded404(root: string): {file: string; recording: Recording}[] {
  return readdirSync(root, {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({file, recording: JSON.parse(readFileSync(join(root, file), 'utf8')) as Recording}))
    .filter(({recording}) => recording.response?.status === 404)
}

describe('what real servers answered', () => {
  it.each(recordingFolders)('is told apart in every recording of %s', (folder) => {
    const all = recorded404(folder)
    const wrong = all.filter(({recording: {response}}) => {
      const type = response.headers['content-type'] ?? ''
      const {message, error} = (response.body ?? {}) as {message?: string; error?: string}
      const route =
        type.includes('text/html') ||
        (message?.includes('events_only mode') && error === undefined) ||
        message?.includes('only available in a Langfuse v4 write mode')
      return (missingRoute(404, type, response.body) !== undefined) !== Boolean(route)
    })
    const routes = all.filter(({recording: {response}}) =>
      missingRoute(404, response.headers['content-type'] ?? '', response.body),
    )
    process.stdout.write(`404 recordings: ${all.length} checked, ${routes.length} of them missing routes\n`)
    expect(wrong.map(({file}) => file)).toEqual([])
    expect(routes.filter(({file}) => file.startsWith('v4.16.0-dual'))).toEqual([])
    expect(routes.length).toBeGreaterThan(0)
    expect(routes.length).toBeLessThan(all.length)
  })
})

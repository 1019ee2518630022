import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {missingRoute} from '../../src/api/generation.js'
import {recordingsAreThere, recordingsFolder} from '../sandbox/replay.js'

const JSON_TYPE = 'application/json; charset=utf-8'
const NO_3 =
  'This endpoint is not available on deployments running in Langfuse v4 events_only mode. Learn more about Langfuse v4 at: https://langfuse.com/docs/v4'
const NO_4 =
  'The observations v2 API is only available in a Langfuse v4 write mode. Learn more at: https://langfuse.com/docs/v4'

describe('a missing route', () => {
  it.each([
    [404, JSON_TYPE, {message: NO_3}, 'generation-3'],
    [404, JSON_TYPE, {message: NO_3, _deprecation: {message: 'gone'}}, 'generation-3'],
    [404, JSON_TYPE, {message: NO_4, error: 'LangfuseNotFoundError'}, 'generation-4'],
    [404, 'text/html; charset=utf-8', '<html>', 'unknown'],
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
  return readdirSync(root)
    .flatMap((version) => readdirSync(join(root, version)).map((name) => join(version, name)))
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({file, recording: JSON.parse(readFileSync(join(root, file), 'utf8')) as Recording}))
    .filter(({recording}) => recording.response?.status === 404)
}

describe('what real servers answered', () => {
  it.skipIf(!recordingsAreThere)('is told apart in every recording (needs ../shared/recordings)', () => {
    const all = recorded404(recordingsFolder)
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
    expect(routes.length).toBeGreaterThan(0)
    expect(routes.length).toBeLessThan(all.length)
  })
})

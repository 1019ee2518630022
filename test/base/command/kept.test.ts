import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {ExactNumber} from '../../../src/api/json/exact-number.js'
import {errorOfChange} from '../../../src/base/command/kept.js'
import type {Recording} from '../../sandbox/replay.js'

const RECORDINGS = join(import.meta.dirname, '../../recordings')

/** Bodies that real servers answered with success, and the answers. */
const exchanges = readdirSync(RECORDINGS, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.json'))
  .map((file): [string, Recording] => [file, JSON.parse(readFileSync(join(RECORDINGS, file), 'utf8'))])
  .filter(([, {request, response}]) => ['PUT', 'PATCH'].includes(request.method) && response.status < 300)

describe('errorOfChange', () => {
  it('has something to look at', () => expect(exchanges.length).toBeGreaterThan(5))

  it.each(exchanges)('finds nothing amiss in what real servers answer: %s', (_, {request, response}) => {
    const sent = request.body as Record<string, unknown>
    expect(errorOfChange(sent, Object.keys(sent), response.body as Record<string, unknown>)).toBeUndefined()
  })

  it.each<[object, object]>([
    [{role: 'VIEWER'}, {role: 'OWNER'}],
    [{isArchived: true}, {isArchived: false}],
    [{description: 'new'}, {description: null}],
    [{x: 3}, {x: 4}],
    [{newLabels: ['staging']}, {labels: ['latest']}],
    [{retention: 30}, {retentionDays: 0}],
    [{startDate: '2026-01-01T00:00:00.000Z'}, {startDate: '2026-01-02T00:00:00.000Z'}],
  ])('finds that %j is not in %j', (sent, answer) => {
    const error = errorOfChange(sent as Record<string, unknown>, Object.keys(sent), answer as Record<string, unknown>)
    expect(error).toMatchObject({code: 'partial', message: expect.stringContaining(Object.keys(answer).join())})
  })

  it.each<[object, object]>([
    [{role: 'VIEWER'}, {}],
    [{name: ' Ada@X.test '}, {name: 'ada@x.test'}],
    [{x: 2.5e-6}, {x: 0.0000025}],
    [{x: new ExactNumber('0.1234567890123456789')}, {x: 0.12345678901234568}],
    [{newLabels: ['a']}, {labels: ['a', 'latest']}],
    [{at: '2026-01-01T00:00:00Z'}, {at: '2026-01-01T00:00:00.000Z'}],
    [{config: {a: 1}}, {config: {a: 1, b: 2}}],
    [{filter: [{column: 'x'}]}, {filter: []}],
    [{description: ''}, {description: null}],
    [{description: null}, {description: 'old'}],
  ])('does not mind that %j became %j', (sent, answer) => {
    const error = errorOfChange(sent as Record<string, unknown>, Object.keys(sent), answer as Record<string, unknown>)
    expect(error).toBeUndefined()
  })
})

import {Readable} from 'node:stream'
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import * as z from 'zod'
import {filters, time} from '../../../src/api/operation/fields.js'
import {localContext} from '../../../src/base/command/context.js'
import {readFields} from '../../../src/base/input/flags.js'
import {InputReader} from '../../../src/base/input/input.js'
import {testStreams} from '../../io-streams.js'

const HALF_A_DAY = 12 * 60 * 60 * 1000
const schema = z.object({
  fromTimestamp: time('From').optional(),
  toTimestamp: time('To').optional(),
  filter: filters({timestamp: {to: 'timestamp', type: 'datetime'}}),
})

/** A clock that is half a day later whenever it is looked at. */
function hurry(): void {
  const Unhurried = Date
  let now = Unhurried.UTC(2030, 0, 1)
  const look = () => {
    now += HALF_A_DAY
    return now
  }
  const Hurried = new Proxy(Unhurried, {
    construct: (target, given) => Reflect.construct(target, given.length === 0 ? [look()] : given),
    get: (target, name) => (name === 'now' ? look : Reflect.get(target, name)),
  })
  vi.stubGlobal('Date', Hurried)
}

beforeEach(() => vi.stubEnv('TZ', 'Europe/Berlin'))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})

describe.each([
  ['the last millisecond of a day', '2026-11-21T22:59:59.999Z', '2026-11-20T23:00:00.000Z'],
  ['the first of the next', '2026-11-21T23:00:00.000Z', '2026-11-21T23:00:00.000Z'],
])('at %s', (_, instant, midnight) => {
  function read(flags: Record<string, unknown>) {
    return readFields(schema, flags, new InputReader(Readable.from([]), new Date(instant)))
  }

  it('flags and filters of one line share the instant, whatever the clock says meanwhile', async () => {
    const flags = {from: '24h', to: 'now', filter: ['timestamp > 24h', 'timestamp <= now']}
    const before = await read(flags)
    hurry()
    const after = await read(flags)
    const dayBefore = new Date(Date.parse(instant) - 2 * HALF_A_DAY).toISOString()
    expect(after).toEqual(before)
    expect(after).toEqual({
      fromTimestamp: dayBefore,
      toTimestamp: instant,
      filter: [
        {type: 'datetime', column: 'timestamp', operator: '>', value: dayBefore},
        {type: 'datetime', column: 'timestamp', operator: '<=', value: instant},
      ],
    })
  })

  it('today is one day for all of them', async () => {
    hurry()
    const {filter, ...window} = await read({from: 'today', to: 'today', filter: ['timestamp > today']})
    expect(window).toEqual({fromTimestamp: midnight, toTimestamp: midnight})
    expect(filter).toEqual([{type: 'datetime', column: 'timestamp', operator: '>', value: midnight}])
  })
})

it('the context of a command has the instant that its flags count from', async () => {
  hurry()
  const {now, reader} = await localContext({}, testStreams(), {configDir: '', cacheDir: '', userAgent: 'test'})
  expect(reader.time('now', 'from')).toBe(now.toISOString())
  expect(reader.time('24h', 'from')).toBe(new Date(now.getTime() - 2 * HALF_A_DAY).toISOString())
})

import {describe, expect, it} from 'vitest'
import {type Clock, systemClock} from '../../../src/api/http/clock.js'
import {ApiError} from '../../../src/api/http/errors.js'
import {createGate, type Gate} from '../../../src/api/http/gate.js'
import type {Rate} from '../../../src/api/operation/rates.js'

/** A clock that stands still until somebody sleeps. */
function stillClock(): Clock & {slept: number[]} {
  let time = 1_800_000_000_000
  const slept: number[] = []
  const sleep = async (ms: number) => {
    slept.push(ms)
    time += ms
  }
  return {now: () => time, random: () => 0, sleep, slept}
}

/** Work that ends when it is told to. */
function held(gate: Gate, rate: Rate = 'public-api') {
  let end: () => void = () => {}
  let begun = false
  const done = gate.pass(rate, () => {
    begun = true
    return new Promise<void>((resolve) => {
      end = resolve
    })
  })
  return {done, end: () => end(), begun: () => begun}
}

function refusal(retryAfterMs: number): ApiError {
  const details = {status: 429, method: 'GET', path: '/', body: {}, origin: 'h', attempts: 1, retryAfterMs}
  return new ApiError('Rate limit exceeded', details)
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('places', () => {
  it('are few, and given in the order of asking', async () => {
    const gate = createGate({limit: 2})
    const works = Array.from({length: 5}, () => held(gate))
    await settled()
    const begun = () => works.map((work) => work.begun())
    expect(begun()).toEqual([true, true, false, false, false])
    works[1]?.end()
    await settled()
    expect(begun()).toEqual([true, true, true, false, false])
    for (const work of works) {
      work.end()
      await settled()
    }
    await Promise.all(works.map(({done}) => done))
    expect(begun()).toEqual([true, true, true, true, true])
  })

  it('are given back by work that fails, and by work that is called off', async () => {
    const gate = createGate({limit: 1})
    const fail = async () => {
      throw new Error('no')
    }
    await expect(gate.pass('public-api', fail)).rejects.toThrow('no')
    const called = AbortSignal.abort(new Error('off'))
    await expect(gate.pass('public-api', async () => 1, called)).rejects.toThrow('off')
    expect(await gate.pass('public-api', async () => 2)).toBe(2)
  })
})

describe('a pause', () => {
  it('holds back every class, for the longest time that was said', async () => {
    const clock = stillClock()
    const gate = createGate({clock})
    gate.pause('public-api', 7000)
    gate.pause('datasets', 3000)
    await gate.pass('prompts', async () => {})
    expect(clock.slept).toEqual([7000])
    await gate.pass('public-api', async () => {})
    expect(clock.slept).toEqual([7000])
  })

  it('of a budget for days holds back that class alone', async () => {
    const clock = stillClock()
    const gate = createGate({clock})
    gate.pause('trace-delete', 7000)
    await gate.pass('public-api', async () => {})
    expect(clock.slept).toEqual([])
    await gate.pass('trace-delete', async () => {})
    expect(clock.slept).toEqual([7000])
  })

  it('that gets longer while somebody waits is sat out', async () => {
    const clock = stillClock()
    const gate = createGate({clock})
    const sleep = clock.sleep
    clock.sleep = async (ms, signal) => {
      if (clock.slept.length === 0) gate.pause('public-api', 10_000)
      await sleep(ms, signal)
    }
    gate.pause('public-api', 4000)
    await gate.pass('public-api', async () => {})
    expect(clock.slept).toEqual([4000, 6000])
  })

  it('ends with Ctrl-C', async () => {
    const gate = createGate()
    const controller = new AbortController()
    gate.pause('public-api', 2 ** 40)
    const waiting = gate.pass('public-api', async () => {}, controller.signal)
    await settled()
    controller.abort(new Error('Interrupted'))
    await expect(waiting).rejects.toThrow('Interrupted')
  })
})

describe('a class whose budget is used up', () => {
  it('is refused without a request, as long as nobody waits that long', () => {
    const clock = stillClock()
    const gate = createGate({clock})
    const error = refusal(7_200_000)
    gate.close('public-api-metrics', error)
    expect(() => gate.assertOpen('public-api-metrics', 60_000)).toThrow(error)
    expect(() => gate.assertOpen('public-api-metrics', 7_200_000)).not.toThrow()
    expect(() => gate.assertOpen('public-api', 60_000)).not.toThrow()
    void clock.sleep(7_200_000, undefined)
    expect(() => gate.assertOpen('public-api-metrics', 0)).not.toThrow()
  })
})

it('a sleep of the system may be longer than a timer of Node', async () => {
  const controller = new AbortController()
  let over = false
  const sleeping = systemClock.sleep(2 ** 31, controller.signal).then(() => {
    over = true
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  controller.abort(new Error('enough'))
  await expect(sleeping).rejects.toThrow('enough')
  expect(over).toBe(false)
})

import {hasLongBudget, type Rate} from '../operation/rates.js'
import {type Clock, systemClock} from './clock.js'
import type {ApiError} from './errors.js'

/** One pace for all requests of a process, whichever client sends them. */
export interface Gate {
  /**
   * Does some work when there is a place for it and no pause holds it back, in the order of asking.
   * @param rate the class whose pauses hold
   * @throws what the work throws; the signal's reason
   */
  pass: <T>(rate: Rate, work: () => Promise<T>, signal?: AbortSignal) => Promise<T>
  /**
   * Lets nothing pass for so many milliseconds: nothing at all, or of a class with a budget for hours or days only that class.
   * A pause that is shorter than the one that holds changes nothing.
   */
  pause: (rate: Rate, ms: number) => void
  /** Keeps a class closed for as long as the server wants, because nobody waits that long: its budget is used up. */
  close: (rate: Rate, refusal: ApiError) => void
  /** @throws ApiError, the refusal that closed the class, when it stays closed for longer than somebody would wait */
  assertOpen: (rate: Rate, maxWaitMs: number) => void
}

/** Requests that may be under way at once. */
const UNDER_WAY = 4

/** Makes a gate. @param limit requests that may be under way at once */
export function createGate({limit = UNDER_WAY, clock = systemClock}: {limit?: number; clock?: Clock} = {}): Gate {
  const waiting: (() => void)[] = []
  const until = new Map<Rate | 'all', number>()
  const refusals = new Map<Rate, ApiError>()
  let underWay = 0

  function pauseEnd(rate: Rate): number {
    return Math.max(until.get('all') ?? 0, until.get(rate) ?? 0)
  }

  /** Sleeps to the end of a pause, and to that of each further one that somebody began meanwhile. */
  async function sitOut(rate: Rate, signal: AbortSignal | undefined): Promise<void> {
    let end = 0
    while (pauseEnd(rate) > Math.max(end, clock.now())) {
      end = pauseEnd(rate)
      await clock.sleep(end - clock.now(), signal)
    }
  }

  function pause(rate: Rate, ms: number): void {
    const key = hasLongBudget(rate) ? rate : 'all'
    until.set(key, Math.max(until.get(key) ?? 0, clock.now() + ms))
  }

  function close(rate: Rate, refusal: ApiError): void {
    refusals.set(rate, refusal)
    until.set(rate, clock.now() + (refusal.retryAfterMs ?? 0))
  }

  function assertOpen(rate: Rate, maxWaitMs: number): void {
    const refusal = refusals.get(rate)
    if (refusal && pauseEnd(rate) - clock.now() > maxWaitMs) throw refusal
  }

  async function enter(): Promise<void> {
    if (underWay < limit) underWay += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else underWay -= 1
  }

  async function pass<T>(rate: Rate, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await enter()
    try {
      signal?.throwIfAborted()
      await sitOut(rate, signal)
      return await work()
    } finally {
      leave()
    }
  }

  return {pass, pause, close, assertOpen}
}

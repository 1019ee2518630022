import {annotate, RouteMissing} from '../errors/cli-error.js'
import {ApiError} from '../http/errors.js'
import type {PreparedRequest} from '../http/request.js'
import {advice, type Selection} from './select.js'
import {captureRequest, type Variant, type VariantCall} from './variant.js'
import {assertNotLegacy} from './write-mode.js'

/**
 * Asks one variant after the other until the server has the route, and remembers which one it was, unless something in front of
 * it hid the route of another.
 * @param whole every field is wanted, not only what a table shows
 * @throws the error of the last variant, with what would have worked instead
 */
export async function runWithFallback<S extends Variant, T>(
  {client, options, selected, exclusions, question}: Selection<S>,
  ask: (variant: S, call: VariantCall) => Promise<T>,
  whole = true,
): Promise<T> {
  const {memory, note, now, detail} = options
  let lost: ApiError | undefined
  for (const [index, {variant, age, input}] of selected.entries()) {
    try {
      if (lost && variant.staleInLegacy) await assertNotLegacy(client, variant.staleInLegacy, now, '')
      const answer = await ask(variant, {client, input, whole, now, note})
      if (question !== undefined && !lost) await memory.remember(question, age)
      return answer
    } catch (error) {
      const next = selected[index + 1]?.variant.operation
      if (lost && error instanceof RouteMissing) throw lost
      if (!(error instanceof ApiError && error.missingRoute)) throw error
      if (error.missingRoute === 'encoded') lost ??= error
      if (!next && lost) throw lost
      if (!next) throw exclusions.length > 0 ? annotate(error, advice(exclusions)) : error
      detail(`${error.method} ${error.path} is not there: falling back to ${next.method} ${next.path}`)
    }
  }
  throw new Error('no variant was asked')
}

/** The first request that would go out; nothing is sent. */
export async function dryRun<S extends Variant>(
  {client, options: {note, now}, selected}: Selection<S>,
  ask: (variant: S, call: VariantCall) => Promise<unknown>,
  whole = true,
): Promise<PreparedRequest> {
  const [call] = selected
  if (!call) throw new Error('no variant was asked')
  return captureRequest(client, (dry) => ask(call.variant, {client: dry, input: call.input, whole, now, note}))
}

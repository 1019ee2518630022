import {ApiError, InputError, NotThereError} from '../api/errors.js'
import {inOrder, isEventsOnly, refuseLegacy, type WhichSide} from '../api/generation.js'
import type {PreparedRequest} from '../api/request.js'
import {type Ask, firstRequest, type Row, type Side, type Twins} from '../api/twins.js'
import {isCloud} from './account/host.js'
import type {Context} from './context.js'
import {AnnotatedError, NotAvailableError, UsageError} from './errors/errors.js'
import {GenerationMemory} from './generation-memory.js'
import {type FlagValues, flagsOfSide} from './input/flags.js'

/** The values of one call of a side, checked. */
export interface SideInput {
  params: Record<string, string>
  query: Row
  body?: Row
}

/** A side that can be asked, with what it is asked. */
export interface Call<S extends Side = Side> {
  side: S
  which: WhichSide
  input: SideInput
}

/** The sides that fit what was typed, in the order of asking; and what the others lack. */
export interface Calls<S extends Side = Side> {
  calls: Call<S>[]
  /** Flags that only the sides here know, so that the others are not asked. */
  bound: string[]
  /** What a side says against the values, so that it is not asked. */
  against: string | undefined
  /** Which side answered is worth remembering. */
  memory: {file: GenerationMemory; key: string} | undefined
}

/** Typed flags of other sides that this one does not know. */
function foreignFlags(side: Side, sides: readonly Side[], flags: FlagValues): string[] {
  const known = flagsOfSide(side)
  const all = new Set(sides.flatMap(flagsOfSide))
  return [...all].filter((flag) => !known.includes(flag) && flags[flag] !== undefined)
}

function shown(flags: string[]): string {
  return flags.map((flag) => `--${flag}`).join(', ')
}

function keyOf({sides: [{operation}]}: Pick<Twins, 'sides'>): string {
  return `${operation.method} ${operation.path}`
}

async function recall<S extends Side>(context: Context, twins: Pick<Twins<S>, 'sides'>) {
  const {connection, settings} = context
  if (twins.sides.length < 2 || settings.apiVersion !== 'auto') return {memory: undefined, known: undefined}
  const file = new GenerationMemory(context.cacheDir, connection.host)
  return {memory: {file, key: keyOf(twins)}, known: await file.recall(keyOf(twins))}
}

/**
 * Decides which sides may be asked, and in which order: by --api-version, by the flags that were typed, by what is known of
 * the host.
 * @param read the input of a side; throws when the values do not fit it
 * @throws what the side that would be asked first says against the values, when they fit none
 */
export async function decide<S extends Side>(
  context: Context,
  twins: Pick<Twins<S>, 'first' | 'sides'>,
  read: (side: S) => Promise<SideInput>,
): Promise<Calls<S>> {
  const {connection, flags, settings, client} = context
  const {memory, known} = await recall(context, twins)
  const cloud = isCloud(connection.host)
  const sides = inOrder(twins, {apiVersion: settings.apiVersion, cloud, known})
  if (sides.length === 0) throw excluded(twins.sides[0], settings.apiVersion)
  const calls: Call<S>[] = []
  const bound = new Set<string>()
  const failures: Unfit[] = []
  for (const side of sides) {
    const foreign = foreignFlags(side, twins.sides, flags)
    try {
      if (foreign.length > 0) throw foreigners(side, foreign, settings.apiVersion)
      calls.push({side, which: side === twins.sides[0] ? 'older' : 'newer', input: await read(side)})
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof InputError || error instanceof NotAvailableError))
        throw error
      for (const flag of foreign) bound.add(flag)
      failures.push({error, foreign: foreign.length > 0})
    }
  }
  if (calls.length === 0) throw noneFits(failures)
  if (settings.apiVersion === '4' && !cloud && !settings.curl && calls.some(({side}) => side.staleInLegacy))
    await refuseLegacy(client)
  for (const {side} of calls) await refuseLoss(context, side)
  return {
    calls,
    bound: [...bound],
    against: failures[0]?.error.message,
    memory: calls.length === twins.sides.length ? memory : undefined,
  }
}

/** What is known of a host besides which side answers: whether it is without generation 3, as the newer side is. */
const WRITE_MODE = 'write mode'

/** Refuses what a server would only seem to store. */
async function refuseLoss(context: Context, {operation, lostInEventsOnly}: Side): Promise<void> {
  const {client, connection, settings} = context
  if (lostInEventsOnly === undefined || settings.curl) return
  const memory = new GenerationMemory(context.cacheDir, connection.host)
  const known = await memory.recall(WRITE_MODE)
  const which = known ?? ((await isEventsOnly(client)) ? 'newer' : 'older')
  await memory.remember(WRITE_MODE, which)
  if (which === 'older') return
  throw new NotThereError(
    `${connection.originFor(operation.scope)} runs in Langfuse v4 events_only mode, where ${operation.method} ${operation.path} answers as ever but stores nothing; nothing was sent`,
    lostInEventsOnly,
  )
}

function excluded({operation}: Side, apiVersion: string): NotAvailableError {
  const {generation} = operation
  return new NotAvailableError(
    `This command needs the other generation of the API (${generation}); --api-version ${apiVersion} does not have it`,
  )
}

/** Why a side cannot be asked. */
interface Unfit {
  error: Error
  /** Flags were typed that it does not know. */
  foreign: boolean
}

function foreigners(side: Side, flags: string[], apiVersion: string): NotAvailableError {
  const {method, path} = side.operation
  const where = apiVersion === 'auto' ? '' : ` (--api-version ${apiVersion})`
  return new NotAvailableError(
    `${method} ${path} has no ${shown(flags)}${where}`,
    `What works there: ${shown(flagsOfSide(side))}.`,
  )
}

/** What each side says, that first whose flags they are. */
function noneFits(failures: Unfit[]): Error {
  const sorted = [...failures].sort((one, other) => Number(one.foreign) - Number(other.foreign))
  const [first = new Error('no side was asked'), ...others] = sorted.map(({error}) => error)
  const more = others.map(({message}) => message).filter((message) => message !== first.message)
  return more.length === 0 ? first : new AnnotatedError(first, `The other route: ${more.join('\n')}`)
}

/**
 * Asks one side after the other until the server has the route, and remembers which one it was.
 * @throws the error of the last side, with what would have worked instead
 */
export async function firstAnswer<S extends Side, T>(
  context: Context,
  {calls, bound, against, memory}: Calls<S>,
  ask: (side: S, ask: Ask) => Promise<T>,
  whole = true,
): Promise<T> {
  const {client, notes} = context
  for (const [index, {side, which, input}] of calls.entries()) {
    try {
      const answer = await ask(side, {client, input, whole, note: (text) => notes.note(text)})
      await memory?.file.remember(memory.key, which)
      return answer
    } catch (error) {
      const next = calls[index + 1]?.side.operation
      if (!(error instanceof ApiError && error.missingRoute)) throw error
      if (!next) throw annotated(error, bound, against)
      notes.detail(`${error.method} ${error.path} is not there: turning to ${next.method} ${next.path}`)
    }
  }
  throw new Error('no side was asked')
}

/** With the reason why no other side was asked. */
function annotated(error: ApiError, bound: string[], against: string | undefined): Error {
  if (bound.length > 0)
    return new AnnotatedError(error, `Only that route knows ${shown(bound)}; without it another one is asked.`)
  return against === undefined ? error : new AnnotatedError(error, `The other route was not asked: ${against}`)
}

/** The first request that would go out; nothing is sent. */
export async function firstOf<S extends Side>(
  {client, notes}: Context,
  {calls}: Calls<S>,
  ask: (side: S, ask: Ask) => Promise<unknown>,
  whole = true,
): Promise<PreparedRequest> {
  const [call] = calls
  if (!call) throw new Error('no side was asked')
  const note = (text: string) => notes.note(text)
  return firstRequest(client, (dry) => ask(call.side, {client: dry, input: call.input, whole, note}))
}

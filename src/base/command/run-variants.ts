import {ApiError, InputError, NotThereError, UnfitError} from '../../api/http/errors.js'
import type {PreparedRequest} from '../../api/http/request.js'
import {inOrder, type WhichSide} from '../../api/variants/select.js'
import {type Ask, firstRequest, type Row, type Side, type Twins} from '../../api/variants/variant.js'
import {isCloud} from '../account/host.js'
import {AnnotatedError, NotAvailableError, UsageError} from '../errors/errors.js'
import {type FlagValues, flagsOfSide} from '../input/flags.js'
import {GenerationMemory} from '../state/generation-memory.js'
import type {Context} from './context.js'
import {refuseLoss, refuseStale} from './write-mode.js'

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
  /** Why other sides are not asked. */
  bound: string[]
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
  const {connection, flags, settings} = context
  const {memory, known} = await recall(context, twins)
  const cloud = isCloud(connection.host)
  const sides = inOrder(twins, {apiVersion: settings.apiVersion, cloud, known})
  if (sides.length === 0) throw excluded(twins.sides[0], settings.apiVersion)
  const calls: Call<S>[] = []
  const bound = sides.length < twins.sides.length ? [`--api-version ${settings.apiVersion}`] : []
  const failures: Error[] = []
  for (const side of sides) {
    const foreign = foreignFlags(side, twins.sides, flags)
    try {
      if (foreign.length > 0) throw strange(side, foreign)
      calls.push({side, which: side === twins.sides[0] ? 'older' : 'newer', input: await read(side)})
    } catch (error) {
      const bodyDecides = side.operation.body !== undefined
      if (!isUnfit(error) && !(isWrong(error) && (calls.length > 0 || bodyDecides))) throw error
      bound.push(foreign.length > 0 ? `${shown(foreign)} (what works there: ${works(side)})` : (error as Error).message)
      failures.push(error as Error)
    }
  }
  const gone = known === 'newer' && twins.first === 'older' && calls.every(({which}) => which === 'older')
  if (calls.length === 0 || gone) throw allOf(failures)
  const certain = cloud || known === 'newer' || settings.curl
  if (!certain && calls.every(({side}) => side.staleInLegacy)) {
    await refuseStale(context, advice(bound)).catch((error: Error) => {
      const first = error instanceof NotThereError && failures.length > 0 ? allOf(failures) : undefined
      throw first ? new AnnotatedError(first, `The other route: ${error.message}`) : error
    })
  }
  for (const {side} of calls) await refuseLoss(context, side)
  return {calls, bound, memory: calls.length === twins.sides.length ? memory : undefined}
}

/** What the sides have against the values, those first that know all the flags. */
function allOf(failures: Error[]): Error {
  const rank = (error: Error) => Number(error instanceof NotAvailableError)
  const [first = new Error('no side was asked'), ...others] = [...failures].sort((a, b) => rank(a) - rank(b))
  const more = others.map(({message}) => message).filter((message) => message !== first.message)
  return more.length === 0 ? first : new AnnotatedError(first, `The other route: ${more.join('\n')}`)
}

/** What another side may take. */
function isUnfit(error: unknown): boolean {
  return error instanceof UnfitError || error instanceof NotAvailableError
}

/** A wrong value, of which nobody knows whether another side would understand it in the same way. */
function isWrong(error: unknown): boolean {
  return error instanceof UsageError || error instanceof InputError
}

function excluded({operation}: Side, apiVersion: string): NotAvailableError {
  const {generation} = operation
  return new NotAvailableError(
    `This command needs the other generation of the API (${generation}); --api-version ${apiVersion} does not have it`,
  )
}

function works(side: Side): string {
  return shown([...new Set(flagsOfSide(side))])
}

function strange(side: Side, foreign: string[]): NotAvailableError {
  const {method, path} = side.operation
  return new NotAvailableError(
    `${shown(foreign)}: ${method} ${path}, which answers here, does not know that`,
    `What works: ${works(side)}.`,
  )
}

/**
 * Asks one side after the other until the server has the route, and remembers which one it was.
 * @throws the error of the last side, with what would have worked instead
 */
export async function firstAnswer<S extends Side, T>(
  context: Context,
  {calls, bound, memory}: Calls<S>,
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
      if (!next) throw bound.length > 0 ? new AnnotatedError(error, advice(bound)) : error
      notes.detail(`${error.method} ${error.path} is not there: turning to ${next.method} ${next.path}`)
    }
  }
  throw new Error('no side was asked')
}

function advice(bound: string[]): string {
  return `The other route does not go with what was typed, so it was not asked: ${bound.join('; ')}`
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

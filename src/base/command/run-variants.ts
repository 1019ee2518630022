import {CliError, hasErrorCode, RouteMissing, UnsupportedByVariant} from '../../api/errors/cli-error.js'
import {ApiError} from '../../api/http/errors.js'
import type {PreparedRequest} from '../../api/http/request.js'
import type {Row} from '../../api/json/object.js'
import {orderVariants, type VariantAge} from '../../api/variants/select.js'
import {
  captureRequest,
  type ObjectVariant,
  type Variant,
  type VariantCall,
  type Variants,
} from '../../api/variants/variant.js'
import {isCloud} from '../account/host.js'
import {annotate} from '../errors/explain.js'
import {type FlagValues, flagsOfVariant} from '../input/flags.js'
import {VariantMemory} from '../state/variant-memory.js'
import type {Context} from './context.js'
import {assertFresh, assertStored} from './write-mode.js'

/** The values of one call of a variant, checked. */
export interface VariantInput {
  params: Record<string, string>
  query: Row
  body?: Row
}

/** A variant that can be asked, with its input. */
export interface SelectedVariant<S extends Variant = Variant> {
  variant: S
  age: VariantAge
  input: VariantInput
}

/** The variants that fit the flags, in the order of asking, and what the others lack. */
export interface Selection<S extends Variant = Variant> {
  selected: SelectedVariant<S>[]
  /** Why other variants are not asked. */
  exclusions: string[]
  /** Where to remember which variant answered. */
  memory: {file: VariantMemory; key: string} | undefined
}

/** Typed flags of other variants that this one does not know. */
function foreignFlags(variant: Variant, variants: readonly Variant[], flags: FlagValues): string[] {
  const known = flagsOfVariant(variant)
  const all = new Set(variants.flatMap(flagsOfVariant))
  return [...all].filter((flag) => !known.includes(flag) && flags[flag] !== undefined)
}

function flagList(flags: string[]): string {
  return flags.map((flag) => `--${flag}`).join(', ')
}

function memoryKey({variants: [{operation}]}: Pick<Variants, 'variants'>): string {
  return `${operation.method} ${operation.path}`
}

async function recall<S extends Variant>(context: Context, variants: Pick<Variants<S>, 'variants'>) {
  const {connection, settings} = context
  if (variants.variants.length < 2 || settings.apiVersion !== 'auto') return {memory: undefined, known: undefined}
  const file = new VariantMemory(context.cacheDir, connection.host)
  return {memory: {file, key: memoryKey(variants)}, known: await file.recall(memoryKey(variants))}
}

/**
 * Decides which variants may be asked, and in which order: by --api-version, by the typed flags, and by what is known
 * about the host.
 * @param read the input of a variant; throws when the values do not fit it
 * @throws the error of the variant that would be asked first, when the values fit none
 */
export async function selectVariants<S extends Variant>(
  context: Context,
  variants: Pick<Variants<S>, 'first' | 'variants'>,
  read: (variant: S) => Promise<VariantInput>,
): Promise<Selection<S>> {
  const {connection, flags, settings} = context
  const {memory, known} = await recall(context, variants)
  const cloud = isCloud(connection.host)
  const ordered = orderVariants(variants, {apiVersion: settings.apiVersion, cloud, known})
  if (ordered.length === 0) throw excludedByVersion(variants.variants[0], settings.apiVersion)
  const selected: SelectedVariant<S>[] = []
  const exclusions = ordered.length < variants.variants.length ? [`--api-version ${settings.apiVersion}`] : []
  const failures: Error[] = []
  for (const variant of ordered) {
    const foreign = foreignFlags(variant, variants.variants, flags)
    try {
      if (foreign.length > 0) throw unsupportedFlags(variant, foreign)
      selected.push({variant, age: variant === variants.variants[0] ? 'older' : 'newer', input: await read(variant)})
    } catch (error) {
      const bodyDecides = variant.operation.body !== undefined
      const invalidHere = hasErrorCode(error, 'usage') && (selected.length > 0 || bodyDecides)
      if (!isUnsupported(error) && !invalidHere) throw error
      exclusions.push(
        foreign.length > 0
          ? `${flagList(foreign)} (what works there: ${supportedFlags(variant)})`
          : (error as Error).message,
      )
      failures.push(error as Error)
    }
  }
  const gone = known === 'newer' && variants.first === 'older' && selected.every(({age}) => age === 'older')
  if (selected.length === 0 || gone) throw combineFailures(failures)
  const certain = cloud || known === 'newer' || settings.curl
  const probe = selected[0]?.variant.staleInLegacy
  if (!certain && probe && selected.every(({variant}) => variant.staleInLegacy)) {
    await assertFresh(context, probe, advice(exclusions)).catch((error: Error) => {
      const first = error instanceof RouteMissing && failures.length > 0 ? combineFailures(failures) : undefined
      throw first ? annotate(first, `The other route: ${error.message}`) : error
    })
  }
  for (const {variant} of selected) await assertStored(context, variant)
  return {selected, exclusions, memory: selected.length === variants.variants.length ? memory : undefined}
}

/** The errors of the variants as one, those first that know all the flags. */
function combineFailures(failures: Error[]): Error {
  const rank = (error: Error) => Number(hasErrorCode(error, 'not_available'))
  const [first = new Error('no variant was asked'), ...others] = [...failures].sort((a, b) => rank(a) - rank(b))
  const more = others.map(({message}) => message).filter((message) => message !== first.message)
  return more.length === 0 ? first : annotate(first, `The other route: ${more.join('\n')}`)
}

/** Whether another variant may accept what this one refuses. */
function isUnsupported(error: unknown): boolean {
  return error instanceof UnsupportedByVariant || hasErrorCode(error, 'not_available')
}

function excludedByVersion({operation}: Variant, apiVersion: string): CliError {
  const {serverVersion} = operation
  return new CliError(
    'not_available',
    `This command needs a server of version ${serverVersion}; --api-version ${apiVersion} does not have it`,
  )
}

function supportedFlags(variant: Variant): string {
  return flagList([...new Set(flagsOfVariant(variant))])
}

function unsupportedFlags(variant: Variant, foreign: string[]): CliError {
  const {method, path} = variant.operation
  const message = `${flagList(foreign)}: ${method} ${path}, which answers here, does not know that`
  return new CliError('not_available', message, `What works: ${supportedFlags(variant)}.`)
}

/**
 * Asks one variant after the other until the server has the route, and remembers which one it was.
 * @throws the error of the last variant, with what would have worked instead
 */
export async function runWithFallback<S extends Variant, T>(
  context: Context,
  {selected, exclusions, memory}: Selection<S>,
  ask: (variant: S, ask: VariantCall) => Promise<T>,
  whole = true,
): Promise<T> {
  const {client, notes} = context
  for (const [index, {variant, age, input}] of selected.entries()) {
    try {
      const answer = await ask(variant, {client, input, whole, note: (text) => notes.note(text)})
      await memory?.file.remember(memory.key, age)
      return answer
    } catch (error) {
      const next = selected[index + 1]?.variant.operation
      if (!(error instanceof ApiError && error.missingRoute)) throw error
      if (!next) throw exclusions.length > 0 ? annotate(error, advice(exclusions)) : error
      notes.detail(`${error.method} ${error.path} is not there: falling back to ${next.method} ${next.path}`)
    }
  }
  throw new Error('no variant was asked')
}

function advice(exclusions: string[]): string {
  return `The other route does not go with what was typed, so it was not asked: ${exclusions.join('; ')}`
}

/** Asks a variant for one object; for `runWithFallback` and `dryRun`. */
export function fetchVariant(variant: ObjectVariant, call: VariantCall): Promise<Row> {
  return variant.fetch(call)
}

/** The first request that would go out; nothing is sent. */
export async function dryRun<S extends Variant>(
  {client, notes}: Context,
  {selected}: Selection<S>,
  ask: (variant: S, ask: VariantCall) => Promise<unknown>,
  whole = true,
): Promise<PreparedRequest> {
  const [call] = selected
  if (!call) throw new Error('no variant was asked')
  const note = (text: string) => notes.note(text)
  return captureRequest(client, (dry) => ask(call.variant, {client: dry, input: call.input, whole, note}))
}

import {annotate, CliError, hasErrorCode, RouteMissing, UnsupportedByVariant} from '../errors/cli-error.js'
import type {Client} from '../http/client.js'
import type {Row} from '../json/object.js'
import type {Variant, Variants} from './variant.js'
import {assertNotLegacy, isEventsOnly} from './write-mode.js'

/** Which of two variants: that of older servers, or that of newer ones. */
export type VariantAge = 'newer' | 'older'

/** What earlier runs have found out about one host. */
export interface VariantMemory {
  /** The variant that answered a question; undefined when that is not known. */
  recall: (question: string) => Promise<VariantAge | undefined>
  remember: (question: string, age: VariantAge) => Promise<void>
}

/** What decides which variants are asked, and who hears of it. */
export interface SelectOptions {
  apiVersion: '3' | '4' | 'auto'
  /** Langfuse Cloud, which drops the older routes. */
  cloud: boolean
  memory: VariantMemory
  now: Date
  /** Nothing is sent: no question is asked to find out about the server either. */
  dryRun: boolean
  /** Tells the user something on the way. */
  note: (text: string) => void
  /** Tells what only matters for those who look closely. */
  detail: (text: string) => void
}

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

/** The variants that fit the values, in the order of asking, and why the others do not. */
export interface Selection<S extends Variant = Variant> {
  client: Client
  options: SelectOptions
  selected: SelectedVariant<S>[]
  exclusions: string[]
  /** The question under which to remember which variant answered; undefined when that tells nothing. */
  question: string | undefined
}

/** What decides the order. */
export type SelectionContext = Pick<SelectOptions, 'apiVersion' | 'cloud'> & {known: VariantAge | undefined}

/**
 * The variants that may be asked, in the order of asking. Those who know nothing ask the older route of trace data first: its
 * answer is complete wherever it exists, while the newer one answers with old rows in legacy mode and late ones in dual
 * mode.
 */
export function orderVariants<S extends Variant>(
  {variants, first}: Pick<Variants<S>, 'first' | 'variants'>,
  {apiVersion, cloud, known}: SelectionContext,
): S[] {
  const allowed = variants.filter(
    ({operation: {serverVersion}}) => apiVersion === 'auto' || !serverVersion || String(serverVersion) === apiVersion,
  )
  const which = known ?? (cloud ? 'newer' : first)
  return which === 'newer' ? allowed.reverse() : allowed
}

function questionOf({operation: {method, path}}: Pick<Variant, 'operation'>): string {
  return `${method} ${path}`
}

/**
 * Decides which variants may be asked, and in which order: by version, by the values, and by what is known of the host.
 * @param read the input of a variant; throws when the values do not fit it
 * @throws the error of the variant that would be asked first, when the values fit none
 */
export async function selectVariants<S extends Variant>(
  client: Client,
  variants: Pick<Variants<S>, 'first' | 'variants'>,
  options: SelectOptions,
  read: (variant: S) => Promise<VariantInput>,
): Promise<Selection<S>> {
  const {apiVersion, cloud, memory, dryRun} = options
  const [older] = variants.variants
  const all = variants.variants.length
  const learns = all > 1 && apiVersion === 'auto'
  const known = learns ? await memory.recall(questionOf(older)) : undefined
  const ordered = orderVariants(variants, {apiVersion, cloud, known})
  if (ordered.length === 0) throw excludedByVersion(older, apiVersion)
  const selected: SelectedVariant<S>[] = []
  const exclusions = ordered.length < all ? [`--api-version ${apiVersion}`] : []
  const failures: Error[] = []
  for (const variant of ordered) {
    try {
      selected.push({variant, age: variant === older ? 'older' : 'newer', input: await read(variant)})
    } catch (error) {
      const bodyDecides = variant.operation.body !== undefined
      const invalidHere = hasErrorCode(error, 'usage') && (selected.length > 0 || bodyDecides)
      if (!(error instanceof CliError) || !(isUnsupported(error) || invalidHere)) throw error
      exclusions.push(error.details.exclusion ?? [error.message, error.hint ?? []].flat().join('. '))
      failures.push(error)
    }
  }
  const gone = known === 'newer' && variants.first === 'older' && selected.every(({age}) => age === 'older')
  if (selected.length === 0 || gone) throw combineFailures(failures)
  if (!(cloud || known === 'newer' || dryRun)) await assertFresh(client, selected, options, exclusions, failures)
  if (!dryRun) for (const {variant} of selected) await assertStored(client, variant, memory)
  return {
    client,
    options,
    selected,
    exclusions,
    question: learns && selected.length === all ? questionOf(older) : undefined,
  }
}

/** Refuses newer routes that have only old rows; asks the server about that at most once a day. @throws RouteMissing */
async function assertFresh(
  client: Client,
  selected: SelectedVariant[],
  {apiVersion, memory, now}: SelectOptions,
  exclusions: string[],
  failures: Error[],
): Promise<void> {
  const probe = selected[0]?.variant.staleInLegacy
  if (!probe || !selected.every(({variant}) => variant.staleInLegacy)) return
  const question = questionOf(probe)
  if ((await memory.recall(question)) === 'newer') return
  const complete = 'Leave --api-version out: the older routes are complete there.'
  try {
    await assertNotLegacy(client, probe, now, apiVersion === '4' ? complete : advice(exclusions))
  } catch (error) {
    if (!(error instanceof RouteMissing) || failures.length === 0) throw error
    throw annotate(combineFailures(failures), `The other route: ${error.message}`)
  }
  await memory.remember(question, 'newer')
}

/** The question under which the write mode is remembered: `newer` means events_only mode. */
const WRITE_MODE = 'write mode'

/** Refuses a write that the server would accept but not store. @throws RouteMissing */
async function assertStored(
  client: Client,
  {operation, lostInEventsOnly}: Variant,
  memory: VariantMemory,
): Promise<void> {
  if (lostInEventsOnly === undefined) return
  const mode = (await memory.recall(WRITE_MODE)) ?? ((await isEventsOnly(client)) ? 'newer' : 'older')
  await memory.remember(WRITE_MODE, mode)
  if (mode === 'older') return
  throw new RouteMissing(
    `${client.originFor(operation.scope)} runs in Langfuse v4 events_only mode, where ${operation.method} ${operation.path} answers as ever but stores nothing; nothing was sent`,
    lostInEventsOnly,
  )
}

/** The errors of the variants as one, those first that know all the values. */
function combineFailures(failures: Error[]): Error {
  const rank = (error: Error) => Number(hasErrorCode(error, 'not_available'))
  const [first = new Error('no variant was asked'), ...others] = [...failures].sort((a, b) => rank(a) - rank(b))
  const more = others.map(({message}) => message).filter((message) => message !== first.message)
  return more.length === 0 ? first : annotate(first, `The other route: ${more.join('\n')}`)
}

/** Whether another variant may accept what this one refuses. */
function isUnsupported(error: CliError): boolean {
  return error instanceof UnsupportedByVariant || error.code === 'not_available'
}

function excludedByVersion({operation: {serverVersion}}: Variant, apiVersion: string): CliError {
  const message = `This command needs a server of version ${serverVersion}; --api-version ${apiVersion} does not have it`
  return new CliError('not_available', message)
}

/** Why the other variant was not asked. */
export function advice(exclusions: string[]): string {
  return `The other route does not go with what was typed, so it was not asked: ${exclusions.join('; ')}`
}

import {CliError} from '../../api/errors/cli-error.js'
import type {Row} from '../../api/json/object.js'
import {runWithFallback} from '../../api/variants/run.js'
import {type Selection, selectVariants as select, type VariantInput} from '../../api/variants/select.js'
import type {Fetched, ObjectVariant, Variant, VariantCall, Variants} from '../../api/variants/variant.js'
import {isCloud} from '../account/host.js'
import {type FlagValues, flagsOfVariant} from '../input/flags.js'
import {variantMemory} from '../state/variant-memory.js'
import type {Context} from './context.js'

function flagList(flags: string[]): string {
  return flags.map((flag) => `--${flag}`).join(', ')
}

/** Refuses typed flags of other variants that this one does not know. @throws CliError `not_available` */
function assertKnownFlags(variant: Variant, variants: readonly Variant[], flags: FlagValues): void {
  const known = [...new Set(flagsOfVariant(variant))]
  const all = new Set(variants.flatMap(flagsOfVariant))
  const foreign = [...all].filter((flag) => !known.includes(flag) && flags[flag] !== undefined)
  if (foreign.length === 0) return
  const {method, path} = variant.operation
  const message = `${flagList(foreign)}: ${method} ${path}, which answers here, does not know that`
  const ways = [...new Set(foreign.flatMap((flag) => variant.instead?.[flag] ?? []))].join(' ')
  const exclusion = `${flagList(foreign)} (${ways || `what works there: ${flagList(known)}`})`
  throw new CliError('not_available', message, ways || `What works: ${flagList(known)}.`, {exclusion})
}

/**
 * Decides which variants may be asked, and in which order: by the settings, by the typed flags, and by what is known of
 * the host.
 * @param read the input of a variant; throws when the values do not fit it
 * @throws the error of the variant that would be asked first, when the values fit none
 */
export function selectVariants<S extends Variant>(
  {cacheDir, client, connection, flags, notes, now, settings}: Context,
  variants: Pick<Variants<S>, 'first' | 'variants'>,
  read: (variant: S) => Promise<VariantInput>,
): Promise<Selection<S>> {
  const options = {
    apiVersion: settings.apiVersion,
    cloud: isCloud(connection.host),
    memory: variantMemory(cacheDir, connection.host, now),
    now,
    dryRun: settings.curl,
    note: (text: string) => notes.note(text),
    detail: (text: string) => notes.detail(text),
  }
  return select(client, variants, options, async (variant) => {
    assertKnownFlags(variant, variants.variants, flags)
    return read(variant)
  })
}

/** One object, and the operation that answered. */
export type FetchedBy = Fetched & Pick<ObjectVariant, 'operation'>

/** Asks a variant for one object; for `runWithFallback` and `dryRun`. */
export async function fetchVariant(variant: ObjectVariant, call: VariantCall): Promise<FetchedBy> {
  return {...(await variant.fetch(call)), operation: variant.operation}
}

/** One object by its path parameters, from whichever variant the server has. */
export async function fetchObject(
  context: Context,
  variants: Pick<Variants<ObjectVariant>, 'first' | 'variants'>,
  params: Record<string, string>,
): Promise<Row> {
  const selection = await selectVariants({...context, flags: {}}, variants, async () => ({params, query: {}}))
  return (await runWithFallback(selection, fetchVariant)).row
}

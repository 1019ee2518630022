import type {Variant, Variants} from './variant.js'

/** Which of two variants: that of older servers, or that of newer ones. */
export type VariantAge = 'newer' | 'older'

/** What decides which variant is asked first. */
export interface SelectionContext {
  apiVersion: '3' | '4' | 'auto'
  /** Langfuse Cloud, which drops the older routes. */
  cloud: boolean
  /** Which variant of this question answered on this host recently. */
  known: VariantAge | undefined
}

/**
 * The variants that may be asked, in the order of asking. On an unknown server the older route of trace data is first: its
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

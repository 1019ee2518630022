import {CliError} from '../../api/errors/cli-error.js'

/** Langfuse Cloud, by region. */
export const REGIONS: Record<string, string> = {
  eu: 'https://cloud.langfuse.com',
  us: 'https://us.cloud.langfuse.com',
  jp: 'https://jp.cloud.langfuse.com',
  hipaa: 'https://hipaa.cloud.langfuse.com',
}

/** The host when none is given. */
export const DEFAULT_HOST = 'https://cloud.langfuse.com'

/** What `URL` would mend in silence is not an address: it could be another one than was meant. */
const ADDRESS = /^https?:\/\/(?!\/|https?:)[^\s\p{C}\ufffd"'`<>{}|\\^$;,]+$/iu

/**
 * A host as people write it, as the client needs it: regions spelt out, base path kept, a final slash or
 * `/api/public` taken off.
 * @param from where it comes from, for errors: a flag, a variable, a profile
 * @param code what a bad one is
 * @throws CliError for all but http(s) URLs, and for those with a password, a query or a fragment
 */
export function normalizeHost(text: string, from = '--host', code: 'credentials' | 'usage' = 'usage'): string {
  const value = REGIONS[text.trim().toLowerCase()] ?? text.trim()
  const url = ADDRESS.test(value) && URL.canParse(value) ? new URL(value) : undefined
  if (!url) {
    const hint = `Give eu, us, jp, hipaa, or an address such as ${completed(value) ?? 'https://langfuse.example.com'}.`
    throw new CliError(code, `${from}: "${redactUrl(text)}" is not a valid URL`, hint)
  }
  if (url.username !== '' || url.password !== '') {
    const hint = 'Keys go into --public-key, variables or a profile.'
    throw new CliError(code, `${from} must not carry a user or password`, hint)
  }
  if (url.search !== '' || url.hash !== '') {
    throw new CliError(code, `${from} must not carry a query or fragment`, 'Give the address up to the "?" or "#".')
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/+api(\/+public)?$/, '')
  return url.origin + path.replace(/\/+$/, '')
}

/** The address that was probably meant when only the scheme is missing. */
function completed(text: string): string | undefined {
  const bare = /^(localhost|[\w-]+(\.[\w-]+)+)(:\d+)?(\/[\w./-]*)?$/.exec(text)
  if (!bare) return undefined
  return `${/^(localhost|[\d.]+)$/.test(bare[1] ?? '') ? 'http' : 'https'}://${text}`
}

function redactUrl(text: string): string {
  return text.replace(/\/\/.*@/s, '//…@')
}

/** A host for people: no scheme where it is https. */
export function hostLabel(host: string): string {
  return host.replace(/^https:\/\//, '')
}

/** Whether a normalized host is Langfuse Cloud. */
export function isCloud(host: string): boolean {
  return Object.values(REGIONS).includes(host)
}

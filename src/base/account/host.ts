import {CliError} from '../../api/errors/cli-error.js'

/** Langfuse Cloud, by region. */
export const REGIONS: Record<string, string> = {
  eu: 'https://cloud.langfuse.com',
  us: 'https://us.cloud.langfuse.com',
  jp: 'https://jp.cloud.langfuse.com',
  hipaa: 'https://hipaa.cloud.langfuse.com',
}

/** Where commands go when nobody says where. */
export const DEFAULT_HOST = 'https://cloud.langfuse.com'

/**
 * A host as people write it, as the client needs it: regions spelt out, base path kept, a final slash or
 * `/api/public` taken off.
 * @param from who said so, for errors: a flag, a variable, a profile
 * @throws CliError `usage` for what is not a valid http(s) URL, or carries a password, a query or a fragment
 */
export function normalizeHost(text: string, from = '--host'): string {
  const value = REGIONS[text.trim().toLowerCase()] ?? text.trim()
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CliError(
      'usage',
      `${from}: "${redactUrl(text)}" is not a valid URL`,
      `Give eu, us, jp, hipaa, or an address such as ${completed(value) ?? 'https://langfuse.example.com'}.`,
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new CliError(
      'usage',
      `${from} must not carry a user or password`,
      'Keys go into --public-key, variables or a profile.',
    )
  }
  if (url.search !== '' || url.hash !== '') {
    throw new CliError('usage', `${from} must not carry a query or fragment`, 'Give the address up to the "?" or "#".')
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
  return text.replace(/\/\/[^/@]*@/, '//…@')
}

/** A host for people: no scheme where it is https. */
export function hostLabel(host: string): string {
  return host.replace(/^https:\/\//, '')
}

/** Whether a normalized host is Langfuse Cloud. */
export function isCloud(host: string): boolean {
  return Object.values(REGIONS).includes(host)
}

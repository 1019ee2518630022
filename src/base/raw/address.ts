import {CliError} from '../../api/errors/cli-error.js'
import {stringifyJson} from '../../api/json/stringify.js'
import {METHODS, type Method} from '../../api/operation/endpoint.js'

/** What no address may have in it; most hold for what stands before the query. */
const REFUSED: [pattern: RegExp, why: string, hint?: string][] = [
  [/^ /, 'it begins with a space'],
  [/[\u0000-\u001f\u007f]/, 'there are control characters in it'],
  [/\p{Surrogate}/u, 'it is not valid Unicode'],
  [/#/, 'what follows "#" would not be sent', 'Write %23 for a "#" in a name.'],
  [/^[^?]*\\/, 'URLs read "\\" as "/"', 'Write %5C for a "\\" in a name.'],
  [/^\/\//, 'a path that begins with "//" names another host'],
  [/^[^?]*[{}]/, 'names in braces are not filled in', 'Put the value in their place.'],
]
const SCHEME = /^[a-z][a-z\d+.-]*:/i
const ENCODED_DOT = /%(?:25)*2e/gi
const ENCODED_SEPARATOR = /%(?:25)*(?:2f|5c)/gi

/** Whether a word is a path or a URL: everything with a slash in it. */
export function isAddress(word: string): boolean {
  return word.includes('/') || word.includes('\\')
}

/** A method, in any case. */
export function methodOf(word: string | undefined): Method | undefined {
  return METHODS.find((method) => method === word?.toUpperCase())
}

function hasDotSegments(path: string): boolean {
  const segments = path.replaceAll(ENCODED_SEPARATOR, '/').replaceAll(ENCODED_DOT, '.').split('/')
  return segments.some((segment) => segment === '.' || segment === '..')
}

/** The beginning that a path may leave out. */
function prefixOf(path: string): string {
  if (path.startsWith('api/')) return '/'
  return path.startsWith('public/') ? '/api/' : '/api/public/'
}

/**
 * Where a typed path or URL leads: below HOST/api/ and nowhere else, so that keys cannot go to another server.
 * `/v2/prompts`, `v2/prompts` and `public/v2/prompts` stand for `/api/public/v2/prompts`. The query is kept as it was typed.
 * @param host scheme, host and base path, without a final slash
 * @throws CliError `usage`
 */
export function resolveAddress(host: string, typed: string): {path: string; query: string} {
  const refuse = (why: string, hint?: string) =>
    new CliError('usage', `${stringifyJson(typed)}: ${why}; nothing was sent`, hint)
  const [, why, hint] = REFUSED.find(([pattern]) => pattern.test(typed)) ?? []
  if (why !== undefined) throw refuse(why, hint)
  const address = typed.replace(/ +$/, (spaces) => '%20'.repeat(spaces.length))
  if (hasDotSegments(address.replace(/\?.*/s, ''))) {
    throw refuse('a path with "." or ".." as a step, encoded or not, leads elsewhere than it seems')
  }
  const relative = address.replace(/^\//, '')
  const whole = SCHEME.test(address) ? address : host + prefixOf(relative) + relative
  const elsewhere = 'Another server: --host, with keys of its own.'
  if (!URL.canParse(whole)) throw refuse('that is no URL', elsewhere)
  const url = new URL(whole)
  const home = new URL(host)
  const base = home.pathname.replace(/\/$/, '')
  if (url.username !== '' || url.password !== '') {
    throw refuse(`a URL with a user in it is not called, keys go to ${host} only`)
  }
  if (url.origin !== home.origin) throw refuse(`keys go to ${host} only`, elsewhere)
  if (!url.pathname.startsWith(`${base}/api/`)) throw refuse(`only what is below ${host}/api/ can be called`)
  return {
    path: url.pathname.slice(base.length),
    query: url.search.slice(1).replaceAll('{', '%7B').replaceAll('}', '%7D'),
  }
}

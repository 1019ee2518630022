import {CliError} from '../../api/errors/cli-error.js'

/** Which key: a half of a pair, or the admin key of a server. */
export type KeyKind = 'admin' | 'public' | 'secret'

/** The variables that hold keys, and of which kind. */
export const KEY_VARIABLES = new Map<string, KeyKind>([
  ['LANGFUSE_PUBLIC_KEY', 'public'],
  ['LANGFUSE_SECRET_KEY', 'secret'],
  ['LANGFUSE_ORG_PUBLIC_KEY', 'public'],
  ['LANGFUSE_ORG_SECRET_KEY', 'secret'],
  ['LANGFUSE_ADMIN_API_KEY', 'admin'],
])

const OF_ANOTHER_KIND: Record<KeyKind, RegExp> = {
  admin: /^\W*[ps]k-lf-/i,
  public: /sk-lf-/i,
  secret: /^\W*pk-lf-/i,
}

/** Printable ASCII without spaces; a public key is a user name too, and nobody means quotes around a key. */
const WELL_FORMED: Record<KeyKind, RegExp> = {
  admin: /^(?!(["'`]).*\1$)[!-~]+$/,
  public: /^[!#-&(-9<-_a-~]+$/,
  secret: /^(?!(["'`]).*\1$)[!-~]+$/,
}

/** Why a text cannot be that key: it is one of another kind, or has characters that keys lack. */
export function keyFault(kind: KeyKind, key: string): 'malformed' | 'other kind' | undefined {
  if (OF_ANOTHER_KIND[kind].test(key)) return 'other kind'
  return WELL_FORMED[kind].test(key) ? undefined : 'malformed'
}

/** Characters that a key must not have. */
export const NOT_IN_KEYS: Record<KeyKind, string> = {
  admin: 'spaces, quotes around it or special characters',
  public: 'spaces, quotes, colons, semicolons or special characters',
  secret: 'spaces, quotes around it or special characters',
}

function textOf(kind: KeyKind, name: string, fault: 'malformed' | 'other kind'): [string, string?] {
  if (fault === 'malformed') return [`${name} is not a valid ${kind} key: it must not have ${NOT_IN_KEYS[kind]}`]
  if (kind !== 'admin') {
    const other = kind === 'public' ? 'secret' : 'public'
    const hint = 'A public key begins with pk-lf-, a secret key with sk-lf-.'
    return [`${name} holds a ${other} key: are the two swapped?`, hint]
  }
  const message = `${name} holds a key of a project or an organization; this command needs the admin key of the server`
  return [message, 'Set LANGFUSE_ADMIN_API_KEY to what the server has as ADMIN_API_KEY.']
}

/** Refuses to send what cannot be that key; shows nothing of it. @param name where it comes from @throws CliError `credentials` */
export function assertKey(kind: KeyKind, name: string, key: string): void {
  const fault = keyFault(kind, key)
  if (fault) throw new CliError('credentials', ...textOf(kind, name, fault))
}

/** A public key for people to see; null where there is none, or where it could be a secret. */
export function shownPublicKey(key: string | undefined): string | null {
  return key === undefined || keyFault('public', key) ? null : key
}

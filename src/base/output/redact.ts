import type {Environment} from '../input/environment.js'
import {HEADERS_VARIABLE, isOpenHeader, type RequestHeader, variableHeaders} from '../input/request-headers.js'
import {replaceSeen, withoutSecret} from './secret-pattern.js'

const PAIRS = [
  ['LANGFUSE_PUBLIC_KEY', 'LANGFUSE_SECRET_KEY'],
  ['LANGFUSE_ORG_PUBLIC_KEY', 'LANGFUSE_ORG_SECRET_KEY'],
] as const
/** Shorter values are words of every message rather than keys. */
const SHORTEST = 6

/** What looks like a secret key, of Langfuse or of a model provider. */
const SECRET_KEY = /\bsk-(lf|ant|proj|svcacct|or)-[\w-]+/g
const AUTHORIZATION = /\b(Basic|Bearer)(\s+)(?=\S*[\d=+]|\S{16})[\w+/=.~-]{6,}/gi

const registered = new Set<string>()

/** Parts of a value, such as the token behind `Bearer`, are secrets of their own from this length on. */
const SHORTEST_PART = 12

/** Makes a text a known secret from now on: a key that was read from a profile, a keyring or a file. */
export function registerSecret(text: string): void {
  registered.add(text)
}

/** What Basic authorization makes of a pair. */
export function basicOf(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`).toString('base64')
}

function variableSecrets(env: Environment): string[] {
  const pairs = PAIRS.flatMap(([open, secret]) => {
    const [user, password] = [env[open]?.trim() ?? '', env[secret]?.trim() ?? '']
    return password === '' ? [] : [password, ...(user === '' ? [] : [basicOf(user, password)])]
  })
  return [...pairs, env.LANGFUSE_ADMIN_API_KEY ?? '']
}

/** Text without its percent-encoding; as it stands where that is none. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Passwords in the variables that name proxies, or the user where there is none: as they stand there, as they are
 * meant, and as Basic authorization.
 */
function proxySecrets(env: Environment): string[] {
  const named = Object.keys(env).filter((name) => /^(https?|all)_proxy$/i.test(name))
  return named.flatMap((name) => {
    const [, user = '', password = ''] = /^(?:\w+:\/\/)?([^:@/]*)(?::(.*))?@/.exec(env[name] ?? '') ?? []
    const secret = password === '' ? user : password
    return secret === '' ? [] : [secret, decodePercent(secret), basicOf(decodePercent(user), decodePercent(password))]
  })
}

/** The value of a header, and its parts. */
function partsOf(value: string): string[] {
  return [value, ...value.split(/[\s;,:={}"']+/).filter((part) => part.length >= SHORTEST_PART)]
}

function headerSecrets(headers: RequestHeader[]): string[] {
  return headers.filter(({name}) => !isOpenHeader(name)).flatMap(({value}) => partsOf(value))
}

/** Makes the values of headers known secrets from now on. */
export function registerHeaders(headers: RequestHeader[]): void {
  for (const secret of headerSecrets(headers)) registerSecret(secret)
}

function variableHeaderSecrets({[HEADERS_VARIABLE]: json = ''}: Environment): string[] {
  try {
    return headerSecrets(variableHeaders(json))
  } catch {
    return []
  }
}

/** What stands behind a flag that matches: attached to it, or as the next words. */
function wordsBehind(argv: string[], flag: RegExp): string[][] {
  return argv.flatMap((word, index) => {
    const [typed, attached] = flag.exec(word) ?? []
    if (typed === undefined) return []
    return [[...(attached === undefined ? [] : [attached]), ...argv.slice(index + 1)]]
  })
}

/** Values of headers, also where a line is none, or where quotes are missing. */
function typedHeaderSecrets(argv: string[]): string[] {
  return wordsBehind(argv, /^(?:-H|--request-header(?:=|$))=?(.+)?$/s).flatMap(([line = '', next = '']) => {
    const [, name, value = ''] = /^([^:]*):(.*)$/s.exec(line) ?? []
    if (name === undefined) return partsOf(line).filter((part) => part.length >= SHORTEST_PART)
    return isOpenHeader(name.toLowerCase()) ? [] : partsOf(value.trim() || next)
  })
}

/** The secrets that a command line and its variables hold, and those that were kept. */
export function knownSecrets(argv: string[], env: Environment): string[] {
  const typedKeys = wordsBehind(argv, /^--secret-key(?:=(.*))?$/s).flatMap(([key = '']) => key)
  const typed = [...typedKeys, ...typedHeaderSecrets(argv)]
  const values = [...typed, ...variableSecrets(env), ...variableHeaderSecrets(env), ...proxySecrets(env), ...registered]
    .map((secret) => secret.trim())
    .filter((value) => value.length >= SHORTEST)
  return values.sort((a, b) => b.length - a.length)
}

/** A text without known secrets in any form, without what looks like a secret key, of Langfuse or of a model provider, and without Authorization headers. */
export function redact(text: string, known: string[]): string {
  const rest = known.reduce(withoutSecret, text)
  return replaceSeen(rest, SECRET_KEY, 'sk-$1-…').replaceAll(AUTHORIZATION, '$1$2…')
}

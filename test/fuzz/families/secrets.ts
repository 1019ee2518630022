import fc from 'fast-check'
import type {Case, Trouble} from '../case.js'
import {SECRETS} from '../world.js'
import {anyLine, look, mode} from './lines.js'

const hex = (text: string) => Buffer.from(text).toString('hex')
const everyLetter = (text: string, one: (code: string) => string) =>
  [...Buffer.from(text)].map((byte) => one(byte.toString(16).padStart(2, '0'))).join('')

const ENCODINGS: ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(`user:${secret}`).toString('base64'),
  (secret) => Buffer.from(secret).toString('base64url'),
  hex,
  (secret) => hex(secret).toUpperCase(),
  encodeURIComponent,
  (secret) => everyLetter(secret, (code) => `%${code}`),
  (secret) => everyLetter(secret, (code) => `\\u00${code}`),
  (secret) => everyLetter(secret, (code) => `&#x${code};`),
  (secret) => JSON.stringify(JSON.stringify(secret)),
  ...['\u202e', '\u200b', '\u0000', '\u001b[0m', '\u00ad', '\ufeff', '\b'].map(
    (sign) => (secret: string) => secret.slice(0, 4) + sign + secret.slice(4),
  ),
  (secret) => [...secret].join('\u200d'),
]

const echo = fc
  .record({
    secret: fc.constantFrom(...SECRETS.map(({secretKey}) => secretKey)),
    encode: fc.constantFrom(...ENCODINGS),
    around: fc.constantFrom(
      (text: string) => text,
      (text: string) => `Invalid key "${text}" for this project`,
      (text: string) => `authorization=${text}&x=1`,
    ),
  })
  .map(({secret, encode, around}) => around(encode(secret)))

const trouble: fc.Arbitrary<Trouble> = fc
  .tuple(fc.constantFrom(400, 401, 403, 404, 409, 422, 500), echo, fc.constantFrom('json', 'text', 'nested', 'html'))
  .map(([status, text, form]) => ({
    kind: 'answer' as const,
    status,
    headers: [['content-type', form === 'text' ? 'text/plain' : form === 'html' ? 'text/html' : 'application/json']],
    text:
      form === 'json'
        ? JSON.stringify({message: text, error: text})
        : form === 'nested'
          ? JSON.stringify({message: JSON.stringify({cause: text}), issues: [{path: [text], message: text}]})
          : form === 'html'
            ? `<html><title>${text}</title></html>`
            : text,
  }))

/** Servers that send secrets back, in every encoding. */
export const secrets: fc.Arbitrary<Case> = fc
  .record({
    argv: anyLine,
    look,
    mode,
    what: trouble,
    more: fc.constantFrom([], ['--verbose'], ['--json']),
    debug: fc.constantFrom(undefined, 'api', '*'),
  })
  .map(({argv, look: {flags, ...rest}, mode: server, what, more, debug}) => ({
    family: 'secrets',
    argv: [...argv, ...flags, ...more],
    mode: server,
    troubles: [{at: 'all' as const, what}],
    ...rest,
    ...(debug && {env: {LANGFUSE_CLI_DEBUG: debug, DEBUG: debug}}),
  }))

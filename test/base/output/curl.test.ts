import {spawnSync} from 'node:child_process'
import {describe, expect, it} from 'vitest'
import * as z from 'zod'
import {secret} from '../../../src/api/operation/fields.js'
import {quote, toCurl} from '../../../src/base/output/curl.js'

const NASTY = [
  "it's",
  '$HOME `id` $(id)',
  'a\nb\r\tc',
  '100% "quoted" \\back\\n',
  '!history *? [glob] {a,b} ~',
  "'''",
  '',
  'Grüße ✨',
  '-rf',
]

describe('quote', () => {
  it.each(NASTY)('%j is read back by bash', (text) => {
    const {stdout} = spawnSync('bash', ['-c', `printf %s ${quote(text)}`], {encoding: 'utf8'})
    expect(stdout).toBe(text)
  })
})

describe('toCurl', () => {
  const request = {
    method: 'GET',
    url: 'https://h/api',
    headers: {accept: 'x'},
    body: undefined,
    idempotent: true,
  } as const

  it.each([
    ['project', `curl -sS -g -X GET 'https://h/api' -u "$LANGFUSE_PUBLIC_KEY:$LANGFUSE_SECRET_KEY" -H 'accept: x'`],
    [
      'organization',
      `curl -sS -g -X GET 'https://h/api' -u "$LANGFUSE_ORG_PUBLIC_KEY:$LANGFUSE_ORG_SECRET_KEY" -H 'accept: x'`,
    ],
    ['admin', `curl -sS -g -X GET 'https://h/api' -H "Authorization: Bearer $LANGFUSE_ADMIN_API_KEY" -H 'accept: x'`],
    ['none', `curl -sS -g -X GET 'https://h/api' -H 'accept: x'`],
  ] as const)('names the keys of scope %s', (scope, expected) => {
    expect(toCurl({...request, scope})).toBe(expected)
  })

  it('gives bash the words as they are', () => {
    const body = JSON.stringify(NASTY)
    const line = toCurl({...request, method: 'POST', headers: {}, body, url: "https://h/it's?a=%24", scope: 'none'})
    const {stdout} = spawnSync('bash', ['-c', `curl() { printf '%s\\0' "$@"; }; ${line}`], {encoding: 'utf8'})
    expect(stdout.split('\0').slice(0, -1)).toEqual([
      '-sS',
      '-g',
      '-X',
      'POST',
      "https://h/it's?a=%24",
      '--data-binary',
      body,
    ])
  })
})

describe('toCurl with secrets in the body', () => {
  const schema = z.strictObject({
    name: z.string(),
    secretKey: secret('', 'provider-secret-key').optional(),
    extraHeaders: z.unknown().meta({description: '', input: 'json', secret: true}).optional(),
  })

  it.each([
    [{name: "it's $HOME", secretKey: 's3cret', extraHeaders: {a: 's3cret'}}],
    [{secretKey: 's3cret', name: 'last'}],
    [{name: 'alone'}],
  ])('%j has variables in their place, which bash puts in', (body) => {
    const request = {method: 'PUT', url: 'http://h', headers: {}, scope: 'none', idempotent: true} as const
    const line = toCurl({...request, headers: {}, body: JSON.stringify(body)}, {schema})
    expect(line).not.toContain('s3cret')
    const env = {PATH: process.env.PATH, PROVIDER_SECRET_KEY: 's3cret', EXTRA_HEADERS: '{"a":"s3cret"}'}
    const script = `curl() { printf %s "\${!#}"; }; ${line}`
    const {stdout} = spawnSync('bash', ['-c', script], {encoding: 'utf8', env})
    expect(JSON.parse(stdout)).toEqual(body)
  })
})

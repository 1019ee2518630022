import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {redactSecretFields} from '../../../src/base/output/redact-fields.js'
import {answers, cli, HOST, KEYS, SECRET} from '../../cli.js'

const DEBUG = {...KEYS, LANGFUSE_CLI_DEBUG: 'api'}

describe('LANGFUSE_CLI_DEBUG=api', () => {
  it('shows requests and answers whole, but no secret', async () => {
    answers({
      body: {id: 'd1', name: 'wishes'},
      headers: {'set-cookie': 'session=s3cret', 'x-region': 'eu'},
      method: 'POST',
    })
    const {stdout, stderr, exitCode} = await cli('datasets create --name wishes --json', {env: DEBUG})
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({name: 'wishes'})
    const lines = stderr.split('\n')
    expect(lines[0]).toBe('> POST http://langfuse.test/api/public/v2/datasets')
    for (const line of [
      '> authorization: …',
      '> content-type: application/json',
      '> {"name":"wishes"}',
      '< 200',
      '< x-region: eu',
      '< set-cookie: …',
      '< {"id":"d1","name":"wishes"}',
    ])
      expect(lines).toContain(line)
  })

  it('shows a new key to nobody', async () => {
    answers({method: 'POST', body: {id: 'k1', publicKey: 'pk-lf-new', secretKey: 'very-new-and-secret'}})
    const {stdout, stderr} = await cli('projects keys create prj-1 --json', {
      env: {...DEBUG, LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-org', LANGFUSE_ORG_SECRET_KEY: SECRET},
    })
    expect(stdout).toContain('very-new-and-secret')
    expect(stderr).toContain('"secretKey":"…"')
    expect(stderr).not.toContain('very-new-and-secret')
  })

  it('shows each try, and answers of any status', async () => {
    answers({status: 503, body: 'down'}, {body: {data: [], meta: {page: 1, totalPages: 1, totalItems: 0}}})
    const {stderr} = await cli('datasets list', {env: DEBUG})
    expect(stderr.match(/^> GET /gm)).toHaveLength(2)
    expect(stderr).toContain('< 503')
    expect(stderr).toContain('< down')
  })

  it('shows no keys of a file, and no header with a secret in its name or its value', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'langfusectl-test-')), 'keys.env')
    await writeFile(file, 'LANGFUSE_PUBLIC_KEY=pk-of-file\nLANGFUSE_SECRET_KEY=secret-of-file\n')
    const pair = Buffer.from('pk-of-file:secret-of-file').toString('base64')
    const headers = {'x-vault': 'v1-hidden', 'x-link': 'https://b/o?sig=hidden', 'x-pair': `was ${pair}`}
    answers({status: 400, body: {message: `${pair} or secret-of-file is odd`}, headers})
    const {stderr} = await cli(['projects', 'list', '--env', file], {
      env: {LANGFUSE_BASE_URL: HOST, LANGFUSE_CLI_DEBUG: 'api'},
    })
    for (const line of ['< x-vault: …', '< x-link: https://b/o?sig=…', '< x-pair: was …'])
      expect(stderr.split('\n')).toContain(line)
    expect(stderr).toContain('… or … is odd')
    for (const secret of ['secret-of-file', pair, 'hidden']) expect(stderr).not.toContain(secret)
  })

  it('leaves nothing that a terminal obeys', async () => {
    answers({body: {data: [{id: '\u001b[31m\u009b', name: 'x'}], meta: {page: 1, totalPages: 1, totalItems: 1}}})
    const {stderr} = await cli('datasets list --json', {env: DEBUG})
    expect(stderr).not.toMatch(/[\u001b\u009b]/)
  })

  it('is nothing else', async () => {
    const {stderr, exitCode} = await cli('datasets list', {env: {...KEYS, LANGFUSE_CLI_DEBUG: 'all'}})
    expect({exitCode, stderr}).toEqual({exitCode: 2, stderr: expect.stringContaining('LANGFUSE_CLI_DEBUG')})
  })
})

it.each([
  ['{"secretKey":"a","name":"n"}', '{"secretKey":"…","name":"n"}'],
  ['{"secretAccessKey" : "a\\"b"}', '{"secretAccessKey":"…"}'],
  ['{"password":"p","promptTokens":3,"token":"t"}', '{"password":"…","promptTokens":3,"token":"…"}'],
  ['{"extraHeaders":{"x-key":"v"},"a":1}', '{"extraHeaders":"…","a":1}'],
  [
    '{"api_keys":["a",{"b":"]"}],"access-token":1.50,"idToken":null,"maxTokens": 10}',
    '{"api_keys":"…","access-token":"…","idToken":null,"maxTokens":10}',
  ],
  ['{"maxTokens": 10, "big":12345678901234567890}', '{"maxTokens": 10, "big":12345678901234567890}'],
  ['{"secret\\u004bey":"a"}', '{"secretKey":"…"}'],
  [
    JSON.stringify({body: JSON.stringify({a: {passphrase: 'p'}, config: '[{"apiKey":"k"}]'})}),
    JSON.stringify({body: JSON.stringify({a: {passphrase: '…'}, config: '[{"apiKey":"…"}]'})}),
  ],
  [JSON.stringify({text: 'a 5" disk and "secretKey": "k"'}), JSON.stringify({text: 'a 5" disk and "secretKey": "…"'})],
  ['{"a":"{\\"secretKey\\":\\"k\\"}","credentials":{"x":[1', '{"a":"{\\"secretKey\\":\\"…\\"}","credentials":"…"'],
  ['{"credentials":{"a":"}\\\\","b":["]"]},"c":1}', '{"credentials":"…","c":1}'],
  ['{"a":"{\\"credentials\\":{\\"b\\":\\"}\\"},\\"c\\":1}', '{"a":"{\\"credentials\\":\\"…\\"'],
  ['{\n  "secrets": [\n    "a",\n    "b"\n  ],\n  "c', '{\n  "secrets": "…"'],
  ['{"secretKey":"a","n":1}\n\n{"n":2}\n{"secretKey":"b', '{"secretKey":"…","n":1}\n\n{"n":2}\n{"secretKey":"…"'],
  ['{"n":1}\n{"credentials":[\n{"a":"k"}\n]', '{"n":1}\n{"credentials":"…"'],
  ['a "secretKey": false, "password": k1; "token": null', 'a "secretKey": false, "password": "…" "token": null'],
  ['password=a+b&n=1&secret%4Bey=c', 'password=…&n=1&secret%4Bey=…'],
  ['a=1&body=%7B%22secretKey%22:+%22k%22%7D&b=2', 'a=1&body={"secretKey":"…"}&b=2'],
  ['a=1&body=%7B%22n%22:+%22k%22%7D&b=2', 'a=1&body=%7B%22n%22:+%22k%22%7D&b=2'],
  ['{"url":"https://b/o?x=1\\u0026sig=k"}', '{"url":"https://b/o?x=1&sig=…"}'],
  ['<https://b/o?X-Goog-Credential=k&token=t>; rel="next"', '<https://b/o?X-Goog-Credential=…&token=…>; rel="next"'],
  ['/p?apiKey=a&key=b&secret=c&password=d&keys=e', '/p?apiKey=…&key=…&secret=…&password=…&keys=e'],
  ['https://b/o?X-Amz-Signature=abc&x=1', 'https://b/o?X-Amz-Signature=…&x=1'],
  ['{"publicKey":"pk-lf-1","text":"a secret is safe"}', '{"publicKey":"pk-lf-1","text":"a secret is safe"}'],
])('%s is shown as %s', (text, shown) => {
  expect(redactSecretFields(text)).toBe(shown)
})

it('takes JSON of any depth', () => {
  const deep = '['.repeat(1e5) + ']'.repeat(1e5)
  expect(redactSecretFields(`{"a":${deep},"password":"k"}`)).toBe(`{"a":${deep},"password":"…"}`)
})

it('takes strings of any length', () => {
  const long = '\\\\n'.repeat(1e7)
  expect(redactSecretFields(`{"secretKey":"k\\\\","a":"${long}","password":"${long}"}`)).toBe(
    `{"secretKey":"…","a":"${long}","password":"…"}`,
  )
})

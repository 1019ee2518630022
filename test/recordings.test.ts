import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'

const FOLDER = 'test/recordings'
const files = readdirSync(FOLDER, {recursive: true, encoding: 'utf8'})
  .filter((name) => /\.(json|yml)$/.test(name))
  .map((name) => ({name, text: readFileSync(join(FOLDER, name), 'utf8')}))

/** What a recording of a real server could give away. */
const SECRETS = {
  'an API key': /[ps]k-lf-(?!test-)\w/,
  'an Authorization header': /"authorization":"(Basic|Bearer) (?!<)/i,
  'a hash of a password or key': /\$2[aby]\$|"(fastH|h)ashedSecretKey":"/,
  'a signature or key of a storage': /X-Amz-Signature=(?!redacted)|"secretAccessKey":"(?!redacted)/,
  'an address of somebody': /[\w.+-]+@(?!example\.com)[\w-]+\.\w+/,
  'an address of a machine': /\b(?!127\.0\.0\.1\b)\d{1,3}(\.\d{1,3}){3}\b/,
}

it.each(Object.entries(SECRETS))('%s is nowhere in the recordings', (_, secret) => {
  expect(files.filter(({text}) => secret.test(text)).map(({name}) => name)).toEqual([])
})

it('the recordings stay small', () => {
  expect(files.reduce((size, {text}) => size + Buffer.byteLength(text), 0)).toBeLessThanOrEqual(600_000)
})

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import fc from 'fast-check'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {hasErrorCode} from '../../../src/api/errors/cli-error.js'
import {connect} from '../../../src/base/account/credentials.js'
import {profilePath, updateProfiles} from '../../../src/base/account/profile.js'

const HOST = 'https://of-file.test/base'
const PUBLIC = 'pk-lf-of-file'
const SECRET = 'sk-lf-of-file'

let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'langfuse-odd-env-'))
  const pair = {publicKey: 'pk-lf-saved', secretKey: 'sk-lf-saved'}
  await updateProfiles(profilePath(join(folder, 'config')), () => ({
    current: 'used',
    profiles: {used: {host: 'https://saved.test', pair, organization: pair, adminKey: {secretKey: 'saved'}}},
  }))
})

afterAll(() => rmSync(folder, {recursive: true, force: true}))

/** Ways to write one assignment; most programs read the first few. */
const WAYS: ((name: string, value: string) => string)[] = [
  (name, value) => `${name}=${value}`,
  (name, value) => `export ${name}=${value}`,
  (name, value) => `  ${name} = "${value}"  # a comment`,
  (name, value) => `${name}='${value}'`,
  (name, value) => `${name}=${value} # ${name}=other`,
  (name, value) => `${name}=${value}\n${name}=${value}`,
  (name, value) => `# ${name}=other\n${name}=\n${name}="${value}"`,
  (name, value) => `${name}=other\n${name}=${value}`,
  (name, value) => `${name}="${value}`,
  (name, value) => `${name}='${value}"`,
  (name, value) => `${name}="\n${value}\n"`,
  (name, value) => `${name}=\`${value}\``,
  (name, value) => `${name}=${value};`,
  (name, value) => `${name}=“${value}”`,
  (name, value) => `${name}=${value}\\`,
  (name, value) => `${name}=${value}\u200b`,
  (name, value) => `${name}="'${value}'"`,
  (name, value) => `${name}=\${${name}:-${value}}`,
  (name, value) => `${name}="\${X}${value}"`,
  (name, value) => `${name}=$(echo ${value})`,
  (name, value) => `NOTE="open\n${name}="${value}"`,
  (name, value) => `NOTE='${name}='\n${name}='${value}'`,
  (name, value) => `set ${name}=${value}`,
  (name, value) => `setx ${name} ${value}`,
  (name, value) => `$env:${name} = "${value}"`,
  (name, value) => `[Environment]::SetEnvironmentVariable("${name}", "${value}")`,
  (name, value) => `${name}: ${value}`,
  (name, value) => `${name}:=${value}`,
  (name, value) => `"${name}": "${value}",`,
  (name, value) => `- ${name}=${value}`,
  (name, value) => `\u200b${name}=${value}`,
  (name, value) => `EXPORT ${name}=${value}`,
  (name, value) => `${name.toLowerCase()}=${value}`,
  (name, value) => `${name} ${value}`,
]

const HOST_NAMES = ['LANGFUSE_BASE_URL', 'LANGFUSE_HOST', 'LANGFUSE_BASEURL', 'LANGFUSE_URL', 'LANGFUSE_ENDPOINT']
const HOSTS = [
  HOST,
  `${HOST}/`,
  `${HOST}/api/public`,
  'of-file.test/base',
  'https:of-file.test',
  `https://https://a.test`,
]
const JOINS = ['\n', '\r\n', '\r', '\n\nPORT=3000\n', "\nPEM='a\nb'\n", ' ', '; ', ' && ']
const ENCODINGS: ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\uFEFF${text}`),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(text, 'utf16le').swap16(),
]
const INHERITED = [
  {},
  {LANGFUSE_PUBLIC_KEY: 'pk-lf-env', LANGFUSE_SECRET_KEY: 'sk-lf-env'},
  {LANGFUSE_BASE_URL: 'https://env.test', LANGFUSE_PUBLIC_KEY: 'pk-lf-env', LANGFUSE_SECRET_KEY: 'sk-lf-env'},
  {LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-env', LANGFUSE_ORG_SECRET_KEY: 'sk-lf-env', LANGFUSE_PROFILE: 'used'},
]

/** What ends an assignment; what follows a comment on its line would belong to it. */
function endOf(text: string | undefined, join: string): string {
  return text?.includes('# ') && !/[\n\r]/.test(join) ? '\n' : join
}

const oftenFirst = <T>(values: T[]) =>
  fc.oneof({weight: 2, arbitrary: fc.constant(values[0] as T)}, {weight: 1, arbitrary: fc.constantFrom(...values)})

const envFile = fc
  .record({
    order: fc.shuffledSubarray([0, 1, 2], {minLength: 3}),
    ways: fc.tuple(oftenFirst(WAYS), oftenFirst(WAYS), oftenFirst(WAYS)),
    hostName: oftenFirst(HOST_NAMES),
    host: oftenFirst(HOSTS),
    keys: oftenFirst([
      [PUBLIC, SECRET],
      [SECRET, PUBLIC],
    ]),
    joins: fc.tuple(oftenFirst(JOINS), oftenFirst(JOINS)),
    encode: oftenFirst(ENCODINGS),
  })
  .map(({order, ways, hostName, host, keys: [open = '', secret = ''], joins, encode}) => {
    const given = [
      [hostName, host],
      ['LANGFUSE_PUBLIC_KEY', open],
      ['LANGFUSE_SECRET_KEY', secret],
    ]
    const [first, second, third] = order.map((index) => {
      const [name = '', value = ''] = given[index] ?? []
      return ways[index]?.(name, value)
    })
    const [afterFirst, afterSecond] = [endOf(first, joins[0]), endOf(second, joins[1])]
    return encode(`${first}${afterFirst}${second}${afterSecond}${third}\n`)
  })

it('host and keys of a named file are used, or the file and the line are named', async () => {
  const path = join(folder, 'odd.env')
  const scopes = ['project', 'organization'] as const
  const came = {used: 0, refused: 0}
  const property = fc.asyncProperty(
    envFile,
    fc.constantFrom(...INHERITED),
    fc.constantFrom(...scopes),
    async (bytes, env, scope) => {
      writeFileSync(path, bytes)
      try {
        const {host, authorize} = await connect({flags: {env: path}, env, configDir: join(folder, 'config')})
        const [, encoded = ''] = ((await authorize(scope)) ?? '').split(' ')
        expect([host, Buffer.from(encoded, 'base64').toString()]).toEqual([HOST, `${PUBLIC}:${SECRET}`])
        came.used++
      } catch (error) {
        if (!hasErrorCode(error, 'credentials', 'file')) throw error
        expect(error.message).toContain(path)
        expect(error.message).toMatch(/, line \d+[:,]|has no LANGFUSE_|key is missing|must come from one place/)
        expect(`${error.message}${error.hint}`).not.toMatch(/[ps]k-lf-\w/)
        came.refused++
      }
    },
  )
  await fc.assert(property, {numRuns: 1000})
  expect(Math.min(came.used, came.refused)).toBeGreaterThan(100)
})

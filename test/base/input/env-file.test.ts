import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {parseEnv} from 'node:util'
import fc from 'fast-check'
import {afterAll, describe, expect, it} from 'vitest'
import {envLine, otherHostVariable, parseEnvFile, readEnvFile} from '../../../src/base/input/env-file.js'

const HOST = 'LANGFUSE_HOST'
const SECRET = 'LANGFUSE_SECRET_KEY'

describe('a file of variables', () => {
  it.each([
    ['nothing', '', {}],
    ['a value', 'LANGFUSE_HOST=us', {[HOST]: 'us'}],
    ['blanks around both', ' LANGFUSE_HOST =\tus  \n', {[HOST]: 'us'}],
    ['export', 'export LANGFUSE_HOST=us', {[HOST]: 'us'}],
    ['Windows line ends', 'LANGFUSE_HOST=us\r\nLANGFUSE_SECRET_KEY=sk\r\n', {[HOST]: 'us', [SECRET]: 'sk'}],
    ['line ends of old Macs', 'LANGFUSE_HOST=us\rLANGFUSE_SECRET_KEY=sk', {[HOST]: 'us', [SECRET]: 'sk'}],
    ['double quotes', 'LANGFUSE_HOST="us"', {[HOST]: 'us'}],
    ['single quotes around what others replace', `LANGFUSE_SECRET_KEY='a$b#c\\'`, {[SECRET]: 'a$b#c\\'}],
    ['a comment', '# LANGFUSE_HOST=eu\nLANGFUSE_HOST=us # eu', {[HOST]: 'us'}],
    ['a comment behind quotes', 'LANGFUSE_HOST="us" # eu', {[HOST]: 'us'}],
    ['an empty value', 'LANGFUSE_HOST=\nLANGFUSE_SECRET_KEY="" # none', {}],
    ['the same value again', 'LANGFUSE_HOST=us\nLANGFUSE_HOST=us', {[HOST]: 'us'}],
    ['other variables', 'PORT=1\nURL=${LANGFUSE_HOST}/x\nLANGFUSE_SAMPLE=$(x)\nLANGFUSE_HOST=us', {[HOST]: 'us'}],
    ['other lines', 'set -a\nif true; then\nLANGFUSE_HOST=us\nfi', {[HOST]: 'us'}],
    ['another value of several lines', 'PEM="a\nb=c\n"\nLANGFUSE_HOST=us', {[HOST]: 'us'}],
    ['an apostrophe', `NOTE=it's\nLANGFUSE_HOST=us\nEND='`, {[HOST]: 'us'}],
    ['JSON', `LANGFUSE_CLI_HEADERS='{"a":\n"b"}'`, {LANGFUSE_CLI_HEADERS: '{"a":\n"b"}'}],
    ['a path of Windows', 'LANGFUSE_CLI_CA_CERT=C:\\ca certs\\a.pem', {LANGFUSE_CLI_CA_CERT: 'C:\\ca certs\\a.pem'}],
    ['another name of the host', 'NEXT_PUBLIC_LANGFUSE_URL=x', {NEXT_PUBLIC_LANGFUSE_URL: 'x'}],
  ])('with %s', (_, text, values) => {
    expect(parseEnvFile(text, 'f').values).toEqual(values)
  })

  it.each([
    ['two on a line', `${SECRET}=hidden ${HOST}=us`],
    ['two on a line with ;', `A=1; export ${SECRET}=hidden`],
    ['two on a line behind quotes', `A="1" ${SECRET}=hidden`],
    ['a ; at the end', `${SECRET}=hidden;`],
    ['an open quote', `${SECRET}="hidden`],
    ['an open single quote', `${SECRET}='hidden`],
    ['text behind a quote', `${SECRET}="hid"den`],
    ['a reference', `${SECRET}=\${hidden}`],
    ['a reference in quotes', `${SECRET}="$hidden"`],
    ['a command', `${SECRET}=$(hidden)`],
    ['a command in backticks', `${SECRET}=\`hidden\``],
    ['a # in a word', `${SECRET}=hid#den`],
    ['an escape in quotes', `${SECRET}="hid\\nden"`],
    ['a line that goes on', `${SECRET}=hidden\\`],
    ['set', `set ${SECRET}=hidden`],
    ['setx', `setx ${SECRET} hidden`],
    ['PowerShell', `$env:${SECRET} = "hidden"`],
    ['YAML', `${SECRET}: hidden`],
    ['a YAML list', `- ${SECRET}=hidden`],
    ['JSON', `"${SECRET}": "hidden",`],
    ['declare', `declare -x ${SECRET}="hidden"`],
    ['a Dockerfile', `ENV ${SECRET}=hidden`],
    ['a name alone', SECRET],
    ['another host, by YAML', 'LANGFUSE_BASEURL: https://hidden.test'],
    ['another value', `${SECRET}=other\n${SECRET}=hidden`, 2],
    ['quotes of another variable', `A="1\n${SECRET}="hidden"`, 2],
    ['quotes of its neighbour', `${HOST}="us\n${SECRET}="hidden"`, 2],
  ])('with %s is refused by its line', (_, text, line = 1) => {
    expect(() => parseEnvFile(`\n# a comment\n${text}\n`, 'my.env')).toThrow(
      expect.objectContaining({
        code: 'credentials',
        message: expect.stringMatching(new RegExp(`^my\\.env, line ${line + 2}: (?!.*hidden)`)),
        hint: expect.not.stringContaining('hidden'),
      }),
    )
  })

  it('says on which line each variable begins', () => {
    const {lines} = parseEnvFile(`A='\n\n'\n\n${HOST}="us"\n\n${SECRET}=x`, 'f')
    expect(lines).toEqual({[HOST]: 5, [SECRET]: 7})
  })
})

it.each([
  'LANGFUSE_BASEURL',
  'LANGFUSE_URL',
  'LANGFUSE_ENDPOINT',
  'LANGFUSE_API_HOST',
  'LANGFUSE_API_BASE_URL',
  'LANGFUSE_SERVER_URL',
  'LANGFUSE_HOST_URL',
  'LANGFUSE_HOSTNAME',
  'LANGFUSE_OTEL_HOST',
  'LANGFUSE_REGION',
  'LANGFUSE_BASE_URI',
  'LANGFUSE_DOMAIN',
  'LANGFLOW_LANGFUSE_HOST',
  'NEXT_PUBLIC_LANGFUSE_BASE_URL',
  'NEXT_PUBLIC_LANGFUSE_HOST',
  'VITE_LANGFUSE_BASEURL',
  'langfuse_host',
])('%s seems to name a host', (name) => {
  expect(otherHostVariable({A: 'x', [name]: 'https://x'})).toBe(name)
  expect(otherHostVariable({[name]: ' '})).toBeUndefined()
})

it.each([
  'LANGFUSE_HOST',
  'LANGFUSE_BASE_URL',
  'LANGFUSE_PUBLIC_KEY',
  'LANGFUSE_SERVICE_HOST',
  'LANGFUSE_UI_API_HOST',
  'LANGFUSE_S3_EVENT_UPLOAD_ENDPOINT',
  'NEXTAUTH_URL',
])('%s does not, or is read', (name) => {
  expect(otherHostVariable({[name]: 'https://x'})).toBeUndefined()
})

describe('a line that is written', () => {
  it.each([
    ['sk-lf-1', 'A=sk-lf-1'],
    ['a#b$c', "A='a#b$c'"],
    ["it's", 'A="it\'s"'],
    [`"it's"`, undefined],
    ["it's $1", undefined],
    ['a\nB=c', undefined],
    ['größe', undefined],
  ])('for %j is %j', (value, line) => {
    expect(envLine('A', value)).toBe(line)
  })

  it('is read back as it was, by Node too', () => {
    const printable = fc.string({unit: fc.integer({min: 32, max: 126}).map((code) => String.fromCharCode(code))})
    fc.assert(
      fc.property(printable, (value) => {
        const line = envLine(SECRET, value)
        fc.pre(line !== undefined && value.trim() !== '')
        expect(parseEnvFile(line, 'f').values).toEqual({[SECRET]: value})
        expect(parseEnv(line)).toEqual({[SECRET]: value})
      }),
    )
  })
})

describe('bytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'langfuse-env-file-'))
  afterAll(() => rmSync(folder, {recursive: true, force: true}))
  const text = `${HOST}=us\n`

  function written(bytes: Buffer): string {
    const path = join(folder, 'some.env')
    writeFileSync(path, bytes)
    return path
  }

  it('may begin with a byte order mark', async () => {
    expect((await readEnvFile(written(Buffer.from(`\uFEFF${text}`)))).values).toEqual({[HOST]: 'us'})
  })

  it.each([
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 LE', Buffer.from(text, 'utf16le')],
    ['UTF-16 BE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 BE', Buffer.from(text, 'utf16le').swap16()],
  ])('in %s are refused', async (_, bytes) => {
    await expect(readEnvFile(written(bytes))).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(/some\.env, line 1: .*UTF-8/),
    })
  })

  it.each([folder, '/dev/null'])('of %s are not read', async (path) => {
    await expect(readEnvFile(path)).rejects.toMatchObject({
      code: 'file',
      message: `Cannot read ${path}: it is not a regular file`,
    })
  })

  it('of no file are missed', async () => {
    await expect(readEnvFile(join(folder, 'gone.env'))).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('there is no such file'),
    })
  })
})

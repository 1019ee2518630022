import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, describe, expect, it} from 'vitest'
import {type Answer, answers, cli, sentHeaders} from '../cli.js'

const folder = mkdtempSync(join(tmpdir(), 'langfusectl-changed-'))
afterAll(() => rmSync(folder, {recursive: true}))

function file(name: string, content: Buffer | string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const SCORE = ['scores', 'create', '--name', 'n', '--value', '1', '--trace-id', 't']
const ITEM = ['datasets', 'items', 'create', '--dataset-name', 'd', '--id', 'i']
const COMMENT = ['comments', 'create', '--project-id', 'p', '--object-type', 'TRACE', '--object-id', 't', '--content']
const CHAT = ['prompts', 'create', '--name', 'p', '--type', 'chat', '--prompt']
const FEEDBACK = ['feedback', 'submit', '--target-type', 'cli', '--target', 'x', '--feedback']
const PROMPT = ['prompts', 'create', '--name', 'p', '--prompt', 'x']

/** What is asked before a line is sent: there is no earlier version of the prompt. */
function asked([topic]: string[]): Answer[] {
  return topic === 'prompts' ? [{status: 404, body: {message: 'Prompt not found', error: 'LangfuseNotFoundError'}}] : []
}

describe('what servers keep in another form is said, with --quiet too', () => {
  it.each<[string[], string]>([
    [[...SCORE, '--metadata', 'text'], '--metadata: is no object'],
    [[...SCORE, '--metadata', '[1]'], '--metadata: is no object'],
    [[...ITEM, '--input', 'a\x1b[1mb'], '--input: servers drop the control characters'],
    [[...ITEM, '--metadata', String.raw`{"a":["\u007f"]}`], '--metadata: servers drop'],
    [[...COMMENT, '  indented'], '--content: servers take away the white space'],
    [[...COMMENT, 'two blanks  \n'], '--content: servers take away the white space'],
    [[...FEEDBACK, ' x'], '--feedback: servers take away the white space'],
    [[...CHAT, '[{"type":"chatmessage","role":"user","content":"x"}]'], '--prompt: servers leave out the "type"'],
    [[...PROMPT, '--config', 'null'], '--config: servers make {} of null'],
    [['scim', 'users', 'create', '--user-name', 'Ada@x.test', '--name', 'A'], '--user-name: servers keep the address'],
  ])('%j', async (line, words) => {
    const sent = answers(...asked(line), {method: 'POST', body: {id: 'i', name: 'p', version: 1, labels: []}})
    const {stderr, exitCode} = await cli([...line, '--quiet'])
    expect(stderr).toContain(words)
    expect(stderr.match(/Warning/g)).toHaveLength(1)
    expect({exitCode, method: sent.at(-1)?.method}).toEqual({exitCode: 0, method: 'POST'})
    expect((await cli([...line, '--quiet', '--curl'])).stderr).toContain(words)
  })

  it.each<[string[]]>([
    [[...SCORE, '--metadata', '{}']],
    [[...ITEM, '--input', '\ta\r\nb\f']],
    [[...ITEM, '--input', String.raw`{"\u0001":1}`]],
    [[...COMMENT, 'a comment\r\n']],
    [[...PROMPT, '--config', '{}']],
  ])('%j is kept, so nothing is said', async (line) => {
    answers(...asked(line), {method: 'POST', body: {id: 'i', name: 'p', version: 1, labels: []}})
    expect(await cli([...line, '--quiet'])).toMatchObject({stderr: '', exitCode: 0})
  })
})

const AT = '2026-11-21T22:52:07.351Z'
const BIG = '9007199254740993'

describe('ingest batch sends events as they are, and says what is lost', () => {
  const batch = (body: string, type = 'trace-create') =>
    `[{"id":"e0","type":"sdk-log","timestamp":"${AT}"},{"id":"e1","type":"${type}","timestamp":"${AT}","body":{"id":"t",${body}}}]`

  it.each([
    [`"metadata":{"a":${BIG}}`, `event 2 (body.metadata.a): ${BIG} has more digits`],
    [String.raw`"name":"a\u0000"`, 'event 2 (body.name): has a NUL'],
    ['"environment":"Prod X"', 'event 2 (body.environment): servers make another environment of "Prod X"'],
  ])('%s', async (body, words) => {
    answers({method: 'POST', status: 207, body: {successes: [{id: 'e1', status: 201}], errors: []}})
    const {stderr, exitCode} = await cli('ingest batch --batch - --quiet', {stdin: batch(body)})
    expect(stderr).toContain(`Warning: ${words}`)
    expect(exitCode).toBe(0)
    const {stdout} = await cli('ingest batch --batch - --curl', {stdin: batch(body)})
    expect(stdout).toContain(body)
  })

  it('but not a score that would be dropped', async () => {
    const {stderr, exitCode} = await cli('ingest batch --batch -', {
      stdin: batch('"source":"ANNOTATION"', 'score-create'),
    })
    expect(stderr).toContain('event 2 is an ANNOTATION without a configId')
    expect(exitCode).toBe(2)
  })
})

describe('ingest otel sends bytes as they are, and says what is lost', () => {
  const spans = (attribute: string) =>
    `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0a1b","spanId":"2c3d","startTimeUnixNano":1763650000123456789,"attributes":[${attribute}]}]}]}]}`
  const place = 'resourceSpans.0.scopeSpans.0.spans.0.attributes.0'

  it.each([
    [`{"key":"a","value":{"intValue":${BIG}}}`, `${place}.value.intValue: ${BIG} has more digits`],
    [String.raw`{"key":"a","value":{"stringValue":"\ud800"}}`, `${place}.value.stringValue: is not valid Unicode`],
    ['{"key":"langfuse.environment","value":{"stringValue":"Prod X"}}', 'langfuse.environment: servers make another'],
    ['{"key":"a","value":{"stringValue":"Prod X"}}', ''],
  ])('%s', async (attribute, words) => {
    const sent = answers({method: 'POST', body: {id: '1'}})
    const {stderr, exitCode} = await cli('ingest otel --file - --quiet', {stdin: spans(attribute)})
    expect(stderr.match(/Warning/g) ?? []).toHaveLength(words === '' ? 0 : 1)
    expect(stderr).toContain(words)
    expect({exitCode, body: sent[0]?.body}).toEqual({exitCode: 0, body: JSON.parse(spans(attribute))})
  })
})

describe('api sends what it is given, and says what is lost', () => {
  it.each([
    [['-F', `a={"b":${BIG}}`], '', `a.b: ${BIG} has`],
    [['-F', 'a=0.12345678901234567890'], '', 'a: 0.12345678901234567890 has'],
    [['--input', '-'], `{"a":[${BIG}]}`, `a.0: ${BIG} has`],
    [['--input', '-', '-H', 'content-type: text/plain'], `{"a":[${BIG}]}`, ''],
  ])('%j', async (flags, stdin, words) => {
    answers({method: 'POST', body: {}})
    const {stderr, exitCode} = await cli(['api', 'POST', '/x', ...flags, '--quiet'], {stdin})
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: words === '' ? '' : expect.stringContaining(words)})
  })
})

describe('a byte order mark is no content', () => {
  const MARKED = '\ufeff{"a":1}'

  it.each<[string, string[], (path: string) => string, unknown]>([
    [
      'a prompt',
      ['prompts', 'create', '--name', 'p', '--prompt'],
      (path) => `@${path}`,
      {name: 'p', prompt: '{"a":1}'},
    ],
    ['any JSON', [...ITEM, '--input'], (path) => `@${path}`, {datasetName: 'd', id: 'i', input: {a: 1}}],
    ['a secret', ['api', '/x', '-F'], (path) => `k=@${path}`, {k: '{"a":1}'}],
    ['a body', ['api', '/x', '--input'], (path) => path, {a: 1}],
    ['spans', ['ingest', 'otel', '--file'], (path) => path, {a: 1}],
  ])('of %s', async (name, line, value, body) => {
    const path = file(`${name}.txt`, MARKED)
    for (const [given, stdin] of [
      [value(path), ''],
      [value(path).replace(/@?\/.*$/, '-'), MARKED],
    ] as const) {
      const sent = answers(...asked(line), {method: 'POST', body: {id: 'i'}})
      expect((await cli([...line, given], {stdin})).exitCode).toBe(0)
      expect(sent.at(-1)?.body).toEqual(body)
    }
  })

  it('of packed spans', async () => {
    const sent = answers({method: 'POST', body: {id: '1'}})
    expect((await cli(['ingest', 'otel', '--file', file('marked.gz', gzipSync(MARKED))])).exitCode).toBe(0)
    expect(sentHeaders()[0]).toMatchObject({'content-type': 'application/json', 'content-length': '7'})
    expect(sent[0]?.body).toEqual({a: 1})
  })
})

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, describe, expect, it} from 'vitest'
import {answers, BASIC, cli, sentHeaders} from '../cli.js'

/** An export request of one empty span, as protobuf. It begins with a line end. */
const PROTOBUF = Buffer.from('0a0612040a021200', 'hex')
/** 123 bytes of resource spans begin as JSON after a line end would. */
const LIKE_JSON = Buffer.concat([Buffer.from('\n{'), Buffer.alloc(123, 0x22)])
const JSON_TEXT = '{"resourceSpans": [ ]}\n'
const JOB = {name: 'otel-ingestion-job', data: {id: '1'}, opts: {attempts: 6}, id: '4'}

const folder = mkdtempSync(join(tmpdir(), 'langfusectl-otel-'))
afterAll(() => rmSync(folder, {recursive: true}))

function file(name: string, content: Buffer | string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** nock gives bodies as JSON by content type (unpacked), as text, or as hex where they are no text. */
function seen(content: Buffer | string, how: 'hex' | 'json' | 'text') {
  if (how === 'json') return JSON.parse(String(content))
  return how === 'hex' ? Buffer.from(content).toString('hex') : String(content)
}

/** An export request of such spans. */
function spans(...list: object[]): string {
  return JSON.stringify({resourceSpans: [{scopeSpans: [{spans: list}]}]})
}

describe('ingest otel', () => {
  it.each<[string, Buffer | string, string[], string, string | undefined, 'hex' | 'json' | 'text']>([
    ['JSON', JSON_TEXT, [], 'application/json', undefined, 'json'],
    ['JSON with awkward ids', spans({traceId: 'my trace/1', spanId: 'ä'}), [], 'application/json', undefined, 'json'],
    ['JSON after blanks', ` \t${JSON_TEXT}`, [], 'application/json', undefined, 'json'],
    ['protobuf', PROTOBUF, [], 'application/x-protobuf', undefined, 'text'],
    ['protobuf that begins like JSON', LIKE_JSON, [], 'application/x-protobuf', undefined, 'text'],
    ['protobuf in gzip', gzipSync(PROTOBUF), [], 'application/x-protobuf', 'gzip', 'hex'],
    ['JSON in gzip', gzipSync(JSON_TEXT), [], 'application/json', 'gzip', 'json'],
    [
      'what --content-type says',
      `\n${JSON_TEXT}`,
      ['--content-type', 'application/json'],
      'application/json',
      undefined,
      'json',
    ],
  ])('sends %s', async (name, content, flags, type, encoding, how) => {
    const requests = answers({method: 'POST', body: JOB})
    const path = file(name.replaceAll(' ', '-'), content)
    const {stdout, stderr, exitCode} = await cli(['ingest', 'otel', '--file', path, ...flags])
    const body = seen(encoding && how === 'json' ? JSON_TEXT : content, how)
    expect(requests).toEqual([{method: 'POST', path: '/api/public/otel/v1/traces', authorization: BASIC, body}])
    expect(sentHeaders()[0]).toMatchObject({'content-type': type, 'x-langfuse-ingestion-version': '4'})
    expect(sentHeaders()[0]?.['content-encoding']).toBe(encoding)
    expect(sentHeaders()[0]?.['content-length']).toBe(String(Buffer.byteLength(content)))
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 0})
    expect(stderr).toBe(`✓ Queued the spans of ${path} (${Buffer.byteLength(content)} bytes)\n`)
  })

  it('reads stdin, byte for byte', async () => {
    answers({method: 'POST', body: JOB})
    const {stdout, exitCode} = await cli('ingest otel --file - --json', {stdin: gzipSync(PROTOBUF)})
    expect(sentHeaders()[0]).toMatchObject({'content-encoding': 'gzip', 'content-type': 'application/x-protobuf'})
    expect(JSON.parse(stdout)).toEqual(JOB)
    expect(exitCode).toBe(0)
  })

  it('is repeated with the same bytes after a reset', async () => {
    const requests = answers({method: 'POST', error: 'ECONNRESET'}, {method: 'POST', body: JOB})
    const outcome = await cli(['ingest', 'otel', '--file', file('again', PROTOBUF), '--retries', '1'])
    expect(outcome.exitCode).toBe(0)
    expect(requests.map(({body}) => body)).toEqual([String(PROTOBUF)])
  })

  it('says when the server found no spans', async () => {
    answers({method: 'POST', body: {}})
    const {stdout, stderr, exitCode} = await cli('ingest otel --file -', {stdin: JSON_TEXT})
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: '',
      stderr: 'Warning: the server found no spans in stdin\n',
      exitCode: 0,
    })
  })

  it("passes the server's words on", async () => {
    answers({method: 'POST', status: 400, body: {error: 'Failed to parse OTel Protobuf Trace'}})
    const {stderr, exitCode} = await cli('ingest otel --file -', {stdin: Buffer.from('ff', 'hex')})
    expect(exitCode).toBe(5)
    expect(stderr).toContain('400: Failed to parse OTel Protobuf Trace')
  })

  it('shows a curl command that sends the same file', async () => {
    const path = file("it's.pb.gz", gzipSync(PROTOBUF))
    const {stdout} = await cli(['ingest', 'otel', '--file', path, '--curl'])
    expect(stdout).toBe(
      `curl -sS -g -X POST 'http://langfuse.test/api/public/otel/v1/traces' -u "$LANGFUSE_PUBLIC_KEY:$LANGFUSE_SECRET_KEY" -H 'accept: application/json' -H 'content-type: application/x-protobuf' -H 'content-encoding: gzip' -H 'x-langfuse-ingestion-version: 4' --data-binary '@${path.replace("'", "'\\''")}'\n`,
    )
    expect((await cli('ingest otel --file - --curl', {stdin: JSON_TEXT})).stdout).toMatch(/--data-binary '@-'\n$/)
  })
})

describe('ingest otel refuses', () => {
  it.each<[string, string[], Buffer | string, number, string]>([
    ['no file', [], '', 2, 'Missing required flag file'],
    ['a missing file', ['--file', join(folder, 'nope')], '', 6, 'there is no such file'],
    ['a folder', ['--file', folder], '', 6, 'it is a folder'],
    ['an empty stdin', ['--file', '-'], '', 2, 'stdin is empty'],
    ['an empty file', ['--file', file('empty', '')], '', 2, 'is empty'],
    ['broken JSON, which servers take', ['--file', '-'], '{"resourceSpans":', 2, 'stdin is not valid JSON'],
    ['an empty id', ['--file', '-'], spans({traceId: '', spanId: 's'}), 2, 'span 1 has a traceId that is empty'],
    ['an id that is a number', ['--file', '-'], spans({traceId: 't', spanId: 7}), 2, 'a spanId that is not text'],
    ['an id like ..', ['--file', '-'], gzipSync(spans({traceId: '..', spanId: 's'})), 2, 'cannot be addressed'],
    ['no id', ['--file', '-'], spans({traceId: 't', spanId: 's'}, {}), 2, 'span 2 has a traceId that is not text'],
    ['broken gzip', ['--file', '-'], Buffer.from('1f8b0000', 'hex'), 6, 'cannot be unpacked'],
    ['another type', ['--file', '-', '--content-type', 'text/plain'], JSON_TEXT, 2, 'application/x-protobuf'],
  ])('%s', async (_, flags, stdin, status, words) => {
    const {stdout, stderr, exitCode} = await cli(['ingest', 'otel', ...flags], {stdin})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: status})
    expect(stderr).toContain(words)
  })
})

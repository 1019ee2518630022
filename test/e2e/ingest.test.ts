import {createHash} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {mediaRows} from '../../sandbox/resources/media.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {connected, run, shell, TEMP} from './run.js'

const AT = '2026-11-21T22:52:07.351Z'
const TRACE = {id: 'e1', type: 'trace-create', timestamp: AT, body: {id: 't1'}}
const SCORE = {id: 'e2', type: 'score-create', timestamp: AT, body: {id: 's1', traceId: 't1', name: 'x', value: 1}}
/** Bytes that are no text, as spans of a length of 256 have them. */
const SPANS = Buffer.concat([Buffer.from([0x0a, 0x80, 0x02]), Buffer.from(Array.from({length: 256}, (_, i) => i))])
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(72, 7)])

let sandbox: Sandbox
let eventsOnly: Sandbox
let env: Record<string, string>

beforeAll(async () => {
  sandbox = await startSandbox()
  eventsOnly = await startSandbox({mode: '4-events-only'})
  env = connected(sandbox)
})

afterAll(async () => {
  await sandbox.close()
  await eventsOnly.close()
})

describe('ingest batch', () => {
  const batch = JSON.stringify([TRACE, SCORE])

  it('stores events', async () => {
    const {code, stderr} = await run(['ingest', 'batch', '--batch', '-'], {env, stdin: batch})
    expect({code, stderr}).toEqual({code: 0, stderr: '✓ Queued 2 events\n'})
    expect([...sandbox.store.ingested.keys()]).toEqual(['e1', 'e2'])
  })

  it('ends with 7 where an events_only server takes the scores alone', async () => {
    const {code, stderr} = await run(['ingest', 'batch', '--batch', batch], {env: connected(eventsOnly)})
    expect(code).toBe(7)
    expect(stderr).toContain('event 1, id e1: 400 Event type not accepted')
    expect(stderr).toContain('langfuse ingest otel')
    expect([...eventsOnly.store.ingested.keys()]).toEqual(['e2'])
  })
})

describe('ingest otel', () => {
  it.each([
    ['protobuf', SPANS, false],
    ['protobuf in gzip', gzipSync(SPANS), true],
  ])('sends %s byte for byte, and so does the line of --curl', async (name, content, gzip) => {
    const file = join(TEMP, name)
    writeFileSync(file, content)
    sandbox.store.exports.length = 0
    const {code, stderr} = await run(['ingest', 'otel', '--file', file], {env})
    expect({code, stderr}).toEqual({code: 0, stderr: `✓ Queued the spans of ${file} (${content.length} bytes)\n`})
    const {stdout} = await run(['ingest', 'otel', '--file', file, '--curl'], {env})
    expect((await shell(stdout, {env})).code).toBe(0)
    const taken = {contentType: 'application/x-protobuf', gzip, bytes: SPANS, ingestionVersion: '4'}
    expect(sandbox.store.exports).toEqual([taken, taken])
  })
})

describe('media', () => {
  it('is uploaded step by step, and comes back', async () => {
    const hash = createHash('sha256').update(PNG).digest('base64')
    const asked = await run(
      [
        ...['media', 'upload-url', '--trace-id', 't1', '--field', 'input', '--content-type', 'image/png'],
        ...['--content-length', String(PNG.length), '--sha256-hash', hash],
      ],
      {env},
    )
    const {uploadUrl, mediaId} = JSON.parse(asked.stdout) as {uploadUrl: string; mediaId: string}
    expect((await run(['media', 'get', mediaId], {env})).code).toBe(8)
    const headers = {'content-type': 'image/png', 'x-amz-checksum-sha256': hash}
    const put = await fetch(uploadUrl, {method: 'PUT', headers, body: PNG})
    expect(put.status).toBe(200)
    const reported = await run(
      ['media', 'update', mediaId, '--uploaded-at', 'now', '--upload-http-status', String(put.status)],
      {env},
    )
    expect(reported.code).toBe(0)
    const {stdout} = await run(['media', 'get', mediaId, '--columns', 'url', '-o', 'tsv'], {env})
    const loaded = await fetch(stdout.trim())
    expect(Buffer.from(await loaded.arrayBuffer())).toEqual(PNG)
  })

  it('is not taken by the bucket when it is not as announced', async () => {
    const [row] = mediaRows(sandbox.store).values()
    const {status} = await fetch(`${sandbox.url}/langfuse/v3/media/p/${row?.id}.png`, {method: 'PUT', body: 'x'})
    expect(status).toBe(403)
  })
})

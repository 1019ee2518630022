import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const ID = 'ekFCNWwej6ddUkwgQ1auxa'
const SHA = 'ekFCNWwej6ddUkwgQ1auxaMlZ9C6ensPHYduV4nWTVg='
const MEDIA = {
  mediaId: ID,
  contentType: 'image/png',
  contentLength: 80,
  uploadedAt: '2026-11-21T22:53:17.750Z',
  url: 'http://bucket.test/media/ekFCNWwej6ddUkwgQ1auxa.png?X-Amz-Expires=3600',
  urlExpiry: '2026-11-21T23:53:17.761Z',
}
const TARGET = {uploadUrl: 'http://bucket.test/media/put?X-Amz-Expires=3600', mediaId: ID}

function request(method: string, path: string, body?: unknown) {
  return {method, path: `/api/public/media${path}`, authorization: BASIC, body}
}

describe('media get', () => {
  it.each([
    [ID, `/${ID}`],
    ['"a/b %"', '/a%2Fb%20%25'],
  ])('%s', async (id, path) => {
    const sent = answers({body: MEDIA})
    const {stdout, stderr, exitCode} = await cli(`media get ${id}`)
    expect(sent).toEqual([request('GET', path)])
    expect(JSON.parse(stdout)).toEqual(MEDIA)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('passes on that nobody reported the upload', async () => {
    answers({status: 404, body: {message: 'Media not yet uploaded', error: 'LangfuseNotFoundError'}})
    const {stdout, stderr, exitCode} = await cli(`media get ${ID}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 8})
    expect(stderr).toContain('Media not yet uploaded')
  })
})

const FILE = `--content-type image/png --content-length 80 --sha256-hash ${SHA}`
const BODY = {contentType: 'image/png', contentLength: 80, sha256Hash: SHA}

describe('media upload-url', () => {
  it.each([
    [`${FILE} --field input --trace-id t`, {...BODY, field: 'input', traceId: 't'}],
    [
      `${FILE} --field metadata --trace-id t --observation-id o`,
      {...BODY, field: 'metadata', traceId: 't', observationId: 'o'},
    ],
    [
      `${FILE} --field expectedOutput --dataset-id d --dataset-item-id i`,
      {...BODY, field: 'expectedOutput', datasetId: 'd', datasetItemId: 'i'},
    ],
    [
      `--field output --body '{"contentType":"text/csv","contentLength":1,"sha256Hash":"${SHA}","traceId":"t"}'`,
      {contentType: 'text/csv', contentLength: 1, sha256Hash: SHA, traceId: 't', field: 'output'},
    ],
  ])('%s', async (flags, body) => {
    const sent = answers({method: 'POST', status: 201, body: TARGET})
    const {stdout, stderr, exitCode} = await cli(`media upload-url ${flags}`)
    expect(sent).toEqual([request('POST', '', body)])
    expect(JSON.parse(stdout)).toEqual(TARGET)
    expect(exitCode).toBe(0)
    expect(stderr).toBe(`✓ Media ${ID} waits for its bytes: PUT them to uploadUrl, then \`media update\`\n`)
  })

  it('says that the bytes are stored already', async () => {
    answers({method: 'POST', status: 200, body: {uploadUrl: null, mediaId: ID}})
    const {stdout, stderr, exitCode} = await cli(`media upload-url ${FILE} --field input --trace-id t`)
    expect(JSON.parse(stdout)).toEqual({uploadUrl: null, mediaId: ID})
    expect({stderr, exitCode}).toEqual({
      stderr: `✓ Media ${ID} is stored already: nothing to upload\n`,
      exitCode: 0,
    })
  })

  it.each([
    ['--field input --trace-id t', ['--content-type is missing', '--content-length is missing']],
    [`${FILE} --field input`, ['--trace-id: give either a trace']],
    [`${FILE} --field input --trace-id t --dataset-id d --dataset-item-id i`, ['give either a trace']],
    [`${FILE} --field input --dataset-id d`, ['give either a trace']],
    [`${FILE} --field input --dataset-id d --dataset-item-id i --observation-id o`, ['give either a trace']],
    [`${FILE} --field expectedOutput --trace-id t`, ['--field: must be one of input, output, metadata here']],
    [`${FILE} --field output --dataset-id d --dataset-item-id i`, ['one of input, expectedOutput, metadata here']],
    ['--content-type image/x', ['image/png', 'application/x-7z-compressed']],
    ['--content-length 0', ['--content-length', '1']],
    [`--trace-id t --sha256-hash ${'0'.repeat(64)}`, ['base64, 44 characters (not hex)']],
    [`${FILE} --field input --trace-id t --body '{"traceID":"t"}'`, ['unknown field "traceID"']],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`media upload-url ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    for (const word of words) expect(stderr).toContain(word)
  })
})

describe('media update', () => {
  it.each([
    [
      '--uploaded-at 2026-11-21T22:53:17.75Z --upload-http-status 200',
      {uploadedAt: '2026-11-21T22:53:17.750Z', uploadHttpStatus: 200},
    ],
    [
      '--uploaded-at 2026-11-21T23:53:17+01:00 --upload-http-status 403 --upload-http-error "Access denied" --upload-time-ms 12',
      {
        uploadedAt: '2026-11-21T22:53:17.000Z',
        uploadHttpStatus: 403,
        uploadHttpError: 'Access denied',
        uploadTimeMs: 12,
      },
    ],
  ])('%s', async (flags, body) => {
    const sent = answers({method: 'PATCH', body: {message: 'OK'}})
    const {stdout, stderr, exitCode} = await cli(`media update "a b" ${flags}`)
    expect(sent).toEqual([request('PATCH', '/a%20b', body)])
    expect(JSON.parse(stdout)).toEqual({message: 'OK'})
    expect({stderr, exitCode}).toEqual({stderr: '✓ Reported the upload of media a b\n', exitCode: 0})
  })

  it.each([
    ['', ['--uploaded-at is missing', '--upload-http-status is missing']],
    ['--uploaded-at soon --upload-http-status 200', ['"soon" is not a valid time']],
    ['--uploaded-at now --upload-http-status 2', ['--upload-http-status']],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`media update ${ID} ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    for (const word of words) expect(stderr).toContain(word)
  })
})

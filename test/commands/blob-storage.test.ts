import {describe, expect, it} from 'vitest'
import {answers, cli, HOST} from '../cli.js'
import {words} from '../texts/words.js'

const ORGANIZATION = {
  env: {LANGFUSE_BASE_URL: HOST, LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-org', LANGFUSE_ORG_SECRET_KEY: 'sk-lf-org'},
}
/** `printf %s 'pk-lf-org:sk-lf-org' | base64` */
const ORGANIZATION_BASIC = 'Basic cGstbGYtb3JnOnNrLWxmLW9yZw=='
const INTEGRATION = {
  id: 'prj-1',
  projectId: 'prj-1',
  type: 'S3_COMPATIBLE',
  bucketName: 'langfuse',
  endpoint: 'http://127.0.0.1:9090',
  region: 'us-east-1',
  accessKeyId: 'minio',
  prefix: 'export/',
  exportFrequency: 'daily',
  enabled: false,
  forcePathStyle: true,
  fileType: 'JSONL',
  exportMode: 'FULL_HISTORY',
  exportStartDate: null,
  compressed: true,
  exportSource: 'LEGACY_TRACES_OBSERVATIONS',
  exportFieldGroups: ['core', 'basic'],
  nextSyncAt: null,
  lastSyncAt: null,
  lastError: null,
  lastErrorAt: null,
  createdAt: '2026-11-21T22:53:18.747Z',
  updatedAt: '2026-11-21T22:53:18.747Z',
}
const ROUTE = '/api/public/integrations/blob-storage'

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: ORGANIZATION_BASIC, body}
}

describe('blob-storage list', () => {
  it.each(['', '--all', '--limit 1'])('%s', async (flags) => {
    const sent = answers({body: {data: [INTEGRATION]}})
    const {stdout, stderr, exitCode} = await cli(`blob-storage list ${flags} --quiet`, ORGANIZATION)
    expect(sent).toEqual([request('GET', '')])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'prj-1\tS3_COMPATIBLE\tlangfuse\texport/\tdaily\tfalse\t\t\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('has no pages', async () => {
    expect(await cli('blob-storage list --page 2', ORGANIZATION)).toMatchObject({stdout: '', exitCode: 2})
  })

  it("refers to the organization's keys when the server wants them", async () => {
    const message = 'Organization-scoped API key required for this operation.'
    answers({status: 403, body: {message, error: 'ForbiddenError'}})
    const {stderr, exitCode} = await cli('blob-storage list')
    expect(exitCode).toBe(3)
    expect(stderr).toContain('LANGFUSE_ORG_PUBLIC_KEY and LANGFUSE_ORG_SECRET_KEY')
  })
})

describe('blob-storage upsert', () => {
  const required = {
    projectId: 'prj-1',
    type: 'S3',
    bucketName: 'langfuse',
    region: 'us-east-1',
    exportFrequency: 'daily',
    enabled: true,
    forcePathStyle: false,
    fileType: 'JSONL',
    exportMode: 'FULL_HISTORY',
  }
  const minimal =
    '--project-id prj-1 --type S3 --bucket-name langfuse --region us-east-1 --export-frequency daily --enabled --no-force-path-style --file-type JSONL --export-mode FULL_HISTORY'

  it.each([
    [minimal, required],
    [
      '--type S3_COMPATIBLE --endpoint http://127.0.0.1:9090 --access-key-id minio --secret-access-key miniosecret --prefix export/ --no-enabled --force-path-style --export-mode FROM_CUSTOM_DATE --export-start-date 2026-11-01T00:00:00Z --no-compressed --export-source OBSERVATIONS_V2 --export-field-group core --export-field-group io',
      {
        ...required,
        type: 'S3_COMPATIBLE',
        endpoint: 'http://127.0.0.1:9090',
        accessKeyId: 'minio',
        secretAccessKey: 'miniosecret',
        prefix: 'export/',
        enabled: false,
        forcePathStyle: true,
        exportMode: 'FROM_CUSTOM_DATE',
        exportStartDate: '2026-11-01T00:00:00.000Z',
        compressed: false,
        exportSource: 'OBSERVATIONS_V2',
        exportFieldGroups: ['core', 'io'],
      },
    ],
    ['--prefix "" --secret-access-key -', {...required, prefix: '', secretAccessKey: 'piped'}],
  ])('%s', async (flags, body) => {
    const answer = {...INTEGRATION, ...body}
    const sent = answers({body: {data: []}}, {method: 'PUT', body: answer})
    const line = ['blob-storage', 'upsert', ...words(flags), '--body', JSON.stringify(required), '--yes']
    const {stdout, stderr, exitCode} = await cli(line, {...ORGANIZATION, stdin: 'piped\n'})
    expect(sent).toEqual([request('GET', ''), request('PUT', '', body)])
    expect(JSON.parse(stdout)).toEqual(answer)
    expect({stderr, exitCode}).toEqual({
      stderr: '✓ Saved the blob storage export of project prj-1 to langfuse\n',
      exitCode: 0,
    })
  })

  it('shows no secret with --curl', async () => {
    const {stdout} = await cli(`blob-storage upsert ${minimal} --secret-access-key miniosecret --curl`, ORGANIZATION)
    expect(stdout).toContain('"$SECRET_ACCESS_KEY"')
    expect(stdout).toContain('"$LANGFUSE_ORG_PUBLIC_KEY:$LANGFUSE_ORG_SECRET_KEY"')
    expect(stdout).not.toContain('miniosecret')
  })

  it('asks before it replaces one', async () => {
    const sent = answers({body: {data: [INTEGRATION]}})
    const {stderr, exitCode} = await cli(`blob-storage upsert ${minimal}`, ORGANIZATION)
    expect(sent).toEqual([request('GET', '')])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('This would replace the blob storage export of project prj-1 (S3_COMPATIBLE, langfuse)')
    expect(stderr).toContain('loses what is not given: --endpoint, --access-key-id, --prefix,')
  })

  it.each([
    ['--prefix ""', {}, '--endpoint, --access-key-id.'],
    ['--endpoint https://x.test --access-key-id k', {prefix: ''}, undefined],
    ['--endpoint https://x.test --access-key-id k', {prefix: '', compressed: false}, '--compressed.'],
  ])('names with --yes what is not given %s', async (flags, now, words) => {
    answers({body: {data: [{...INTEGRATION, ...now}]}}, {method: 'PUT', body: {id: 'prj-1'}})
    const {stderr, exitCode} = await cli(`blob-storage upsert ${minimal} ${flags} --yes`, ORGANIZATION)
    expect(exitCode).toBe(0)
    if (words === undefined) expect(stderr).not.toContain('loses')
    else expect(stderr).toContain(`loses what is not given: ${words}`)
  })

  it('does not ask for a new one', async () => {
    const sent = answers({body: {data: [{...INTEGRATION, projectId: 'prj-2'}]}}, {method: 'PUT', body: {id: 'prj-1'}})
    expect(await cli(`blob-storage upsert ${minimal}`, ORGANIZATION)).toMatchObject({exitCode: 0})
    expect(sent).toEqual([request('GET', ''), request('PUT', '', required)])
  })

  it.each([
    ['--type S3_COMPATIBLE', '--endpoint: S3_COMPATIBLE needs it'],
    ['--export-mode FROM_CUSTOM_DATE', '--export-start-date: FROM_CUSTOM_DATE needs it'],
    ['--prefix export', '--prefix: must end with "/"'],
    ['--export-field-group core', '--export-field-group: needs --export-source too'],
    ['--export-source OBSERVATIONS_V2 --export-field-group io', '--export-field-group: core must be among them'],
    ['--export-frequency monthly', 'every_20_minutes, hourly, daily, weekly'],
  ])('refuses %s', async (flags, text) => {
    const line = ['blob-storage', 'upsert', ...words(flags), '--body', JSON.stringify(required)]
    const {stdout, stderr, exitCode} = await cli(line, ORGANIZATION)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(text)
  })

  it('wants all that is required at once', async () => {
    const {stderr, exitCode} = await cli('blob-storage upsert --project-id prj-1', ORGANIZATION)
    expect(exitCode).toBe(2)
    for (const flag of ['type', 'bucket-name', 'region', 'enabled', 'force-path-style', 'file-type', 'export-mode'])
      expect(stderr).toContain(`--${flag}`)
  })
})

describe('blob-storage status', () => {
  it.each([
    ['prj-1', '/prj-1'],
    ['"a/b"', '/a%2Fb'],
  ])('%s', async (id, path) => {
    const status = {
      id: 'prj-1',
      projectId: 'prj-1',
      syncStatus: 'disabled',
      enabled: false,
      lastSyncAt: null,
      nextSyncAt: null,
      lastError: null,
      lastErrorAt: null,
    }
    const sent = answers({body: status})
    const {stdout, stderr, exitCode} = await cli(`blob-storage status ${id}`, ORGANIZATION)
    expect(sent).toEqual([request('GET', path)])
    expect(JSON.parse(stdout)).toEqual(status)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })
})

describe('blob-storage delete', () => {
  it('--yes', async () => {
    const sent = answers({method: 'DELETE', body: {message: 'Blob storage integration successfully deleted'}})
    const {stdout, stderr, exitCode} = await cli('blob-storage delete prj-1 --yes', ORGANIZATION)
    expect(sent).toEqual([request('DELETE', '/prj-1')])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: '',
      stderr: '✓ Deleted the blob storage export of project prj-1\n',
      exitCode: 0,
    })
  })

  it('says that there is none', async () => {
    const message = 'Blob storage integration not found'
    answers({method: 'DELETE', status: 404, body: {message, error: 'LangfuseNotFoundError'}})
    expect(await cli('blob-storage delete nope -y', ORGANIZATION)).toMatchObject({stdout: '', exitCode: 8})
  })
})

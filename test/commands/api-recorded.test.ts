import {readdirSync} from 'node:fs'
import nock from 'nock'
import {describe, expect, it} from 'vitest'
import {cli, HOST, KEYS} from '../cli.js'
import {type Recording, readRecordings, recordingFolders} from '../sandbox/replay.js'

const ENV = {
  ...KEYS,
  LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-org',
  LANGFUSE_ORG_SECRET_KEY: 'sk-lf-org-test-secret',
  LANGFUSE_ADMIN_API_KEY: 'admin-test-key',
}

const servers = recordingFolders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.startsWith('v'))
    .map((server): [string, string] => [folder, server]),
)

/** What a real server was asked with GET. */
function gets(folder: string, server: string): Recording[] {
  return readRecordings(folder, server).filter(({request}) => request.method === 'GET' && request.body === null)
}

function fieldsOf({request: {query}}: Recording): string[] {
  return Object.entries(query).flatMap(([name, value]) => [
    '-f',
    `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
  ])
}

describe('recorded GETs', () => {
  it.each(servers)('in %s of %s come through unchanged', async (folder, server) => {
    const recordings = gets(folder, server)
    expect(recordings.length).toBeGreaterThan(20)
    for (const recording of recordings) {
      const {name, request, response} = recording
      const text = typeof response.body === 'string' ? response.body : JSON.stringify(response.body)
      const asked: URL[] = []
      nock(HOST)
        .persist()
        .get(/^/)
        .reply((uri) => {
          asked.push(new URL(uri, HOST))
          if (asked.length > 1) return [200, {status: 'OK'}]
          return [response.status, text, {'content-type': response.headers['content-type'] ?? 'application/json'}]
        })
      const line = ['api', 'GET', request.path, ...fieldsOf(recording), '--retries', '0']
      const {stdout, exitCode} = await cli(line, {env: ENV})
      nock.cleanAll()
      const lost = Object.entries(request.query).filter(([key]) => asked[0]?.searchParams.get(key) === null)
      const success = response.status >= 200 && response.status < 300
      expect({name, stdout, success, lost, path: asked[0]?.pathname}).toEqual({
        name,
        stdout: text,
        success: exitCode === 0,
        lost: [],
        path: request.path,
      })
    }
  })
})

import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {readManifest} from '../manifest.js'
import {connected, shell} from './run.js'

const {examples = []} = readManifest().find(({id}) => id === 'reference') ?? {}

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({basePath: '/langfuse'})
})

afterAll(() => sandbox.close())

describe('the examples of reference', () => {
  it('are there', () => expect(examples).toHaveLength(5))

  it.each(examples)('%s', async (example) => {
    const line = example.replace('<%= config.bin %> <%= command.id %>', 'langfuse reference')
    const {stdout, stderr, code} = await shell(`${line}; echo; cat openapi.yml 2>/dev/null`, {env: connected(sandbox)})
    expect({stderr, code: line.includes('>') ? code : 0}).toEqual({stderr: '', code: 0})
    expect(stdout).toMatch(/prompts/)
  })

  it('ask the server once in all', () => {
    expect(sandbox.requests.map(({method, path}) => `${method} ${path}`)).toEqual([
      'GET /langfuse/generated/api/openapi.yml',
    ])
  })

  it('get a 304 when they ask again', async () => {
    const {stdout, stderr} = await shell('langfuse reference health --refresh --verbose', {env: connected(sandbox)})
    expect(stdout).toContain('/api/public/health')
    expect(stderr).toContain('/langfuse/generated/api/openapi.yml 304')
  })
})

import {readFileSync} from 'node:fs'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/http/server.js'
import {connected, run, startCli, until} from './run.js'

let sandbox: Sandbox
let env: Record<string, string>

beforeAll(async () => {
  sandbox = await startSandbox()
  env = connected(sandbox)
})

beforeEach(() => {
  sandbox.requests.length = 0
  sandbox.faults.length = 0
})

afterAll(() => sandbox.close())

describe('credentials', () => {
  it('no keys is exit 3 and says where to get some', async () => {
    const {code, stderr} = await run(['prompts', 'list'], {env: {LANGFUSE_HOST: sandbox.url}})
    expect(code).toBe(3)
    expect(stderr).toContain('Settings → API Keys')
    expect(sandbox.requests).toEqual([])
  })

  it('a wrong key is exit 3', async () => {
    const {code, stderr} = await run(['prompts', 'list'], {env: {...env, LANGFUSE_SECRET_KEY: 'sk-lf-wrong'}})
    expect(code).toBe(3)
    expect(stderr).toContain('does not know this key')
    expect(stderr).not.toContain('sk-lf-wrong')
  })

  it('keys of an organization are exit 3', async () => {
    const {publicKey, secretKey} = sandbox.keys.organization
    const keys = {LANGFUSE_PUBLIC_KEY: publicKey, LANGFUSE_SECRET_KEY: secretKey}
    const {code, stderr} = await run(['datasets', 'list', '--json'], {env: {...env, ...keys}})
    expect(code).toBe(3)
    expect(JSON.parse(stderr).error).toMatchObject({code: 'credentials', status: 403})
  })

  it.each([
    ['as an argument', (secret: string) => ['prompts', 'list', secret]],
    ['as a command', (secret: string) => [secret]],
    ['behind a flag spelt wrong', (secret: string) => ['prompts', 'list', '--secret-kye', secret]],
    ['attached to a flag spelt wrong', (secret: string) => ['prompts', 'list', `--secret-kye=${secret}`]],
    ['in the host', (secret: string) => ['prompts', 'list', '--host', `http://pk:${secret}@127.0.0.1:1`]],
    ['as the host', (secret: string) => ['prompts', 'list', '--host', secret]],
    ['as a format', (secret: string) => ['prompts', 'list', '-o', secret]],
    ['as a limit', (secret: string) => ['prompts', 'list', '--limit', secret]],
    ['as a value of another flag', (secret: string) => ['prompts', 'create', '--name', 'x', '--prompt', `@${secret}`]],
    ['as a profile', (secret: string) => ['prompts', 'list', '--profile', secret]],
    ['as a timeout', (secret: string) => ['prompts', 'list', '--timeout', secret]],
  ])('a secret typed %s is not repeated', async (_, words) => {
    const args = words(sandbox.keys.project.secretKey)
    const [people, json] = await Promise.all([run(args, {env}), run([...args, '--json'], {env})])
    expect(people.code).not.toBe(0)
    expect(people.stdout + people.stderr + json.stdout + json.stderr).not.toContain('sandbox-project')
  })

  it.skipIf(process.platform !== 'linux')(
    'no key is in the process list while a command runs (needs /proc)',
    async () => {
      sandbox.faults.push({delayMs: 30_000})
      const {publicKey, secretKey} = sandbox.keys.project
      const typed = ['--host', sandbox.url, '--public-key', publicKey, '--secret-key', secretKey]
      const {child, result} = startCli(['prompts', 'list', ...typed])
      await until(() => sandbox.requests.length > 0)
      const line = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')
      child.kill('SIGKILL')
      await result
      expect(line).toContain('langfuse')
      expect(line).not.toContain(secretKey)
    },
  )
})

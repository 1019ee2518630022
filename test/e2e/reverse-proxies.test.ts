import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {type Mode, type Sandbox, startSandbox} from '../../sandbox/server.js'
import {runInProcess} from './in-process.js'
import {type Front, type FrontAnswer, startFront} from './proxies.js'
import {connected, type Result} from './run.js'

/** A path with its dots followed and its slashes merged, as a proxy reads it. */
function normalized(path: string): string {
  return new URL(`http://host${path.replaceAll(/\/{2,}/g, '/')}`).pathname
}

function ofPath(url: string, change: (path: string) => string): string {
  const [path = '', ...query] = url.split('?')
  return [change(path), ...query].join('?')
}

const REFUSAL = {status: 400, headers: {'content-type': 'text/html'}, body: '<html>Bad Request</html>'}

/** What proxies make of a path that is asked for. */
const PROXIES: Record<string, (url: string) => FrontAnswer | string> = {
  'decodes %2F': (url) => ofPath(url, (path) => path.replaceAll(/%2f/gi, '/')),
  'decodes %2F and cleans up': (url) => ofPath(url, (path) => normalized(path.replaceAll(/%2f/gi, '/'))),
  'decodes once too often': (url) => ofPath(url, (path) => path.replaceAll(/%25/g, '%').replaceAll(/%2f/gi, '/')),
  'decodes all': (url) => ofPath(url, (path) => normalized(encodeURI(decodeURIComponent(path)).replaceAll('%25', '%'))),
  'refuses %2F with 400': (url) => (/%2f/i.test(url.split('?')[0] ?? '') ? REFUSAL : url),
  'refuses %2F with 404': (url) => (/%2f/i.test(url.split('?')[0] ?? '') ? {status: 404, body: 'not found'} : url),
  'redirects to the decoded path': (url) => {
    const location = ofPath(url, (path) => path.replaceAll(/%2f/gi, '/'))
    return location === url ? url : {status: 307, headers: {location}}
  },
}

const NAME = 'support/triage'
const sandboxes = new Map<Mode, Sandbox>()
const fronts: Front[] = []

beforeAll(async () => {
  for (const mode of ['3', '4-legacy', '4-dual', '4-events-only'] as const)
    sandboxes.set(mode, await startSandbox({mode}))
})

afterAll(() => Promise.all([...fronts, ...sandboxes.values()].map((server) => server.close())))

let sandbox: Sandbox
let front: Front

async function behind(mode: Mode, proxy: string): Promise<void> {
  sandbox = sandboxes.get(mode) as Sandbox
  const rule = PROXIES[proxy] as (url: string) => FrontAnswer | string
  front = await startFront(sandbox.url, ({url = ''}) => rule(url))
  fronts.push(front)
}

function cli(...args: string[]): Promise<Result> {
  return runInProcess(args, {env: {...connected(sandbox), LANGFUSE_HOST: front.url}})
}

async function json(...args: string[]) {
  const {code, stdout, stderr} = await cli(...args, '--json')
  expect({args, code, stderr: code === 0 ? '' : stderr}).toEqual({args, code: 0, stderr: ''})
  return JSON.parse(stdout)
}

beforeEach(() => {
  for (const {store} of sandboxes.values()) {
    store.prompts.clear()
    store.datasets.clear()
  }
})

describe.each(Object.keys(PROXIES))('a proxy that %s', (proxy) => {
  it('hides no prompt, by version, label or neither', async () => {
    await behind('3', proxy)
    for (const prompt of ['one', 'two', 'three']) createPrompt(sandbox.store, {name: NAME, prompt})
    await sandbox.store.prompts.get(NAME)?.[0]?.labels.push('production')
    await sandbox.store.prompts.get(NAME)?.[1]?.labels.push('staging')
    expect(await json('prompts', 'get', NAME)).toMatchObject({name: NAME, version: 1, prompt: 'one'})
    expect(await json('prompts', 'get', NAME, '--version', '2')).toMatchObject({version: 2})
    expect(await json('prompts', 'get', NAME, '--label', 'staging')).toMatchObject({version: 2})
    expect(await json('prompts', 'get', NAME, '--label', 'latest', '--no-resolve')).toMatchObject({version: 3})
    expect((await cli('prompts', 'get', NAME, '--raw')).stdout).toBe('one')
    const missing = await cli('prompts', 'get', NAME, '--label', 'nowhere')
    expect(missing).toMatchObject({code: 8, stdout: ''})
    expect((await cli('prompts', 'get', 'support/nothing')).code).toBe(8)
  })
})

import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {MODES} from '../../sandbox/http/modes.js'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {seedHardTraces} from '../../sandbox/seeds/hard-traces.js'
import {seedTrace} from '../../sandbox/seeds/seed-trace.js'
import {type Mode, type Sandbox, startSandbox} from '../../sandbox/server.js'
import {runInProcess} from './in-process.js'
import {type Front, type FrontAnswer, startFront} from './proxies.js'
import {connected, type Result, run, TEMP} from './run.js'

/** A path with its dots followed and its slashes merged, as a proxy reads it. */
function normalized(path: string): string {
  return new URL(`http://host${path.replaceAll(/\/{2,}/g, '/')}`).pathname
}

function ofPath(url: string, change: (path: string) => string): string {
  const [path = '', ...query] = url.split('?')
  return [change(path), ...query].join('?')
}

const REFUSAL = {status: 400, headers: {'content-type': 'text/html'}, body: '<html>Bad Request</html>'}

/** What proxies make of a path that is asked for, and lose a slash in a name by. */
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

/** What others make of it, who lose none. */
const OTHERS: typeof PROXIES = {
  'encodes again': (url) => ofPath(url, (path) => path.replaceAll('%', '%25')),
  'passes on': (url) => url,
}

const NAME = 'support/triage'
const DATASET = 'hard/questions'
const RUN = 'candidate 50%'
const NAMES_THE_PROXY = /^Error: A reverse proxy in front of http:/

const sandboxes = new Map<Mode, Sandbox>()
let fronts: Front[] = []
let sandbox: Sandbox
let front: Front

beforeAll(async () => {
  for (const mode of MODES) {
    const started = await startSandbox({mode})
    seedHardTraces(started.store)
    seedTrace(started.store, {id: 'of/slash', sessionId: 'team/7'}, {'span/1': [1, 2]})
    sandboxes.set(mode, started)
  }
})

afterAll(() => Promise.all([...sandboxes.values()].map((server) => server.close())))

beforeEach(() => {
  for (const {store} of sandboxes.values()) store.prompts.clear()
})

afterEach(async () => {
  await Promise.all(fronts.map((one) => one.close()))
  fronts = []
})

async function behind(mode: Mode, proxy: string): Promise<void> {
  sandbox = sandboxes.get(mode) as Sandbox
  const rule = {...PROXIES, ...OTHERS}[proxy] as (url: string) => FrontAnswer | string
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

function prompt(name: string, labels: string[] = ['production']): void {
  createPrompt(sandbox.store, {name, prompt: `I am ${name}`, labels})
}

describe.each(Object.keys(PROXIES))('a proxy that %s', (proxy) => {
  it('hides no prompt, by version, label or neither', async () => {
    await behind('3', proxy)
    for (const label of ['production', 'staging', 'eu']) prompt(NAME, [label])
    expect(await json('prompts', 'get', NAME)).toMatchObject({name: NAME, version: 1, prompt: `I am ${NAME}`})
    expect(await json('prompts', 'get', NAME, '--version', '2')).toMatchObject({version: 2})
    expect(await json('prompts', 'get', NAME, '--label', 'staging')).toMatchObject({version: 2})
    expect(await json('prompts', 'get', NAME, '--label', 'latest', '--no-resolve')).toMatchObject({version: 3})
    expect((await cli('prompts', 'get', NAME, '--raw')).stdout).toBe(`I am ${NAME}`)
    expect(await cli('prompts', 'get', NAME, '--label', 'nowhere')).toMatchObject({code: 8, stdout: ''})
    expect((await cli('prompts', 'get', 'support/nothing')).code).toBe(8)
    prompt('support/50%', ['production'])
    expect(await json('prompts', 'get', 'support/50%')).toMatchObject({name: 'support/50%'})
  })

  it('hides no dataset', async () => {
    await behind('3', proxy)
    expect(await json('datasets', 'get', DATASET)).toMatchObject({name: DATASET})
    expect(await cli('datasets', 'get', 'hard/nothing')).toMatchObject({code: 8, stdout: ''})
    expect((await cli('open', 'dataset', DATASET)).stdout).toContain('/datasets/')
  })

  it.each<Mode>(['4-dual', '4-events-only'])('hides nothing that %s has under another route', async (mode) => {
    await behind(mode, proxy)
    expect(await json('datasets', 'runs', 'list', DATASET)).toMatchObject([{name: RUN}, {name: 'baseline'}])
    expect(await json('datasets', 'runs', 'get', DATASET, 'baseline')).toMatchObject({name: 'baseline'})
    expect(await json('sessions', 'get', 'team/7')).toMatchObject({id: 'team/7', traces: [{id: 'of/slash'}]})
    expect(await json('traces', 'get', 'of/slash')).toMatchObject({id: 'of/slash', observations: [{id: 'span/1'}]})
    expect(await json('observations', 'get', 'span/1')).toMatchObject({id: 'span/1'})
  })

  it.each<[string, Mode]>([
    [`datasets runs list ${DATASET}`, '3'],
    [`datasets runs list ${DATASET}`, '4-legacy'],
    [`datasets runs get ${DATASET} baseline`, '3'],
    [`datasets runs delete ${DATASET} baseline --yes`, '3'],
    ['sessions get team/7', '3'],
    ['sessions get team/7', '4-legacy'],
    ['traces get of/slash', '3'],
    ['traces get of/slash', '4-legacy'],
    ['observations get span/1', '4-legacy'],
    ['datasets items get a/b', '3'],
    ['datasets items delete a/b --yes', '4-events-only'],
    ['scores delete a/b --yes', '3'],
    ['comments get a/b', '3'],
    [`prompts delete ${NAME} --yes`, '3'],
    [`prompts versions update ${NAME} 1 --label eu`, '4-events-only'],
    ['api /v2/prompts/support%2Ftriage', '3'],
  ])('is named first where there is no other route: %s (%s)', async (line, mode) => {
    await behind(mode, proxy)
    prompt(NAME)
    const {code, stderr} = await cli(...line.split(' '))
    expect(stderr).toMatch(NAMES_THE_PROXY)
    expect(code).toBe(5)
    expect(sandbox.store.prompts.get(NAME)?.[0]?.labels).toEqual(['production', 'latest'])
  })

  it('is none of a name without special characters, and of a route that nobody has', async () => {
    await behind('3', proxy)
    expect((await cli('prompts', 'get', 'nothing')).code).toBe(8)
    expect((await cli('api', '/nowhere/a%2Fb')).stderr).not.toMatch(NAMES_THE_PROXY)
  })
})

describe('nothing of another name is read or changed', () => {
  it.each<[proxy: string, name: string, other: string]>([
    ['decodes once too often', 'a%2Fb', 'a/b'],
    ['decodes once too often', '100%25', '100%'],
    ['decodes all', 'greet?', 'greet'],
    ['decodes all', 'greet#2', 'greet'],
    ['decodes %2F and cleans up', 'support/../greet', 'greet'],
    ['decodes %2F and cleans up', './greet', 'greet'],
    ['encodes again', 'a/b', 'a%2Fb'],
  ])('behind a proxy that %s: %s is not %s', async (proxy, name, other) => {
    await behind('3', proxy)
    prompt(name)
    prompt(other)
    expect(await json('prompts', 'get', name)).toMatchObject({name})
    if (proxy === 'encodes again') return
    for (const line of [
      ['prompts', 'delete', name, '--yes'],
      ['prompts', 'delete', name, '--version', '1', '--yes'],
      ['prompts', 'versions', 'update', name, '1', '--label', 'eu'],
    ]) {
      const {code, stderr} = await cli(...line)
      expect(stderr).toMatch(NAMES_THE_PROXY)
      expect(code).toBe(5)
    }
    expect(sandbox.store.prompts.get(other)).toMatchObject([{labels: ['production', 'latest']}])
    expect(front.seen.filter(({method}) => method !== 'GET')).toEqual([])
  })

  it('a trace with such an id is deleted by a request without it in its path', async () => {
    await behind('3', 'decodes all')
    seedTrace(sandbox.store, {id: 't'}, {s: [1, 2]})
    seedTrace(sandbox.store, {id: 't?x'}, {s2: [1, 2]})
    seedTrace(sandbox.store, {id: 't/x'}, {s3: [1, 2]})
    for (const id of ['t?x', 't/x']) expect((await cli('traces', 'delete', id, '--yes')).code).toBe(0)
    const there = ['t', 't?x', 't/x'].map((id) => sandbox.store.traces.has(id))
    expect(there).toEqual([true, false, false])
  })

  it('but without a proxy all of it is', async () => {
    await behind('3', 'passes on')
    for (const name of ['a%2Fb', 'greet?', 'greet#2', 'a;b', './greet']) {
      prompt(name)
      expect((await cli('prompts', 'versions', 'update', name, '1', '--label', 'eu')).code).toBe(0)
      expect((await cli('prompts', 'delete', name, '--yes')).code).toBe(0)
      expect(sandbox.store.prompts.has(name)).toBe(false)
    }
  })
})

it('what a proxy hides is not remembered of the server', async () => {
  await behind('4-dual', 'decodes %2F')
  const env = {...connected(sandbox), LANGFUSE_HOST: front.url, XDG_CACHE_HOME: join(TEMP, 'cache')}
  for (const id of ['of/slash', 'plain']) await run(['traces', 'get', id], {env})
  expect(front.seen.at(-1)?.url).toBe('/api/public/traces/plain')
})

it('a prompt that refers to others is not given as it is, where it was asked for with its references', async () => {
  await behind('3', 'decodes %2F')
  prompt('part')
  createPrompt(sandbox.store, {
    name: NAME,
    prompt: '@@@langfusePrompt:name=part|label=production@@@',
    labels: ['production'],
  })
  expect(await json('prompts', 'get', NAME)).toMatchObject({prompt: 'I am part'})
  expect((await cli('prompts', 'get', NAME, '--no-resolve')).stderr).toMatch(NAMES_THE_PROXY)
})

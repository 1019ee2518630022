import {describe, expect, it} from 'vitest'
import {onDesktop} from '../../src/base/cli/browser.js'
import {answers, cli, HOST, KEYS} from '../cli.js'
import {testStreams} from '../io-streams.js'

const PROJECT = {body: {data: [{id: 'prj-1', name: 'shop', metadata: {}}]}}

describe('open', () => {
  it.each([
    ['trace 0a1b2c3d', 'traces/0a1b2c3d'],
    ['traces 0a1b2c3d', 'traces/0a1b2c3d'],
    ['prompt support/triage', 'prompts/support%2Ftriage'],
    ['sessions "chat 7"', 'sessions/chat%207'],
    ['queue q-1', 'annotation-queues/q-1'],
  ])('%s prints its address', async (line, path) => {
    const sent = answers(PROJECT)
    const {stdout, stderr, exitCode} = await cli(`open ${line}`)
    expect({stdout, stderr, exitCode}).toEqual({stdout: `${HOST}/project/prj-1/${path}\n`, stderr: '', exitCode: 0})
    expect(sent.map((one) => one.path)).toEqual(['/api/public/projects'])
  })

  it('finds out the id of a dataset, which its address has', async () => {
    const sent = answers(PROJECT, {body: {id: 'd-9', name: 'a/b'}})
    const {stdout} = await cli('open dataset a/b')
    expect(stdout).toBe(`${HOST}/project/prj-1/datasets/d-9\n`)
    expect(sent.map(({path}) => path)).toEqual(['/api/public/projects', '/api/public/v2/datasets/a%2Fb'])
  })

  it('has no address for a dataset without an id', async () => {
    answers(PROJECT, {body: {name: 'a'}})
    expect(await cli('open dataset a')).toMatchObject({stdout: '', exitCode: 5})
  })

  it('keeps the base path of the server', async () => {
    answers(PROJECT)
    const {stdout} = await cli('open trace t', {env: {...KEYS, LANGFUSE_BASE_URL: `${HOST}/base/`}})
    expect(stdout).toBe(`${HOST}/base/project/prj-1/traces/t\n`)
  })

  it('gives an object where that is asked for', async () => {
    answers(PROJECT)
    const {stdout} = await cli('open trace t --json')
    expect(JSON.parse(stdout)).toEqual({
      kind: 'trace',
      id: 't',
      projectId: 'prj-1',
      url: `${HOST}/project/prj-1/traces/t`,
    })
  })

  it.each(['open', 'open trace', 'open score s-1', 'open trace ""', 'open trace a b'])(
    '%s is refused',
    async (line) => {
      expect(await cli(line)).toMatchObject({exitCode: 2, stdout: ''})
    },
  )

  it('says when there is no such dataset, and when the keys are of no project', async () => {
    answers(PROJECT, {status: 404, body: {message: 'Dataset not found'}})
    expect((await cli('open dataset nope')).exitCode).toBe(8)
    answers({status: 403, body: {message: 'Invalid API key. Organization-scoped API keys are not allowed.'}})
    expect((await cli('open trace t')).exitCode).toBe(3)
  })

  it('sends nothing with --curl', async () => {
    expect((await cli('open trace t --curl')).stdout).toMatch(/^curl .*\/api\/public\/projects'/)
  })
})

describe('a browser', () => {
  it.each<[boolean, NodeJS.Platform, Record<string, string>, boolean]>([
    [true, 'linux', {DISPLAY: ':0'}, true],
    [true, 'linux', {WAYLAND_DISPLAY: 'w'}, true],
    [true, 'darwin', {}, true],
    [true, 'win32', {}, true],
    [true, 'linux', {}, false],
    [true, 'darwin', {CI: 'true'}, false],
    [true, 'linux', {DISPLAY: ':0', SSH_CONNECTION: '1'}, false],
    [false, 'darwin', {}, false],
  ])('with a terminal (%s) on %s and %j: %s', (isTTY, platform, env, expected) => {
    expect(onDesktop(testStreams({env, tty: {stdout: isTTY}}), platform)).toBe(expected)
  })
})

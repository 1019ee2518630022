import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {type SandboxOptions, type Store, startSandbox} from '../../sandbox/server.js'
import {seedDatasets, seedExperiments, seedMedia, seedPrompts} from './recorded-content.js'
import {seedPlainRows} from './recorded-rows.js'
import {seedRecordedTraces} from './recorded-traces.js'
import {differences, type Recording, readRecordings, recordingFolders, replay} from './replay.js'

const servers: Record<string, SandboxOptions> = {
  'v3.225.4': {mode: '3', licensed: false},
  'v4.16.0': {mode: '4-events-only', licensed: false},
  'v4.16.0-dual': {mode: '4-dual'},
  'v4.16.0-legacy': {mode: '4-legacy'},
}

/** Known differences: `server/recording` and why. One that no longer differs fails. */
const exceptions: Record<string, string> = {
  'v4.16.0/comments_get.limit100': 'comments come in no certain order',
  'v3.225.4/llmConnections_upsert.update': 'the sandbox asks no DNS about the base URL',
  'v4.16.0/llmConnections_upsert.update': 'the sandbox asks no DNS about the base URL',
  'v4.16.0-dual/metrics_metrics.rich_top_latency': 'of the roots that ended, none was recorded',
  'v4.16.0-dual/trace_list.rich_errorCount': 'a few of the 29 traces with errors were recorded',
}

/** Whether it was taken from a server with much more data. */
const isRich = ({name}: Recording) => name.includes('.rich')

/** What was on the real server when a request was recorded, as far as its answers show it. */
function seed(store: Store, recordings: Recording[], recording: Recording): void {
  seedPrompts(store, recordings, recording)
  seedDatasets(store, recordings, recording)
  seedMedia(store, recordings, recording)
  seedRecordedTraces(store, recordings, recording)
  if (recording.name.startsWith('experiments_')) seedExperiments(store, recordings, recording)
  seedPlainRows(store, recordings, recording)
}

describe.each(recordingFolders)('recordings in %s', (folder) => {
  const differing = new Map<string, string[]>()
  const replayed = new Set<string>()

  beforeAll(async () => {
    for (const [server, options] of Object.entries(servers)) {
      const all = readRecordings(folder, server)
      const rich = all.filter(isRich)
      const poor = all.filter((recording) => !isRich(recording))
      for (const recording of all) {
        const sandbox = await startSandbox(options)
        const recordings = isRich(recording) ? rich : poor
        sandbox.store.during('2026-11-21T22:40:00.000Z', () => seed(sandbox.store, recordings, recording))
        const found = differences(recording, await replay(sandbox, recording))
        if (found.length > 0) differing.set(`${server}/${recording.name}`, found)
        replayed.add(`${server}/${recording.name}`)
        await sandbox.close()
      }
    }
  })

  afterAll(() => {
    process.stdout.write(`recordings: ${replayed.size} replayed, ${differing.size} differ\n`)
    for (const name of differing.keys()) process.stdout.write(`  ${name}: ${exceptions[name] ?? 'not expected'}\n`)
  })

  it('are answered alike', () => {
    expect([...differing].filter(([name]) => exceptions[name] === undefined)).toEqual([])
  })

  it('are answered alike in 95 of 100 cases, exceptions included', () => {
    expect(replayed.size).toBeGreaterThan(300)
    expect(1 - differing.size / replayed.size).toBeGreaterThanOrEqual(0.95)
  })

  it('still differ where an exception says so', () => {
    expect(Object.keys(exceptions).filter((name) => replayed.has(name) && !differing.has(name))).toEqual([])
  })
})

describe('the comparison', () => {
  it('notices other statuses, types, keys, words and numbers', () => {
    const headers = {'content-type': 'application/json; charset=utf-8'}
    const request = {method: 'GET', path: '/', query: {}, headers: {}, body: null}
    const compare = (status: number, recorded: unknown, given: unknown, answered = status) =>
      differences(
        {name: 'x', request, response: {status, headers, body: recorded}},
        {status: answered, headers, text: JSON.stringify(given)},
      ).length
    expect(compare(200, {a: [{b: 1}], id: 'x'}, {a: [{b: 2}], id: 'y'})).toBe(0)
    expect(compare(200, {a: 1}, {a: 1}, 201)).toBe(1)
    expect(compare(200, {a: [{b: 1}]}, {a: [{b: null}]})).toBe(1)
    expect(compare(200, {a: 1, b: 1}, {b: 1, a: 1})).toBe(1)
    expect(compare(200, {meta: {totalItems: 1}}, {meta: {totalItems: 2}})).toBe(1)
    expect(compare(404, {message: 'Not found'}, {message: 'not found'})).toBe(1)
  })
})

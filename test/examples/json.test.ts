import nock from 'nock'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {cli} from '../cli.js'
import {capture} from '../e2e/run.js'
import {readManifest} from '../manifest.js'
import {words} from '../texts/words.js'
import {environmentFor, newFolder} from './run.js'
import {seedExamples} from './world.js'

let sandbox: Sandbox
let env: Record<string, string>
let before: string

beforeAll(async () => {
  nock.restore()
  sandbox = await startSandbox({mode: '4-dual', release: '4.35'})
  seedExamples(sandbox.store)
  const folder = newFolder(sandbox.url)
  env = environmentFor(sandbox, folder)
  before = process.cwd()
  process.chdir(folder)
})

afterAll(async () => {
  process.chdir(before)
  await sandbox.close()
  nock.activate()
})

/** Flags of examples that name another form, or another server. */
const OTHERS = ['-o', '--jq', '--host']

/** The first example of each command that changes nothing. */
const lines = readManifest()
  .filter(({effect, hidden}) => effect === 'read' && !hidden)
  .map(({id, examples = []}) => {
    const line = (examples[0] ?? '')
      .replace('<%= config.bin %>', '')
      .replace('<%= command.id %>', id.replaceAll(':', ' '))
    return words(line).filter((word, index, all) => !OTHERS.includes(word) && !OTHERS.includes(all[index - 1] ?? ''))
  })

describe.each(lines.map((line) => ({line, title: line.join(' ')})))('langfuse $title -o json', ({line}) => {
  it.each(['', '--max-bytes 5', '--max-bytes 60', '--max-bytes 200'])('is JSON with %s, whole or cut', async (more) => {
    const {stdout, stderr, exitCode} = await cli([...line, '-o', 'json', ...words(more)], {env})
    capture(stdout + stderr)
    if (exitCode === 0 || exitCode === 7) expect(() => JSON.parse(stdout)).not.toThrow()
    else expect({exitCode, stdout}).toEqual({exitCode: line[0] === 'skill' ? 8 : 2, stdout: ''})
  })
})

import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import nock from 'nock'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {HELP_PAGES} from '../../src/base/help-pages.js'
import {ROOT, readManifest} from '../manifest.js'
import {commandOf} from './run.js'
import {ON_TERMINAL, REPLACED, SERVERS} from './surroundings.js'
import {expectExample} from './worked.js'

const commands = readManifest().map(({id, examples = []}) => ({
  id,
  examples: examples.map((example) =>
    example.replaceAll('<%= config.bin %>', 'langfuse').replaceAll('<%= command.id %>', id.replaceAll(':', ' ')),
  ),
}))

/** The lines below EXAMPLE or EXAMPLES. */
const ofPages = Object.values(HELP_PAGES).flatMap((page) => {
  const [, examples = ''] = page.split(/^EXAMPLES?$/m)
  return [...examples.matchAll(/^ {2}(langfuse .*)$/gm)].map(([, line = '']) => line)
})

/** What stands below "In scripts" runs in the shell of the demo: see .ci/run. */
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8').replace(/^## In scripts$[\s\S]*?^## /m, '## ')
const ofReadme = [...readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block = '']) => block.split('\n'))
  .filter((line) => line.startsWith('langfuse '))
  .map((line) => line.replace(/ +# .*$/, ''))

const all = [...commands.flatMap(({examples}) => examples), ...ofPages, ...ofReadme]

beforeAll(() => nock.restore())
afterAll(() => nock.activate())

describe.each(commands)('the help of $id', ({id, examples}) => {
  it('has an example, and each runs this command', () => {
    expect(examples.length).toBeGreaterThan(0)
    expect(examples.map((line) => commandOf(line)?.id)).toEqual(examples.map(() => id))
  })

  it.each(examples)('%s', async (line) => {
    await expectExample(line)
  })
})

describe('the pages of help', () => {
  it('have examples', () => expect(ofPages.length).toBeGreaterThanOrEqual(3))

  it.each(ofPages)('%s', async (line) => {
    await expectExample(line)
  })
})

describe('the README', () => {
  it('has examples', () => expect(ofReadme.length).toBeGreaterThanOrEqual(6))

  it.each([...new Set(ofReadme)])('%s', async (line) => {
    await expectExample(line)
  })
})

it.each([...SERVERS, ...ON_TERMINAL, ...REPLACED])('a line needs this, because $because', ({lines}) => {
  expect(all.filter((line) => lines.test(line))).not.toEqual([])
})

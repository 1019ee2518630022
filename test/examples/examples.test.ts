import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import nock from 'nock'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {HELP_PAGES} from '../../src/base/cli/help-pages.js'
import {cli} from '../cli.js'
import {ROOT, readManifest} from '../manifest.js'
import {commandOf} from './run.js'
import {EARLIER, ON_TERMINAL, REPLACED, SERVERS} from './surroundings.js'
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

/** What stands in the blocks of a skill. */
async function ofSkill(topic?: string): Promise<string[]> {
  const {stdout} = await cli(['skill', ...(topic ? ['--topic', topic] : [])], {env: {}})
  const blocks = [...stdout.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  return blocks.flatMap(([, block = '']) => block.trimEnd().split('\n'))
}

const topics = [...new Set(commands.map(({id}) => id.split(':')[0] ?? ''))]
const ofHelp = new Set(commands.flatMap(({examples}) => examples))
const skill = await ofSkill()
const ofTopics: string[] = []
for (const topic of topics) ofTopics.push(...(await ofSkill(topic)))

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

describe('an agent that has nothing but the skill', () => {
  it('finds examples there, and in its topics those of the help', () => {
    expect(skill.length).toBeGreaterThanOrEqual(12)
    expect(ofTopics.length).toBeGreaterThanOrEqual(commands.length)
    expect(
      ofTopics.flatMap((line) => line.split('\n')).filter((line) => ![...ofHelp].join('\n').includes(line)),
    ).toEqual([])
  })

  it.each(skill)('%s', async (line) => {
    await expectExample(line)
  })
})

it.each([...SERVERS, ...ON_TERMINAL, ...REPLACED, ...EARLIER])('a line needs this, because $because', ({lines}) => {
  expect(all.filter((line) => lines.test(line))).not.toEqual([])
})

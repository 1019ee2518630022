import {Config} from '@oclif/core'
import {beforeAll, describe, expect, it} from 'vitest'
import {nearest} from '../../../src/api/errors/nearest.js'
import {OTHER_WORDS, unknownCommand} from '../../../src/base/cli/did-you-mean.js'
import {ROOT} from '../../manifest.js'

let config: Config
beforeAll(async () => {
  config = await Config.load({root: ROOT})
})

describe('unknownCommand', () => {
  it.each([
    ['promts list', 'langfuse prompts list'],
    ['prompts lst', 'langfuse prompts list'],
    ['prompt list', 'langfuse prompts list'],
    ['prompts ls', 'langfuse prompts list'],
    ['prompts rm', 'langfuse prompts delete'],
    ['prompts show', 'langfuse prompts get'],
    ['dataset-items list', 'langfuse datasets items list'],
    ['dataset-run-items create', 'langfuse datasets run-items create'],
    ['datasets item list', 'langfuse datasets items list'],
    ['project', 'langfuse projects'],
    ['helth', 'langfuse health'],
  ])('%s', (line, meant) => {
    expect(unknownCommand(config, line.replaceAll(' ', ':'), [])).toMatchObject({
      message: `Unknown command "${line}"`,
      hint: `Did you mean \`${meant}\`?`,
    })
  })

  it.each(['xyzzy', 'frobnicate all'])('%s is like nothing', (line) => {
    expect(unknownCommand(config, line.replaceAll(' ', ':'), [])?.hint).toBe('`langfuse --help` shows the commands.')
  })

  it('lets a bare topic be, which shows its help', () => {
    expect(unknownCommand(config, 'prompts', [])).toBeUndefined()
    expect(unknownCommand(config, 'datasets:items', [])).toBeUndefined()
  })

  it('refuses a topic with flags', () => {
    expect(unknownCommand(config, 'prompts', ['--bogus'])?.message).toBe('prompts is a topic, not a command')
  })

  it('refuses a flag alone', () => {
    expect(unknownCommand(config, '--bogus', [])?.message).toBe('Unknown flag --bogus before a command')
    expect(unknownCommand(config, '-V', [])?.hint).toContain('langfuse --version')
  })

  it('tells a surplus argument from an unknown command', () => {
    expect(unknownCommand(config, 'prompts:list:greet', [])?.message).toBe('prompts list takes no argument "greet"')
  })

  it('knows words of the API that are not our own', () => {
    const own = config.commands.map(({id}) => id)
    expect(Object.keys(OTHER_WORDS).filter((word) => own.includes(word))).toEqual([])
    for (const topic of ['prompts', 'datasets items', 'datasets run-items', 'projects']) {
      expect(Object.values(OTHER_WORDS)).toContain(topic)
    }
  })
})

describe('nearest', () => {
  it.each([
    ['prodution', ['production', 'staging'], 'production'],
    ['PRODUCTION', ['production'], 'production'],
    ['x', ['y'], 'y'],
    ['abc', ['xyz'], undefined],
    ['a', [], undefined],
    ['stagin', ['production', 'staging', 'stage'], 'staging'],
  ])('%s', (typed, list, expected) => {
    expect(nearest(typed, list)).toBe(expected)
  })
})

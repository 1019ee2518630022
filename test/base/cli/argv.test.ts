import {describe, expect, it} from 'vitest'
import {hoistFlags, wantsJson} from '../../../src/base/cli/argv.js'

describe('hoistFlags', () => {
  it.each([
    ['', ''],
    ['prompts list --json', 'prompts list --json'],
    ['--json prompts list', 'prompts list --json'],
    ['-o json prompts list', 'prompts list -o json'],
    ['-ojson prompts list', 'prompts list -ojson'],
    ['--output=json prompts list', 'prompts list --output=json'],
    ['--host us --quiet -q prompts get x', 'prompts get x --host us --quiet -q'],
    ['--no-color prompts list --limit 3', 'prompts list --limit 3 --no-color'],
    ['--json prompts get -- --odd-name', 'prompts get --json -- --odd-name'],
    ['--bogus prompts list', '--bogus prompts list'],
    ['--json --bogus prompts list', '--bogus prompts list --json'],
    ['--help', '--help'],
    ['--version', '--version'],
    ['-h', '-h'],
    ['--json', '--json'],
  ])('%s', (typed, expected) => {
    const split = (line: string) => line.split(' ').filter((word) => word !== '')
    expect(hoistFlags(split(typed))).toEqual(split(expected))
  })

  it('keeps values that look like commands', () => {
    expect(hoistFlags(['--profile', 'prompts', 'health'])).toEqual(['health', '--profile', 'prompts'])
  })
})

describe('wantsJson', () => {
  it.each([
    ['prompts list --json', {}, true],
    ['--json prompts list', {}, true],
    ['prompts list -o json', {}, true],
    ['prompts list -o ndjson', {}, true],
    ['prompts list -ojson', {}, true],
    ['prompts list -o=json', {}, true],
    ['prompts list --output json', {}, true],
    ['prompts list --output=ndjson', {}, true],
    ['prompts list -o xml --json', {}, true],
    ['prompts list -o csv', {}, false],
    ['prompts list -o', {}, false],
    ['prompts list', {}, false],
    ['prompts get -- --json', {}, false],
    ['prompts list', {LANGFUSE_CLI_OUTPUT: 'json'}, true],
    ['prompts list', {LANGFUSE_CLI_OUTPUT: 'csv'}, false],
    ['prompts list -o csv', {LANGFUSE_CLI_OUTPUT: 'json'}, false],
  ])('%s %j', (line, env, expected) => {
    expect(wantsJson(line.split(' '), env)).toBe(expected)
  })
})

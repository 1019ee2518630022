import {describe, expect, it} from 'vitest'
import {isUnwanted} from '../../../src/base/cli/update-notice.js'
import {isNewer} from '../../../src/base/cli/version.js'

describe('isNewer', () => {
  it.each([
    ['0.3.0', '0.1.0', true],
    ['0.10.0', '0.9.9', true],
    ['1.0.0', '0.99.99', true],
    ['0.1.1', '0.1.0', true],
    ['0.1.0', '0.1.0', false],
    ['0.1.0', '0.2.0', false],
    ['0.9.9', '0.10.0', false],
    ['1.0.0', '1.0.1', false],
  ])('%s than %s: %s', (a, b, expected) => {
    expect(isNewer(a, b)).toBe(expected)
  })
})

describe('isUnwanted', () => {
  it.each([
    [[], {}, false],
    [['prompts', 'list', '--', '-q'], {}, false],
    [['prompts', 'list', '-o', 'table'], {}, false],
    [['prompts', 'list', '--json'], {}, true],
    [['prompts', 'list', '-o', 'ndjson'], {}, true],
    [['prompts', 'list', '-q'], {}, true],
    [['prompts', 'list', '--quiet'], {}, true],
    [[], {CI: 'true'}, true],
    [[], {CI: ''}, false],
    [[], {LANGFUSE_CLI_NO_UPDATE_NOTIFIER: '1'}, true],
    [[], {LANGFUSE_CLI_OUTPUT: 'json'}, true],
  ])('%j with %j: %s', (argv, env, expected) => {
    expect(isUnwanted(argv, env)).toBe(expected)
  })
})

import {describe, expect, it} from 'vitest'
import {readSettings} from '../../../src/base/settings/settings.js'

const DEFAULTS = {
  output: undefined,
  columns: undefined,
  jq: undefined,
  maxBytes: undefined,
  header: undefined,
  headers: [],
  timeoutMs: 30_000,
  retries: 4,
  maxWaitMs: 60_000,
  caFile: undefined,
  insecure: false,
  readOnly: false,
  debug: false,
  curl: false,
  quiet: false,
  verbose: false,
  apiVersion: 'auto',
}

describe('readSettings', () => {
  it('has defaults', () => {
    expect(readSettings({}, {})).toEqual(DEFAULTS)
  })

  it.each<[string, object, Record<string, string>, object]>([
    [
      'variables',
      {},
      {
        LANGFUSE_CLI_OUTPUT: 'csv',
        LANGFUSE_CLI_TIMEOUT: '2m',
        LANGFUSE_CLI_RETRIES: '0',
        LANGFUSE_CLI_MAX_WAIT: '1h',
        LANGFUSE_CLI_VERBOSE: 'true',
        LANGFUSE_CLI_API_VERSION: '3',
      },
      {output: 'csv', timeoutMs: 120_000, retries: 0, maxWaitMs: 3_600_000, verbose: true, apiVersion: '3'},
    ],
    [
      'typed flags before variables',
      {output: 'tsv', timeout: '5', retries: 1, 'max-wait': '0', 'api-version': '4'},
      {
        LANGFUSE_CLI_OUTPUT: 'csv',
        LANGFUSE_CLI_TIMEOUT: 'nonsense',
        LANGFUSE_CLI_RETRIES: 'nonsense',
        LANGFUSE_CLI_MAX_WAIT: 'nonsense',
        LANGFUSE_CLI_API_VERSION: 'nonsense',
      },
      {output: 'tsv', timeoutMs: 5000, retries: 1, maxWaitMs: 0, apiVersion: '4'},
    ],
    [
      'empty variables as none',
      {},
      {LANGFUSE_CLI_OUTPUT: '', LANGFUSE_CLI_TIMEOUT: '', LANGFUSE_CLI_RETRIES: '', LANGFUSE_CLI_VERBOSE: '0'},
      {},
    ],
    ['what applications read', {}, {LANGFUSE_TIMEOUT: '1', LANGFUSE_DEBUG: 'true'}, {}],
    ['columns', {columns: ' a, b.c ,,d '}, {}, {columns: ['a', 'b.c', 'd']}],
    ['a file of CAs', {}, {LANGFUSE_CLI_CA_CERT: 'a'}, {caFile: {path: 'a', from: 'LANGFUSE_CLI_CA_CERT'}}],
    [
      'a typed file of CAs',
      {'ca-cert': 'b', insecure: true},
      {LANGFUSE_CLI_CA_CERT: 'a'},
      {caFile: {path: 'b', from: '--ca-cert'}, insecure: true},
    ],
    ['no variable for --insecure', {}, {LANGFUSE_CLI_INSECURE: '1', LANGFUSE_CLI_CA_CERT: ''}, {}],
    ['--json', {json: true}, {LANGFUSE_CLI_OUTPUT: 'csv'}, {output: 'json'}],
    ['--json with -o json', {json: true, output: 'json'}, {}, {output: 'json'}],
  ])('reads %s', (_, flags, env, expected) => {
    expect(readSettings({...flags}, env)).toEqual({...DEFAULTS, ...expected})
  })

  it.each<[object, Record<string, string>, string]>([
    [{json: true, output: 'csv'}, {}, '--json and --output csv exclude each other'],
    [{}, {LANGFUSE_CLI_OUTPUT: 'xml'}, 'LANGFUSE_CLI_OUTPUT: "xml" is not a valid format'],
    [{}, {LANGFUSE_CLI_API_VERSION: '5'}, 'is not one of auto, 3, 4'],
    [{}, {LANGFUSE_CLI_RETRIES: '-1'}, 'LANGFUSE_CLI_RETRIES: "-1" is not a number from 0 to 100'],
    [{}, {LANGFUSE_CLI_TIMEOUT: 'soon'}, 'LANGFUSE_CLI_TIMEOUT: "soon" is not a valid duration'],
    [{}, {LANGFUSE_CLI_TIMEOUT: '0'}, 'LANGFUSE_CLI_TIMEOUT: 0 leaves'],
    [{}, {LANGFUSE_CLI_TIMEOUT: '30000'}, 'LANGFUSE_CLI_TIMEOUT: "30000" is over'],
    [{}, {LANGFUSE_CLI_MAX_WAIT: 'long'}, 'LANGFUSE_CLI_MAX_WAIT: "long" is not a valid duration'],
    [{timeout: '0'}, {LANGFUSE_CLI_TIMEOUT: '5'}, '--timeout: 0 leaves'],
    [{}, {LANGFUSE_CLI_RETRIES: '101'}, 'not a number from 0 to 100'],
    [{columns: ' , '}, {}, '--columns is empty'],
    [{'ca-cert': ''}, {}, '--ca-cert is empty'],
    [{timeout: '30000'}, {}, 'over an hour'],
    [{'max-wait': 'long'}, {}, '--max-wait: "long" is not a valid duration'],
  ])('refuses %j %j', (flags, env, words) => {
    expect(() => readSettings({...flags}, env)).toThrow(words)
  })
})

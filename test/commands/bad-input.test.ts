import {mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {cli, HOST, KEYS} from '../cli.js'

const folder = mkdtempSync(join(tmpdir(), 'langfusectl-bad-'))
const broken = join(folder, 'broken.json')
writeFileSync(broken, '{\n  "name": "x",\n  "prompt": }\n')

interface Case {
  line: string
  /** Words that the message or the hint must have. */
  tells: string[]
  code?: string
  exit?: number
  env?: Record<string, string>
  stdin?: string
}

const NO_KEYS = {LANGFUSE_BASE_URL: HOST}

const CASES: [string, Case][] = [
  [
    'missing keys',
    {
      line: 'prompts list',
      env: NO_KEYS,
      tells: ['No keys', 'Settings → API Keys', 'langfuse auth login', 'LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY'],
      code: 'credentials',
      exit: 3,
    },
  ],
  [
    'half a pair',
    {
      line: 'prompts list',
      env: {...NO_KEYS, LANGFUSE_PUBLIC_KEY: 'pk'},
      tells: ['public key comes from LANGFUSE_PUBLIC_KEY', 'secret key is missing'],
      code: 'credentials',
      exit: 3,
    },
  ],
  [
    'a host that is not a valid URL',
    {line: 'prompts list --host nowhere', tells: ['"nowhere" is not a valid URL', 'https://']},
  ],
  [
    'a host variable that is not a valid URL',
    {
      line: 'prompts list',
      env: {...KEYS, LANGFUSE_BASE_URL: 'langfuse.test'},
      tells: ['"langfuse.test" is not a valid URL'],
    },
  ],
  ['a host with a password', {line: 'prompts list --host http://me:hidden@langfuse.test', tells: ['must not carry']}],
  ['--limit 0', {line: 'prompts list --limit 0', tells: ['limit', '1']}],
  ['--limit that is not a number', {line: 'prompts list --limit many', tells: ['limit', 'integer']}],
  ['--timeout 30000', {line: 'prompts list --timeout 30000', tells: ['over an hour', 'seconds', '30s']}],
  ['--timeout 0', {line: 'prompts list --timeout 0', tells: ['no time']}],
  ['--timeout soon', {line: 'prompts list --timeout soon', tells: ['"soon" is not a valid duration', '30s']}],
  ['--retries -1', {line: 'prompts list --retries -1', tells: ['retries', '0']}],
  [
    'an unknown field in --body',
    {
      line: `prompts create --body '{"name":"x","prompt":"y","lables":["a"]}'`,
      tells: ['unknown field "lables"', 'Did you mean "labels"?'],
    },
  ],
  [
    'broken JSON in --body',
    {line: `prompts create --body '{"name":"x",'`, tells: ['--body is not valid JSON', 'line 1, column 13']},
  ],
  [
    'broken JSON in the file of --body',
    {line: `prompts create --body @${broken}`, tells: ['broken.json is not valid JSON', 'line 3, column 13']},
  ],
  [
    'broken JSON in a field',
    {
      line: `prompts create --name x --prompt y --config '{a}'`,
      tells: ['--config is not valid JSON', 'line 1, column 2'],
    },
  ],
  [
    'a file that is not there',
    {
      line: 'prompts create --name x --prompt @no-such-file.txt',
      tells: ['Cannot read no-such-file.txt', 'there is no such file', '@@'],
      code: 'file',
      exit: 6,
    },
  ],
  [
    'an env file that is not there',
    {line: 'prompts list --env no-such-file', tells: ['Cannot read no-such-file'], code: 'file', exit: 6},
  ],
  [
    'writing the label latest',
    {line: 'prompts create --name x --prompt y --label latest', tells: ['--label', '"latest" is moved by the server']},
  ],
  [
    'writing a label that breaks the rule',
    {line: 'prompts create --name x --prompt y --label Prod', tells: ['--label', 'lower-case letters, digits']},
  ],
  [
    'writing such a label in --body',
    {line: `prompts create --body '{"name":"x","prompt":"y","labels":["Prod"]}'`, tells: ['--label', 'lower-case']},
  ],
  [
    'both --version and --label to get',
    {line: 'prompts get x --version 1 --label a', tells: ['--version', '--label', 'one of them']},
  ],
  [
    'both --version and --label to delete',
    {line: 'prompts delete x --version 1 --label a --yes', tells: ['--version', '--label', 'one of them']},
  ],
  [
    '--page with --cursor',
    {line: 'prompts list --page 2 --cursor c', tells: ['--page and --cursor exclude each other']},
  ],
  ['a cursor for a list with pages', {line: 'prompts list --cursor c', tells: ['no cursors', '--page N']}],
  [
    'a date without meaning',
    {line: 'prompts list --from 2026-02-30', tells: ['--from: "2026-02-30" is not a valid time', '7d']},
  ],
  [
    'a word for a date',
    {line: 'prompts list --to someday', tells: ['--to: "someday" is not a valid time', 'yesterday']},
  ],
  ['an unknown command', {line: 'prompts lst', tells: ['Unknown command "prompts lst"', 'langfuse prompts list']}],
  ['an unknown topic', {line: 'promts list', tells: ['Unknown command', 'langfuse prompts list']}],
  ['a word of the API', {line: 'dataset-items ls', tells: ['Unknown command', 'langfuse datasets items list']}],
  ['an unknown word', {line: 'xyzzy', tells: ['Unknown command "xyzzy"', 'langfuse --help']}],
  ['a topic with a flag', {line: 'prompts --bogus', tells: ['prompts', 'langfuse prompts --help']}],
  ['an unknown flag', {line: 'prompts list --lable a', tells: ['Unknown flag --lable', '--label']}],
  ['an unknown flag with =', {line: 'prompts list --lable=a', tells: ['Unknown flag --lable', '--label']}],
  ['an unknown shared flag', {line: 'prompts list --verbos', tells: ['Unknown flag --verbos', '--verbose']}],
  ['a missing argument', {line: 'prompts get', tells: ['Missing argument', 'langfuse prompts get --help']}],
  ['one argument too many', {line: 'prompts get a b', tells: ['b', 'langfuse prompts get --help']}],
  ['a flag without its value', {line: 'prompts list --name', tells: ['--name']}],
  [
    'a format that there is not',
    {line: 'prompts list -o xml', tells: ['output', 'table, json, ndjson, csv, tsv, yaml']},
  ],
  [
    'an empty stdin where a body was promised',
    {line: 'prompts create --body -', tells: ['--body -: stdin is empty', '@file']},
  ],
  [
    'an empty stdin where a text was promised',
    {line: 'prompts create --name x --prompt -', tells: ['--prompt -: stdin is empty']},
  ],
  [
    '- twice',
    {
      line: 'prompts create --name x --prompt - --config -',
      stdin: 'text',
      tells: ['--prompt', '--config', 'only once', '@file'],
    },
  ],
  ['an empty --columns', {line: 'prompts list --columns ,', tells: ['--columns is empty']}],
  [
    '--profile with --env',
    {line: 'prompts list --profile a --env b', tells: ['--profile and --env exclude each other']},
  ],
  [
    'a profile that there is not',
    {line: 'prompts list --profile nope', tells: ['no profile "nope"'], code: 'credentials', exit: 3},
  ],
]

describe.each(CASES)('%s', (_, {line, tells, code = 'usage', exit = 2, env, stdin}) => {
  const surroundings = {...(env ? {env} : {}), ...(stdin ? {stdin} : {})}

  it('is told to people', async () => {
    const {stdout, stderr, exitCode} = await cli(line, surroundings)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: exit})
    expect(stderr).toMatch(/^Error: /)
    for (const words of tells) expect(stderr).toContain(words)
  })

  it('is told to programs', async () => {
    const {stdout, stderr, exitCode} = await cli(`${line} --json`, surroundings)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: exit})
    expect(stderr.trim().split('\n')).toHaveLength(1)
    const {error} = JSON.parse(stderr)
    expect(error.code).toBe(code)
    expect(Object.keys(error).sort()).toEqual('hint' in error ? ['code', 'hint', 'message'] : ['code', 'message'])
    for (const words of tells) expect(`${error.message}\n${error.hint}`).toContain(words)
  })
})

describe('reading any label is fine', () => {
  it.each(['prompts list --label "Any Label" --curl', 'prompts get x --label latest --curl'])('%s', async (line) => {
    expect(await cli(line)).toMatchObject({exitCode: 0})
  })
})

import {beforeAll, describe, expect, it} from 'vitest'
import {NAMES} from '../../src/base/completion/vocabulary.js'
import {OUTPUT_FORMATS} from '../../src/base/output/format.js'
import {readManifest} from '../manifest.js'
import {newHome} from './profiles.js'
import {run, TEMP} from './run.js'
import {askBash, askFish, askZsh, has, type Offers, scriptFile} from './shells.js'

const TOPICS = [...new Set(readManifest().map(({id}) => id.split(':')[0] ?? ''))].sort()
const FORMATS = [...OUTPUT_FORMATS].sort()
const CREATE_FLAGS = ['--type', '--name', '--yes', '--output', '--no-header', '--profile', '--help']

/** Lines, and exactly what must be offered for them. */
const EXACTLY: Record<string, string[]> = {
  'langfuse ': TOPICS,
  'langfuse pr': ['profiles', 'projects', 'prompts'],
  'langfusectl pr': ['profiles', 'projects', 'prompts'],
  'langfuse help pr': ['profiles', 'projects', 'prompts'],
  'langfuse help prompts v': ['versions'],
  'langfuse prompts ': ['create', 'delete', 'get', 'list', 'versions'],
  'langfuse prompts -': ['--help'],
  'langfuse prompts versions ': ['update'],
  'langfuse admin orgs keys ': ['create', 'delete', 'list'],
  'langfuse prompts list -o ': FORMATS,
  'langfuse prompts list --output ': FORMATS,
  'langfuse prompts list --output t': ['table', 'tsv'],
  'langfuse prompts list --api-version ': ['3', '4', 'auto'],
  'langfuse --host http://127.0.0.1:3000 -q prompts create --type ': ['chat', 'text'],
  'langfuse prompts create --prompt @greet.txt --type t': ['text'],
  'langfuse prompts create --name list --zzz': [],
  'langfuse prompts get a=b --ver': ['--verbose', '--version'],
  'langfuse prompts list --name list --all --page-s': ['--page-size'],
  'langfuse prompts list --ho': ['--host'],
  'langfuse prompts get ': [],
  'langfuse prompts get greet --ver': ['--verbose', '--version'],
  'langfuse prompts get -- --ver': [],
  'langfuse profiles use ': ['prod.eu', 'staging'],
  'langfusectl profiles show s': ['staging'],
  'langfuse profiles delete --yes p': ['prod.eu'],
  'langfuse prompts list --profile ': ['prod.eu', 'staging'],
  'langfuse completion ': ['bash', 'fish', 'powershell', 'zsh'],
  'langfuse ingest otel --content-type application/j': ['application/json'],
  'langfuse xyzzy ': TOPICS,
}
const ATTACHED = {'langfuse prompts list --output=': FORMATS, 'langfuse prompts list --output=t': ['table', 'tsv']}
const FLAGS = 'langfuse prompts create --'
const AFTER_ARGUMENT = 'langfuse prompts get greet '
const FILE = `langfuse ingest otel --file ${TEMP}/spa`
const FILE_ATTACHED = `langfuse --env=${TEMP}/spa`
const LINES = [...Object.keys({...EXACTLY, ...ATTACHED}), FLAGS, AFTER_ARGUMENT, FILE, FILE_ATTACHED]

const home = newHome()
const profile = {host: 'https://langfuse.test'}

beforeAll(() => {
  home.write(JSON.stringify({profiles: {staging: profile, 'prod.eu': profile}}))
  scriptFile('spans one.json', '')
})

async function script(shell: string): Promise<string> {
  return scriptFile(`completion.${shell}`, (await run(['completion', shell])).stdout)
}

function only(lines: Record<string, unknown>, offers: Offers): Offers {
  return Object.fromEntries(Object.keys(lines).map((line) => [line, offers[line] ?? []]))
}

function words(offers: Offers): Offers {
  return Object.fromEntries(
    Object.entries(offers).map(([line, found]) => [line, found.map((one) => one.split('\t')[0] ?? '')]),
  )
}

function expectFlags(offers: Offers): void {
  expect(offers[FLAGS]).toEqual(expect.arrayContaining(CREATE_FLAGS.filter((flag) => flag !== '--yes')))
  expect(offers[FLAGS]).not.toContain('--yes')
  expect(offers[AFTER_ARGUMENT]).toEqual(expect.arrayContaining(['--label', '--raw', '--output', '-o']))
}

function needed(shell: string): string {
  return `${shell}${has(shell) ? '' : ' (skipped: it is not installed)'}`
}

describe.skipIf(!has('bash'))(needed('bash'), () => {
  it('completes commands, flags, values, files and profiles', async () => {
    const offers = await askBash(await script('bash'), LINES, home.env)
    expect(only(EXACTLY, offers)).toEqual(EXACTLY)
    expect(only(ATTACHED, offers)).toEqual(ATTACHED)
    expectFlags(offers)
    expect(offers[FILE]).toEqual([`${TEMP}/spans one.json`])
    expect(offers[FILE_ATTACHED]).toEqual([`${TEMP}/spans one.json`])
  })
})

describe.skipIf(!has('zsh'))(needed('zsh'), () => {
  it('completes commands, flags, values, files and profiles', async () => {
    const {offers: found, after} = await askZsh(await script('zsh'), LINES, home.env)
    const offers = words(found)
    expect(only(EXACTLY, offers)).toEqual(EXACTLY)
    expect(only(ATTACHED, offers)).toEqual(ATTACHED)
    expectFlags(offers)
    expect(found['langfuse pr']).toContain('projects\tProjects, their keys and members')
    expect(found['langfuse ']).toContain('traces\tTraces: what happened in a request')
    expect(found['langfuse prompts list --ho']).toContain('--host\tServer: eu, us, jp, hipaa or a URL')
    expect(after[FILE]).toBe(`langfuse ingest otel --file ${TEMP}/spans\\ one.json `)
    expect(after[FILE_ATTACHED]).toBe(`langfuse --env=${TEMP}/spans\\ one.json `)
    expect(after['langfuse profiles delete --yes p']).toBe('langfuse profiles delete --yes prod.eu ')
  })

  it('finds the script in a folder of its functions', async () => {
    const file = await script('zsh')
    const loading = scriptFile(
      'loading.zsh',
      `ln -sf ${file} ${TEMP}/_langfuse; fpath=(${TEMP} $fpath); compinit -D -u`,
    )
    const {offers} = await askZsh(loading, ['langfuse pr', 'langfusectl profiles u'], home.env)
    expect(Object.values(words(offers))).toEqual([['profiles', 'projects', 'prompts'], ['use']])
  })
})

describe.skipIf(!has('fish'))(needed('fish'), () => {
  it('completes commands, flags, values, files and profiles', async () => {
    const found = await askFish(await script('fish'), LINES, home.env)
    const offers = words(found)
    const attached = Object.entries(ATTACHED).map(([line, values]) => [
      line,
      values.map((value) => `--output=${value}`),
    ])
    expect(only(EXACTLY, offers)).toEqual(EXACTLY)
    expect(only(ATTACHED, offers)).toEqual(Object.fromEntries(attached))
    expectFlags(offers)
    expect(found['langfuse ']).toContain('traces\tTraces: what happened in a request')
    expect(offers[FILE]).toEqual([`${TEMP}/spans one.json`])
    expect(offers[FILE_ATTACHED]).toEqual([`--env=${TEMP}/spans one.json`])
  })
})

describe('langfuse completion', () => {
  it.each([
    ['/usr/bin/zsh', '#compdef'],
    ['/usr/local/bin/fish', '# Completion of langfuse and langfusectl for fish'],
    ['bash', '# Completion of langfuse and langfusectl for bash'],
    ['/opt/microsoft/pwsh', '# Completion of langfuse and langfusectl for PowerShell'],
  ])('guesses the shell from SHELL=%s', async (SHELL, beginning) => {
    const {code, stdout, stderr} = await run(['completion'], {env: {SHELL}})
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(stdout.slice(0, beginning.length)).toBe(beginning)
    for (const name of NAMES) expect(stdout).toContain(name)
  })

  it.each([
    [['completion'], {}, 'Which shell? $SHELL is not set'],
    [['completion'], {SHELL: '/bin/dash'}, 'Which shell? There is no script for dash'],
    [['completion', 'tcsh'], {SHELL: '/bin/bash'}, 'tcsh'],
  ])('%j with %j says which shells there are', async (args, env, message) => {
    const {code, stdout, stderr} = await run(args, {env})
    expect({code, stdout}).toEqual({code: 2, stdout: ''})
    expect(stderr).toContain(message)
    expect(stderr).toContain('bash, zsh, fish, powershell')
  })
})

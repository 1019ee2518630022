import {describe, expect, it} from 'vitest'
import type {CatalogEntry} from '../../src/base/catalog/catalog.js'
import {cli} from '../cli.js'
import {readManifest} from '../manifest.js'

const ids = readManifest().map(({id}) => id.replaceAll(':', ' '))

async function json<T>(line: string): Promise<T> {
  const {stdout, stderr, exitCode} = await cli(line, {env: {}})
  expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  return JSON.parse(stdout) as T
}

describe('commands', () => {
  it('has every command, as JSON', async () => {
    const rows = await json<CatalogEntry[]>('commands --json')
    expect(rows.map(({command}) => command).sort()).toEqual([...ids].sort())
    expect(rows.find(({command}) => command === 'prompts delete')).toMatchObject({
      topic: 'prompts',
      effect: 'destroy',
      keys: ['project'],
      operations: [{method: 'DELETE', path: '/api/public/v2/prompts/{promptName}', scope: 'project'}],
      arguments: [{name: 'prompt-name', required: true}],
      phrases: expect.arrayContaining(['delete a prompt']),
      examples: expect.arrayContaining([expect.stringMatching(/^langfuse prompts delete /)]),
    })
    expect(rows.find(({command}) => command === 'admin orgs create')?.plans).toEqual([
      expect.stringContaining('Enterprise'),
    ])
  })

  it('is a table for people', async () => {
    const {stdout} = await cli('commands', {env: {NO_COLOR: '1'}, tty: {stdout: true, columns: 100}})
    expect(stdout.split('\n')[0]).toMatch(/command +effect +summary/i)
    expect(stdout).toMatch(/^prompts delete +destroy +Delete a prompt/m)
  })

  it('sends nothing, so there is no curl line', async () => {
    expect(await cli('commands --curl')).toMatchObject({exitCode: 2, stdout: ''})
  })
})

describe('help as JSON', () => {
  it.each([
    'prompts get --help --json',
    'prompts get greet --json -h',
    '--json help prompts get',
    'help prompts get -o json',
  ])('%s is one command, with the flags that all have', async (line) => {
    const help = await json<CatalogEntry & {globalFlags: {name: string; enum?: string[]; default?: string}[]}>(line)
    expect(help.command).toBe('prompts get')
    expect(help.flags.map(({name}) => name)).toContain('label')
    expect(help.flags.map(({name}) => name)).not.toContain('json')
    expect(help.globalFlags).toContainEqual(expect.objectContaining({name: 'retries', type: 'number', default: '4'}))
    expect(help.globalFlags.find(({name}) => name === 'output')?.enum).toContain('ndjson')
  })

  it.each(['datasets --help --json', 'help datasets --json'])('%s is the commands of a topic', async (line) => {
    const rows = await json<CatalogEntry[]>(line)
    expect(rows.map(({command}) => command)).toEqual(ids.filter((id) => id.startsWith('datasets ')).sort())
  })

  it.each(['--help --json', '--json --help', 'help --json', 'help -o json'])('%s is all of them', async (line) => {
    expect((await json<CatalogEntry[]>(line)).length).toBe(ids.length)
  })

  it('is an error for what there is not', async () => {
    const {stdout, stderr, exitCode} = await cli('promts --help --json')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(JSON.parse(stderr)).toMatchObject({error: {code: 'usage'}})
  })

  it('has the text of a page about no command', async () => {
    const {stdout} = await cli('help environment --json')
    expect(JSON.parse(stdout)).toEqual({page: 'environment', text: expect.stringMatching(/^ENVIRONMENT\n/)})
    expect((await cli('help environment')).stdout).toMatch(/^ENVIRONMENT\n/)
    expect((await cli('prompts get --help')).stdout).toContain('USAGE')
  })
})

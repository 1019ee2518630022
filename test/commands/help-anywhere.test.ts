import {describe, expect, it} from 'vitest'
import {cli} from '../cli.js'

describe('--help anywhere', () => {
  it.each([
    'prompts --help list',
    '--help prompts list',
    '-h prompts list',
    'help prompts list',
    'prompts list --help',
    'prompts list -h --label',
    'prompts list --label x --help',
    '--host eu prompts list --help',
  ])('%s', async (line) => {
    const {stdout, stderr, exitCode} = await cli(line, {env: {}})
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    expect(stdout).toMatch(/^List prompts, with their versions and labels\n\nUSAGE\n {2}\$ langfuse prompts list\n/)
  })

  it.each(['--help datasets items', 'datasets --help items', 'datasets items --help', 'datasets items help'])(
    '%s',
    async (line) => {
      expect((await cli(line, {env: {}})).stdout).toMatch(/^Items of datasets\n/)
    },
  )
})

describe('did you mean, for flags', () => {
  it.each([
    ['prompts list --labl x', '--labl', '--label'],
    ['prompts list --lable=x', '--lable', '--label'],
    ['prompts list --outptu json', '--outptu', '--output'],
    ['datasets items list --dataset-nme x', '--dataset-nme', '--dataset-name'],
    ['prompts versions update greet 1 --lables x', '--lables', '--label'],
    ['auth login --pubic-key x', '--pubic-key', '--public-key'],
    ['doctor --jsn', '--jsn', '--json'],
  ])('%s', async (line, typed, meant) => {
    const {stderr, exitCode} = await cli(line)
    expect(exitCode).toBe(2)
    expect(stderr).toBe(`Error: Unknown flag ${typed}\n  Did you mean ${meant}?\n`)
  })
})

describe('--version', () => {
  it('says more with --verbose', async () => {
    const env = {XDG_CONFIG_HOME: '/some/config', XDG_CACHE_HOME: '/some/cache'}
    const {stdout, exitCode} = await cli('--version --verbose', {env})
    expect(exitCode).toBe(0)
    expect(
      Object.fromEntries(
        stdout
          .trimEnd()
          .split('\n')
          .map((line) => line.split(/:\s+/, 2)),
      ),
    ).toMatchObject({
      version: expect.stringMatching(/^langfusectl \d+\.\d+\.\d+$/),
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      v8: process.versions.v8,
      program: expect.stringMatching(/^\//),
      config: '/some/config/langfuse',
      cache: '/some/cache/langfuse',
    })
    expect((await cli('--verbose --version', {env})).stdout).toBe(stdout)
  })

  it('is a line without it', async () => {
    expect((await cli('--version --quiet', {env: {}})).stdout).toMatch(/^langfusectl\/\S+ \S+ node-\S+\n$/)
  })
})

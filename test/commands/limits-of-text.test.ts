import {describe, expect, it} from 'vitest'
import {answers, cli} from '../cli.js'

describe('--max-bytes and text for people', () => {
  it('cuts a skill behind a whole line', async () => {
    const whole = (await cli('skill', {env: {}})).stdout
    const {stdout, stderr, exitCode} = await cli('skill --max-bytes 500', {env: {}})
    expect(exitCode).toBe(7)
    expect(stderr).toContain('Cut at --max-bytes 500')
    expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(500)
    expect(whole.startsWith(stdout) && stdout.endsWith('\n')).toBe(true)
  })

  it('cuts an operation of the reference behind a whole line', async () => {
    const {stdout, exitCode} = await cli('reference POST /v2/prompts --offline --max-bytes 100', {env: {}})
    expect(exitCode).toBe(7)
    expect(stdout).toMatch(/^POST .*\n$/s)
    expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(100)
  })

  it('prints no piece of an address', async () => {
    answers({body: {data: [{id: 'prj-1', name: 'shop', metadata: {}}]}})
    expect(await cli('open trace t --max-bytes 10')).toMatchObject({exitCode: 7, stdout: ''})
  })
})

import {describe, expect, it} from 'vitest'
import {type Answer, answers, BASIC, cli} from '../cli.js'

const GONE: Answer = {method: 'DELETE', status: 204, body: ''}
const MISSING = {message: "Prompt not found: 'greet'", error: 'LangfuseNotFoundError'}

function request(path: string) {
  return {method: 'DELETE', path: `/api/public/v2/prompts/${path}`, authorization: BASIC, body: undefined}
}

describe('prompts delete --yes', () => {
  it.each([
    ['greet', 'greet', 'prompt greet, all versions'],
    ['greet --version 2', 'greet?version=2', 'version 2 of prompt greet'],
    ['greet --label "Old One"', 'greet?label=Old+One', 'the version of prompt greet labelled Old One'],
    ['greet --label latest', 'greet?label=latest', 'the version of prompt greet labelled latest'],
    ['"a/100% ü"', 'a%2F100%25%20%C3%BC', 'prompt a/100% ü, all versions'],
  ])('%s', async (args, path, what) => {
    const sent = answers(GONE)
    const {stdout, stderr, exitCode} = await cli(`prompts delete ${args} --yes`)
    expect(sent).toEqual([request(path)])
    expect({stdout, stderr, exitCode}).toEqual({stdout: '', stderr: `✓ Deleted ${what}\n`, exitCode: 0})
  })

  it.each([
    ['--json', '{}\n'],
    ['-o ndjson', '{}\n'],
    ['-o tsv', ''],
    ['-o yaml', ''],
  ])('%s', async (flags, stdout) => {
    answers(GONE)
    expect(await cli(`prompts delete greet -y ${flags}`)).toMatchObject({stdout, exitCode: 0})
  })

  it('is silent with --quiet', async () => {
    answers(GONE)
    expect(await cli('prompts delete greet -yq')).toMatchObject({stdout: '', stderr: '', exitCode: 0})
  })

  it('passes a refusal on', async () => {
    const message = "Other prompts are depending on prompt 'greet'"
    answers({method: 'DELETE', status: 400, body: {message, error: 'InvalidRequestError'}})
    const {stderr, exitCode} = await cli('prompts delete greet -y')
    expect(exitCode).toBe(5)
    expect(stderr).toContain(message)
  })

  it('takes 404 for an error at first', async () => {
    answers({method: 'DELETE', status: 404, body: MISSING})
    expect(await cli('prompts delete greet -y')).toMatchObject({stdout: '', exitCode: 8})
  })

  it('takes 404 for done after a lost answer', async () => {
    const sent = answers({method: 'DELETE', error: 'ECONNRESET'}, {method: 'DELETE', status: 404, body: MISSING})
    const {stderr, exitCode} = await cli('prompts delete greet --version 2 -y --retries 1')
    expect(sent).toEqual([request('greet?version=2')])
    expect({stderr, exitCode}).toEqual({stderr: '✓ Deleted version 2 of prompt greet\n', exitCode: 0})
  })

  it('takes 404 for an error after a wait that the server asked for', async () => {
    answers(
      {method: 'DELETE', status: 429, body: {message: 'Rate limit exceeded'}, headers: {'retry-after': '0'}},
      {method: 'DELETE', status: 404, body: MISSING},
    )
    expect(await cli('prompts delete greet -y')).toMatchObject({exitCode: 8})
  })

  it('does not repeat --label latest, which would hit another version', async () => {
    answers({method: 'DELETE', error: 'ECONNRESET'})
    const {stderr, exitCode} = await cli('prompts delete greet --label latest -y')
    expect(exitCode).toBe(4)
    expect(stderr).toContain('The connection was cut')
  })
})

describe('prompts delete without --yes and without a terminal', () => {
  it.each(['', '--json'])('sends nothing %s', async (flags) => {
    const {stdout, stderr, exitCode} = await cli(`prompts delete greet ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    for (const word of ['prompt greet, all versions', 'langfuse.test (keys from LANGFUSE_PUBLIC_KEY)', '--yes']) {
      expect(stderr).toContain(word)
    }
  })

  it('wants both stdin and stderr to be a terminal', async () => {
    expect(await cli('prompts delete greet', {tty: {stdin: true, stdout: true}})).toMatchObject({exitCode: 2})
    expect(await cli('prompts delete greet', {tty: {stderr: true, stdout: true}})).toMatchObject({exitCode: 2})
  })

  it('needs no --yes with --curl, which sends nothing', async () => {
    const {stdout, exitCode} = await cli('prompts delete greet --version 2 --curl')
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`-X DELETE 'http://langfuse.test/api/public/v2/prompts/greet?version=2'`)
  })
})

import {describe, expect, it} from 'vitest'
import {answers, cli} from '../cli.js'

describe('what would do more than was meant is refused, and nothing is sent', () => {
  it.each([
    ["prompts delete greet --label '' --yes", '--label is empty'],
    ["prompts get greet --label ''", '--label is empty'],
    ["datasets items list --dataset-name ''", '--dataset-name is empty'],
    ['prompts list --from now --to 7d', 'is not before --to'],
    ['prompts list --from 99999999d', 'is not a valid time'],
    ['prompts create --name greet --prompt x --columns nmae', 'there is no "nmae" here'],
    ['prompts versions update greet 1 --label a --columns nmae', 'there is no "nmae" here'],
  ])('%s', async (line, words) => {
    const {stdout, stderr, exitCode} = await cli(line)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})

describe('an array of messages without --type', () => {
  const NEW = {status: 404, body: {message: 'Prompt not found', error: 'LangfuseNotFoundError'}}
  const messages = '[{"role":"user","content":"{{question}}"}]'

  it.each([
    ['', {type: 'chat', prompt: [{role: 'user', content: '{{question}}'}]}],
    ['--type text', {type: 'text', prompt: messages}],
  ])('%s', async (flags, sent) => {
    const requests = answers(NEW, {method: 'POST', status: 201, body: {name: 'p', version: 1}})
    const {exitCode} = await cli(`prompts create --name p --prompt '${messages}' ${flags} --quiet`)
    expect(requests.slice(1).map(({body}) => body)).toEqual([{name: 'p', ...sent}])
    expect(exitCode).toBe(0)
  })

  it('stays a text when it is not all messages', async () => {
    const requests = answers(NEW, {method: 'POST', status: 201, body: {name: 'p', version: 1}})
    await cli(`prompts create --name p --prompt '[{"role":"user"}]'`)
    expect(requests.slice(1).map(({body}) => body)).toEqual([{name: 'p', prompt: '[{"role":"user"}]'}])
  })
})

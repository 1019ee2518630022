import {describe, expect, it} from 'vitest'
import {answers, cli} from '../cli.js'

const GREET = {
  id: 'p1',
  name: 'greet',
  version: 3,
  type: 'text',
  labels: ['production'],
  tags: [],
  commitMessage: null,
  config: {},
  createdBy: 'API',
  createdAt: '2026-11-21T22:53:14.635Z',
  updatedAt: '2026-11-21T22:53:14.635Z',
  prompt: 'Hello {{name}}\r\n\tGrüße ✨\n\n',
}
const MESSAGES = [
  {role: 'system', content: 'You are {{role}}'},
  {type: 'placeholder', name: 'history'},
]

describe('prompts get --raw', () => {
  const chat = `${JSON.stringify(MESSAGES, null, 2)}\n`

  it.each([
    ['text into a pipe, byte for byte', GREET.prompt, false, 'Hello {{name}}\r\n\tGrüße ✨\n\n'],
    ['text without a final newline', 'Hi', false, 'Hi'],
    ['empty text', '', false, ''],
    ['control characters into a pipe', 'a\u001b[31mb\u0007', false, 'a\u001b[31mb\u0007'],
    ['text on a terminal: one newline', 'Hi', true, 'Hi\n'],
    ['text with a newline on a terminal', 'Hi\n', true, 'Hi\n'],
    ['control characters on a terminal', 'a\u001b[31mb', true, 'a␛[31mb\n'],
    ['chat into a pipe', MESSAGES, false, chat],
    ['chat on a terminal', MESSAGES, true, chat],
  ])('%s', async (_, prompt, stdout, expected) => {
    answers({body: {...GREET, type: typeof prompt === 'string' ? 'text' : 'chat', prompt}})
    const result = await cli('prompts get greet --raw', {tty: {stdout}})
    expect(result).toMatchObject({stdout: expected, stderr: '', exitCode: 0})
  })

  it.each([
    ['missing', undefined],
    ['null', null],
  ])('a prompt that is %s is none', async (_, prompt) => {
    answers({body: {...GREET, prompt}})
    const {stdout, stderr, exitCode} = await cli('prompts get greet --raw')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('has no prompt')
  })

  it('names half of a surrogate pair', async () => {
    answers({body: {...GREET, prompt: 'a\ud83d'}})
    const {stdout, stderr} = await cli('prompts get greet --raw -q')
    expect(stdout).toBe('a\ufffd')
    expect(stderr).toContain('half of a surrogate pair')
  })

  it('gives back what prompts create takes', async () => {
    answers({body: {...GREET, type: 'chat', prompt: MESSAGES}})
    const {stdout} = await cli('prompts get greet --raw')
    const missing = {status: 404, body: {message: 'Prompt not found', error: 'LangfuseNotFoundError'}}
    const sent = answers(missing, {method: 'POST', status: 201, body: {...GREET, type: 'chat', prompt: MESSAGES}})
    const {exitCode} = await cli('prompts create --name copy --type chat --prompt -', {stdin: stdout})
    expect(exitCode).toBe(0)
    expect(sent.at(-1)?.body).toEqual({name: 'copy', type: 'chat', prompt: MESSAGES})
  })

  it.each(['--json', '-o yaml', '--columns name'])('does not go with %s', async (flag) => {
    const {stdout, stderr, exitCode} = await cli(`prompts get greet --raw ${flag}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('--raw')
  })
})

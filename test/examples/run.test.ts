import nock from 'nock'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {runExample} from './run.js'
import {expectExample} from './worked.js'

beforeAll(() => nock.restore())
afterAll(() => nock.activate())

it.each([
  [`printf 'Hi {{name}}' | langfuse prompts create --name greet --prompt -`, 'prompts:create'],
  ['LANGFUSE_CLI_OUTPUT=json langfuse prompts list', 'prompts:list'],
  ['langfuse prompts list --json   # all of them', 'prompts:list'],
  ['langfuse prompts list \\\n  --label production', 'prompts:list'],
  ['langfuse prompts get greet --raw > greet-now.txt && cat greet-now.txt', 'prompts:get'],
])('%s works', async (line, id) => {
  expect((await expectExample(line)).command?.id).toBe(id)
})

it.each([
  ['fails', 'langfuse prompts get nobody'],
  ['reads nothing', 'langfuse traces list --user-id nobody'],
  ['reads an empty list', 'langfuse traces list --user-id nobody --json'],
  ['sends nothing', 'langfuse prompts create --name greet --prompt Hi --curl'],
  ['sends something else', 'langfuse prompts delete greet --curl; langfuse prompts get greet'],
])('an example that %s is refused: %s', async (_, line) => {
  await expect(expectExample(line)).rejects.toThrow(line)
})

it.each(['langfuse prompts lst', 'langfuse', 'curl https://langfuse.example.com'])(
  '%s runs no command',
  async (line) => {
    await expect(runExample(line)).rejects.toThrow(line)
  },
)

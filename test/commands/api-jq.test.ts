import {describe, expect, it} from 'vitest'
import {answers, cli} from '../cli.js'

const PAGES = [
  {body: {data: [{name: 'a'}, {name: 'b'}], meta: {page: 1, totalPages: 2}}},
  {body: {data: [{name: 'c'}], meta: {page: 2, totalPages: 2}}},
]

describe('api --jq', () => {
  it('gets the answer as the server sent it', async () => {
    answers(...PAGES.slice(0, 1))
    expect((await cli("api /v2/prompts --jq '.data[].name, .meta'")).stdout).toBe('a\nb\n{"page":1,"totalPages":2}\n')
  })

  it('gets each page', async () => {
    answers(...PAGES)
    const {stdout, exitCode} = await cli("api /v2/prompts --paginate --jq '.data[].name'")
    expect({stdout, exitCode}).toEqual({stdout: 'a\nb\nc\n', exitCode: 0})
  })

  it('leaves what a refusal says as it came', async () => {
    answers({status: 400, body: {message: 'no'}})
    expect(await cli('api /v2/prompts --jq .data')).toMatchObject({stdout: '{"message":"no"}', exitCode: 5})
  })

  it('says when there is no JSON, and when the expression fails', async () => {
    answers({body: 'plain', headers: {'content-type': 'text/plain'}})
    expect(await cli('api /v2/prompts --jq .data')).toMatchObject({
      stdout: '',
      exitCode: 7,
      stderr: expect.stringContaining('no JSON'),
    })
    answers({body: {data: 1}})
    expect(await cli('api /v2/prompts --jq .data.name')).toMatchObject({exitCode: 7, stdout: ''})
  })

  it('gives half of a surrogate pair back, in names too, and leaves what only looks like one', async () => {
    const body = String.raw`{"a":"x\ud83dy","\udc00":"\\ud83d \ud83d\ude00","b":"${'\u{10f800}'}"}`
    answers({body}, {body})
    const {stdout} = await cli('api /x/y --jq .')
    expect(JSON.parse(stdout)).toEqual(JSON.parse(body))
    const {stdout: text, stderr, exitCode} = await cli("api /x/y --jq '.a, (.a | length)' -q")
    expect({text, exitCode}).toEqual({text: 'x\ufffdy\n3\n', exitCode: 0})
    expect(stderr).toContain('half of a surrogate pair')
  })

  it('gives numbers back that jq has no room for', async () => {
    const body = '{"a":[1e9999999999,-1e-9999999999],"s":"1e9999999999"}'
    answers({body})
    expect((await cli('api /x/y --jq .')).stdout).toBe(`${body}\n`)
  })

  it('leaves nothing that a terminal obeys', async () => {
    answers({body: {name: '\u001b[31m'}})
    const {stdout} = await cli('api /v2/prompts --jq .name', {tty: {stdout: true}})
    expect(stdout).toBe('␛[31m\n')
  })

  it('is counted by --max-bytes', async () => {
    answers(...PAGES)
    const {stdout, exitCode} = await cli("api /v2/prompts --paginate --jq '.data[].name' --max-bytes 5")
    expect({stdout, exitCode}).toEqual({stdout: 'a\nb\n', exitCode: 7})
  })

  it.each(["--jq '.['", '--jq . --paginate --slurp', '--jq . --include', '--jq . --columns a'])(
    '%s sends nothing',
    async (flags) => {
      expect(await cli(`api /v2/prompts ${flags}`)).toMatchObject({exitCode: 2, stdout: ''})
    },
  )
})

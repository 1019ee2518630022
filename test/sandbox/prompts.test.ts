import {beforeEach, describe, expect, it} from 'vitest'
import type {Sandbox} from '../../sandbox/server.js'
import {call, start} from './client.js'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await start()
})

const api = (operation: string, body?: unknown) => call(sandbox, operation, body)
const labels = (name: string) => sandbox.store.prompts.get(name)?.map((row) => row.labels)

describe('prompts', () => {
  it('move labels and latest to the new version, and back when it goes', async () => {
    await api('POST /v2/prompts', {name: 'p', prompt: 'one', labels: ['production', 'a'], tags: ['t']})
    await api('POST /v2/prompts', {name: 'p', prompt: 'two', labels: ['a']})
    await api('POST /v2/prompts', {name: 'p', prompt: 'three', tags: ['u']})
    expect(labels('p')).toEqual([['production'], ['a'], ['latest']])
    expect(sandbox.store.prompts.get('p')?.map((row) => row.tags)).toEqual([['u'], ['u'], ['u']])
    await api('PATCH /v2/prompts/p/versions/3', {newLabels: ['production']})
    expect(labels('p')).toEqual([[], ['a'], ['production', 'latest']])
    expect((await api('DELETE /v2/prompts/p?version=3')).status).toBe(204)
    expect(labels('p')).toEqual([[], ['a', 'latest']])
    expect((await api('POST /v2/prompts', {name: 'p', prompt: 'again'})).body.version).toBe(3)
    expect((await api('POST /v2/prompts', {name: 'p', type: 'chat', prompt: []})).body.error).toBe(
      'InvalidRequestError',
    )
  })

  it('strip what they do not know from messages and sort keys like jsonb', async () => {
    const message = {content: 'hi', role: 'user', tool_calls: [1]}
    const config = {temperature: 1, model: 'm', b: {zz: 1, a: 2}}
    const {body} = await api('POST /v2/prompts', {name: 'c', type: 'chat', prompt: [message], config})
    expect(JSON.stringify(body.prompt)).toBe('[{"role":"user","content":"hi"}]')
    expect(JSON.stringify(body.config)).toBe('{"b":{"a":2,"zz":1},"model":"m","temperature":1}')
    const clash = [
      {role: 'user', content: '{{x}}'},
      {type: 'placeholder', name: 'x'},
    ]
    expect((await api('POST /v2/prompts', {name: 'd', type: 'chat', prompt: clash})).body.message).toMatch(/not: x$/)
  })

  it('inline references through levels, and refuse what would break them', async () => {
    const missing = await api('POST /v2/prompts', {name: 'top', prompt: '@@@langfusePrompt:name=mid|version=1@@@'})
    expect([missing.status, missing.body.message]).toEqual([400, 'Prompt dependency not found: mid - version 1'])
    await api('POST /v2/prompts', {name: 'low', prompt: '"$1" {{x}}', labels: ['production']})
    await api('POST /v2/prompts', {name: 'mid', prompt: '<@@@langfusePrompt:name=low|label=production@@@>'})
    await api('POST /v2/prompts', {
      name: 'top',
      prompt: '@@@langfusePrompt:name=mid|version=1@@@!',
      labels: ['production'],
    })
    const resolved = (await api('GET /v2/prompts/top')).body
    expect(resolved.prompt).toBe('<"$1" {{x}}>!')
    const {dependencies} = resolved.resolutionGraph as {dependencies: object}
    expect(Object.keys(dependencies)).toHaveLength(2)
    const raw = (await api('GET /v2/prompts/top?resolve=false')).body
    expect([raw.prompt, raw.resolutionGraph]).toEqual(['@@@langfusePrompt:name=mid|version=1@@@!', null])
    expect((await api('DELETE /v2/prompts/low')).body.message).toContain('mid v1 depends on low production')
    expect(
      (await api('POST /v2/prompts', {name: 'top', prompt: '@@@langfusePrompt:name=top|version=1@@@'})).status,
    ).toBe(400)
    sandbox.store.prompts.delete('low')
    expect((await api('GET /v2/prompts/top')).status).toBe(409)
  })

  it('reserve more names on newer servers', async () => {
    expect((await api('POST /v2/prompts', {name: 'metrics', prompt: 'x'})).status).toBe(201)
    const newer = await start({mode: '4-events-only'})
    const answer = await call(newer, 'POST /v2/prompts', {name: 'metrics', prompt: 'x'})
    expect(answer.body).toMatchObject({error: [{message: "Prompt name cannot be 'metrics'"}]})
  })
})

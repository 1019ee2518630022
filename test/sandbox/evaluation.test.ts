import {beforeEach, describe, expect, it} from 'vitest'
import type {Sandbox} from '../../sandbox/server.js'
import {call, rows, start} from './client.js'

let older: Sandbox
let newer: Sandbox

beforeEach(async () => {
  older = await start({mode: '4-events-only'})
  newer = await start({mode: '4-events-only', release: '4.35'})
})

const routes = ['evaluators', 'evaluation-rules']

describe('evaluators and rules', () => {
  it.each(routes)('have one route before 4.35 and another after: %s', async (name) => {
    expect((await call(newer, 'GET /health')).body.version).toBe('4.35.0')
    for (const [sandbox, there, gone] of [
      [older, 'unstable', 'v2'],
      [newer, 'v2', 'unstable'],
    ] as const) {
      expect((await call(sandbox, `GET /${there}/${name}`)).body).toMatchObject({data: []})
      const missing = await call(sandbox, `GET /${gone}/${name}`)
      expect([missing.status, missing.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    }
  })

  it('of older servers are found by name, and stay while they are used', async () => {
    const definition = {outputDefinition: {dataType: 'NUMERIC'}, modelConfig: {provider: 'p', model: 'm'}}
    const body = {name: 'judge', prompt: 'Is {{answer}} right?', ...definition}
    const made = (await call(older, 'POST /unstable/evaluators', body)).body
    expect(made).toMatchObject({version: 1, scope: 'project', variables: ['answer']})
    const again = (await call(older, 'POST /unstable/evaluators', {...body, prompt: 'Right?'})).body
    expect(again).toMatchObject({id: made.id, version: 2, variables: []})
    const evaluator = {name: 'judge', scope: 'project'}
    const rule = {name: 'rule', evaluator, target: 'observation', enabled: true, mapping: []}
    const ruled = (await call(older, 'POST /unstable/evaluation-rules', rule)).body
    expect(ruled).toMatchObject({evaluator: {id: made.id}, status: 'active', sampling: 1})
    expect((await call(older, `DELETE /unstable/evaluators/${made.id}`)).body).toMatchObject({code: 'conflict'})
    const changed = await call(older, `PATCH /unstable/evaluation-rules/${ruled.id}`, {sampling: 0.5})
    expect(changed.body).toMatchObject({sampling: 0.5, enabled: true, filter: []})
    expect((await call(older, `DELETE /unstable/evaluation-rules/${ruled.id}`)).status).toBe(200)
    expect((await call(older, `DELETE /unstable/evaluators/${made.id}`)).status).toBe(200)
    expect(rows(await call(older, 'GET /unstable/evaluators'))).toEqual([])
    expect((await call(older, `GET /unstable/evaluators/${made.id}`)).body).toMatchObject({code: 'resource_not_found'})
  })

  it('of newer servers are always new, and have versions and assignments', async () => {
    const body = {name: 'judge', type: 'llm_as_judge', prompt: 'Right?', outputDefinition: {dataType: 'BOOLEAN'}}
    const made = [
      (await call(newer, 'POST /v2/evaluators', body)).body,
      (await call(newer, 'POST /v2/evaluators', body)).body,
    ]
    const id = made[0]?.id
    expect(made[1]?.id).not.toBe(id)
    expect(made[0]).toMatchObject({version: 1, prompt: [{role: 'user', content: 'Right?'}]})
    const {name, ...definition} = body
    const changed = await call(newer, `PATCH /v2/evaluators/${id}`, {name: 'renamed', ...definition, prompt: 'Wrong?'})
    expect(changed.body).toMatchObject({id, name: 'renamed', version: 2})
    expect(rows(await call(newer, `GET /v2/evaluators/${id}/versions`)).map(({version}) => version)).toEqual([2, 1])
    const rule = {name: 'rule', enabled: true, evaluatorAssignments: [{evaluatorId: id}]}
    const ruled = (await call(newer, 'POST /v2/evaluation-rules', rule)).body
    expect(ruled.evaluatorAssignments).toEqual([{evaluatorId: id, variableMapping: null}])
    expect((await call(newer, `DELETE /v2/evaluators/${id}`)).status).toBe(409)
    expect((await call(newer, `DELETE /v2/evaluation-rules/${ruled.id}`)).body).toEqual({id: ruled.id})
    expect((await call(newer, `DELETE /v2/evaluators/${id}`)).body).toEqual({id})
    await call(newer, 'POST /v2/evaluators', {...body, name: 'third'})
    const first = await call(newer, 'GET /v2/evaluators?limit=1')
    expect(rows(first)).toMatchObject([{name: 'third'}])
    const {cursor} = first.body.meta as {cursor: string}
    expect(rows(await call(newer, `GET /v2/evaluators?cursor=${cursor}`))).toMatchObject([{id: made[1]?.id}])
  })
})

import {beforeEach, expect, it} from 'vitest'
import type {Sandbox} from '../../sandbox/server.js'
import {call, start} from './client.js'

const timestamp = '2026-11-20T10:00:00.000Z'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await start()
})

function send(...events: {type: string; body: object}[]) {
  const batch = events.map((event, index) => ({id: `event-${index}-${event.type}`, timestamp, ...event}))
  return call(sandbox, 'POST /ingestion', {batch})
}

it('makes a trace, its observations and its scores of events, and changes them', async () => {
  const span = {id: 's', traceId: 't', name: 'lookup', startTime: timestamp}
  await send(
    {type: 'trace-create', body: {id: 't', name: 'first', userId: 'u', timestamp}},
    {type: 'span-create', body: span},
    {type: 'generation-create', body: {...span, id: 'g', parentObservationId: 's', usage: {input: 3, unit: 'TOKENS'}}},
    {type: 'span-update', body: {id: 's', endTime: '2026-11-20T10:00:02.000Z'}},
    {type: 'score-create', body: {id: 'x', traceId: 't', name: 'fine', value: 1}},
    {type: 'score-create', body: {id: 'y', name: 'of nothing', value: 1}},
  )
  await call(sandbox, 'POST /ingestion', {
    batch: [{id: 'later', timestamp, type: 'trace-create', body: {id: 't', name: 'second'}}],
  })
  expect((await call(sandbox, 'GET /traces/t')).body).toMatchObject({
    name: 'second',
    userId: 'u',
    latency: 2,
    observations: [
      {id: 's', type: 'SPAN', name: 'lookup', latency: 2},
      {id: 'g', type: 'GENERATION', parentObservationId: 's', usageDetails: {input: 3}},
    ],
    scores: [{id: 'x', name: 'fine'}],
  })
})

it('makes a trace for an observation without one', async () => {
  await send({type: 'event-create', body: {id: 'alone', name: 'ping'}})
  expect((await call(sandbox, 'GET /traces/alone')).body).toMatchObject({name: 'ping', observations: [{type: 'EVENT'}]})
})

it('takes nothing twice, and nothing that it refuses', async () => {
  const event = {id: 'same', timestamp, type: 'trace-create', body: {id: 't', name: 'first'}}
  await call(sandbox, 'POST /ingestion', {batch: [event, {...event, body: {id: 't', name: 'second'}}]})
  await call(sandbox, 'POST /ingestion', {batch: [{...event, id: 'other', type: 'nope', body: {id: 'u'}}]})
  const {data} = (await call(sandbox, 'GET /traces')).body
  expect(data).toMatchObject([{id: 't', name: 'first'}])
})

it('makes traces and observations of spans', async () => {
  const attribute = (key: string, stringValue: string) => ({key, value: {stringValue}})
  const root = {
    traceId: 't',
    spanId: 'root',
    name: 'answer',
    startTimeUnixNano: '1795000000000000000',
    endTimeUnixNano: '1795000001500000000',
    attributes: [
      attribute('user.id', 'u'),
      {key: 'langfuse.trace.tags', value: {arrayValue: {values: [{stringValue: 'a'}]}}},
    ],
  }
  const child = {
    ...root,
    spanId: 'child',
    parentSpanId: 'root',
    attributes: [
      attribute('langfuse.observation.type', 'generation'),
      attribute('langfuse.observation.input', '{"q":1}'),
      attribute('langfuse.observation.cost_details', '{"total":0.5}'),
    ],
  }
  await call(sandbox, 'POST /otel/v1/traces', {
    resourceSpans: [{scopeSpans: [{spans: [child, root, {name: 'broken'}]}]}],
  })
  expect((await call(sandbox, 'GET /traces/t')).body).toMatchObject({
    name: 'answer',
    userId: 'u',
    tags: ['a'],
    totalCost: 0.5,
    latency: 1.5,
    observations: [
      {id: 'child', parentObservationId: 'root', type: 'GENERATION', input: {q: 1}},
      {id: 'root', parentObservationId: null, type: 'SPAN'},
    ],
  })
})

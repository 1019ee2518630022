import type {Store} from '../store/store.js'
import type {TraceRow} from '../store/trace-rows.js'
import {seedHardRuns, seedHardScores} from './hard-scores.js'
import {type Spans, second, seedTrace} from './seed-trace.js'

const question = {question: 'Where is my order?'}
const answer = {answer: 'On its way.'}
const lost = {parentObservationId: 'never-exported'}

const TRACES: [trace: Partial<TraceRow> & {id: string}, spans: Spans][] = [
  // An agent that asks a model and fails at a tool.
  [
    {
      ...{id: 'plain', name: 'answer', environment: 'production', input: question, output: answer},
      ...{userId: 'anna', sessionId: 'chat-1', tags: ['support', 'beta'], release: 'r1', version: 'v1'},
      metadata: {request: {id: 'r-1', locale: 'de'}, long: 'x'.repeat(300)},
    },
    {
      'plain-root': [0, 4, {type: 'AGENT', input: question, output: answer}],
      'plain-model': [
        1,
        3,
        {
          ...{parentObservationId: 'plain-root', type: 'GENERATION', completionStartTime: second(1.5)},
          ...{input: [{role: 'user', content: 'Where is my order?'}], output: 'On its way.'},
          ...{model: 'gpt-4o', modelId: 'model-gpt-4o', modelParameters: {temperature: 0.2}},
          ...{inputPrice: 0.0000025, outputPrice: 0.00001, promptName: 'answer', promptVersion: 2},
          usageDetails: {input: 120, output: 30, total: 150},
          costDetails: {input: 0.0003, output: 0.0003, total: 0.0006},
        },
      ],
      'plain-tool': [
        3,
        4,
        {parentObservationId: 'plain-root', type: 'TOOL', level: 'ERROR', statusMessage: 'order service: timeout'},
      ],
    },
  ],
  // Two roots: one trace, but two rows of roots.
  [
    {id: 'two-roots', name: 'twice', userId: 'anna', sessionId: 'chat-1', tags: ['support'], input: 'first question'},
    {
      'root-one': [60, 62, {input: 'first question', output: 'first answer'}],
      'root-two': [63, 66, {input: 'second question', output: 'second answer'}],
      'root-two-child': [64, 65, {parentObservationId: 'root-two', type: 'GENERATION', costDetails: {total: 0.002}}],
    },
  ],
  // The root was never exported: its children name a parent that nobody knows.
  [
    {id: 'lost-root', name: 'orphans', userId: 'bob', sessionId: 'chat-2'},
    {
      'orphan-one': [120, 121, {...lost, type: 'GENERATION', model: 'gpt-4o-mini', costDetails: {total: 0.001}}],
      'orphan-two': [121, 124, {...lost, level: 'WARNING'}],
    },
  ],
  // User, session and tags were exported with a child only.
  [
    {id: 'child-attributes', name: 'late-login', userId: 'carla', sessionId: 'chat-2', tags: ['vip']},
    {
      'bare-root': [180, 185, {}, {attributes: {userId: null, sessionId: null, tags: []}}],
      'telling-child': [181, 184, {parentObservationId: 'bare-root'}],
    },
  ],
  // Input and output of the trace were set apart from those of its root.
  [
    {
      ...{id: 'own-input', name: 'summarized', userId: 'bob'},
      ...{input: {summary: 'a question'}, output: {summary: 'an answer'}},
    },
    {'long-root': [240, 243, {input: 'the whole question', output: 'the whole answer'}]},
  ],
  // The span was sent twice, and comes twice until the database merges: the later one counts.
  [
    {id: 'sent-twice', name: 'retried', userId: 'anna', sessionId: 'chat-3', output: 'second try'},
    {
      'doubled-root': [
        300,
        302,
        {output: 'second try', updatedAt: second(310), costDetails: {total: 0.003}, usageDetails: {total: 30}},
        {double: {output: 'first try', updatedAt: second(305)}},
      ],
    },
  ],
]

/** One turn of a session of several days, the last in another environment. */
function seedTurn(store: Store, turn: number): void {
  const from = turn * 24 * 60 * 60
  const io = {input: `question ${turn}`, output: `answer ${turn}`}
  const about = {userId: 'dora', sessionId: 'chat-3', environment: turn === 3 ? 'staging' : 'production'}
  const usageDetails = {input: 10 * turn, output: turn, total: 11 * turn}
  const model = {type: 'GENERATION', model: 'gpt-4o-mini', usageDetails, costDetails: {total: 0.01 * turn}}
  seedTrace(
    store,
    {id: `turn-${turn}`, name: 'turn', ...about, release: `r${turn}`, ...io},
    {
      [`turn-${turn}-root`]: [from, from + turn, io],
      [`turn-${turn}-model`]: [from, from + turn, {parentObservationId: `turn-${turn}-root`, ...model}],
    },
  )
}

/**
 * The cases in which traces of server version 3 and spans of server version 4 are hard to bring together.
 * With sessions, scores of all types and runs; the same data whatever the mode.
 */
export function seedHardTraces(store: Store): void {
  for (const [trace, spans] of TRACES) seedTrace(store, trace, spans)
  seedHardRuns(store)
  seedHardScores(store)
  for (const turn of [1, 2, 3]) seedTurn(store, turn)
}

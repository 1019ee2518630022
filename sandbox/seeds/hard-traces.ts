import type {Json, Store} from '../store/store.js'
import {seedHardRuns, seedHardScores} from './hard-scores.js'
import {second, seedTrace} from './seed-trace.js'

/**
 * The cases in which traces of server version 3 and spans of server version 4 are hard to bring together: see each function.
 * With sessions, scores of all types and runs; the same data whatever the mode.
 */
export function seedHardTraces(store: Store): void {
  seedPlain(store)
  seedTwoRoots(store)
  seedLostRoot(store)
  seedChildAttributes(store)
  seedOwnInput(store)
  seedSentTwice(store)
  seedHardRuns(store)
  seedHardScores(store)
  seedSessions(store)
}

/** An agent that asks a model and fails at a tool. */
function seedPlain(store: Store): void {
  const input = {question: 'Where is my order?'}
  const output = {answer: 'On its way.'}
  const trace = {userId: 'anna', sessionId: 'chat-1', tags: ['support', 'beta'], release: 'r1', version: 'v1'}
  const metadata = {request: {id: 'r-1', locale: 'de'}, long: 'x'.repeat(300)}
  seedTrace(
    store,
    {id: 'plain', name: 'answer', environment: 'production', input, output, metadata, ...trace},
    {
      'plain-root': [0, 4, {type: 'AGENT', input, output}],
      'plain-model': [
        1,
        3,
        {
          parentObservationId: 'plain-root',
          type: 'GENERATION',
          input: [{role: 'user', content: 'Where is my order?'}],
          output: 'On its way.',
          model: 'gpt-4o',
          modelId: 'model-gpt-4o',
          modelParameters: {temperature: 0.2},
          inputPrice: 0.0000025,
          outputPrice: 0.00001,
          completionStartTime: second(1.5),
          usageDetails: {input: 120, output: 30, total: 150},
          costDetails: {input: 0.0003, output: 0.0003, total: 0.0006},
          promptName: 'answer',
          promptVersion: 2,
        },
      ],
      'plain-tool': [
        3,
        4,
        {parentObservationId: 'plain-root', type: 'TOOL', level: 'ERROR', statusMessage: 'order service: timeout'},
      ],
    },
  )
}

/** Two roots: one trace, but two rows of roots. */
function seedTwoRoots(store: Store): void {
  const input = 'first question'
  seedTrace(
    store,
    {id: 'two-roots', name: 'twice', userId: 'anna', sessionId: 'chat-1', tags: ['support'], input},
    {
      'root-one': [60, 62, {input, output: 'first answer'}],
      'root-two': [63, 66, {input: 'second question', output: 'second answer'}],
      'root-two-child': [64, 65, {parentObservationId: 'root-two', type: 'GENERATION', costDetails: {total: 0.002}}],
    },
  )
}

/** The root was never exported: its children name a parent that nobody knows. */
function seedLostRoot(store: Store): void {
  const lost = {parentObservationId: 'never-exported'}
  seedTrace(
    store,
    {id: 'lost-root', name: 'orphans', userId: 'bob', sessionId: 'chat-2'},
    {
      'orphan-one': [120, 121, {...lost, type: 'GENERATION', model: 'gpt-4o-mini', costDetails: {total: 0.001}}],
      'orphan-two': [121, 124, {...lost, level: 'WARNING'}],
    },
  )
}

/** User, session and tags were exported with a child only. */
function seedChildAttributes(store: Store): void {
  seedTrace(
    store,
    {id: 'child-attributes', name: 'late-login', userId: 'carla', sessionId: 'chat-2', tags: ['vip']},
    {
      'bare-root': [180, 185, {}, {attributes: {userId: null, sessionId: null, tags: []}}],
      'telling-child': [181, 184, {parentObservationId: 'bare-root'}],
    },
  )
}

/** Input and output of the trace were set apart from those of its root. */
function seedOwnInput(store: Store): void {
  const own: {input: Json; output: Json} = {input: {summary: 'a question'}, output: {summary: 'an answer'}}
  seedTrace(
    store,
    {id: 'own-input', name: 'summarized', userId: 'bob', ...own},
    {'long-root': [240, 243, {input: 'the whole question', output: 'the whole answer'}]},
  )
}

/** The span was sent twice, and comes twice until the database merges: the later one counts. */
function seedSentTwice(store: Store): void {
  const output = 'second try'
  seedTrace(
    store,
    {id: 'sent-twice', name: 'retried', userId: 'anna', sessionId: 'chat-3', output},
    {
      'doubled-root': [
        300,
        302,
        {output, updatedAt: second(310), costDetails: {total: 0.003}, usageDetails: {total: 30}},
        {double: {output: 'first try', updatedAt: second(305)}},
      ],
    },
  )
}

/** A session of several traces on several days, in two environments. */
function seedSessions(store: Store): void {
  const day = 24 * 60 * 60
  for (const turn of [1, 2, 3]) {
    const from = turn * day
    const environment = turn === 3 ? 'staging' : 'production'
    const io = {input: `question ${turn}`, output: `answer ${turn}`}
    seedTrace(
      store,
      {id: `turn-${turn}`, name: 'turn', userId: 'dora', sessionId: 'chat-3', environment, release: `r${turn}`, ...io},
      {
        [`turn-${turn}-root`]: [from, from + turn, io],
        [`turn-${turn}-model`]: [
          from,
          from + turn,
          {
            parentObservationId: `turn-${turn}-root`,
            type: 'GENERATION',
            model: 'gpt-4o-mini',
            usageDetails: {input: 10 * turn, output: turn, total: 11 * turn},
            costDetails: {total: 0.01 * turn},
          },
        ],
      },
    )
  }
}

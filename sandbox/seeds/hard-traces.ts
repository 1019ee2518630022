import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {createDataset} from '../resources/datasets/datasets.js'
import {createItem} from '../resources/datasets/items.js'
import {createRunItem} from '../resources/datasets/runs.js'
import {createScore} from '../resources/scores/scores.js'
import type {Store} from '../store/store.js'
import {second, seedTrace} from './seed-trace.js'

const CASES: {trace: Parameters<typeof seedTrace>[1]; spans: Parameters<typeof seedTrace>[2]}[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'hard-traces.json'), 'utf8'),
)

/**
 * The cases in which traces of server version 3 and spans of server version 4 are hard to bring together (hard-traces.json
 * says which). With sessions, scores of all types and runs; the same data whatever the mode.
 */
export function seedHardTraces(store: Store): void {
  for (const {trace, spans} of CASES) seedTrace(store, trace, spans)
  seedRuns(store)
  seedScores(store)
}

const RUNS = [
  {dataset: 'hard/questions', run: 'baseline', items: ['q-1', 'q-2', 'q-3']},
  {dataset: 'hard/questions', run: 'candidate 50%', items: ['q-1', 'q-2']},
  {dataset: 'other-questions', run: 'baseline', items: ['other-1']},
]

/** Two datasets: one with two runs, and another with a run of the same name. Every item has its trace. */
function seedRuns(store: Store): void {
  const hour = 60 * 60
  store.during(second(hour), () => {
    createDataset(store, {name: 'hard/questions', description: 'Asked often', metadata: {owner: 'support'}})
    createDataset(store, {name: 'other-questions'})
    for (const id of ['q-1', 'q-2', 'q-3', 'other-1']) {
      const datasetName = id === 'other-1' ? 'other-questions' : 'hard/questions'
      createItem(store, {id, datasetName, input: {question: id}, expectedOutput: {answer: id}, metadata: {level: 1}})
    }
  })
  RUNS.forEach(({dataset, run, items}, index) => {
    items.forEach((item, place) => {
      const from = (2 + index) * hour + place * 10
      const id = `run-${index + 1}-${item}`
      const io = {input: {question: item}, output: {answer: `${item} by ${run}`}}
      const observationId = `${id}-root`
      seedTrace(
        store,
        {id, name: 'experiment-item', environment: 'sdk-experiment', ...io},
        {[observationId]: [from, from + 2, {...io, costDetails: {total: 0.005}}]},
      )
      const metadata = {dataset, try: index + 1}
      const given = {runName: run, runDescription: `Run ${index + 1}`, metadata, datasetItemId: item, traceId: id}
      store.during(second(from + 2), () => createRunItem(store, {...given, observationId}))
    })
  })
}

/** Scores of all types, on traces, observations, sessions and runs. */
function seedScores(store: Store): void {
  const run = store.datasets.get('hard/questions')?.runs.get('baseline')
  const scores = [
    {name: 'accuracy', value: 0.9, dataType: 'NUMERIC', traceId: 'plain', comment: 'checked by hand'},
    {name: 'accuracy', value: 0.4, dataType: 'NUMERIC', traceId: 'two-roots'},
    {name: 'resolved', value: 1, dataType: 'BOOLEAN', traceId: 'plain'},
    {name: 'resolved', value: 0, dataType: 'BOOLEAN', traceId: 'lost-root'},
    {name: 'tone', value: 'friendly', dataType: 'CATEGORICAL', traceId: 'plain', observationId: 'plain-model'},
    {name: 'tone', value: 'rude', dataType: 'CATEGORICAL', traceId: 'two-roots', observationId: 'root-two-child'},
    {name: 'note', value: 'Nothing to add.', dataType: 'TEXT', sessionId: 'chat-1'},
    {name: 'satisfaction', value: 4, dataType: 'NUMERIC', sessionId: 'chat-3'},
    {name: 'output', value: 'It arrives on Friday.', dataType: 'CORRECTION', traceId: 'own-input'},
    {name: 'average', value: 0.75, dataType: 'NUMERIC', datasetRunId: run?.id},
    {name: 'accuracy', value: 0.5, dataType: 'NUMERIC', traceId: 'run-1-q-1', observationId: 'run-1-q-1-root'},
  ]
  scores.forEach((score, index) => {
    const row = store.scores.get(createScore(store, {id: `hard-score-${index + 1}`, ...score}))
    const at = second(400 + index)
    if (row) store.scores.set(row.id, {...row, timestamp: at, createdAt: at, updatedAt: at})
  })
}

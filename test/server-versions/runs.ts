import {below, type Difference, everywhere, type Question, question, type Row} from './question.js'

const COUNTED = 'itemCount is null in a list of server version 3'
const STARTED = 'a run was created when its first item began, and is never updated'
const AS_TEXT = 'the metadata of a run has flat keys, and every value is text'
const ITEM_IDS = 'a run item has the id and the start of its root observation'

const START: Record<string, string> = {
  'RUN baseline of hard/questions': '2026-11-10T11:00:00.000Z',
  'RUN candidate 50% of hard/questions': '2026-11-10T12:00:00.000Z',
  'RUN baseline of other-questions': '2026-11-10T13:00:00.000Z',
}
const COUNT: Record<string, number> = {
  'RUN baseline of hard/questions': 3,
  'RUN candidate 50% of hard/questions': 2,
  'RUN baseline of other-questions': 1,
}

const counted = everywhere(COUNTED, ({id}) => ({itemCount: COUNT[String(id)]}))
const started = everywhere(STARTED, ({id}) => ({createdAt: START[String(id)], updatedAt: null}))
const asText = everywhere(AS_TEXT, ({metadata}) => ({
  metadata: Object.fromEntries(Object.entries(metadata as Row).map(([key, value]) => [key, String(value)])),
}))
const ITEM_START: Record<string, string> = {
  'run-1-q-1': '2026-11-10T11:00:00.000Z',
  'run-1-q-2': '2026-11-10T11:00:10.000Z',
  'run-1-q-3': '2026-11-10T11:00:20.000Z',
  'run-2-q-1': '2026-11-10T12:00:00.000Z',
  'run-2-q-2': '2026-11-10T12:00:10.000Z',
}
const ownIds: Difference = everywhere(ITEM_IDS, ({traceId}) => ({
  id: `${traceId}-root`,
  createdAt: ITEM_START[String(traceId)],
  updatedAt: null,
}))

/** What belongs to runs over datasets. */
export const RUNS: Question[] = [
  question('datasets runs list hard/questions', 'run', counted, started, asText),
  question('datasets runs list other-questions', 'run', counted, started, asText),
  question('datasets runs list hard/questions --limit 1', 'run', counted, started, asText),
  question('datasets runs list hard/questions --fields core', 'run', counted, started),
  question('datasets runs list hard/questions --fields core,metadata', 'run', counted, started, asText),
  question(
    'datasets runs get hard/questions baseline',
    'runWithItems',
    started,
    asText,
    below('datasetRunItems', ownIds),
  ),
  question(
    'datasets runs get hard/questions "candidate 50%"',
    'runWithItems',
    started,
    asText,
    below('datasetRunItems', ownIds),
  ),
  question('datasets run-items list --dataset-id DATASET --run-name baseline', 'runItem', ownIds),
]

const TWICE = 'an observation that was sent twice counts twice until the server merges it'
const QUERY = '--from 2026-01-01 --to 2027-01-01'

const metrics = (flags: string, ...differs: Difference[]): Question =>
  question(`metrics query ${flags} ${QUERY}`, 'metric', ...differs)
const twice = (key: string, value: string | undefined, change: Row): Difference => ({
  because: TWICE,
  change: (rows) => rows.map((row) => (value === undefined || row[key] === value ? {...row, ...change} : row)),
})

/** Metrics that both versions can tell. */
export const METRICS: Question[] = [
  metrics('--view traces --measure count --aggregation count'),
  metrics(
    '--view traces --measure count --aggregation count --dimension name --order-by count_count:desc --order-by name:asc',
  ),
  metrics(
    '--view traces --measure totalCost --aggregation sum --dimension userId',
    twice('userId', 'anna', {sum_totalCost: 0.0086}),
    {
      because: 'where nobody knows a cost, the sum is 0, not null',
      change: (rows) => rows.map((row) => ({...row, sum_totalCost: row.sum_totalCost ?? 0})),
    },
  ),
  metrics(
    '--view observations --measure count --aggregation count --dimension type',
    twice('type', 'SPAN', {count_count: 17}),
  ),
  metrics(
    '--view observations --measure totalCost --aggregation sum',
    twice('', undefined, {sum_totalCost: 0.09960000000000001}),
  ),
  metrics(
    '--view observations --measure count --aggregation count --dimension model --filter "model is not null" --order-by model.asc',
  ),
  metrics('--view scores-numeric --measure value --aggregation avg --dimension name'),
]

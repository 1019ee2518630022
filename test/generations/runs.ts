import {below, type Difference, everywhere, type Question, question} from './question.js'

/** Whether the commands below speak to both generations already. */
export const RUNS_ARE_TWINS = true

const COUNTED = 'itemCount is null in a list of generation 3'
const STARTED = 'a run was created when its first item began, and is never updated'
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
const ownIds: Difference = everywhere(ITEM_IDS, ({traceId}) => ({
  id: `${traceId}-root`,
  createdAt: `2026-11-10T11:00:${String((Number(String(traceId).at(-1)) - 1) * 10).padStart(2, '0')}.000Z`,
  updatedAt: null,
}))

/** What belongs to runs over datasets. */
export const RUNS: Question[] = [
  question('datasets runs list hard/questions', 'run', counted, started),
  question('datasets runs list other-questions', 'run', counted, started),
  question('datasets runs list hard/questions --limit 1', 'run', counted, started),
  question('datasets runs get hard/questions baseline', 'runWithItems', started, below('datasetRunItems', ownIds)),
  question('datasets runs get hard/questions "candidate 50%"', 'runWithItems', started),
  question('datasets run-items list --dataset-id DATASET --run-name baseline', 'runItem', ownIds),
]

const QUERY = '--from 2026-01-01 --to 2027-01-01'

/** Metrics that both generations can tell. */
export const METRICS: Question[] = [
  question(`metrics query --view traces --measure count --aggregation count ${QUERY}`, 'metric'),
  question(`metrics query --view traces --measure count --aggregation count --dimension name ${QUERY}`, 'metric'),
  question(`metrics query --view traces --measure totalCost --aggregation sum --dimension userId ${QUERY}`, 'metric'),
  question(`metrics query --view observations --measure count --aggregation count --dimension type ${QUERY}`, 'metric'),
  question(`metrics query --view observations --measure totalCost --aggregation sum ${QUERY}`, 'metric'),
  question(`metrics query --view scores-numeric --measure value --aggregation avg --dimension name ${QUERY}`, 'metric'),
]

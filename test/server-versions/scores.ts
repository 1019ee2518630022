import {type Question, question} from './question.js'

const list = (flags: string): Question => question(`scores list ${flags}`, 'score')

/** `scores list` and `scores get`, which are the same on all servers. RUN stands for the id of a run. */
export const SCORES: Question[] = [
  list(''),
  ...['NUMERIC', 'BOOLEAN', 'CATEGORICAL', 'TEXT', 'CORRECTION'].map((type) => list(`--data-type ${type}`)),
  list('--trace-id plain'),
  list('--trace-id plain --observation-id plain-model'),
  list('--session-id chat-1'),
  list('--experiment-id RUN'),
  list('--name accuracy'),
  list('--source API'),
  list('--environment default'),
  list('--data-type NUMERIC,BOOLEAN --source api,eval'),
  list('--from 2026-11-10T09:06:45Z --to 2026-11-10T09:06:48Z'),
  list('--data-type NUMERIC --value-min 0.5'),
  list('--filter "name = accuracy"'),
  list('--filter "traceId any of plain,two-roots" --filter "dataType = NUMERIC" --filter "value >= 0.5"'),
  list('--filter "timestamp > 2026-11-10T09:06:45Z" --filter "timestamp <= 2026-11-10T09:06:48Z"'),
  list('--filter "timestamp >= 2026-11-10T09:06:45Z" --filter "timestamp < 2026-11-10T09:06:48Z"'),
  list('--limit 3'),
  list('--limit 1000 --page-size 1'),
  ...Array.from({length: 11}, (_, index) => question(`scores get hard-score-${index + 1}`, 'score')),
]

/** Pairs of command lines for the older and the newer route that mean the same. */
export const OLDER_SCORES: [older: string, newer: string][] = [
  ['scores list --filter "timestamp > 2020-01-01"', 'scores list'],
  ['scores list --filter "name contains accura"', 'scores list --name accuracy'],
  ['scores list --filter "userId = bob"', 'scores list --trace-id lost-root,own-input'],
  ['scores list --dataset-run-id RUN', 'scores list --experiment-id RUN'],
  ['scores list --trace-tag beta', 'scores list --trace-id plain'],
  ['scores list --user-id bob --data-type BOOLEAN', 'scores list --trace-id lost-root'],
  ['scores list --data-type NUMERIC --operator ">=" --value 0.75', 'scores list --data-type NUMERIC --value-min 0.75'],
]

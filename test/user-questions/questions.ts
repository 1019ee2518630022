import {type Asked, ask} from './ask.js'
import {ABOUT_DATA} from './data.js'
import {ABOUT_ORGANIZATIONS} from './organization.js'
import {ABOUT_REVIEWS} from './review.js'
import {ABOUT_TRACES} from './traces.js'
import {OLD_TRACE, TRACE} from './world.js'

/** The requests that come up most, in the words in which they come up. */
const FIRST: Asked[] = [
  ask('get my recent traces', 'traces list', '--limit 1', {prints: [TRACE, 'checkout'], lacks: [OLD_TRACE]}),
  ask('export traces from last week', 'traces list', '--from 7d --all -o ndjson', {
    prints: [`{"id":"${TRACE}"`],
    lacks: [OLD_TRACE],
  }),
  ask('fetch a specific prompt', 'prompts get', 'greeting --version 2', {
    prints: ['Good day {{name}}', '"version": 2'],
  }),
  ask('create a dataset', 'datasets create', '--name wishes', {
    tells: ['Saved dataset wishes'],
    after: ['datasets get wishes', {prints: ['"name": "wishes"']}],
  }),
  ask(
    'add items to dataset',
    'datasets items create',
    `--dataset-name smoke --id smoke-3 --input '{"question":"New?"}'`,
    {
      tells: ['smoke-3'],
      after: ['datasets items list --dataset-name smoke', {prints: ['smoke-1', 'smoke-2', 'smoke-3', 'New?']}],
    },
  ),
  ask('get scores for a trace', 'scores list', `--trace-id ${TRACE}`, {
    prints: ['score-1', 'accuracy'],
    lacks: ['score-2'],
  }),
  ask('list all prompts', 'prompts list', '--all', {prints: ['greeting', 'tone-of-voice', 'support/refund', '日報']}),
]

/** What people ask for and the command that must serve it, for all that this program was made for. */
export const ASKED: Asked[] = [...FIRST, ...ABOUT_DATA, ...ABOUT_REVIEWS, ...ABOUT_TRACES, ...ABOUT_ORGANIZATIONS]

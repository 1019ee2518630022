import {queues} from '../../sandbox/resources/queues.js'
import {type Asked, ask} from './ask.js'
import {OBSERVATION, OLD_TRACE, TRACE} from './world.js'

/** Scores, annotation queues and comments. */
export const ABOUT_REVIEWS: Asked[] = [
  ask('give that trace a 0.9 for helpfulness', 'scores create', `--trace-id ${TRACE} --name helpfulness --value 0.9`, {
    tells: ['score'],
    after: [`traces get ${TRACE}`, {prints: ['"name": "helpfulness"', '0.9', '"name": "accuracy"']}],
  }),
  ask('take that rating back', 'scores delete', 'score-1 --yes', {
    tells: ['score-1'],
    after: [`scores list --trace-id ${TRACE}`, {lacks: ['score-1']}],
  }),
  ask('what can we rate?', 'scores configs list', '', {prints: ['accuracy', 'NUMERIC']}),
  ask(
    'let people rate answers as good or bad',
    'scores configs create',
    `--name verdict --data-type CATEGORICAL --categories '[{"label":"good","value":1},{"label":"bad","value":0}]'`,
    {
      tells: ['verdict'],
      after: ['scores configs list', {prints: ['verdict', 'good']}],
    },
  ),
  ask('how is accuracy rated?', 'scores configs get', 'config-1', {prints: ['"name": "accuracy"', '"maxValue": 5']}),
  ask('let accuracy go up to 10', 'scores configs update', 'config-1 --max-value 10', {
    tells: ['Updated score config accuracy'],
    after: ['scores configs get config-1', {prints: ['"maxValue": 10']}],
  }),
  ask('which annotation queues do we have?', 'queues list', '', {prints: ['queue-1', 'Angry customers']}),
  ask('open a queue for the refunds', 'queues create', '--name Refunds --score-config-id config-1', {
    tells: ['Refunds'],
    after: ['queues list', {prints: ['Refunds', 'Angry customers']}],
  }),
  ask('what gets rated in the queue of angry customers?', 'queues get', 'queue-1', {
    prints: ['"name": "Angry customers"', '"config-1"'],
  }),
  ask('what is still waiting for a human?', 'queues items list', 'queue-1 --status PENDING', {
    prints: ['item-1', TRACE],
  }),
  ask(
    'have a human look at that generation',
    'queues items create',
    `queue-1 --object-type OBSERVATION --object-id ${OBSERVATION}`,
    {
      tells: [`Added OBSERVATION ${OBSERVATION}`],
      after: ['queues items list queue-1', {prints: [OBSERVATION, TRACE]}],
    },
  ),
  ask('what is the first thing in that queue?', 'queues items get', 'queue-1 item-1', {
    prints: [`"objectId": "${TRACE}"`, '"status": "PENDING"'],
  }),
  ask('that one is done', 'queues items update', 'queue-1 item-1 --status COMPLETED', {
    tells: ['item-1'],
    after: ['queues items list queue-1 --status COMPLETED', {prints: ['item-1']}],
  }),
  ask('nobody needs to look at that one', 'queues items delete', 'queue-1 item-1 --yes', {
    tells: ['item-1'],
    after: ['queues items list queue-1', {lacks: ['item-1']}],
  }),
  ask('give the queue to Ada', 'queues assignments create', 'queue-1 --user-id user-ada', {
    tells: ['user-ada'],
    stored: (store) => queues.rows(store).get('queue-1')?.users.has('user-ada') === true,
  }),
  ask('Bob is off that queue', 'queues assignments delete', 'queue-1 --user-id user-bob --yes', {
    tells: ['user-bob'],
    stored: (store) => queues.rows(store).get('queue-1')?.users.size === 0,
  }),
  ask('what did people say about that trace?', 'comments list', `--object-type TRACE --object-id ${TRACE}`, {
    prints: ['comment-1', 'Why so slow?'],
  }),
  ask(
    'leave a note on that trace',
    'comments create',
    `--object-type TRACE --object-id ${OLD_TRACE} --content 'Charged twice'`,
    {
      tells: ['comment'],
      after: [`comments list --object-type TRACE --object-id ${OLD_TRACE}`, {prints: ['Charged twice']}],
    },
  ),
  ask('show me that one comment', 'comments get', 'comment-1', {prints: ['Why so slow?', TRACE]}),
]

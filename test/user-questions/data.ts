import {type Asked, ask} from './ask.js'
import {OLD_TRACE, TRACE} from './world.js'

/** Prompts and datasets. */
export const ABOUT_DATA: Asked[] = [
  ask('which prompts do we have in staging?', 'prompts list', '--label staging --name greeting', {
    prints: ['greeting'],
  }),
  ask('show me the greeting that is live right now', 'prompts get', 'greeting', {
    prints: ['Hello {{name}}', '"version": 1'],
    lacks: ['Good day'],
  }),
  ask('save a new version of the greeting', 'prompts create', `--name greeting --prompt 'Hi {{name}}'`, {
    tells: ['Created prompt greeting, version 3'],
    after: ['prompts get greeting --version 3', {prints: ['Hi {{name}}']}],
  }),
  ask('throw the greeting away', 'prompts delete', 'greeting --yes', {
    tells: ['Deleted prompt greeting'],
    after: ['prompts get greeting', {exit: 8}],
  }),
  ask('put version 2 of the greeting live', 'prompts versions update', 'greeting 2 --label production', {
    tells: ['greeting'],
    after: ['prompts get greeting', {prints: ['Good day {{name}}', '"version": 2']}],
  }),
  ask('what datasets are there?', 'datasets list', '', {prints: ['smoke', 'support/golden', 'regression 100%']}),
  ask(
    'start a dataset for the questions we got wrong',
    'datasets create',
    `--name mistakes --description 'Got wrong'`,
    {
      tells: ['Saved dataset mistakes'],
      after: ['datasets list', {prints: ['mistakes', 'Got wrong']}],
    },
  ),
  ask('what is the smoke dataset for?', 'datasets get', 'smoke', {
    prints: ['Before each release', '"id": "dataset-1"'],
  }),
  ask('what is in the smoke dataset?', 'datasets items list', '--dataset-name smoke', {
    prints: ['smoke-1', 'Is smoke-2 fine?'],
    lacks: ['golden-001'],
  }),
  ask(
    'keep this question with its right answer',
    'datasets items create',
    '--dataset-name smoke --input 1+1 --expected-output 2',
    {
      tells: ['Saved item', 'in smoke'],
      after: ['datasets items list --dataset-name smoke -o json --columns input,expectedOutput', {prints: ['1+1']}],
    },
  ),
  ask('show me test case smoke-1', 'datasets items get', 'smoke-1', {
    prints: ['Is smoke-1 fine?', '"status": "ACTIVE"'],
  }),
  ask('drop test case smoke-2', 'datasets items delete', 'smoke-2 --yes', {
    tells: ['Deleted', 'smoke-2'],
    after: ['datasets items list --dataset-name smoke', {prints: ['smoke-1'], lacks: ['smoke-2']}],
  }),
  ask('which experiments ran on the smoke dataset?', 'datasets runs list', 'smoke', {prints: ['baseline']}),
  ask('how did the baseline go?', 'datasets runs get', 'smoke baseline', {prints: ['"name": "baseline"', TRACE]}),
  ask('forget the baseline', 'datasets runs delete', 'smoke baseline --yes', {
    tells: ['baseline'],
    after: ['datasets runs list smoke', {lacks: ['baseline']}],
  }),
  ask('which traces belong to the baseline?', 'datasets run-items list', '--dataset-id dataset-1 --run-name baseline', {
    prints: [TRACE, 'smoke-1'],
  }),
  ask(
    'count this trace as the second run of smoke-1',
    'datasets run-items create',
    `--run-name second --dataset-item-id smoke-1 --trace-id ${OLD_TRACE}`,
    {
      tells: ['Queued item smoke-1 for run second'],
      after: ['datasets runs get smoke second', {prints: [OLD_TRACE]}],
    },
  ),
]

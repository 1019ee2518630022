import type {Cast} from './story.js'

/** The story as it is told against the sandbox, with the demo's project in it. */
export const SANDBOX_CAST: Cast = {
  newPrompt: 'support/greeting',
  oldPrompt: 'support/triage',
  dataset: 'production-sample',
  items: 12_000,
  trouble: {
    words: 'the server answers one page with 429 and cuts another',
    faults: [
      {when: ({query}) => query.get('page') === '40', status: 429, headers: {'retry-after': '1'}},
      {when: ({query}) => query.get('page') === '80', cutBody: 1000},
    ],
    retries: 2,
  },
}

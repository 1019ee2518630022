import {at, below, type Difference, everywhere, lacking, type Question, question, type Row} from './question.js'

const OWN = 'user and session are null on server version 3, where the trace has them'
const VERSION = 'an observation without a version has that of its trace'
const ROOT_METADATA = 'the metadata of the trace stands on its root'
const CHILD_ONLY = 'attributes that sit on one observation only are not those of the others'
const TIMES = 'server version 3 knows when a session began, server version 4 when something last happened in it'
const NEWEST = 'the environment is that of the newest activity'
const ACTIVITY = 'the window is about activity'
const FLAT = 'metadata has flat keys'

const METADATA = {'request.id': 'r-1', 'request.locale': 'de', long: 'x'.repeat(300)}
const PEOPLE: Record<string, Row> = {
  plain: {userId: 'anna', sessionId: 'chat-1'},
  'two-roots': {userId: 'anna', sessionId: 'chat-1'},
  'lost-root': {userId: 'bob', sessionId: 'chat-2'},
  'own-input': {userId: 'bob'},
  'sent-twice': {userId: 'anna', sessionId: 'chat-3'},
  'turn-1': {userId: 'dora', sessionId: 'chat-3'},
  'turn-2': {userId: 'dora', sessionId: 'chat-3'},
  'turn-3': {userId: 'dora', sessionId: 'chat-3'},
}
const people = everywhere(OWN, ({id, traceId}) =>
  id === 'telling-child' ? {userId: 'carla', sessionId: 'chat-2'} : (PEOPLE[String(traceId)] ?? {}),
)
const version = at(['plain-root', 'plain-model', 'plain-tool'], VERSION, {version: 'v1'})
const metadata = at(['plain-root'], ROOT_METADATA, {metadata: METADATA})

const list = (flags: string, ...differs: Difference[]): Question =>
  question(`observations list ${flags}`, 'observation', people, ...differs)
const get = (id: string, ...differs: Difference[]): Question =>
  question(`observations get ${id}`, 'observation', ...differs)

/** `observations list` and `observations get` */
export const OBSERVATIONS: Question[] = [
  list('', version, metadata),
  list('--trace-id plain', version, metadata),
  list('--type GENERATION', version),
  list('--level ERROR', version),
  list('--name plain-model', version),
  list('--user-id anna', version, metadata),
  list('--user-id carla', lacking(['bare-root'], CHILD_ONLY)),
  list('--parent-observation-id plain-root', version),
  list('--environment staging'),
  list('--environment staging --environment production', version, metadata),
  list('--from 2026-11-10T09:02:00Z'),
  list('--to 2026-11-10T09:02:00Z', version, metadata),
  list('--from 2026-11-10T09:01:00Z --to 2026-11-10T09:03:00Z'),
  list('--filter "model = gpt-4o"', version),
  list('--filter "type any of TOOL,AGENT"', version, metadata),
  list('--filter "name starts with turn"'),
  list('--filter "level != DEFAULT"', version),
  list('--filter "traceId = two-roots" --type GENERATION'),
  list('--filter "startTime >= 2026-11-11"'),
  list('--session-id chat-2', lacking(['bare-root'], CHILD_ONLY)),
  list('--is-root-observation', version, metadata),
  list('--no-is-root-observation', version),
  list('--filter "isRootObservation = false" --filter "providedModelName = gpt-4o"', version),
  question('observations list --fields core,model', 'observation'),
  list('--expand-metadata long --type GENERATION', version),
  list('--limit 4'),
  list('--limit 1000 --page-size 1', version, metadata),
  get('plain-root', people, version, metadata),
  get('plain-model', people, version),
  get('root-two-child', people),
  get('doubled-root', people),
  get('bare-root'),
  get('telling-child', people),
  get('orphan-one', people),
  get('plain-model --fields core,usage'),
  get('plain-model --start-time 2026-11-10T09:00:00Z', people, version),
]

const began = everywhere(TIMES, {createdAt: null})
const lastly = (times: Record<string, string>): Difference =>
  everywhere(TIMES, ({id}) => ({lastActivityAt: times[String(id)]}))
const environments = everywhere(NEWEST, ({id}) => ({environment: id === 'chat-3' ? 'staging' : 'default'}))
const ACTIVE = {
  'chat-1': '2026-11-10T09:01:04.000Z',
  'chat-2': '2026-11-10T09:03:01.000Z',
  'chat-3': '2026-11-13T09:00:00.000Z',
}
const CHAT_3 = {id: 'chat-3', createdAt: null, projectId: 'lf-test-project'}
const chat3 = (lastActivityAt: string, environment: string): Difference => ({
  because: ACTIVITY,
  change: (rows) => [{...CHAT_3, lastActivityAt, environment}, ...rows],
})

const sessions = (flags: string, ...differs: Difference[]): Question =>
  question(`sessions list ${flags}`, 'sessionRow', ...differs)
const session = (id: string, ...differs: Difference[]): Question =>
  question(`sessions get ${id}`, 'session', began, lastly(ACTIVE), ...differs)

/** `sessions list` and `sessions get` */
export const SESSIONS: Question[] = [
  sessions('--from 2026-01-01', began, lastly(ACTIVE), environments),
  sessions('--from 2026-01-01 --limit 2', began, lastly(ACTIVE), environments),
  sessions(
    '--from 2026-01-01 --environment production',
    began,
    lastly({'chat-1': '2026-11-10T09:00:03.000Z'}),
    chat3('2026-11-12T09:00:00.000Z', 'production'),
  ),
  sessions('--from 2026-11-11', chat3('2026-11-13T09:00:00.000Z', 'staging')),
  sessions(
    '--from 2026-01-01 --to 2026-11-10T10:00:00Z',
    began,
    lastly({...ACTIVE, 'chat-3': '2026-11-10T09:05:00.000Z'}),
    at(['chat-1'], NEWEST, {environment: 'default'}),
  ),
  sessions('--from 2026-01-01 --to 2026-02-01'),
  session(
    'chat-1',
    environments,
    below('traces', at(['two-roots'], 'input and output are those of the earliest root', {output: 'first answer'})),
    below('traces', at(['plain'], FLAT, {metadata: METADATA})),
  ),
  session(
    'chat-2',
    below(
      'traces',
      at(['child-attributes'], 'only observations that name the session are known', {
        timestamp: '2026-11-10T09:03:01.000Z',
      }),
    ),
  ),
  session('chat-3', environments),
]

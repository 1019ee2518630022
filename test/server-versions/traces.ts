import {
  at,
  below,
  type Difference,
  everywhere,
  flat,
  lacking,
  last,
  type Question,
  question,
  type Row,
} from './question.js'

const NOT_OF_ROOTS = 'roots carry neither costs nor the ids of observations and scores'
const FLAT = 'metadata has flat keys'
const EARLIEST_ROOT = 'input and output are those of the earliest root'
const CHILD_ONLY = 'attributes that sit on a child only are missing in the list'
const NO_ROOT = 'a trace whose root never arrived is not there'
const TOGETHER = 'user and session of an observation are its own, not those of its trace'
const VERSION = 'an observation without a version has that of its trace'
const ROOT_METADATA = 'the metadata of the trace stands on its root'

/** The trace as its row in the list, whichever other rows there are. */
const rowsOfRoots: Difference[] = [
  everywhere(NOT_OF_ROOTS, {totalCost: null, observations: null, scores: null}),
  everywhere(FLAT, ({metadata}) => ({metadata: flat(metadata)})),
]
const twoRoots = at(['two-roots'], EARLIEST_ROOT, {output: 'first answer'})
const ownInput = at(['own-input'], EARLIEST_ROOT, {input: 'the whole question', output: 'the whole answer'})
const childOnly = at(['child-attributes'], CHILD_ONLY, {userId: null, sessionId: null, tags: []})
const lostRoot = lacking(['lost-root'], NO_ROOT)
const all = [...rowsOfRoots, twoRoots, ownInput, childOnly]
const costs = everywhere(NOT_OF_ROOTS, {totalCost: null, observations: null, scores: null})
const rootless = at(['lost-root'], '--rootless adds traces without metadata and latency', {
  metadata: null,
  latency: null,
})
const ROOTLESS = [rootless, last(['lost-root'], '--rootless adds them at the end')]
const newerRoot = at(['two-roots'], 'roots a page apart: the newer one gives the row', {
  timestamp: '2026-11-10T09:01:03.000Z',
  input: 'second question',
  output: 'second answer',
  latency: 3,
})

const list = (flags: string, ...differs: Difference[]): Question =>
  question(`traces list ${flags}`, 'traceRow', ...differs)

/** `traces list` */
export const LISTS: Question[] = [
  list('', ...all, lostRoot),
  list('--rootless', ...all, ...ROOTLESS),
  list('--name answer', ...rowsOfRoots),
  list('--name answer --rootless', ...rowsOfRoots),
  list('--name turn', costs),
  list('--name orphans', lostRoot),
  list('--name orphans --rootless', costs, rootless),
  list('--name nobody'),
  list('--tag support', ...rowsOfRoots, twoRoots),
  list('--tag support --tag beta', ...rowsOfRoots),
  list('--tag vip', lacking(['child-attributes'], CHILD_ONLY)),
  list('--user-id anna', ...rowsOfRoots, twoRoots),
  list('--user-id carla', lacking(['child-attributes'], CHILD_ONLY)),
  list('--user-id bob --rootless', costs, ownInput, rootless),
  list('--session-id chat-1', ...rowsOfRoots, twoRoots),
  list('--session-id chat-2', lacking(['child-attributes'], CHILD_ONLY), lostRoot),
  list('--session-id chat-3', costs),
  list('--release r1', ...rowsOfRoots),
  list('--version v1', ...rowsOfRoots),
  list('--environment production', ...rowsOfRoots),
  list('--environment production --environment staging', ...rowsOfRoots),
  list('--from 2026-11-10T09:02:00Z', costs, ownInput, childOnly, lostRoot),
  list('--to 2026-11-10T09:02:00Z', ...rowsOfRoots, twoRoots),
  list('--from 2026-11-10T09:01:00Z --to 2026-11-10T09:05:00Z', costs, twoRoots, ownInput, childOnly, lostRoot),
  list('--from 2026-11-10T09:02:00Z --to 2026-11-10T09:05:00Z --rootless', costs, ownInput, childOnly, rootless),
  list('--from 2027-01-01'),
  list('--filter "name contains a"', ...rowsOfRoots, ownInput, childOnly, lostRoot),
  list('--filter "name = turn"', costs),
  list('--filter "id = plain"', ...rowsOfRoots),
  list('--filter "tags any of support,vip"', ...rowsOfRoots, twoRoots, lacking(['child-attributes'], CHILD_ONLY)),
  list('--filter "tags all of support,beta"', ...rowsOfRoots),
  list('--filter "sessionId is not null" --filter "userId = anna"', ...rowsOfRoots, twoRoots),
  list('--filter "timestamp > 2026-11-11"', costs),
  list('--filter "environment != production"', costs, twoRoots, ownInput, childOnly, lostRoot),
  list('--filter "release starts with r" --filter "version = v1"', ...rowsOfRoots),
  list('--user-id anna --filter "name != twice"', ...rowsOfRoots),
  list('--fields core', childOnly, lostRoot),
  list(
    '--fields io',
    everywhere(FLAT, ({metadata}) => ({metadata: flat(metadata)})),
    twoRoots,
    ownInput,
    childOnly,
    lostRoot,
  ),
  list(
    '--fields metadata',
    everywhere(FLAT, ({metadata}) => ({metadata: flat(metadata)})),
    twoRoots,
    ownInput,
    childOnly,
    lostRoot,
  ),
  list('--fields metrics', everywhere(NOT_OF_ROOTS, {totalCost: null}), childOnly, lostRoot),
  list(
    '--fields core,scores,observations',
    everywhere(NOT_OF_ROOTS, {scores: null, observations: null}),
    childOnly,
    lostRoot,
  ),
  list('--fields usage', everywhere(NOT_OF_ROOTS, {totalCost: null}), childOnly, lostRoot),
  list('--fields basic,time,prompt', childOnly, lostRoot),
  list('--order-by timestamp.desc', ...all, lostRoot),
  list('--order-by timestamp:desc --limit 3', costs),
  list('--limit 3', costs),
  list('--limit 1000 --page-size 1', ...rowsOfRoots, newerRoot, ownInput, childOnly, lostRoot),
]

const get = (id: string, ...differs: Difference[]): Question => question(`traces get ${id}`, 'trace', ...differs)
const plainSpans = [
  below('observations', everywhere(VERSION, {version: 'v1'})),
  below(
    'observations',
    at(['plain-root'], ROOT_METADATA, {metadata: {'request.id': 'r-1', 'request.locale': 'de', long: 'x'.repeat(300)}}),
  ),
]
const text = (value: unknown): unknown =>
  value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
const asText = ({input, output}: Row): Row => ({input: text(input), output: text(output)})
const RAW = '--raw-io leaves input and output as they are stored'

/** `traces get` */
export const GETS: Question[] = [
  get(
    'plain',
    everywhere(FLAT, ({metadata}) => ({metadata: flat(metadata)})),
    ...plainSpans,
  ),
  get('two-roots', twoRoots),
  get('lost-root'),
  get('child-attributes', below('observations', at(['bare-root'], TOGETHER, {userId: null, sessionId: null}))),
  get('own-input', ownInput),
  get('sent-twice'),
  get('turn-1'),
  get('run-1-q-1'),
  get('plain --fields core'),
  get(
    'plain --fields core,io',
    everywhere(FLAT, ({metadata}) => ({metadata: flat(metadata)})),
  ),
  get('plain --fields core,observations', ...plainSpans),
  get('plain --fields core,scores'),
  get('plain --fields core,metrics'),
  get('two-roots --from 2026-11-10T09:00:00Z --to 2026-11-10T10:00:00Z', twoRoots),
  get(
    'plain --raw-io',
    everywhere(RAW, asText),
    everywhere(FLAT, ({metadata}) => ({metadata: flat(metadata)})),
    ...plainSpans,
    below('observations', everywhere(RAW, asText)),
  ),
]

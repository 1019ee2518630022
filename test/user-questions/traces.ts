import {mediaRows} from '../../sandbox/resources/media.js'
import {type Asked, ask} from './ask.js'
import {HASH, MEDIA, OLD_TRACE, TRACE} from './world.js'

const NEW_TRACE = '5b8efff798038103d269b633813fc60c'
const NEW_SPAN = 'eee19b7ec3c1b174'
const NOW = new Date().toISOString()

const BATCH = [
  {id: 'event-1', type: 'trace-create', timestamp: NOW, body: {id: NEW_TRACE, name: 'imported', timestamp: NOW}},
  {
    id: 'event-2',
    type: 'span-create',
    timestamp: NOW,
    body: {id: NEW_SPAN, traceId: NEW_TRACE, name: 'lookup', startTime: NOW},
  },
]

const SPAN = {
  traceId: NEW_TRACE,
  spanId: NEW_SPAN,
  name: 'lookup',
  startTimeUnixNano: `${Date.parse(NOW)}000000`,
  endTimeUnixNano: `${Date.parse(NOW) + 250}000000`,
  attributes: [{key: 'langfuse.trace.name', value: {stringValue: 'from a collector'}}],
}
const SPANS = {resourceSpans: [{scopeSpans: [{spans: [SPAN]}]}]}

const COUNT = '--measure count --aggregation count'

/** Traces, what they cost, and what feeds them. */
export const ABOUT_TRACES: Asked[] = [
  ask('is the server up?', 'health', '', {prints: ['OK', '3.225.4']}),
  ask('erase that trace', 'traces delete', `${TRACE} --yes`, {
    tells: ['Queued', TRACE],
    after: ['traces list', {prints: [OLD_TRACE], lacks: [TRACE]}],
  }),
  ask('erase all the traces in this file', 'traces delete-many', '--ids-from - --yes', {
    stdin: `${TRACE}\n${OLD_TRACE}\n`,
    tells: ['2'],
    after: ['traces list', {lacks: [TRACE, OLD_TRACE]}],
  }),
  ask(
    'how many requests do we get for each use?',
    'metrics query',
    `--view traces ${COUNT} --dimension name --from 30d`,
    {
      prints: ['checkout\t1', 'billing\t1'],
    },
  ),
  ask(
    'what did we spend on models today?',
    'metrics query',
    '--view observations --measure totalCost --aggregation sum',
    {
      prints: ['0.25'],
    },
  ),
  ask(
    'teach it the price of our own model',
    'models create',
    '--model-name own-7b --match-pattern ^own --unit TOKENS --total-price 0.001',
    {
      tells: ['own-7b'],
      after: ['models list', {prints: ['own-7b', 'house-model']}],
    },
  ),
  ask('remove the price of the house model', 'models delete', 'model-1 --yes', {
    tells: ['model-1'],
    after: ['models list', {lacks: ['house-model']}],
  }),
  ask('where is that picture?', 'media get', MEDIA.uploaded, {prints: ['image/png', MEDIA.uploaded, '"url"']}),
  ask('the picture is uploaded now', 'media update', `${MEDIA.awaited} --uploaded-at now --upload-http-status 200`, {
    tells: [MEDIA.awaited],
    after: [`media get ${MEDIA.awaited}`, {prints: ['image/png']}],
  }),
  ask(
    'where can I upload a picture for that trace?',
    'media upload-url',
    `--content-type image/png --content-length 68 --sha256-hash ${HASH} --trace-id ${TRACE} --field input`,
    {
      prints: ['"uploadUrl": "http', '"mediaId": "47DEQpj8HBSa-_TImW-5JC"'],
      stored: (store) => {
        const row = mediaRows(store).get('47DEQpj8HBSa-_TImW-5JC')
        return row !== undefined && row.uploadHttpStatus === undefined
      },
    },
  ),
  ask('send these recorded events', 'ingest batch', '--batch -', {
    stdin: JSON.stringify(BATCH),
    tells: ['2'],
    after: [`traces get ${NEW_TRACE}`, {prints: ['"name": "imported"', '"name": "lookup"']}],
  }),
  ask('send what my collector wrote', 'ingest otel', '--file -', {
    stdin: JSON.stringify(SPANS),
    tells: ['span'],
    after: [`traces get ${NEW_TRACE}`, {prints: ['"name": "from a collector"', '"name": "lookup"']}],
  }),
]

import {sandboxKeys} from '../../sandbox/store/store.js'

const FROM_TODAY = {exportFrequency: 'daily', enabled: true, fileType: 'JSONL', exportMode: 'FROM_TODAY'}
const EVENT = {
  id: 'e2',
  type: 'trace-create',
  timestamp: '2026-11-20T14:00:00Z',
  body: {id: '4e5f6071', name: 'answer'},
}
const NANOSECONDS = '1795183200000000000'
const SPAN = {
  traceId: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  spanId: 'e26a2178626c534b',
  name: 'answer',
  kind: 1,
  startTimeUnixNano: NANOSECONDS,
  endTimeUnixNano: NANOSECONDS,
}
const STANDARD = {name: 'Standard', isDefault: true, priority: 0, conditions: [], prices: {input: 0.000001}}
const TILE = {type: 'preset', id: 't', presetId: 'p', x: 0, y: 0, width: 6, height: 6}

const json = (value: unknown) => `${JSON.stringify(value)}\n`

/** What the examples read from files, by the names of the files. */
export const FILES: Record<string, string> = {
  'app/AGENTS.md': 'Be kind.\n',
  'aws-keys.json': json({accessKeyId: 'id', secretAccessKey: 'aws-secret'}),
  'blob-storage.json': json({
    ...{projectId: 'prj-1', type: 'S3', bucketName: 'b', region: 'r', forcePathStyle: false},
    ...FROM_TODAY,
  }),
  'dataset.json': json({name: 'from-a-file'}),
  'events.json': json([EVENT]),
  'feedback.txt': 'Folders would help\n',
  'greet.txt': 'Hello {{name}}\n',
  'ids.txt': '0a1b2c3d\n',
  'judge.txt': 'Judge {{input}} against {{output}}\n',
  'length.py': 'def evaluate(ctx):\n    return 1\n',
  'messages.json': json([{role: 'user', content: '{{question}}'}]),
  'metrics.json': json({
    view: 'traces',
    metrics: [{measure: 'count', aggregation: 'count'}],
    fromTimestamp: '2020-01-01T00:00:00Z',
    toTimestamp: '2100-01-01T00:00:00Z',
  }),
  'new-secret.txt': 'sk-lf-example\n',
  'provider-key.txt': 'provider-key\n',
  'review.md': 'Too **long**.\n',
  'schema.json': json({type: 'object'}),
  'secret.txt': `${sandboxKeys.project.secretKey}\n`,
  'spans.json': json({resourceSpans: [{scopeSpans: [{spans: [SPAN]}]}]}),
  'spans.pb': '\n\0',
  'storage-key.txt': 'storage-key\n',
  'ticket.json': json({question: 'Where is my order?'}),
  'tiers.json': json([STANDARD]),
  'tiles.json': json({widgets: [TILE]}),
  'widget.json': json({
    ...{name: 'w', view: 'observations', dimensions: [], metrics: [{measure: 'count', agg: 'count'}]},
    ...{filters: [], chartType: 'NUMBER'},
  }),
}

/** The files that name the server: settings for `--env`, and the profiles `default` and `staging`. */
export function filesAbout(url: string): Record<string, string> {
  const {publicKey, secretKey} = sandboxKeys.project
  const profile = {host: url, pair: {publicKey, secretKey}}
  return {
    '.env': `LANGFUSE_HOST=${url}\nLANGFUSE_PUBLIC_KEY=${publicKey}\nLANGFUSE_SECRET_KEY=${secretKey}\n`,
    'config/langfuse/profiles.json': json({current: 'default', profiles: {default: profile, staging: profile}}),
  }
}

import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const AT = '2026-11-21T22:52:07.351Z'
const TRACE = {id: 'e1', type: 'trace-create', timestamp: AT, body: {id: 't1', name: 'greet'}}
const SCORE = {id: 'e2', type: 'score-create', timestamp: AT, body: {id: 's1', traceId: 't1', name: 'x', value: 0.5}}
const LOG = {id: 'e3', type: 'sdk-log', timestamp: AT, body: {log: {a: 1}}}
const BATCH = JSON.stringify([TRACE, SCORE, LOG])

/** As 3.225.4 answers: a log event is neither among the successes nor among the errors. */
const TAKEN = {
  successes: [
    {id: 'e1', status: 201},
    {id: 'e2', status: 201},
  ],
  errors: [],
}
const events_only =
  'Event type "trace-create" is not accepted by /api/public/ingestion when LANGFUSE_MIGRATION_V4_WRITE_MODE is events_only. This endpoint only accepts score and log events.'
const NO_VALUE = `[
  {
    "code": "invalid_union",
    "errors": [[{"expected": "string", "path": [], "message": "expected string, received undefined"}]],
    "path": ["body", "value"],
    "message": "Invalid input"
  }
]`

function sent(body: unknown) {
  return [{method: 'POST', path: '/api/public/ingestion', authorization: BASIC, body}]
}

describe('ingest batch', () => {
  it.each([
    ['an array', ['--batch', BATCH], '', {batch: [TRACE, SCORE, LOG]}],
    ['an array on stdin', ['--batch', '-'], BATCH, {batch: [TRACE, SCORE, LOG]}],
    ['no event at all', ['--batch', '[]'], '', {batch: []}],
    [
      'an array with metadata',
      ['--batch', BATCH, '--metadata', '{"sdk_name":"me"}'],
      '',
      {batch: [TRACE, SCORE, LOG], metadata: {sdk_name: 'me'}},
    ],
    ['a whole body', ['--batch', `{"batch":${BATCH},"metadata":"m"}`], '', {batch: [TRACE, SCORE, LOG], metadata: 'm'}],
    [
      'a whole body, and a flag that wins',
      ['--batch', `{"batch":[],"metadata":"m"}`, '--metadata', 'mine'],
      '',
      {batch: [], metadata: 'mine'},
    ],
  ])('sends %s', async (_, flags, stdin, body) => {
    const requests = answers({method: 'POST', status: 207, body: TAKEN})
    const {stdout, stderr, exitCode} = await cli(['ingest', 'batch', ...flags], {stdin})
    expect(requests).toEqual(sent(body))
    expect(JSON.parse(stdout)).toEqual(TAKEN)
    expect({stderr, exitCode}).toEqual({
      stderr: `✓ Queued ${body.batch.length} event${body.batch.length === 1 ? '' : 's'}\n`,
      exitCode: 0,
    })
  })

  it('is repeated after a reset: the server knows events by their ids', async () => {
    answers({method: 'POST', error: 'ECONNRESET'}, {method: 'POST', status: 207, body: TAKEN})
    expect(await cli(['ingest', 'batch', '--batch', BATCH, '--retries', '1'])).toMatchObject({exitCode: 0})
  })

  it('tells every refused event with its place, id, status and message', async () => {
    const errors = [
      {id: 'e3', status: 400, message: 'Invalid request data', error: NO_VALUE},
      {id: 'e1', status: 404, message: 'Not there', error: 'no such thing'},
      {id: 'stranger', status: 500},
    ]
    const body = {successes: [{id: 'e2', status: 201}], errors}
    answers({method: 'POST', status: 207, body})
    const {stdout, stderr, exitCode} = await cli(['ingest', 'batch', '--batch', BATCH])
    expect(JSON.parse(stdout)).toEqual(body)
    expect(exitCode).toBe(7)
    expect(stderr.split('\n')).toEqual([
      'Error: 3 of 3 events were refused',
      '       event 1, id e1: 404 Not there: no such thing',
      '       event 3, id e3: 400 Invalid request data: body.value: Invalid input (expected string, received undefined)',
      '       event (which one is not known), id stranger: 500 The server answered 500',
      '',
    ])
  })

  it('tells events of the same id apart by their order', async () => {
    const error = {id: 'e1', status: 400, message: 'No'}
    answers({method: 'POST', status: 207, body: {successes: [{id: 'e2', status: 201}], errors: [error, error]}})
    const {stderr} = await cli(['ingest', 'batch', '--batch', JSON.stringify([TRACE, SCORE, TRACE])])
    expect(stderr).toContain('event 1, id e1: 400 No\n       event 3, id e1: 400 No\n')
  })

  it('does not call queued what the answer does not mention', async () => {
    answers({method: 'POST', status: 207, body: {successes: [{id: 'e2', status: 201}], errors: []}})
    const {stderr, exitCode} = await cli(['ingest', 'batch', '--batch', JSON.stringify([TRACE, SCORE, SCORE, LOG])])
    expect(exitCode).toBe(7)
    expect(stderr).not.toContain('✓')
    expect(stderr).toContain('2 of 4 events were refused')
    expect(stderr).toContain('event 1, id e1: 207 not mentioned')
    expect(stderr).toContain('event 3, id e2: 207 not mentioned')
  })

  it('says which environments the server does not keep', async () => {
    answers({method: 'POST', status: 207, body: TAKEN})
    const inEnvironment = (event: typeof TRACE, environment: string) => ({...event, body: {...event.body, environment}})
    const batch = [inEnvironment(TRACE, 'Prod X'), {...SCORE, body: {...SCORE.body, environment: 'prod'}}]
    const {stderr, exitCode} = await cli(['ingest', 'batch', '--batch', JSON.stringify(batch)])
    expect(exitCode).toBe(0)
    expect(stderr).toContain('Warning: the server will make these environments "default": Prod X (event 1).')
  })

  it('says that an events_only server wants spans', async () => {
    const error = {id: 'e1', status: 400, message: 'Event type not accepted', error: events_only}
    answers({method: 'POST', status: 207, body: {successes: [{id: 'e2', status: 201}], errors: [error]}})
    const {stderr, exitCode} = await cli(['ingest', 'batch', '--batch', BATCH, '--json'])
    expect(exitCode).toBe(7)
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'partial',
        message: '1 of 3 events were refused\nevent 1, id e1: 400 Event type not accepted',
        hint: 'This server is in events_only mode: trace and observation events belong to `langfuse ingest otel`, as OTLP spans.',
      },
    })
  })

  it('prints the answer on a terminal only when it is asked for', async () => {
    answers({method: 'POST', status: 207, body: TAKEN})
    const {stdout} = await cli(['ingest', 'batch', '--batch', BATCH], {tty: {stdout: true}})
    expect(stdout).toBe('')
  })

  it('passes on that the envelope is bad', async () => {
    const errors = ['Invalid input: expected array, received undefined']
    answers({method: 'POST', status: 400, body: {message: 'Invalid request data', errors}})
    const {stderr, exitCode} = await cli(['ingest', 'batch', '--batch', '[]'])
    expect(exitCode).toBe(5)
    expect(stderr).toContain('Invalid request data: Invalid input: expected array, received undefined')
  })
})

describe('the size of a batch', () => {
  /** A body that has so many bytes as it goes out. */
  function bodyOf(bytes: number): string {
    const events = [{...LOG, body: {log: ''}}]
    const rest = JSON.stringify({batch: events}).length
    return JSON.stringify([{...LOG, body: {log: 'x'.repeat(bytes - rest)}}])
  }

  it('may be what every server takes', async () => {
    const sent = answers({method: 'POST', status: 207, body: {successes: [], errors: []}})
    const {exitCode} = await cli('ingest batch --batch -', {stdin: bodyOf(4_718_592)})
    expect({exitCode, bytes: JSON.stringify(sent[0]?.body).length}).toEqual({exitCode: 0, bytes: 4_718_592})
  })

  it.each([
    [4_718_593, 'has 4,718,593 bytes, and every server refuses more than 4,718,592; nothing was sent'],
    [5_452_595, 'has 5.2 MB, and every server refuses more than 4.5 MB; nothing was sent. Split it'],
  ])('of %i bytes is not sent', async (bytes, words) => {
    const {stdout, stderr, exitCode} = await cli('ingest batch --batch -', {stdin: bodyOf(bytes)})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
    expect(stderr).not.toContain('xxx')
  })
})

describe('the configs of scores in a batch', () => {
  const CONFIG = {id: 'c', name: 'accuracy', dataType: 'NUMERIC', isArchived: false, minValue: 0, maxValue: 1}
  const score = (value: unknown, more = {}) => ({...SCORE, body: {...SCORE.body, value, configId: 'c', ...more}})
  const batch = (...events: object[]) => ['ingest', 'batch', '--batch', JSON.stringify(events)]

  it('are read once each, before anything is sent', async () => {
    const requests = answers({body: CONFIG}, {body: {...CONFIG, id: 'd'}}, {method: 'POST', status: 207, body: TAKEN})
    expect(await cli(batch(TRACE, score(0), score(1, {configId: 'd'}), score(0.5)))).toMatchObject({exitCode: 7})
    expect(requests.map(({method, path}) => `${method} ${path}`)).toEqual([
      'GET /api/public/score-configs/c',
      'GET /api/public/score-configs/d',
      'POST /api/public/ingestion',
    ])
  })

  it.each([
    ['value', score(2), {body: CONFIG}, 'goes from 0 to 1'],
    ['value of another kind', score('good'), {body: CONFIG}, 'takes a number'],
    ['data type', score(1, {dataType: 'BOOLEAN'}), {body: CONFIG}, 'is NUMERIC'],
    ['archived config', score(1), {body: {...CONFIG, isArchived: true}}, 'is archived'],
    ['unknown config', score(1), {status: 404, body: {message: 'no', error: 'LangfuseNotFoundError'}}, 'no config c'],
  ])('refuse a wrong %s by its position', async (_, event, answer, words) => {
    const requests = answers(answer)
    const {stdout, stderr, exitCode} = await cli(batch(TRACE, event))
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('event 2, a score, does not fit its config')
    expect(stderr).toContain(words)
    expect(requests).toHaveLength(1)
  })

  it('are not read with --no-check-config', async () => {
    const requests = answers({method: 'POST', status: 207, body: {successes: [{id: 'e2', status: 201}], errors: []}})
    expect(await cli([...batch(score(2)), '--no-check-config'])).toMatchObject({exitCode: 0})
    expect(requests).toHaveLength(1)
  })

  it('must be readable', async () => {
    answers({status: 500, body: {message: 'busy'}})
    const {stderr, exitCode} = await cli([...batch(score(1)), '--retries', '0'])
    expect(exitCode).toBe(5)
    expect(stderr).toContain('--no-check-config')
  })

  it.each([{}, {configId: ''}, {configId: null}])('are needed by an annotation: %j', async (more) => {
    const {stderr, exitCode} = await cli(batch({...SCORE, body: {...SCORE.body, source: 'ANNOTATION', ...more}}))
    expect(exitCode).toBe(2)
    expect(stderr).toContain('event 1 is an ANNOTATION without a configId')
  })
})

describe('ingest batch refuses', () => {
  const without = (name: string) => ({...TRACE, [name]: undefined})

  it.each<[string, unknown, string]>([
    ['an event without id', [SCORE, without('id')], '--batch: event 2 has no id'],
    ['an event without type', [without('type')], '--batch: event 1 has no type'],
    ['an event without timestamp', [without('timestamp')], '--batch: event 1 has no timestamp'],
    ['a date as a timestamp', [{...TRACE, timestamp: '2026-11-21'}], 'event 1 has no timestamp'],
    ['an event without body', [without('body')], '--batch: event 1 has no body.id'],
    ['a body without id', [TRACE, SCORE, {...TRACE, body: {name: 'x'}}], 'event 3 has no body.id'],
    ['a body with an empty id', [{...SCORE, body: {id: ''}}], 'event 1 has no body.id'],
    ['an id that is too long', [{...TRACE, id: 'i'.repeat(801)}], 'event 1 has an id of more than 800 characters'],
    [
      'what is no event',
      [TRACE, 'x', null],
      'event 2 is not a JSON object\n       --batch: event 3 is not a JSON object',
    ],
    ['what is no array', 'x', '--batch: expected array'],
    ['an object without a batch', {events: []}, '--batch is missing'],
    ['an unknown key', {batch: [], meta: 1}, 'unknown field "meta"'],
  ])('%s', async (_, batch, words) => {
    const {stdout, stderr, exitCode} = await cli(['ingest', 'batch', '--batch', JSON.stringify(batch)])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('a missing batch', async () => {
    const {stderr, exitCode} = await cli('ingest batch')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--batch is missing')
  })
})

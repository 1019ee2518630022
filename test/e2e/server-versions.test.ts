import nock from 'nock'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {OBSERVATIONS, SESSIONS} from '../server-versions/observations.js'
import type {Question} from '../server-versions/question.js'
import {METRICS, RUNS} from '../server-versions/runs.js'
import {OLDER_SCORES, SCORES} from '../server-versions/scores.js'
import {GETS, LISTS} from '../server-versions/traces.js'
import {
  answer,
  asNewer,
  coreRows,
  NEWER,
  OLDER,
  parsed,
  type Servers,
  startServers,
  TOLD_BY_NEWER,
} from '../server-versions/ways.js'
import {words} from '../texts/words.js'

let servers: Servers

beforeAll(async () => {
  nock.restore()
  servers = await startServers()
})

afterAll(async () => {
  await Promise.all(Object.values(servers).map((sandbox) => sandbox.close()))
  nock.activate()
})

const titled = (questions: Question[]) => questions.map((one) => ({...one, title: one.line.join(' ')}))

async function rowsOf(way: (typeof OLDER)[number], {line, shape}: Question) {
  const {stdout, stderr, exitCode} = await answer(servers, way, line)
  expect({exitCode, stderr, ...way}).toEqual({exitCode: 0, stderr: expect.any(String), ...way})
  return coreRows(stdout, shape)
}

const TABLE: [what: string, questions: Question[]][] = [
  ['traces list', LISTS],
  ['traces get', GETS],
  ['observations', OBSERVATIONS],
  ['sessions', SESSIONS],
  ['scores', SCORES],
  ['runs', RUNS],
  ['metrics', METRICS],
]

describe.each(TABLE)('%s', (_, questions) => {
  it.each(titled(questions))('langfuse $title', async (question) => {
    const rows = await rowsOf({mode: '3'}, question)
    for (const way of OLDER) expect({...way, rows: await rowsOf(way, question)}).toEqual({...way, rows})
    const newer = asNewer(rows, question)
    for (const way of NEWER) expect({...way, rows: await rowsOf(way, question)}).toEqual({...way, rows: newer})
  })

  it.each(titled(questions).filter(({differs}) => differs.length > 0))(
    'and each difference of $title is one',
    async (question) => {
      let rows = await rowsOf({mode: '3'}, question)
      for (const {because, change} of question.differs) {
        expect({because, rows: change(rows)}).not.toEqual({because, rows})
        rows = change(rows)
      }
    },
  )
})

it.each([
  ['observations list', 'observation'],
  ['traces list', 'traceRow'],
  ['datasets runs list hard/questions', 'run'],
  ['datasets run-items list --dataset-id DATASET --run-name baseline', 'runItem'],
] as const)('%s: what server version 4 alone tells is null on server version 3', async (line, shape) => {
  const told = async (way: (typeof OLDER)[number]) => {
    const rows = parsed((await answer(servers, way, words(line))).stdout)
    return TOLD_BY_NEWER[shape]?.filter((key) => rows.some((row) => row[key] !== null))
  }
  for (const way of OLDER) expect({...way, told: await told(way)}).toEqual({...way, told: []})
  for (const way of NEWER) expect({...way, told: await told(way)}).toEqual({...way, told: TOLD_BY_NEWER[shape]})
})

it.each(OLDER_SCORES)('%s gives what %s gives', async (older, newer) => {
  const rows = await rowsOf({mode: '3'}, {line: words(newer), shape: 'score', differs: []})
  expect(rows).not.toEqual([])
  for (const way of [{mode: '3'} as const, ...OLDER])
    expect(await rowsOf(way, {line: words(older), shape: 'score', differs: []})).toEqual(rows)
})

it.each([
  'traces list --name turn --columns time,name,id,seconds,user,session,tags',
  'traces list --tag support --columns time,name,id,seconds,user,session,tags',
  'observations list --trace-id two-roots',
  'observations list --filter "name starts with turn"',
  'scores list',
])('%s is the same as a table, which asks for less', async (line) => {
  const {stdout} = await answer(servers, {mode: '3'}, words(line), 'tsv')
  expect(stdout.split('\n').length).toBeGreaterThan(2)
  for (const way of [...OLDER, ...NEWER]) expect((await answer(servers, way, words(line), 'tsv')).stdout).toBe(stdout)
})

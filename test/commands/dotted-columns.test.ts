import {describe, expect, it} from 'vitest'
import {type Answer, answers, cli} from '../cli.js'

const AT = '2026-11-21T22:53:14.635Z'
/** What server version 4 says of its tables, which is asked first. */
const PROBE: Answer = {body: {data: []}}

/** Metadata as version 3 nests it, and as version 4 has it. */
const METADATA = {
  '3': {request: {id: 1}, scope: {name: 'sdk'}, resource: {'service.name': 'shop'}, 'a,b': true},
  '4': {'request.id': 1, 'scope.name': 'sdk', 'resource.service.name': 'shop', 'a,b': true},
}
const COLUMNS = `metadata.request.id,metadata.scope.name,metadata.resource.service.name,metadata["a,b"],metadata.no.such`
const CELLS = ['1', 'sdk', 'shop', 'true', '']

const row = (version: '3' | '4') => ({
  id: 't',
  traceId: 't',
  timestamp: AT,
  startTime: AT,
  type: 'SPAN',
  metadata: METADATA[version],
})

const QUESTIONS: [line: string, version: '3' | '4', answers: Answer[]][] = [
  ['traces list', '3', [{body: {data: [row('3')], meta: {totalPages: 1}}}]],
  ['traces list', '4', [PROBE, {body: {data: [row('4')], meta: {totalPages: 1}}}]],
  ['observations list', '3', [{body: {data: [row('3')], meta: {totalPages: 1}}}]],
  ['observations list', '4', [PROBE, {body: {data: [row('4')], meta: {totalPages: 1}}}]],
  ['observations get t', '3', [{body: row('3')}]],
  ['observations get t', '4', [PROBE, {body: {data: [row('4')], meta: {totalPages: 1}}}]],
  ['traces get t', '3', [{body: row('3')}]],
  [
    'traces get t',
    '4',
    [PROBE, {body: {data: [row('4')], meta: {totalPages: 1}}}, {body: {data: [], meta: {totalPages: 1}}}],
  ],
]

describe.each(QUESTIONS)(
  '%s of server version %s: one path for keys that nest and keys with dots',
  (line, version, given) => {
    const ask = (format: string) => {
      answers(...given)
      return cli([
        ...line.split(' '),
        '--api-version',
        version,
        '--columns',
        COLUMNS,
        '-o',
        format,
        '--no-header',
        '-q',
      ])
    }

    it.each([
      ['tsv', `${CELLS.join('\t')}\n`],
      ['csv', `${CELLS.join(',')}\r\n`],
    ])('%s', async (format, expected) => {
      expect(await ask(format)).toMatchObject({stdout: expected, stderr: '', exitCode: 0})
    })

    it('table', async () => {
      const {stdout} = await ask('table')
      for (const cell of CELLS) expect(stdout).toContain(cell)
    })

    it.each(['json', 'ndjson'])('%s, with the keys that the server sent', async (format) => {
      const {stdout} = await ask(format)
      const missing = {no: {such: null}}
      expect([JSON.parse(stdout)].flat()).toEqual([{metadata: {...METADATA[version], ...missing}}])
    })
  },
)

it('a wrong name is answered with how paths are written', async () => {
  answers({body: {data: [row('3')], meta: {totalPages: 1}}})
  const {stderr, exitCode} = await cli('traces list --api-version 3 --columns meta["scope.name"')
  expect(stderr).toContain('metadata["a.b"]')
  expect(exitCode).toBe(2)
})

import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {valueOfDecimal} from '../api/json/random.js'
import {type Answer, answers, cli} from '../cli.js'
import {anyJson, anyText, cellFits, fieldNames, meaning, meaningOfYaml, readCsv, readTsv} from '../json-values.js'

const AT = '2026-11-21T22:53:14.635Z'
/** What server version 4 says of its tables, which is asked first. */
const PROBE: Answer = {body: {data: []}}

/** A field of a row: the JSON that the server sends, and the JSON that it means. */
interface Field {
  name: string
  sent: string
  shown: string
}

/** A question, what its answer has besides anything, and the fields that may be anything. */
interface Case {
  line: string
  /** What the server answers first, and last. */
  before?: Answer[]
  after?: Answer[]
  /** Its answer is a list with what is asked for. */
  listed?: true
  row: Record<string, unknown>
  free: string[]
  /** Null where they are empty. */
  words?: string[]
  /** They come as text, which may be JSON. */
  stored?: string[]
  /** It is made of rows of another kind, whose other fields are elsewhere. */
  composed?: true
}

const ITEM = {status: 'ACTIVE', datasetId: 'd', datasetName: 'd', createdAt: AT, updatedAt: AT}
const OBSERVATION = {type: 'SPAN', startTime: AT}
const IO = ['input', 'output', 'metadata']

const LISTS: Case[] = [
  {line: 'datasets items list', row: ITEM, free: ['input', 'expectedOutput', 'metadata']},
  {line: 'traces list --api-version 3', row: {timestamp: AT}, free: IO, words: ['name', 'userId']},
  {line: 'observations list --api-version 3', row: OBSERVATION, free: IO, words: ['name', 'model']},
  {
    line: 'observations list --api-version 4',
    before: [PROBE],
    row: OBSERVATION,
    free: ['metadata', 'usageDetails'],
    words: ['name', 'endTime'],
    stored: ['input', 'output', 'modelParameters'],
  },
  {
    line: 'traces list --api-version 4',
    before: [PROBE],
    row: OBSERVATION,
    free: ['metadata'],
    stored: ['input', 'output'],
    composed: true,
  },
  {line: 'scores list', row: {dataType: 'TEXT', value: 'x'}, free: ['metadata'], words: ['comment']},
]
const OBJECTS: Case[] = [
  {line: 'datasets items get i', row: ITEM, free: ['input', 'expectedOutput', 'metadata']},
  {line: 'observations get o --api-version 3', row: OBSERVATION, free: IO, words: ['name']},
  {
    line: 'observations get o --api-version 4',
    before: [PROBE],
    listed: true,
    row: OBSERVATION,
    free: ['metadata', 'costDetails'],
    stored: ['input', 'output'],
  },
  {
    line: 'traces get t --api-version 4',
    before: [PROBE],
    after: [{body: {data: [], meta: {}}}],
    listed: true,
    row: OBSERVATION,
    free: ['metadata'],
    stored: ['input', 'output'],
    composed: true,
  },
  {line: 'traces get t --api-version 3', row: {timestamp: AT}, free: IO, words: ['name', 'userId']},
  {line: 'prompts get p', row: {name: 'p', type: 'text'}, free: ['config', 'prompt']},
  {line: 'sessions get s --api-version 3', row: {createdAt: AT, traces: []}, free: [], words: ['environment']},
]

/** What stored text is taken for: JSON where it is that, but a number only where it would be printed just so. */
function meantBy(text: string): string {
  if (text === '') return 'null'
  try {
    JSON.parse(text)
  } catch {
    return JSON.stringify(text)
  }
  const double = String(Number(text))
  const isNumber = /^-?\d/.test(text.trim())
  const isExact = Number.isFinite(Number(double)) && valueOfDecimal(double) === valueOfDecimal(text.trim())
  return isNumber && double !== text && (isExact || text !== text.trim()) ? JSON.stringify(text) : text.trim()
}

/** Values for the fields that may be anything, and for others that no schema has. */
function anyFields({free, words = [], stored = [], composed}: Case): fc.Arbitrary<Field[]> {
  const field = (name: string) => anyJson.map((sent): Field => ({name, sent, shown: sent}))
  const word = (name: string) => anyJson.map((sent): Field => ({name, sent, shown: sent === '""' ? 'null' : sent}))
  const text = (name: string) =>
    fc.oneof(anyJson, anyText).map((text): Field => ({name, sent: JSON.stringify(text), shown: meantBy(text)}))
  const own = fc.tuple(...free.map(field), ...words.map(word), ...stored.map(text))
  const others = fieldNames.chain((names) => fc.tuple(...(composed ? [] : names.map(field))))
  return fc.tuple(own, others).map((parts) => parts.flat())
}

function json(row: Record<string, unknown>, fields: Field[]): string {
  const members = fields.map(({name, sent}) => `${JSON.stringify(name)}:${sent}`)
  return `{${JSON.stringify(row).slice(1, -1)},${members.join(',')}}`
}

const FORMATS = ['json', 'ndjson', 'yaml', 'csv', 'tsv', 'jq'] as const
type Format = (typeof FORMATS)[number]

const quoted = (name: string) => `[${JSON.stringify(name)}]`

async function printed(line: string, format: Format, names: string[]): Promise<string> {
  const chosen = format === 'tsv' ? ['--columns', names.map(quoted).join(',')] : []
  const flags = format === 'jq' ? ['--jq', '.'] : ['-o', format, '--header', ...chosen]
  const {stdout, stderr, exitCode} = await cli([...line.split(' '), '-q', ...flags])
  const alarms = format === 'csv' ? stderr.replace(/^Warning: the answer has half of a surrogate pair.*\n/, '') : stderr
  expect({alarms, exitCode}).toEqual({alarms: '', exitCode: 0})
  return stdout
}

/** What was printed of each row: cells by their heading, or a value by its name, as `meaning` has it. */
function rowsIn(text: string, format: Format): Record<string, unknown>[] {
  if (format === 'csv' || format === 'tsv') {
    const [names = [], ...rows] = format === 'csv' ? readCsv(text) : readTsv(text)
    return rows.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at]])))
  }
  if (format === 'ndjson' || format === 'jq') return text.split('\n').slice(0, -1).map(meaning) as []
  const found = format === 'yaml' ? meaningOfYaml(text, '1.2') : meaning(text)
  if (format === 'yaml') expect(meaningOfYaml(text, '1.1')).toEqual(found)
  return [found].flat() as []
}

/** UTF-8 carries no half of a pair, and csv has no escapes. */
const inCsv = (json: string) => (json.startsWith('"') ? JSON.stringify(JSON.parse(json).toWellFormed()) : json)

function assertShown(row: Record<string, unknown> = {}, fields: Field[], format: Format): void {
  for (const {name, shown} of fields) {
    if (format === 'csv' && !name.isWellFormed()) continue
    if (format === 'csv') expect(cellFits(row[name], inCsv(shown)), `${name}: ${shown}`).toBe(true)
    else if (format === 'tsv') expect(cellFits(row[quoted(name)], shown), `${name}: ${shown}`).toBe(true)
    else expect(row).toHaveProperty([`$${name}`], meaning(shown))
  }
}

async function assertAllShown(asked: Case, rows: Field[][], format: Format): Promise<void> {
  const {line, before = [], after = [], listed, row} = asked
  const bodies = rows.map((fields, at) => json({...row, id: `r${at}`, traceId: `t${at}`}, fields))
  const isList = listed || LISTS.includes(asked)
  const body = isList ? `{"data":[${bodies}],"meta":{"page":1,"totalPages":1}}` : String(bodies[0])
  answers(...before, {body, headers: {'content-type': 'application/json'}}, ...after)
  const names = rows.flatMap((fields) => fields.map(({name}) => name))
  const found = rowsIn(await printed(line, format, [...new Set(names)]), format)
  expect(found).toHaveLength(rows.length)
  for (const [at, fields] of rows.entries()) assertShown(found[at], fields, format)
}

describe('any value comes out as the server sent it', () => {
  const cases = [...LISTS, ...OBJECTS].flatMap((asked) => FORMATS.map((format) => ({asked, format})))

  it.each(cases)('$asked.line, $format', async ({asked, format}) => {
    const rows = fc.array(anyFields(asked), {minLength: 1, maxLength: LISTS.includes(asked) ? 5 : 1})
    const property = fc.asyncProperty(rows, (some) => assertAllShown(asked, some, format))
    await fc.assert(property, {numRuns: format === 'jq' ? 6 : 20})
  })
})

describe('any answer of a raw call', () => {
  it.each(['-o json', '-o ndjson', '-o yaml', '--jq .', ''])('api %s', async (flags) => {
    const format = (/\w+$/.exec(flags)?.[0] ?? 'json') as Format
    const property = fc.asyncProperty(anyJson, async (body) => {
      answers({body, headers: {'content-type': 'application/json'}})
      const {stdout} = await cli(`api /x ${flags}`)
      if (flags === '--jq .' && body.startsWith('"')) expect(stdout).toBe(`${JSON.parse(body).toWellFormed()}\n`)
      else expect(format === 'yaml' ? meaningOfYaml(stdout, '1.2') : meaning(stdout)).toEqual(meaning(body))
    })
    await fc.assert(property, {numRuns: 20})
  })
})

import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {type Answer, answers, cli} from '../cli.js'
import {anyJson, cellFits, fieldNames, meaning, meaningOfYaml, readCsv, readTsv} from '../json-values.js'

const AT = '2026-11-21T22:53:14.635Z'
const JSON_TYPE = {'content-type': 'application/json'}
/** What server version 4 says of its tables, which is asked first. */
const PROBE: Answer = {body: {data: []}}

/** Fields of a row, each with its JSON. */
type Fields = [name: string, json: string][]

const object = (fields: Fields) => `{${fields.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`

function fieldsOf(values: Record<string, string>): Fields {
  return Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)])
}

const ITEM = fieldsOf({status: 'ACTIVE', datasetId: 'd', datasetName: 'd', createdAt: AT, updatedAt: AT})
const OBSERVATION = fieldsOf({traceId: 't', type: 'SPAN', name: 'n', startTime: AT, level: 'DEFAULT'})
const SCORE = fieldsOf({name: 'n', dataType: 'TEXT', source: 'API', value: 'x', timestamp: AT})
const TRACE = fieldsOf({timestamp: AT, name: 'n'})

/** A question, what a row of its answer has besides anything, and the fields that may be anything. */
interface Case {
  line: string
  before: Answer[]
  row: Fields
  free: string[]
}

const LISTS: Case[] = [
  {line: 'datasets items list', before: [], row: ITEM, free: ['input', 'expectedOutput', 'metadata']},
  {line: 'traces list --api-version 3', before: [], row: TRACE, free: ['input', 'output', 'metadata']},
  {line: 'observations list --api-version 3', before: [], row: OBSERVATION, free: ['input', 'output', 'metadata']},
  {line: 'observations list --api-version 4', before: [PROBE], row: OBSERVATION, free: ['metadata']},
  {line: 'scores list', before: [], row: SCORE, free: ['metadata']},
]
const OBJECTS: Case[] = [
  {line: 'datasets items get i', before: [], row: ITEM, free: ['input', 'expectedOutput', 'metadata']},
  {line: 'observations get o --api-version 3', before: [], row: OBSERVATION, free: ['input', 'output', 'metadata']},
]

/** Values for the fields that may be anything, and for others that no schema has. */
function anyFields({free}: Case): fc.Arbitrary<Fields> {
  const own = fc.tuple(...free.map((name) => anyJson.map((json): [string, string] => [name, json])))
  const others = fieldNames.chain((names) =>
    fc.tuple(...names.map((name) => anyJson.map((json): [string, string] => [name, json]))),
  )
  return fc.tuple(own, others).map((parts) => parts.flat())
}

const FORMATS = ['json', 'ndjson', 'yaml', 'csv', 'tsv', 'jq'] as const
type Format = (typeof FORMATS)[number]

async function printed(line: string, format: Format, columns: string[]): Promise<string> {
  const chosen = format === 'tsv' ? ['--columns', columns.map((name) => `[${JSON.stringify(name)}]`).join(',')] : []
  const flags = format === 'jq' ? ['--jq', '.'] : ['-o', format, '--header', ...chosen]
  const {stdout, stderr, exitCode} = await cli([...line.split(' '), '-q', ...flags])
  expect({stderr: stderr.replace(/^Warning: the answer has half of a surrogate pair.*\n/, ''), exitCode}).toEqual({
    stderr: '',
    exitCode: 0,
  })
  return stdout
}

/** The rows that were printed, as cells or as objects with what they mean. */
function rowsIn(text: string, format: Format): Record<string, unknown>[] {
  if (format === 'csv' || format === 'tsv') {
    const [names = [], ...rows] = format === 'csv' ? readCsv(text) : readTsv(text)
    return rows.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at]])))
  }
  const found =
    format === 'yaml'
      ? meaningOfYaml(text, '1.2')
      : format === 'json'
        ? meaning(text)
        : text.split('\n').slice(0, -1).map(meaning)
  if (format === 'yaml') expect(meaningOfYaml(text, '1.1')).toEqual(found)
  return [found].flat() as Record<string, unknown>[]
}

function assertSame(rows: Record<string, unknown>[], expected: Fields[], format: Format): void {
  expect(rows).toHaveLength(expected.length)
  for (const [at, fields] of expected.entries()) {
    for (const [name, json] of fields) {
      if (format === 'csv' || format === 'tsv') {
        const header = format === 'tsv' ? `[${JSON.stringify(name)}]` : name
        const cell = String(rows[at]?.[format === 'csv' ? header.toWellFormed() : header])
        const wanted =
          format === 'csv' && json.startsWith('"') ? JSON.stringify((JSON.parse(json) as string).toWellFormed()) : json
        expect(cellFits(cell, wanted), `${header} is ${cell}, not ${json}`).toBe(true)
      } else expect(rows[at]).toHaveProperty([`$${name}`], meaning(json))
    }
  }
}

describe('any value comes out as the server sent it', () => {
  describe.each(LISTS)('$line', (asked) => {
    it.each(FORMATS)('%s', async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyFields(asked), {minLength: 1, maxLength: 5}), async (rows) => {
          const names = rows.flatMap((fields) => fields.map(([name]) => name))
          const data = rows.map((fields, at) => object([...asked.row, ['id', `"${at}"`], ...fields]))
          answers(...asked.before, {
            body: `{"data":[${data.join(',')}],"meta":{"page":1,"totalPages":1}}`,
            headers: JSON_TYPE,
          })
          const text = await printed(asked.line, format, [...new Set(names)])
          assertSame(rowsIn(text, format), rows, format)
        }),
        {numRuns: 25},
      )
    })
  })

  describe.each(OBJECTS)('$line', (asked) => {
    it.each(FORMATS)('%s', async (format) => {
      await fc.assert(
        fc.asyncProperty(anyFields(asked), async (fields) => {
          answers(...asked.before, {body: object([...asked.row, ['id', '"i"'], ...fields]), headers: JSON_TYPE})
          const text = await printed(
            asked.line,
            format,
            fields.map(([name]) => name),
          )
          assertSame(rowsIn(text, format), [fields], format)
        }),
        {numRuns: 25},
      )
    })
  })
})

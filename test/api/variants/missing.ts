import type * as z from 'zod'
import {isNumber} from '../../../src/api/json/exact-number.js'
import {isObject, type Row} from '../../../src/api/json/object.js'
import {SHAPES, type Shape, WITHIN} from '../../shapes.js'
import type {Made} from './sent.js'

const RUN = {startTime: 'createdAt'}

/** What servers send under another name than the canonical one. */
const ALIASES: Partial<Record<Shape, Record<string, string>>> = {
  observation: {
    providedModelName: 'model',
    internalModelId: 'modelId',
    calculatedInputCost: 'inputCost',
    calculatedOutputCost: 'outputCost',
    calculatedTotalCost: 'totalCost',
    promptTokens: 'inputUsage',
    completionTokens: 'outputUsage',
    totalTokens: 'totalUsage',
  },
  score: {stringValue: 'value', datasetRunId: 'experimentId'},
  run: RUN,
  runWithItems: RUN,
  runItem: {
    ...RUN,
    experimentId: 'datasetRunId',
    experimentName: 'datasetRunName',
    experimentItemId: 'datasetItemId',
  },
}

const OF_ITEMS =
  'experimentDatasetId experimentItemVersion experimentItemMetadata experimentMetadata experimentDescription input output expectedOutput metadata scores'

/** What stands under no canonical name, and why. */
const LEFT: Partial<Record<Shape, Record<string, string>>> = {
  observation: {usage: 'says again what usageDetails says', unit: 'of usage'},
  score: {
    subject: 'stands in traceId, observationId, sessionId and experimentId',
    trace: 'of the trace, which the newer route does not send with its scores',
  },
  runItem: Object.fromEntries(
    OF_ITEMS.split(' ').map((name) => [name, 'is asked for by experiments items list alone']),
  ),
}

/** What is not taken as it is sent, and why. */
const CHANGED: {because: string; when: (name: string, value: unknown, sent: Row) => boolean}[] = [
  {
    because: '0 costs and tokens where nobody knows any',
    when: (name, value, {costDetails, usageDetails}) =>
      value === 0 && isEmpty(/cost/i.test(name) ? costDetails : usageDetails) && /cost|usage|tokens/i.test(name),
  },
  {
    because: 'within a trace, prices that there are none of are 0',
    when: (name, value, {modelId, inputPrice}) =>
      value === 0 && /Price$/.test(name) && (isEmpty(modelId) || (name === 'totalPrice' && inputPrice !== 0)),
  },
  {
    because: 'the number of a category stands in its score config',
    when: (name, _, {dataType}) => name === 'value' && /^(CATEGORICAL|CORRECTION)$/.test(String(dataType)),
  },
  {
    because: 'true and false as text and as a number',
    when: (name, _, {dataType}) => /^(value|stringValue)$/.test(name) && dataType === 'BOOLEAN',
  },
]

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === -1) return true
  return typeof value === 'object' && !isNumber(value) && Object.keys(value).length === 0
}

/** Text as JSON reads it: input as it is stored, prices as they come. */
function read(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value
  } catch {
    return value
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(read(one)) === JSON.stringify(read(other))
}

function keysOf(shape: Shape): string[] {
  return Object.keys(SHAPES[shape].shape)
}

/** The canonical key under which a field of the wire belongs. */
function keyFor(shape: Shape, name: string): string | undefined {
  return ALIASES[shape]?.[name] ?? keysOf(shape).find((candidate) => candidate.toLowerCase() === name.toLowerCase())
}

const VALUES = ['2026-11-21T00:00:00.000Z', 7, true, ['x'], {x: 1}]

/** Fields that are empty in all rows, with values that their canonical keys take. */
export function valuesFor(shape: Shape, rows: Row[]): Row {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return Object.fromEntries(
    names
      .filter((name) => rows.every((row) => isEmpty(row[name])))
      .map((name) => {
        const schema = SHAPES[shape].shape[(keyFor(shape, name) ?? '') as never] as z.ZodType | undefined
        return [name, VALUES.find((value) => schema?.safeParse(value).success) ?? null]
      }),
  )
}

function missingRows(shape: Shape, rows: unknown, sent: unknown): string[] | undefined {
  if (!Array.isArray(rows) || !Array.isArray(sent) || !sent.every(isObject)) return undefined
  const idOf = new Map((rows as Row[]).map((row) => [row.id, row]))
  return (sent as Row[]).flatMap((one) => missing({row: idOf.get(one.id) ?? {}, sent: [one]}, shape))
}

/**
 * What a server sent and a canonical row lacks.
 * @param apart the row is made of several, so that only what is empty is missed; why a key is not made of them
 */
export function missing({row, sent}: Made, shape: Shape, apart?: Record<string, string>): string[] {
  const fields = sent.flatMap((one) => Object.entries(one).map(([name, value]) => ({name, value, one})))
  return fields.flatMap(({name, value, one}) => {
    const key = keyFor(shape, name)
    if (isEmpty(value) || CHANGED.some(({when}) => when(name, value, one))) return []
    if (key === undefined) return apart || LEFT[shape]?.[name] ? [] : [`${name} has no canonical name`]
    const inner = WITHIN[`${shape} ${key}`]
    const within = inner && missingRows(inner, row[key], value)
    if (within) return within
    if (apart ? apart[key] || !isEmpty(row[key]) : isSame(row[key], value)) return []
    return [`${key} is ${JSON.stringify(row[key])}, but ${name} was ${JSON.stringify(value)}`]
  })
}

import type {Row} from '../../json/object.js'
import {number, numbersAt, parsedIo, valuesAt, without, word, wordsAt} from '../../variants/coerce.js'

/** An observation of server version 3 in the canonical shape; user and session are those of its trace, if known. */
export function fromV1(row: Row, trace: Row = {}): Row {
  return {
    ...row,
    ...wordsAt(row, 'traceId', 'parentObservationId', 'name', 'endTime', 'level', 'statusMessage'),
    ...wordsAt(row, 'environment', 'version'),
    userId: word(row.userId) ?? word(trace.userId),
    sessionId: word(row.sessionId) ?? word(trace.sessionId),
    ...valuesAt(row, 'input', 'output', 'metadata', 'usageDetails', 'costDetails'),
    totalCost: isEmpty(row.costDetails) ? null : number(row.calculatedTotalCost),
    ...numbersAt(row, 'latency', 'timeToFirstToken'),
    ...wordsAt(row, 'completionStartTime', 'promptId', 'promptName'),
    promptVersion: number(row.promptVersion),
    model: word(row.model),
    modelParameters: row.modelParameters ?? null,
    inputPrice: priceOf(row, 'inputPrice'),
    outputPrice: priceOf(row, 'outputPrice'),
    totalPrice: priceOf(row, 'totalPrice'),
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0
}

/** Within a trace, unknown prices come as 0; a model has a total price, or those of input and output. */
function priceOf(row: Row, key: string): unknown {
  const price = number(row[key])
  if (price !== 0) return price
  const inParts = key === 'totalPrice' && Boolean(number(row.inputPrice) || number(row.outputPrice))
  return inParts || word(row.modelId) === null ? null : price
}

/** A row of `v2/observations` in the canonical shape, with any groups of fields. */
export function fromV2(row: Row, rawIo: boolean): Row {
  return {
    ...row,
    ...wordsAt(row, 'traceId', 'parentObservationId', 'name', 'endTime', 'completionStartTime', 'level'),
    ...wordsAt(row, 'statusMessage', 'environment', 'version', 'userId', 'sessionId'),
    model: word(row.providedModelName ?? row.model),
    modelParameters: parsedIo(row.modelParameters, false),
    input: parsedIo(row.input, rawIo),
    output: parsedIo(row.output, rawIo),
    ...valuesAt(row, 'metadata', 'usageDetails', 'costDetails'),
    totalCost: row.costDetails !== undefined && isEmpty(row.costDetails) ? null : number(row.totalCost),
    ...numbersAt(row, 'inputPrice', 'outputPrice', 'totalPrice', 'latency', 'timeToFirstToken'),
    ...wordsAt(row, 'promptId', 'promptName'),
    promptVersion: number(row.promptVersion),
  }
}

function sameSpan(a: Row | undefined, b: Row): boolean {
  return a !== undefined && a.id === b.id && a.traceId === b.traceId && a.startTime === b.startTime
}

/**
 * Drops duplicates: a span that was sent again appears twice, one row after the other, until the database merges it. Of two
 * rows on one page the one with the later `updatedAt` stays; of two at the edge of pages the first, which is out already.
 * Remembers the last row from page to page.
 */
export function mergedSpans(): (rows: Row[]) => Row[] {
  let last: Row | undefined
  return (rows) => {
    const kept: Row[] = []
    for (const row of rows) {
      const before = kept.at(-1)
      if (before && sameSpan(before, row)) {
        if (String(row.updatedAt ?? '') > String(before.updatedAt ?? '')) kept[kept.length - 1] = row
      } else if (before || !sameSpan(last, row)) kept.push(row)
    }
    last = rows.at(-1) ?? last
    return kept
  }
}

/** The groups of fields that server version 4 has. */
export const GROUPS_V2 = [
  'core',
  'basic',
  'time',
  'io',
  'metadata',
  'model',
  'usage',
  'prompt',
  'metrics',
  'trace_context',
] as const

/** Every group: a whole row. `io` also keeps metadata uncut. */
export const ALL_GROUPS = GROUPS_V2.join(',')

/** An observation without input, output and metadata. */
export const withoutIo = (row: Row): Row => without(row, 'input', 'output', 'metadata')

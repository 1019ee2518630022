import type {ExactNumber} from '../../json/exact-number.js'
import type {Row} from '../../json/object.js'
import {number, parsedIo, without, word} from '../../variants/coerce.js'

/** An observation of server version 3 in the one shape; user and session are those of its trace, where that is known. */
export function fromV1(row: Row, trace: Row = {}): Row {
  return {
    ...row,
    traceId: word(row.traceId),
    parentObservationId: word(row.parentObservationId),
    name: word(row.name),
    endTime: word(row.endTime),
    level: word(row.level),
    statusMessage: word(row.statusMessage),
    environment: word(row.environment),
    version: word(row.version),
    userId: word(row.userId) ?? word(trace.userId),
    sessionId: word(row.sessionId) ?? word(trace.sessionId),
    input: row.input ?? null,
    output: row.output ?? null,
    metadata: row.metadata ?? null,
    usageDetails: row.usageDetails ?? null,
    costDetails: row.costDetails ?? null,
    totalCost: isEmpty(row.costDetails) ? null : number(row.calculatedTotalCost),
    latency: number(row.latency),
    timeToFirstToken: number(row.timeToFirstToken),
    completionStartTime: word(row.completionStartTime),
    promptId: word(row.promptId),
    promptName: word(row.promptName),
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

/** Within a trace, prices that nobody knows come as 0; a model has a total price, or those of input and output. */
function priceOf(row: Row, key: string): ExactNumber | number | null {
  const price = number(row[key])
  if (price !== 0) return price
  const inParts = key === 'totalPrice' && Boolean(number(row.inputPrice) || number(row.outputPrice))
  return inParts || word(row.modelId) === null ? null : price
}

/** A row of `v2/observations` in the one shape, whatever groups of fields it has. */
export function fromV2(row: Row, rawIo: boolean): Row {
  return {
    ...row,
    traceId: word(row.traceId),
    parentObservationId: word(row.parentObservationId),
    name: word(row.name),
    endTime: word(row.endTime),
    completionStartTime: word(row.completionStartTime),
    level: word(row.level),
    statusMessage: word(row.statusMessage),
    environment: word(row.environment),
    version: word(row.version),
    userId: word(row.userId),
    sessionId: word(row.sessionId),
    model: word(row.providedModelName),
    modelParameters: parsedIo(row.modelParameters, false),
    input: parsedIo(row.input, rawIo),
    output: parsedIo(row.output, rawIo),
    metadata: row.metadata ?? null,
    usageDetails: row.usageDetails ?? null,
    costDetails: row.costDetails ?? null,
    totalCost: number(row.totalCost),
    inputPrice: number(row.inputPrice),
    outputPrice: number(row.outputPrice),
    totalPrice: number(row.totalPrice),
    latency: number(row.latency),
    timeToFirstToken: number(row.timeToFirstToken),
    promptId: word(row.promptId),
    promptName: word(row.promptName),
    promptVersion: number(row.promptVersion),
  }
}

function sameSpan(a: Row | undefined, b: Row): boolean {
  return a !== undefined && a.id === b.id && a.traceId === b.traceId && a.startTime === b.startTime
}

/**
 * Leaves out what came twice: a span that was sent again stands there twice, one row after the other, until the database
 * merges it; the newer row wins. Remembers the last row from page to page.
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

/** An observation without what stands elsewhere. */
export const withoutIo = (row: Row): Row => without(row, 'input', 'output', 'metadata')

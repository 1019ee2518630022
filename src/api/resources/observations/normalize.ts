import type {Row} from '../../json/object.js'
import {number, numbersAt, parsedIo, valuesAt, without, word, wordsAt} from '../../variants/coerce.js'

/** What both server versions name alike. */
function common(row: Row): Row {
  return {
    ...row,
    ...wordsAt(row, 'traceId', 'parentObservationId', 'name', 'endTime', 'completionStartTime', 'level'),
    ...wordsAt(row, 'statusMessage', 'environment', 'version', 'promptId', 'promptName'),
    ...wordsAt(row, 'usagePricingTierId', 'usagePricingTierName', 'projectId', 'createdAt', 'updatedAt'),
    ...valuesAt(row, 'metadata', 'usageDetails', 'costDetails'),
    ...numbersAt(row, 'latency', 'timeToFirstToken', 'promptVersion'),
  }
}

/** What an observation takes from its trace; null where nothing is known of that. */
function ofTrace(row: Row): Row {
  return {...valuesAt(row, 'public', 'bookmarked', 'tags'), release: word(row.release)}
}

/** A number, unless it is the 0 with which servers say that they know no details. */
function counted(value: unknown, details: unknown): unknown {
  const counts = number(value)
  return Number(counts) === 0 && details !== undefined && isEmpty(details) ? null : counts
}

/** An observation of server version 3 in the canonical shape, with what its trace, if known, says of it. */
export function fromV1(row: Row, trace: Row = {}): Row {
  const {usageDetails, costDetails} = row
  return {
    ...common(row),
    userId: word(row.userId) ?? word(trace.userId),
    sessionId: word(row.sessionId) ?? word(trace.sessionId),
    traceName: word(trace.name),
    ...ofTrace(trace),
    ...valuesAt(row, 'input', 'output', 'modelParameters'),
    ...wordsAt(row, 'model', 'modelId'),
    isRootObservation: row.parentObservationId === undefined ? null : word(row.parentObservationId) === null,
    totalCost: counted(row.calculatedTotalCost, costDetails),
    inputCost: counted(row.calculatedInputCost, costDetails),
    outputCost: counted(row.calculatedOutputCost, costDetails),
    totalUsage: counted(row.totalTokens, usageDetails),
    inputUsage: counted(row.promptTokens, usageDetails),
    outputUsage: counted(row.completionTokens, usageDetails),
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
  const {usageDetails, costDetails} = row
  return {
    ...common(row),
    ...wordsAt(row, 'userId', 'sessionId', 'traceName'),
    ...ofTrace(row),
    model: word(row.providedModelName) ?? word(row.model),
    modelId: word(row.modelId) ?? word(row.internalModelId),
    modelParameters: parsedIo(row.modelParameters, false),
    input: parsedIo(row.input, rawIo),
    output: parsedIo(row.output, rawIo),
    isRootObservation: row.isRootObservation ?? null,
    totalCost: counted(row.totalCost, costDetails),
    inputCost: counted(row.inputCost, costDetails),
    outputCost: counted(row.outputCost, costDetails),
    totalUsage: counted(row.totalUsage, usageDetails),
    inputUsage: counted(row.inputUsage, usageDetails),
    outputUsage: counted(row.outputUsage, usageDetails),
    ...numbersAt(row, 'inputPrice', 'outputPrice', 'totalPrice'),
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

/** The keys of each group that a row may lack. */
const KEYS_OF: Readonly<Record<string, string>> = {
  basic: 'name level statusMessage version environment userId sessionId isRootObservation bookmarked public',
  time: 'completionStartTime createdAt updatedAt',
  io: 'input output',
  metadata: 'metadata',
  model: 'model modelId modelParameters inputPrice outputPrice totalPrice',
  usage:
    'usageDetails inputUsage outputUsage totalUsage costDetails inputCost outputCost totalCost usagePricingTierId usagePricingTierName',
  prompt: 'promptId promptName promptVersion',
  trace_context: 'traceName release tags',
}

/** A canonical row with null for what was not asked for; all was without `fields`. */
export function onlyGroups(row: Row, fields: unknown): Row {
  if (fields === undefined) return row
  const asked = String(fields).split(',')
  const others = Object.entries(KEYS_OF).filter(([group]) => !asked.includes(group))
  const keys = others.flatMap(([, names]) => names.split(' '))
  return {...row, ...Object.fromEntries(keys.map((key) => [key, null]))}
}

/** Every group: a whole row. `io` also keeps metadata uncut. */
export const ALL_GROUPS = GROUPS_V2.join(',')

/** An observation without input, output and metadata. */
export const withoutIo = (row: Row): Row => without(row, 'input', 'output', 'metadata')

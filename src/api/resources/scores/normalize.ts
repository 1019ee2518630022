import type {Row} from '../../json/object.js'
import {word, wordsAt} from '../../variants/coerce.js'

/** The groups of fields that make a score whole. */
export const WHOLE_SCORE = 'details,subject,annotation'

interface Subject {
  kind?: unknown
  id?: unknown
  traceId?: unknown
}

/** A score of `v3/scores` in the canonical shape: what it belongs to is in keys of its own. */
export function fromV3(row: Row): Row {
  const {kind, id, traceId} = (row.subject ?? {}) as Subject
  return {
    ...row,
    value: row.value ?? null,
    ...wordsAt(row, 'environment', 'comment'),
    metadata: row.metadata ?? null,
    traceId: kind === 'trace' ? word(id) : word(traceId),
    observationId: kind === 'observation' ? word(id) : null,
    sessionId: kind === 'session' ? word(id) : null,
    experimentId: kind === 'experiment' ? word(id) : null,
    ...wordsAt(row, 'configId', 'queueId', 'authorUserId', 'projectId', 'executionTraceId'),
  }
}

function scoreValue({dataType, value, stringValue}: Row): unknown {
  if (dataType === 'NUMERIC') return value ?? null
  if (dataType === 'BOOLEAN') return value === 0 || value === 1 ? value === 1 : (value ?? null)
  return stringValue ?? value ?? null
}

/** A score of older routes, or as a trace carries it, in the canonical shape. */
export function fromV2(row: Row): Row {
  return {
    ...row,
    value: scoreValue(row),
    ...wordsAt(row, 'environment', 'comment'),
    metadata: row.metadata ?? null,
    ...wordsAt(row, 'traceId', 'observationId', 'sessionId'),
    experimentId: word(row.datasetRunId),
    ...wordsAt(row, 'configId', 'queueId', 'authorUserId', 'projectId', 'executionTraceId'),
  }
}

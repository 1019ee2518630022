import {
  columnsOfType,
  costs,
  JSON_METADATA,
  renameColumns,
  searched,
  tokens,
  traceLatency,
  traceTags,
  traceText,
} from '../../filter/columns.js'
import type {FilterColumns} from '../../filter/compile.js'

/** `/traces`: cost, tokens, latency and counts are those of the whole trace. */
export const tracesV1: FilterColumns = {
  ...traceText,
  ...columnsOfType('datetime', 'timestamp'),
  ...traceTags,
  ...columnsOfType('stringObject', 'metadata', {also: JSON_METADATA}),
  ...traceLatency,
  ...costs,
  ...tokens,
  ...columnsOfType('string', 'level'),
  ...columnsOfType('number', 'errorCount warningCount defaultCount debugCount'),
  ...columnsOfType('boolean', 'bookmarked'),
  ...columnsOfType('numberObject', 'scores_avg'),
  ...columnsOfType('categoryOptions', 'score_categories'),
  ...columnsOfType('booleanObject', 'score_booleans'),
}

/** Traces as roots of `/v2/observations`: latency, input and output are the root's. */
export const tracesV2: FilterColumns = renameColumns(
  {...traceText, ...columnsOfType('datetime', 'timestamp'), ...traceTags, ...traceLatency, ...searched},
  {name: 'traceName', id: 'traceId', timestamp: 'startTime', tags: 'traceTags'},
)

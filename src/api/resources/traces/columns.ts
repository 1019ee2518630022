import type {FilterColumns} from '../../filter/column.js'
import {
  columnsOfType,
  costs,
  JSON_METADATA,
  ofBothVersions,
  renameColumns,
  searched,
  tokens,
  traceLatency,
  traceTags,
  traceText,
} from '../../filter/columns.js'

const older: FilterColumns = {
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

const newer: FilterColumns = renameColumns(
  {...traceText, ...columnsOfType('datetime', 'timestamp'), ...traceTags, ...traceLatency, ...searched},
  {name: 'traceName', id: 'traceId', timestamp: 'startTime', tags: 'traceTags'},
)

const MEASURED =
  '`metrics query --view traces --dimension id --measure totalCost --aggregation sum` finds the most expensive traces; totalTokens works alike.'
const LEVELS = "`observations list --filter 'level = ERROR'` finds them, each with its traceId."
const SCORES = '`scores list` finds scores by their values, each with its traceId.'

const both = ofBothVersions(older, newer, {
  ...Object.fromEntries(Object.keys({...costs, ...tokens}).map((name) => [name, MEASURED])),
  ...Object.fromEntries(
    ['level', 'errorCount', 'warningCount', 'defaultCount', 'debugCount'].map((name) => [name, LEVELS]),
  ),
  ...Object.fromEntries(['scores_avg', 'score_categories', 'score_booleans'].map((name) => [name, SCORES])),
})

/** `/traces`: cost, tokens, latency and counts are those of the whole trace. */
export const tracesV1: FilterColumns = both.older

/** Traces as roots of `/v2/observations`: latency, input and output are the root's. */
export const tracesV2: FilterColumns = both.newer

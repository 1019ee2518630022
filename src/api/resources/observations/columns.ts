import type {FilterColumns} from '../../filter/column.js'
import {
  type ColumnTable,
  columnsOfType,
  costs,
  JSON_METADATA,
  ofBothVersions,
  renameColumns,
  SECONDS,
  searched,
  tokens,
} from '../../filter/columns.js'

const observationColumns: ColumnTable = {
  ...columnsOfType('string', 'id traceId name type level statusMessage environment version'),
  ...columnsOfType('string', 'parentObservationId userId sessionId traceName'),
  ...columnsOfType('arrayOptions', 'traceTags'),
  ...columnsOfType('datetime', 'startTime endTime'),
  ...columnsOfType('number', 'latency timeToFirstToken', SECONDS),
  ...columnsOfType('number', 'tokensPerSecond'),
  ...tokens,
  ...costs,
  ...columnsOfType('string', 'model providedModelName modelId promptName'),
  ...columnsOfType('number', 'promptVersion toolDefinitions toolCalls'),
  ...columnsOfType('arrayOptions', 'toolNames calledToolNames'),
}

const older: FilterColumns = {
  ...renameColumns(observationColumns, {providedModelName: 'model'}),
  isRootObservation: {to: 'parentObservationId', type: 'boolean', trueWhen: 'is null'},
  hasParentObservation: {to: 'parentObservationId', type: 'boolean', trueWhen: 'is not null'},
  ...columnsOfType('string', 'traceEnvironment'),
  ...columnsOfType('stringObject', 'metadata', {also: JSON_METADATA}),
}

const newer: FilterColumns = {
  ...renameColumns(observationColumns, {model: 'providedModelName'}),
  ...columnsOfType('string', 'release'),
  ...searched,
  ...columnsOfType('boolean', 'isRootObservation hasParentObservation hasInput hasOutput'),
  ...columnsOfType('string', 'experimentId experimentName experimentDatasetId'),
  ...columnsOfType('string', 'ingestionSource ingestionSdkName ingestionSdkVersion ingestionApiKey'),
}

const RUNS = '`datasets run-items list` gives the traces of a run.'

const both = ofBothVersions(older, newer, {
  traceEnvironment: 'There, `environment` is that of the trace as well.',
  release: '`traces list --release` finds the traces of a release.',
  experimentId: RUNS,
  experimentName: RUNS,
  experimentDatasetId: RUNS,
})

/** `/observations`. */
export const observationsV1: FilterColumns = both.older

/** `/v2/observations`. */
export const observationsV2: FilterColumns = both.newer

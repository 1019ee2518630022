import {
  type ColumnTable,
  columnsOfType,
  costs,
  JSON_METADATA,
  renameColumns,
  SECONDS,
  searched,
  tokens,
} from '../../filter/columns.js'
import type {FilterColumns} from '../../filter/compile.js'

const observationColumns: ColumnTable = {
  ...columnsOfType('string', 'id traceId name type level statusMessage environment version'),
  ...columnsOfType('string', 'parentObservationId userId sessionId traceName'),
  ...columnsOfType('arrayOptions', 'traceTags'),
  ...columnsOfType('datetime', 'startTime endTime'),
  ...columnsOfType('number', 'latency timeToFirstToken', SECONDS),
  ...columnsOfType('number', 'tokensPerSecond'),
  ...tokens,
  ...costs,
  ...columnsOfType('string', 'model modelId promptName'),
  ...columnsOfType('number', 'promptVersion toolDefinitions toolCalls'),
  ...columnsOfType('arrayOptions', 'toolNames calledToolNames'),
}

/** `/observations`. */
export const observationsV1: FilterColumns = {
  ...observationColumns,
  ...columnsOfType('string', 'traceEnvironment'),
  ...columnsOfType('stringObject', 'metadata', {also: JSON_METADATA}),
}

/** `/v2/observations`. */
export const observationsV2: FilterColumns = {
  ...renameColumns(observationColumns, {model: 'providedModelName'}),
  ...columnsOfType('string', 'providedModelName release'),
  ...searched,
  ...columnsOfType('boolean', 'isRootObservation hasParentObservation hasInput hasOutput'),
  ...columnsOfType('string', 'experimentId experimentName experimentDatasetId'),
  ...columnsOfType('string', 'ingestionSource ingestionSdkName ingestionSdkVersion ingestionApiKey'),
}

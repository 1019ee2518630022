import type {FilterColumns} from '../../filter/column.js'
import {type ColumnTable, columnsOfType, ofBothVersions, traceTags, traceText} from '../../filter/columns.js'
import type {View} from './endpoints.js'

const metricsMetadata = columnsOfType('stringObject', 'metadata')

const metricsTraces: ColumnTable = {
  ...traceText,
  ...traceTags,
  ...columnsOfType('string', 'timestampMonth'),
  ...metricsMetadata,
}

const metricsObservations: ColumnTable = {
  ...columnsOfType('string', 'id traceId traceName environment parentObservationId type name level version'),
  ...traceTags,
  ...columnsOfType(
    'string',
    'model providedModelName promptName promptVersion userId sessionId traceRelease traceVersion',
  ),
  ...columnsOfType('string', 'startTimeMonth'),
  ...columnsOfType('arrayOptions', 'toolNames calledToolNames'),
  ...metricsMetadata,
}

const metricsScores: ColumnTable = {
  ...columnsOfType(
    'string',
    'id name environment source dataType traceId observationId configId timestampMonth timestampDay',
  ),
  ...columnsOfType('string', 'traceName userId sessionId traceRelease traceVersion'),
  ...traceTags,
  ...columnsOfType('string', 'observationName observationModelName observationPromptName observationPromptVersion'),
  ...metricsMetadata,
}

const observations = ofBothVersions(
  metricsObservations,
  {
    ...metricsObservations,
    ...columnsOfType('boolean', 'isRootObservation'),
    ...columnsOfType('string', 'release experimentId experimentName experimentDatasetId'),
  },
  {release: 'Try traceRelease.'},
)

/** `/metrics` by view: dimensions and metadata. Measures cannot be filtered, and the time has its own bounds. */
export const metricsV1: Readonly<Record<View, FilterColumns>> = {
  traces: metricsTraces,
  observations: observations.older,
  'scores-numeric': {...metricsScores, ...columnsOfType('number', 'value')},
  'scores-categorical': {...metricsScores, ...columnsOfType('string', 'stringValue')},
  'scores-boolean': {...metricsScores, ...columnsOfType('boolean', 'booleanValue')},
}

/** `/v2/metrics` by view, with the names of `/metrics` for traces: resources/metrics/translate.ts translates these. */
export const metricsV2: Readonly<Record<View, FilterColumns>> = {
  ...metricsV1,
  observations: observations.newer,
}

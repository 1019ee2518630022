import type {Row} from '../../json/object.js'
import {word, wordsAt} from '../../variants/coerce.js'

/** A run of older servers in the canonical shape. They do not count its items in a list. */
export function runOfV1(row: Row): Row {
  return {
    ...row,
    description: word(row.description),
    metadata: row.metadata ?? null,
    ...wordsAt(row, 'datasetId', 'datasetName'),
    itemCount: null,
    endTime: null,
    scores: null,
  }
}

/** An experiment on a dataset in the shape of a run. */
export function runOfExperiment(row: Row, datasetName: string): Row {
  return {
    ...row,
    description: word(row.description),
    metadata: row.metadata ?? null,
    datasetId: word(row.datasetId),
    datasetName,
    createdAt: row.startTime ?? null,
    updatedAt: null,
    endTime: word(row.endTime),
    scores: row.scores ?? null,
  }
}

/** An item of older servers in the canonical shape. */
export function itemOfV1(row: Row): Row {
  return {...row, observationId: word(row.observationId), endTime: null, level: null, environment: null}
}

/** An item of an experiment in the shape of a run's: its root observation stands for it. */
export function itemOfExperiment(row: Row): Row {
  return {
    ...row,
    datasetRunId: row.experimentId,
    datasetRunName: row.experimentName,
    datasetItemId: row.experimentItemId,
    observationId: row.id,
    createdAt: row.startTime ?? null,
    updatedAt: null,
    ...wordsAt(row, 'endTime', 'level', 'environment'),
  }
}

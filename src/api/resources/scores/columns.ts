import type {FilterColumns} from '../../filter/column.js'
import {columnsOfType, ofBothVersions} from '../../filter/columns.js'

const newer: FilterColumns = {
  ...columnsOfType('string', 'id name source dataType environment traceId sessionId observationId'),
  ...columnsOfType('number', 'value'),
  ...columnsOfType('datetime', 'timestamp'),
}

const older: FilterColumns = {
  ...newer,
  ...columnsOfType('string', 'stringValue userId'),
  ...columnsOfType('arrayOptions', 'tags'),
  ...columnsOfType('stringObject', 'metadata'),
}

/** How to find the scores of traces of which something is known. */
export const BY_TRACES =
  '`traces list --columns id -o tsv` with --user-id or --tag gives the ids of traces for --trace-id, which takes several with commas.'

const both = ofBothVersions(older, newer, {
  stringValue: 'Try --data-type CATEGORICAL --value TEXT.',
  userId: BY_TRACES,
  tags: BY_TRACES,
})

/** `/v2/scores`. */
export const scoresV2: FilterColumns = both.older

/** `/v3/scores`, which takes no conditions: what its parameters say as well. */
export const scoresV3: FilterColumns = both.newer

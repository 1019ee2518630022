import {columnsOfType} from '../../filter/columns.js'
import type {FilterColumns} from '../../filter/compile.js'

/** `/v2/scores`; `/v3/scores` takes no conditions. */
export const scoresV2: FilterColumns = {
  ...columnsOfType('string', 'id name source dataType stringValue environment traceId sessionId observationId userId'),
  ...columnsOfType('number', 'value'),
  ...columnsOfType('datetime', 'timestamp'),
  ...columnsOfType('arrayOptions', 'tags'),
  ...columnsOfType('stringObject', 'metadata'),
}

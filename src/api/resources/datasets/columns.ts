import {columnsOfType} from '../../filter/columns.js'
import type {FilterColumns} from '../../filter/compile.js'

/** `/experiments`. */
export const experiments: FilterColumns = columnsOfType('string', 'id name datasetId')

/** `/experiment-items`. */
export const experimentItems: FilterColumns = columnsOfType(
  'string',
  'experimentId experimentName experimentItemId datasetId',
)

import {type ScalarTag, stringify} from 'yaml'
import {ExactNumber} from '../../api/json/exact-number.js'
import {written} from '../../api/json/stringify.js'

const exactNumber: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => value instanceof ExactNumber,
  resolve: (text) => text,
  stringify: ({value}) => String(value),
}

/**
 * A value as YAML, exact numbers with all their digits; long lines are not folded. A file of its own, so that it is loaded
 * only when it is wanted.
 * @throws CliError `rejected` for what has some hundred levels
 */
export function toYaml(value: unknown): string {
  const options = {lineWidth: 0, aliasDuplicateObjects: false, customTags: [exactNumber]}
  return written(() => stringify(value, options))
}

import {type ScalarTag, stringify} from 'yaml'
import {ExactNumber} from '../../api/json/exact-number.js'

const exactNumber: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => value instanceof ExactNumber,
  resolve: (text) => text,
  stringify: ({value}) => String(value),
}

/** A value as YAML, exact numbers with all their digits; long lines are not folded. A file of its own, so that it is loaded only when it is wanted. */
export function toYaml(value: unknown): string {
  return stringify(value, {lineWidth: 0, aliasDuplicateObjects: false, customTags: [exactNumber]})
}

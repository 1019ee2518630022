import {stringify} from 'yaml'

/** A value as YAML; long lines are not folded. A file of its own, so that it is loaded only when it is wanted. */
export function toYaml(value: unknown): string {
  return stringify(value, {lineWidth: 0})
}

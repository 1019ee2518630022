import type {ScalarTag, Tags} from 'yaml'
import {ExactNumber} from '../../api/json/exact-number.js'
import {stringifyJson, written} from '../../api/json/stringify.js'

/** Characters that a terminal obeys, or that readers of lines or of YAML do not take for a part of the text. */
const OBEYED = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/

/** JSON for machines; characters that somebody would obey are written as escapes. */
export function toJson(value: unknown, indent?: number): string {
  const text = stringifyJson(value, indent)
  if (!OBEYED.test(text)) return text
  return text.replaceAll(
    new RegExp(OBEYED, 'g'),
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Text that YAML needs quotes and escapes for; blanks at its beginning get lost in block scalars. */
const QUOTED_IN_YAML = new RegExp(`^=$|^\\s|${OBEYED.source}`)

const YAML_TEXT: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string' && QUOTED_IN_YAML.test(value),
  resolve: (text) => text,
  stringify: ({value}) => toJson(value),
}

/** A number that YAML 1.1 takes for text: it wants `6.0e-7`. */
const WITHOUT_POINT = /^-?\de/

const YAML_NUMBER: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => value instanceof ExactNumber || (typeof value === 'number' && WITHOUT_POINT.test(String(value))),
  test: WITHOUT_POINT,
  resolve: (text) => text,
  stringify: ({value}) => (typeof value === 'number' ? String(value).replace('e', '.0e') : String(value)),
}

/**
 * A value as YAML that means the same in version 1.2 and 1.1; long lines are not folded. The library is loaded
 * when it is wanted. @throws CliError `rejected` as JSON
 */
export async function toYaml(value: unknown): Promise<string> {
  const {stringify} = await import('yaml')
  const customTags = (tags: Tags) => [YAML_TEXT, YAML_NUMBER, ...tags]
  const options = {lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1', customTags} as const
  return written(() => stringify(value, options))
}

/** One value whole: as indented JSON, as JSON in one line, or as YAML. */
export async function renderValue(value: unknown, format: 'json' | 'ndjson' | 'yaml'): Promise<string> {
  if (format !== 'yaml') return `${toJson(value, format === 'json' ? 2 : undefined)}\n`
  return toYaml(value)
}

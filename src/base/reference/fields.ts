import type {Shape, ShapeField} from './shape.js'
import {type Page, wrap} from './wrap.js'

/** A line of a list of fields: a name with what is to be known of it, or a heading without a name. */
export interface FieldLine {
  name: string
  about: string
}

const INDENT = 2
const WIDEST_NAME = 26

/** What a form of a value is called: its schema, or the field that has one value only. */
function nameOf({schema, type, fields = []}: Shape, index: number): string {
  const telling = fields.find(({enum: members}) => members?.length === 1)
  if (telling) return `${telling.name} ${telling.enum?.[0]}`
  return schema ?? (fields.length > 0 ? `form ${index + 1}` : type)
}

function sentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`
}

/** Type, whether it must be there, the values that it may have, and what the document says of it. */
export function aboutOf(shape: Shape, required: boolean | undefined, place = ''): string {
  const {type, format, nullable, enum: members, default: standard, description, deprecated, variants, cut} = shape
  const first = [
    format ? `${type} (${format})` : type,
    place,
    required ? 'required' : '',
    nullable && required ? 'or null' : '',
    deprecated ? 'deprecated' : '',
    variants ? `one of: ${variants.map(nameOf).join(', ')}` : '',
    members ? `one of: ${members.map(String).join(', ')}` : '',
    standard === undefined ? '' : `default: ${JSON.stringify(standard)}`,
    cut ? 'as above, or not shown' : '',
  ]
  const told = description?.replaceAll(/\s+/g, ' ').trim()
  return [sentence(first.filter(Boolean).join(', ')), told].filter(Boolean).join(' ')
}

function below({type}: Shape, name: string): string {
  const lists = /(\[\])*$/.exec(type)?.[0] ?? ''
  return `${name}${type.startsWith('map of ') ? '.*' : lists}.`
}

/**
 * The fields of a shape and of what lies below it, by dotted names.
 * @param depth how many levels are shown; the elements of a list on the first level are no level of their own
 */
export function fieldLines(shape: Shape, depth: number, prefix = '', top = true): FieldLine[] {
  if (depth <= 0) return []
  const {fields = [], variants = []} = shape
  const plain = fields.flatMap((field: ShapeField) => {
    const name = `${prefix}${field.name}`
    const free = top && field.type.endsWith('[]') && !field.variants
    return [
      {name, about: aboutOf(field, field.required)},
      ...fieldLines(field, free ? depth : depth - 1, below(field, name), false),
    ]
  })
  const forms = variants.flatMap((variant, index) => {
    const lines = fieldLines(variant, depth, prefix, top)
    return lines.length > 0
      ? [{name: '', about: `${prefix.replace(/\.$/, ' ')}as ${nameOf(variant, index)}:`.trim()}, ...lines]
      : []
  })
  return [...plain, ...forms]
}

/** Lines of fields, names on the left, laid out for a page. */
export function layOutFields(lines: FieldLine[], page: Page): string[] {
  const longest = Math.max(0, ...lines.map(({name}) => name.length).filter((size) => size <= WIDEST_NAME))
  const gap = INDENT + longest + 2
  return lines.flatMap(({name, about}) => {
    if (name === '') return ['', ...wrap(about, page, INDENT).map((line) => ' '.repeat(INDENT) + line)]
    const right = wrap(about, page, gap)
    if (name.length > longest) {
      const left = wrap(name, page, INDENT).map((line) => ' '.repeat(INDENT) + line)
      return [...left, ...right.map((line) => ' '.repeat(gap) + line)]
    }
    return right.map((line, index) => `${' '.repeat(INDENT)}${(index === 0 ? name : '').padEnd(longest + 2)}${line}`)
  })
}

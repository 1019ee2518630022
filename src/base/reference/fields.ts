import type {Shape, ShapeField} from './shape.js'
import {type Page, wrap} from './wrap.js'

/** A line of a list of fields: a name with what is to be known of it, or a heading without a name. */
export interface FieldLine {
  name: string
  about: string
  /** How far it is indented. */
  level?: number
}

/** How fields are listed. */
export interface FieldListing {
  /** How many levels are shown; the elements of a list on the first level are no level of their own. */
  depth: number
  /** Of an answer, where it does not matter what is required. */
  answered?: boolean
  level?: number
}

const INDENT = 2
const WIDEST_NAME = 26
/** What begins a line of its own in Markdown. */
const BLOCK = /^([-*+]\s|\d+[.)]\s|```|\||#)/

/** What a form of a value is called: its schema, or the field that has one value only. */
function nameOf({schema, type, fields = []}: Shape, index: number): string {
  const telling = fields.find(({enum: members}) => members?.length === 1)
  if (telling) return `${telling.name} ${telling.enum?.[0]}`
  return schema ?? (fields.length > 0 ? `form ${index + 1}` : type)
}

function sentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`
}

function membersOf(members: unknown[] | undefined): string {
  if (!members) return ''
  return members.length === 1 ? `always ${members[0]}` : `one of: ${members.join(', ')}`
}

/** Type, whether it must be there, the values that it may have, and what the document says of it. */
export function aboutOf(shape: Shape & {required?: boolean}, answered = false, place = ''): string {
  const {type, format, nullable, enum: members, default: standard, description, deprecated, variants, cut} = shape
  const {minimum, maximum} = shape
  const required = shape.required && !answered
  const first = [
    format ? `${type} (${format})` : type,
    place,
    required ? 'required' : '',
    nullable ? 'or null' : '',
    minimum === undefined ? '' : `at least ${minimum}`,
    maximum === undefined ? '' : `at most ${maximum}`,
    deprecated ? 'deprecated' : '',
    variants ? `one of: ${variants.map(nameOf).join(', ')}` : '',
    membersOf(members),
    standard === undefined ? '' : `default: ${JSON.stringify(standard)}`,
    cut ? 'not shown again' : '',
  ]
  const told = description?.replaceAll('\r\n', '\n').trim() ?? ''
  return [sentence(first.filter(Boolean).join(', ')), told].filter(Boolean).join(BLOCK.test(told) ? '\n' : ' ')
}

/** What the names of the fields below begin with: `messages[].`, `prices.*.`. */
export function prefixOf(type: string, name = ''): string {
  const lists = /(\[\])*$/.exec(type)?.[0] ?? ''
  const own = `${name}${type.startsWith('map of ') ? `${name && '.'}*` : lists}`
  return own && `${own}.`
}

/** The fields of a shape and of what lies below it, by dotted names. */
export function fieldLines(
  shape: Shape,
  {depth, answered = false, level = 0}: FieldListing,
  prefix = '',
  top = true,
): FieldLine[] {
  if (depth <= 0) return []
  const {fields = [], variants = []} = shape
  const plain = fields.flatMap((field: ShapeField) => {
    const name = `${prefix}${field.name}`
    const free = top && field.type.endsWith('[]') && !field.variants
    const how = {depth: free ? depth : depth - 1, answered, level}
    return [
      {name, about: aboutOf(field, answered), level},
      ...fieldLines(field, how, prefixOf(field.type, name), false),
    ]
  })
  const forms = variants.flatMap((variant, index) => {
    const lines = fieldLines(variant, {depth, answered, level: level + 1}, prefix, top)
    const about = `${prefix.replace(/\.$/, ' ')}with ${nameOf(variant, index)}:`
    return lines.length > 0 ? [{name: '', about, level}, ...lines] : []
  })
  return [...plain, ...forms]
}

function spaces(count: number): string {
  return ' '.repeat(count)
}

/** Lines of fields, names on the left, laid out for a page. */
export function layOutFields(lines: FieldLine[], page: Page): string[] {
  const sizes = lines.map(({name, level = 0}) => (name === '' ? 0 : name.length + INDENT * level))
  const widest = Math.min(WIDEST_NAME, Math.floor(page.columns / 2) - INDENT)
  const longest = Math.max(0, ...sizes.filter((size) => size <= widest))
  const gap = INDENT + longest + 2
  return lines.flatMap(({name, about, level = 0}, index) => {
    const indent = INDENT * (level + 1)
    if (name === '') return ['', ...wrap(about, page, indent).map((line) => spaces(indent) + line)]
    const right = wrap(about, page, gap)
    const before = level < (lines[index - 1]?.level ?? 0) ? [''] : []
    const below = (texts: string[]) => texts.map((line) => (line === '' ? '' : spaces(gap) + line))
    if ((sizes[index] ?? 0) <= longest) {
      const [first = '', ...others] = right
      return [...before, (spaces(indent) + name).padEnd(gap) + first, ...below(others)]
    }
    const left = wrap(name, page, indent).map((line) => spaces(indent) + line)
    return [...before, ...left, ...below(right)]
  })
}

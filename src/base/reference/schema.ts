import {entriesOf, isObject, listOf, type Row, textOf} from '../../api/json/object.js'
import {exactCell} from '../output/column.js'
import type {Line} from '../output/wrap.js'
import {targetOf} from './document.js'

const EMPTY: Line = {name: '', about: ''}
/** What begins a line of its own in Markdown. */
const BLOCK = /^([-*+]\s|\d+[.)]\s|```|\||#)/

/** A schema as it is (`raw`) and as a page shows it. What lies below its properties is read when it is wanted. */
export interface Schema {
  raw: Row
  /** For people: `string`, `integer`, `object[]`, `map of string`, `number | string`, `any`. */
  type: string
  /** What stands behind a name for the elements, whose properties and variants these are then: `[]`, `.*`. */
  suffix: string
  properties: {name: string; required: boolean; schema: unknown}[]
  /** What it is one of, where these have properties. */
  variants: Schema[]
  /** The only values that it may have; empty where it may have any. */
  members: unknown[]
  nullable: boolean
  /** It contains itself, and is not shown again. */
  isCut: boolean
}

/** Whether it has properties, or is one of what has some. */
export function hasFields({properties, variants}: Schema): boolean {
  return properties.length > 0 || variants.length > 0
}

/** Reads a schema whose references are followed and whose `allOf` is merged; what is no schema can be anything. */
export function readSchema(value: unknown): Schema {
  const raw = isObject(value) ? value : {}
  const types = [raw.type].flat().map(textOf).filter(Boolean)
  const required = listOf(raw.required)
  const own: Omit<Schema, 'type'> = {
    raw,
    suffix: '',
    properties: entriesOf(raw.properties).map(([name, schema]) => ({name, required: required.includes(name), schema})),
    variants: [],
    members: raw.const === undefined ? listOf(raw.enum) : [raw.const],
    nullable: raw.nullable === true || types.includes('null'),
    isCut: false,
  }
  const reference = textOf(raw.$ref)
  if (reference) return {...own, type: targetOf(reference)?.[1] ?? reference, isCut: reference.startsWith('#')}
  const choices = [...listOf(raw.oneOf), ...listOf(raw.anyOf)].map(readSchema)
  if (choices.length > 0) {
    const type = [...new Set(choices.map((choice) => choice.type))].join(' | ')
    if (choices.some(hasFields)) return {...own, type, variants: choices}
    const members = own.members.length > 0 ? own.members : choices.flatMap((choice) => choice.members)
    return {...own, type, members: [...new Set(members)]}
  }
  const isMap = raw.items === undefined
  if (isMap && own.properties.length > 0) return {...own, type: 'object'}
  if (isMap && !isObject(raw.additionalProperties)) {
    const named = types.length > 0 ? types : own.members.map((member) => typeof member)
    return {...own, type: [...new Set(named)].filter((type) => type !== 'null').join(' | ') || 'any'}
  }
  const element = readSchema(raw.items ?? raw.additionalProperties)
  const grouped = element.type.includes(' ') ? `(${element.type})` : element.type
  return {
    ...element,
    raw,
    type: isMap ? `map of ${grouped}` : `${grouped}[]`,
    suffix: `${isMap ? '.*' : '[]'}${element.suffix}`,
    members: own.members.length > 0 ? own.members : element.members,
    nullable: own.nullable,
  }
}

/** What a body or an answer has, as JSON where it can be that; without a type where it has nothing. */
export function contentOf(value: unknown) {
  const {content, description, required} = isObject(value) ? value : {}
  const all = entriesOf(content)
  const [contentType = '', media] = all.find(([type]) => type === 'application/json') ?? all[0] ?? []
  const schema = readSchema(isObject(media) ? media.schema : {})
  return {contentType, schema, description: textOf(description), required: required === true}
}

/** What a form of a value is called: the property that has one value only, else its schema. */
function nameOf({raw, type, properties}: Schema, index: number): string {
  const fields = properties.map(({name, schema}) => ({name, members: readSchema(schema).members}))
  const telling = fields.find(({members}) => members.length === 1)
  if (telling) return `${telling.name} ${telling.members.map(exactCell)}`
  return textOf(raw.title) || (fields.length > 0 ? `form ${index + 1}` : type)
}

/** Type, whether it must be there, the values that it may have, and what the document says of it. */
export function aboutOf(
  {raw, type, variants, members, ...schema}: Schema,
  {required = false, place = '', told = textOf(raw.description)},
): string {
  const facts = [
    textOf(raw.format) ? `${type} (${raw.format})` : type,
    place,
    required && 'required',
    schema.nullable && 'or null',
    typeof raw.minimum === 'number' && `at least ${raw.minimum}`,
    typeof raw.maximum === 'number' && `at most ${raw.maximum}`,
    raw.deprecated === true && 'deprecated',
    variants.length > 0 && `one of: ${variants.map(nameOf).join(', ')}`,
    members.length > 0 && `${members.length === 1 ? 'always' : 'one of:'} ${members.map(exactCell).join(', ')}`,
    raw.default !== undefined && `default: ${JSON.stringify(raw.default)}`,
    schema.isCut && 'not shown again',
  ]
  const first = facts.filter(Boolean).join(', ')
  const sentence = /[.!?:]$/.test(first) ? first : `${first}.`
  return [sentence, told].filter(Boolean).join(BLOCK.test(told) ? '\n' : ' ')
}

/** Properties, their names below `base`, then those of each variant. Of an answer only lists show what lies below. */
export function propertyLines({properties, variants}: Schema, base: string, level: number, isAnswer: boolean): Line[] {
  const plain = properties.flatMap(({name: key, required, schema}): Line[] => {
    const property = readSchema(schema)
    const name = base ? `${base}.${key}` : key
    const line = {name, about: aboutOf(property, {required: required && !isAnswer}), level}
    const isOpen = !isAnswer || (property.suffix.endsWith('[]') && property.variants.length === 0)
    return isOpen ? [line, ...propertyLines(property, name + property.suffix, level, isAnswer)] : [line]
  })
  const forms = variants.flatMap((variant, index): Line[] => {
    const lines = propertyLines(variant, base + variant.suffix, level + 1, isAnswer)
    const heading = {name: '', about: `${base && `${base} `}with ${nameOf(variant, index)}:`, level}
    return lines.length > 0 ? [EMPTY, heading, ...lines, EMPTY] : []
  })
  return [...plain, ...forms]
}

import {isObject, type Row} from '../../api/json/object.js'
import type {CatalogEntry} from '../catalog/catalog.js'
import {entriesOf, listOf, targetOf, textOf} from './resolve.js'

/** What an operation takes and answers, in OpenAPI with its references followed; without a server, what its command takes. */
export interface OperationDetail {
  parameters?: Row[]
  requestBody?: Row | null
  responses?: Row
  arguments?: CatalogEntry['arguments']
  flags?: CatalogEntry['flags']
}

/** A schema as a page shows it. What lies below its properties is read when it is wanted. */
export interface Schema {
  /** As the document has it. */
  raw: Row
  /** For people: `string`, `integer`, `object[]`, `map of string`, `number | string`, `any`. */
  type: string
  /** Behind a name it means the elements, which properties and variants are then those of: `[]`, `.*`. */
  suffix: string
  properties: {name: string; required: boolean; schema: unknown}[]
  /** What it is one of, where these have properties. */
  variants: Schema[]
  /** The only values that it may have, if not empty. */
  members: unknown[]
  nullable: boolean
  /** It contains itself, and is not shown again. */
  isCut: boolean
}

function distinct<T>(values: T[]): T[] {
  return [...new Set(values)]
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
    const type = distinct(choices.map((choice) => choice.type)).join(' | ')
    if (choices.some(hasFields)) return {...own, type, variants: choices}
    const members = own.members.length > 0 ? own.members : choices.flatMap((choice) => choice.members)
    return {...own, type, members: distinct(members)}
  }
  const isMap = raw.items === undefined
  if (isMap && own.properties.length > 0) return {...own, type: 'object'}
  if (isMap && !isObject(raw.additionalProperties)) {
    const named = types.filter((type) => type !== 'null').join(' | ')
    return {...own, type: named || distinct(own.members.map((member) => typeof member)).join(' | ') || 'any'}
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

/** What a body or an answer has, as JSON where it can be that; undefined where it has nothing. */
export function mainContent({content}: Row): {contentType: string; schema: Schema} | undefined {
  const all = entriesOf(content)
  const [contentType, media] = all.find(([type]) => type === 'application/json') ?? all[0] ?? []
  return contentType === undefined ? undefined : {contentType, schema: readSchema(isObject(media) ? media.schema : undefined)}
}

import * as z from 'zod'
import {isObject} from '../../api/json/object.js'
import {type ApiDocument, lookUp, targetOf} from './document.js'

/** What a value looks like, with everything that it refers to. */
export interface Shape {
  /** For people: `string`, `integer`, `object[]`, `map of string`, `Text | Chat`, `any`. */
  type: string
  /** The name that the document has for it. */
  schema?: string
  format?: string
  nullable?: true
  minimum?: number
  maximum?: number
  enum?: unknown[]
  default?: unknown
  description?: string
  deprecated?: true
  /** Of the object; of a list or map, those of one element. */
  fields?: ShapeField[]
  /** What it is one of, where these are objects. */
  variants?: Shape[]
  /** Left out below here: the schema of this name contains itself, or there is too much of it. */
  cut?: string
}

/** One field of an object. */
export interface ShapeField extends Shape {
  name: string
  required: boolean
}

/** Schemas that one shape may be made of; what comes after them is left out. */
const MOST_SCHEMAS = 5000
const DEEPEST = 24

const text = z.string().optional().catch(undefined)
const flag = z.literal(true).optional().catch(undefined)
const bound = z.number().optional().catch(undefined)
const list = z.array(z.unknown()).optional().catch(undefined)

const schemaNode = z
  .object({
    $ref: text,
    title: text,
    type: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .catch(undefined),
    format: text,
    description: text,
    nullable: flag,
    minimum: bound,
    maximum: bound,
    deprecated: flag,
    enum: list,
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    properties: z.record(z.string(), z.unknown()).optional().catch(undefined),
    required: z.array(z.string()).optional().catch(undefined),
    items: z.unknown().optional(),
    additionalProperties: z.unknown().optional(),
    allOf: list,
    oneOf: list,
    anyOf: list,
  })
  .catch({})

type SchemaNode = z.output<typeof schemaNode>

function distinct<T>(values: T[]): T[] {
  return [...new Set(values)]
}

type Known<T> = {[Key in keyof T]?: Exclude<T[Key], undefined>}

function known<T extends object>(fields: T): Known<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Known<T>
}

/** Puts brackets around what is one of several, so that it can be part of a longer type. */
function grouped(type: string): string {
  return type.includes(' ') ? `(${type})` : type
}

/** Reads the schemas of a document. */
export class ShapeReader {
  private left = MOST_SCHEMAS

  constructor(private readonly document: ApiDocument) {}

  /** The shape of a schema. */
  read(schema: unknown): Shape {
    return this.follow(schema, [])
  }

  private follow(schema: unknown, above: string[]): Shape {
    const node = schemaNode.parse(schema)
    if (node.$ref === undefined) {
      const {title = 'object'} = node
      return above.length > DEEPEST ? {type: title, cut: title} : this.shapeOf(node, [...above, ''])
    }
    const name = targetOf(node.$ref)?.[1] ?? node.$ref
    const own = known({description: node.description, nullable: node.nullable, deprecated: node.deprecated})
    this.left -= 1
    if (above.includes(name) || above.length > DEEPEST || this.left < 0)
      return {type: name, schema: name, cut: name, ...own}
    const target = lookUp(this.document, node.$ref)
    return {...this.follow(target, [...above, name]), schema: name, ...own}
  }

  private shapeOf(node: SchemaNode, above: string[]): Shape {
    const types = [node.type ?? []].flat()
    const about = known({
      format: node.format,
      nullable: node.nullable ?? (types.includes('null') ? (true as const) : undefined),
      minimum: node.minimum,
      maximum: node.maximum,
      enum: node.const === undefined ? node.enum : [node.const],
      default: node.default,
      description: node.description,
      deprecated: node.deprecated,
    })
    const parts = (node.allOf ?? []).map((one) => this.follow(one, above))
    const own = this.ownFields(node, above)
    const fields = this.merged([...parts.flatMap((part) => part.fields ?? []), ...own], node.required ?? [])
    const choices = [...(node.oneOf ?? []), ...(node.anyOf ?? [])].map((one) => this.follow(one, above))
    if (choices.length > 0) return {...this.oneOf(choices, fields), ...about}
    if (node.items !== undefined) return {...this.many(node.items, above, '[]'), ...about}
    if (fields.length > 0) {
      const variants = parts.flatMap((part) => part.variants ?? [])
      return {type: 'object', fields, ...(variants.length > 0 ? {variants} : {}), ...about}
    }
    if (isObject(node.additionalProperties))
      return {...this.many(node.additionalProperties, above, 'map of '), ...about}
    const [only] = parts
    if (only && parts.length === 1) return {...only, ...about}
    return {type: types.filter((type) => type !== 'null').join(' | ') || typeOfMembers(node) || 'any', ...about}
  }

  private ownFields({properties = {}, required = []}: SchemaNode, above: string[]): ShapeField[] {
    return Object.entries(properties).map(([name, schema]) => ({
      name,
      required: required.includes(name),
      ...this.follow(schema, above),
    }))
  }

  private merged(fields: ShapeField[], required: string[]): ShapeField[] {
    const byName = new Map<string, ShapeField>()
    for (const field of fields) {
      const before = byName.get(field.name)
      byName.set(field.name, {
        ...field,
        required: field.required || Boolean(before?.required) || required.includes(field.name),
      })
    }
    return [...byName.values()]
  }

  private many(items: unknown, above: string[], how: '[]' | 'map of '): Shape {
    const {type, fields, variants, schema, cut, enum: members} = this.follow(items, above)
    const whole = how === '[]' ? `${grouped(type)}[]` : `map of ${grouped(type)}`
    return {type: whole, ...known({schema, fields, variants, cut, enum: members})}
  }

  private oneOf(choices: Shape[], fields: ShapeField[]): Shape {
    const type = distinct(choices.map((choice) => choice.type)).join(' | ')
    const common = fields.length > 0 ? {fields} : {}
    const members = choices.flatMap((choice) => choice.enum ?? [])
    const simple = choices.every((choice) => !choice.fields && !choice.variants)
    if (simple) return {type, ...(members.length > 0 ? {enum: distinct(members)} : {}), ...common}
    const [only, ...others] = choices
    return only && others.length === 0 ? {...only, ...common} : {type, variants: choices, ...common}
  }
}

function typeOfMembers({enum: members = [], const: constant, properties}: SchemaNode): string {
  const values = constant === undefined ? members : [constant]
  return properties ? 'object' : distinct(values.map((value) => typeof value)).join(' | ')
}

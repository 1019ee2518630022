import type * as z from 'zod'
import type {FilterColumns} from '../../api/filter/column.js'
import {own} from '../../api/json/object.js'
import type {FieldMeta, InputKind} from '../../api/operation/fields.js'

/** What a flag takes. */
export type FieldKind = InputKind | 'boolean' | 'enum' | 'integer' | 'number' | 'string'

/** A query parameter or body field as the command line has it. */
export interface Field {
  /** The API's name. */
  name: string
  flag: string
  kind: FieldKind
  description: string
  required: boolean
  repeatable: boolean
  secret?: true
  /** On or off, with no --no-… */
  switch?: true
  /** The columns that conditions may name. */
  columns?: FilterColumns
  /** The allowed values of a text that is not typed as an enum. */
  members?: readonly string[]
  options?: string[]
  min?: number
  max?: number
}

/** Flags whose name is not just the API's in kebab-case. */
export const RENAMED: Record<string, string> = {
  customModels: 'custom-model',
  exportFieldGroups: 'export-field-group',
  fromStartTime: 'from',
  fromTimestamp: 'from',
  fromUpdatedAt: 'from',
  labels: 'label',
  newLabels: 'label',
  scoreConfigIds: 'score-config-id',
  tags: 'tag',
  toStartTime: 'to',
  toTimestamp: 'to',
  toUpdatedAt: 'to',
  traceTags: 'trace-tag',
  traceIds: 'trace-id',
}

/** The flag of an API name: renamed, or in kebab-case. */
export function flagName(name: string): string {
  return own(RENAMED, name) ?? name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}

interface Definition {
  type: string
  innerType?: z.ZodType
  element?: z.ZodType
  entries?: Record<string, string>
}

/** The schema inside optional, nullable and the like, with the description and kind found on the way. */
export function unwrap(schema: z.ZodType): {schema: z.ZodType; meta: Partial<FieldMeta>; required: boolean} {
  let inner = schema
  let meta: Partial<FieldMeta> = {}
  let required = true
  for (;;) {
    meta = {...((inner.meta() ?? {}) as Partial<FieldMeta>), ...meta}
    const definition = inner.def as unknown as Definition
    if (!definition.innerType) return {schema: inner, meta, required}
    required = false
    inner = definition.innerType
  }
}

function kindOf(schema: z.ZodType, meta: Partial<FieldMeta>): FieldKind {
  if (meta.input) return meta.input
  const {type} = schema.def
  if (type === 'number') return (schema as z.ZodNumber).isInt ? 'integer' : 'number'
  if (type === 'boolean' || type === 'enum' || type === 'string') return type
  return 'json'
}

function toField(name: string, outer: z.ZodType): Field {
  const {schema, meta, required} = unwrap(outer)
  const element = (schema.def as unknown as Definition).element
  const member = schema.def.type === 'array' && meta.input === undefined && element ? unwrap(element).schema : undefined
  const repeatable = member !== undefined && kindOf(member, {}) !== 'json'
  const value = repeatable ? member : schema
  const kind = kindOf(value, repeatable ? {} : meta)
  const {minValue, maxValue} = value as Partial<z.ZodNumber>
  return {
    name,
    flag: meta.flag ?? flagName(name),
    kind,
    description: meta.description ?? '',
    required,
    repeatable,
    ...(meta.secret ? {secret: true} : {}),
    ...(meta.switch ? {switch: true} : {}),
    ...(meta.columns ? {columns: meta.columns} : {}),
    ...(meta.members ? {members: meta.members} : {}),
    ...(kind === 'enum' ? {options: Object.values((value.def as unknown as Definition).entries ?? {})} : {}),
    ...(typeof minValue === 'number' && Number.isSafeInteger(minValue) && kind === 'integer' ? {min: minValue} : {}),
    ...(typeof maxValue === 'number' && maxValue < Number.MAX_SAFE_INTEGER && kind === 'integer'
      ? {max: maxValue}
      : {}),
  }
}

/** Every field of an object schema, in its order. */
export function fieldsOf(schema: z.ZodObject): Field[] {
  return Object.entries(schema.shape).map(([name, field]) => toField(name, field as z.ZodType))
}

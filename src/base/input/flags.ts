import {Args, Flags, type Interfaces} from '@oclif/core'
import type * as z from 'zod'
import {CliError} from '../../api/errors/cli-error.js'
import {checkJson} from '../../api/json/check.js'
import {readNumber} from '../../api/json/exact-number.js'
import type {Operation, ParamInfo} from '../../api/operation/endpoint.js'
import type {Variant} from '../../api/variants/variant.js'
import {readConditions} from './conditions.js'
import {type Field, fieldsOf, flagName} from './fields.js'
import type {InputReader} from './input.js'
import {anyCase, spelled} from './members.js'
import {timeSummary} from './time.js'
import {type Sender, unknownFieldHint} from './unknown-field.js'

/** What oclif hands over for one command. */
export type FlagValues = Record<string, unknown>

const PLACEHOLDER: Record<Field['kind'], string> = {
  'any-json': '<json|text|@file|->',
  boolean: '',
  conditions: '<expression|json|@file|->',
  enum: '',
  integer: '<number>',
  json: '<json|@file|->',
  number: '<number>',
  string: '<text>',
  text: '<text|@file|->',
  'text-or-json': '<text|json|@file|->',
  time: '<time>',
}

/** Longer lists of members go into the summary: oclif breaks its own list in the middle of words. */
const LONGEST_LIST = 60

const MANY = {multiple: true, multipleNonGreedy: true} as const

function bounds({min, max}: Field): {min?: number; max?: number} {
  return {...(min === undefined ? {} : {min}), ...(max === undefined ? {} : {max})}
}

function choice(summary: string, options: string[]) {
  return options.join('|').length <= LONGEST_LIST
    ? {summary, ...anyCase(options)}
    : {summary: `${summary}: ${options.join(', ')}`, ...anyCase(options), helpValue: '<option>'}
}

function toFlag(field: Field): Interfaces.FlagInput[string] {
  const many = field.repeatable || field.kind === 'conditions'
  const said = field.kind === 'time' ? timeSummary(field.description, field.flag) : field.description
  const summary = said + (many ? ' (repeatable)' : '')
  const helpValue = PLACEHOLDER[field.kind]
  if (field.kind === 'boolean') return Flags.boolean({summary, allowNo: !field.switch})
  if (field.kind === 'integer') {
    const integer = {summary, helpValue, ...bounds(field)}
    return field.repeatable ? Flags.integer({...integer, ...MANY}) : Flags.integer(integer)
  }
  const text = field.kind === 'enum' ? choice(summary, field.options ?? []) : {summary, helpValue}
  return many ? Flags.string({...text, ...MANY}) : Flags.string(text)
}

/** The flags of an object schema. None is required by oclif: a body may come whole from --body. */
export function flagsOf(schema: z.ZodObject): Interfaces.FlagInput {
  return Object.fromEntries(fieldsOf(schema).map((field) => [field.flag, toFlag(field)]))
}

function pathNames(operation: Operation): string[] {
  return [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
}

function schemasOf({operation, query = operation.query}: Variant): z.ZodObject[] {
  return operation.body ? [query, operation.body] : [query]
}

/** The flags of all that the variants of one command may be given; the first one wins. */
export function flagsOfVariants(variants: readonly Variant[]): Interfaces.FlagInput {
  const flags = variants.flatMap(schemasOf).map(flagsOf)
  return Object.assign({}, ...flags.reverse()) as Interfaces.FlagInput
}

/** The names of the flags that a variant reads. */
export function flagsOfVariant(variant: Variant): string[] {
  return schemasOf(variant)
    .flatMap(fieldsOf)
    .map(({flag}) => flag)
}

/** The names of the flags that a variant requires. */
export function requiredFlags(variant: Variant): string[] {
  const fields = schemasOf(variant).flatMap(fieldsOf)
  return fields.filter(({required}) => required).map(({flag}) => flag)
}

/** Whether a flag of the variants takes any JSON, and text besides. */
export function takesAnyJson(variants: readonly Variant[]): boolean {
  return variants.flatMap(schemasOf).some((schema) => fieldsOf(schema).some(({kind}) => kind === 'any-json'))
}

/** The positional arguments of an operation, in path order, in kebab-case. */
export function argsOf(operation: Operation): Interfaces.ArgInput {
  const params = operation.params as Record<string, ParamInfo>
  return Object.fromEntries(
    pathNames(operation).map((name) => [
      flagName(name),
      Args.string({ignoreStdin: true, description: params[name]?.help ?? '', required: true}),
    ]),
  )
}

/** Positional arguments back as path parameters. */
export function paramsOf(operation: Operation, args: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(pathNames(operation).map((name) => [name, String(args[flagName(name)])]))
}

function numberIn(text: string, flag: string): unknown {
  const number = readNumber(text)
  if (Number.isNaN(number)) throw new CliError('usage', `--${flag}: "${text}" is not a valid number`)
  return number
}

async function readValue(field: Field, value: unknown, reader: InputReader): Promise<unknown> {
  if (field.kind === 'conditions') return readConditions(field.flag, field.columns ?? {}, value as string[], reader)
  if (typeof value !== 'string') return value
  switch (field.kind) {
    case 'any-json':
      return reader.anyJson(value, field.flag)
    case 'json':
      return reader.json(value, field.flag, field.secret)
    case 'text':
    case 'text-or-json': {
      const text = await reader.text(value, field.flag)
      return field.secret ? text.replace(/\r?\n$/, '') : text
    }
    case 'time':
      return reader.time(value, field.flag)
    case 'number':
      return numberIn(value, field.flag)
    default:
      return spelled(field.members ?? [], value) ?? value
  }
}

/** Turns typed flags into API values: files and stdin read, times in ISO, JSON parsed. */
export async function readFields(
  schema: z.ZodObject,
  flags: FlagValues,
  reader: InputReader,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const field of fieldsOf(schema)) {
    const value = flags[field.flag]
    if (value !== undefined) values[field.name] = await readValue(field, value, reader)
  }
  return values
}

/** A place in a body, for people: `--config (seeds.0)`. */
export function labelOf(path: PropertyKey[], fields: Field[]): string {
  const [head, ...rest] = path
  const field = fields.find((candidate) => candidate.name === head)
  if (!field) return path.join('.')
  return rest.length === 0 || field.repeatable ? `--${field.flag}` : `--${field.flag} (${rest.join('.')})`
}

/** An issue, or those of the branch of a union that the user probably meant. */
function leaves(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const branch = [...issue.errors].sort((a, b) => distance(a) - distance(b))[0] ?? []
  return branch.flatMap((inner) => leaves({...inner, path: [...issue.path, ...inner.path]}))
}

/** How far a value is from a branch of a union: another kind of value is far, a few wrong fields are near. */
function distance(issues: z.core.$ZodIssue[]): number {
  const otherKind = issues.some(
    (issue) => issue.code === 'invalid_value' || (issue.path.length === 0 && issue.code !== 'unrecognized_keys'),
  )
  return (otherKind ? 100 : 0) + issues.length
}

function sentence(issue: z.core.$ZodIssue, fields: Field[]): string {
  const where = labelOf(issue.path, fields)
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `"${key}"`).join(', ')
    return `${where === '' ? '' : `${where}: `}unknown field ${names}`
  }
  if (issue.code === 'invalid_value' && issue.input === undefined && issue.path.length === 1)
    return `${where} is missing: one of ${issue.values.join(', ')}`
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.path.length === 1)
    return `${where} is missing`
  return `${where === '' ? '' : `${where}: `}${issue.message.replace(/^Invalid input: /, '')}`
}

/**
 * Checks values against their schema before anything is sent.
 * @param sentBy the operation that has them as its body; the error then says how to send them unchecked
 * @throws CliError `usage` naming the flags
 */
export function check(schema: z.ZodObject, values: Record<string, unknown>, sentBy?: Sender): Record<string, unknown> {
  const result = checkJson(schema, values)
  if (result.success) return values
  const fields = fieldsOf(schema)
  const issues = result.error.issues.flatMap(leaves)
  const sentences = [...new Set(issues.map((issue) => sentence(issue, fields)))]
  throw new CliError('usage', sentences.join('\n'), unknownFieldHint(issues, fields, sentBy))
}

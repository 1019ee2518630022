import {isObject} from '../../api/json/object.js'
import type {CatalogFlag} from '../catalog/catalog.js'
import {KEYS} from '../command/describe.js'
import {exactCell} from '../output/column.js'
import {sanitizeForTerminal} from '../output/terminal.js'
import type {ReferenceItem} from './operations.js'
import {textOf} from './resolve.js'
import {hasFields, mainContent, readSchema, type Schema} from './schema.js'
import {type Page, wrap, wrapCommand} from './wrap.js'

/** A line of a list: a name with what is to be known of it, or a heading without a name. */
interface Line {
  name: string
  about: string
  /** How far it is indented. */
  level?: number
}

/** How the properties of a schema are listed. */
interface Listing {
  /** What the names begin with: `messages[]`. */
  base: string
  level?: number
  /** Of an answer: no word of what is required, and nothing below a property, except for the elements of a list. */
  isAnswer?: boolean
  isNested?: boolean
}

const INDENT = 2
const WIDEST_NAME = 26
const UNREACHED = 'None: `langfuse api` calls only what is below /api/.'
/** What begins a line of its own in Markdown. */
const BLOCK = /^([-*+]\s|\d+[.)]\s|```|\||#)/

/** What a form of a value is called: the property that has one value only, else its schema. */
function nameOf({raw, type, properties}: Schema, index: number): string {
  const fields = properties.map(({name, schema}) => ({name, members: readSchema(schema).members}))
  const telling = fields.find(({members}) => members.length === 1)
  if (telling) return `${telling.name} ${telling.members.map(exactCell)}`
  return textOf(raw.title) || (fields.length > 0 ? `form ${index + 1}` : type)
}

/** Type, whether it must be there, the values that it may have, and what the document says of it. */
function aboutOf({raw, type, variants, members, ...schema}: Schema, required = false, place = ''): string {
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
  const first = facts
    .filter(Boolean)
    .join(', ')
    .replace(/(?<![.!?:])$/, '.')
  const told = textOf(raw.description)
  return [first, told].filter(Boolean).join(BLOCK.test(told) ? '\n' : ' ')
}

/** The properties of a schema and of what lies below it, by dotted names; then those of each of its variants. */
function propertyLines({properties, variants}: Schema, how: Listing): Line[] {
  const {base, level = 0, isAnswer, isNested} = how
  const plain = properties.flatMap(({name: key, required, schema}): Line[] => {
    const property = readSchema(schema)
    const name = base ? `${base}.${key}` : key
    const line = {name, about: aboutOf(property, required && !isAnswer), level}
    const isOpen = !isAnswer || (!isNested && property.suffix.endsWith('[]') && property.variants.length === 0)
    return isOpen ? [line, ...propertyLines(property, {...how, base: name + property.suffix, isNested: true})] : [line]
  })
  const forms = variants.flatMap((variant, index): Line[] => {
    const lines = propertyLines(variant, {...how, base: base + variant.suffix, level: level + 1})
    const about = `${base && `${base} `}with ${nameOf(variant, index)}:`
    return lines.length > 0 ? [{name: '', about, level}, ...lines] : []
  })
  return [...plain, ...forms]
}

/** Lines of a list, names on the left, laid out for a page. */
function layOut(lines: Line[], page: Page): string[] {
  const widest = Math.min(WIDEST_NAME, Math.floor(page.columns / 2) - INDENT)
  const sizes = lines.map(({name, level = 0}) => name.length + INDENT * level)
  const gap = INDENT + Math.max(0, ...sizes.filter((size) => size <= widest)) + 2
  return lines.flatMap(({name, about, level = 0}, index) => {
    const indent = INDENT * (level + 1)
    if (name === '') return ['', ...wrap(about, page, indent)]
    const apart = level < (lines[index - 1]?.level ?? 0) ? [''] : []
    const right = wrap(about, page, gap)
    if (indent + name.length + 2 > gap) return [...apart, ...wrap(name, page, indent), ...right]
    const [first = '', ...others] = right
    return [...apart, (' '.repeat(indent) + name).padEnd(gap) + first.slice(gap), ...others]
  })
}

function commandLines({command, example, keys, rate, plan, since}: ReferenceItem, page: Page): string[] {
  const facts = {
    help: command && `langfuse ${command} --help`,
    keys: keys && KEYS[keys],
    rate,
    plan,
    since: since && `server ${since}`,
  }
  const lines = Object.entries(facts).flatMap(([name, about]) => (about ? [{name, about}] : []))
  const first = example ? wrapCommand(example, page, INDENT) : wrap(UNREACHED, page, INDENT)
  return [...first, ...layOut(lines, page)]
}

/** A schema with another description. */
function described(schema: Schema, description: unknown): Schema {
  return {...schema, raw: {...schema.raw, description}}
}

function parameterLines({parameters = []}: ReferenceItem, page: Page): string[] {
  const lines = parameters.map((parameter) => {
    const schema = readSchema(parameter.schema)
    const shown = described({...schema, nullable: false}, parameter.description || schema.raw.description)
    const place = `in ${textOf(parameter.in)}`
    return {name: textOf(parameter.name), about: aboutOf(shown, parameter.required === true, place)}
  })
  return layOut(lines, page)
}

function schemaLines(schema: Schema, page: Page, how: Omit<Listing, 'base'> = {}): string[] {
  return layOut(propertyLines(schema, {base: schema.suffix.replace(/^\./, ''), ...how}), page)
}

function bodyLines({requestBody}: ReferenceItem, page: Page): string[] {
  const main = requestBody && mainContent(requestBody)
  if (!main) return []
  const {contentType, schema} = main
  const required = requestBody.required === true
  const about = hasFields(schema)
    ? aboutOf({...schema, type: contentType}, required)
    : aboutOf(schema, required, contentType)
  return [...wrap(about, page, INDENT), ...schemaLines(schema, page)]
}

function answerLines({responses = {}}: ReferenceItem, page: Page): string[] {
  const answers = Object.entries(responses).map(([status, value]) => {
    const response = isObject(value) ? value : {}
    const schema = described(mainContent(response)?.schema ?? readSchema(undefined), response.description)
    return {status, schema, about: schema.type === 'any' ? textOf(response.description) : aboutOf(schema)}
  })
  const told = answers.filter(({about}) => about !== '')
  const bare = answers.filter(({about}) => about === '').map(({status}) => status)
  return [
    ...told.flatMap(({status, schema, about}) => [
      ...wrap(`${status}: ${about}`, page, INDENT),
      ...schemaLines(schema, page, {level: 1, isAnswer: true}),
    ]),
    ...(bare.length > 0 ? wrap(bare.join(', '), page, INDENT) : []),
  ]
}

/** A line for an argument or a flag of a command. */
function inputLine(name: string, type: string, input: Pick<CatalogFlag, 'enum' | 'required' | 'summary'>): Line {
  return {name, about: aboutOf(readSchema({type, description: input.summary, enum: input.enum}), input.required)}
}

function section(heading: string, lines: string[]): string[] {
  return lines.length > 0 ? [heading, ...lines] : []
}

/** One operation as text for people: nothing that a terminal would obey, and no line wider than the page. */
export function referencePage(item: ReferenceItem, page: Page): string {
  const {method, path, operationId, tag, deprecated, replacedBy, description, arguments: args = [], flags = []} = item
  const state = deprecated ? 'Deprecated' : replacedBy && 'Newer servers'
  const parts = [
    [...wrap(`${method} ${path}`, page), ...wrap([operationId, tag].filter(Boolean).join(' · '), page)],
    state ? wrap(replacedBy ? `${state}: use ${replacedBy}` : state, page) : [],
    section('COMMAND', commandLines(item, page)),
    description ? wrap(description, page) : [],
    section('PARAMETERS', parameterLines(item, page)),
    section('BODY', bodyLines(item, page)),
    section('ANSWERS', answerLines(item, page)),
    section(
      'ARGUMENTS',
      layOut(
        args.map((input) => inputLine(input.name.toUpperCase(), 'text', input)),
        page,
      ),
    ),
    section(
      'FLAGS',
      layOut(
        flags.map((input) => inputLine(`--${input.name}`, input.type, input)),
        page,
      ),
    ),
  ]
  const shown = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return sanitizeForTerminal(`${shown.join('\n\n')}\n`)
}

import type {Row} from '../../api/json/object.js'
import type {Scope} from '../../api/operation/endpoint.js'
import type {CatalogEntry} from '../catalog/catalog.js'
import {KEYS} from '../command/describe.js'
import {sanitizeForTerminal} from '../output/terminal.js'
import {aboutOf, type FieldLine, fieldLines, layOutFields, prefixOf} from './fields.js'
import type {ApiParameter} from './operations.js'
import type {Shape} from './shape.js'
import {type Page, wrap, wrapCommand} from './wrap.js'

const INDENT = 2
const UNREACHED = 'None: `langfuse api` calls only what is below /api/.'

/** An operation as `Reference.whole` gives it. */
interface Whole {
  method: string
  path: string
  operationId: string | null
  tag: string
  description: string
  deprecated: boolean
  replacedBy: string | null
  command: string | null
  example: string | null
  keys: Scope | null
  rate: string | null
  plan: string | null
  since: string | null
  parameters?: ApiParameter[]
  body?: (Shape & {required: boolean; contentType: string}) | null
  answers?: (Shape & {status: string})[]
  arguments?: CatalogEntry['arguments']
  flags?: CatalogEntry['flags']
}

function indented(lines: string[]): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(INDENT) + line))
}

function section(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines]
}

function commandSection({command, example, keys, rate, plan, since}: Whole, page: Page): string[] {
  const facts = Object.entries({
    help: command && `langfuse ${command} --help`,
    keys: keys && KEYS[keys],
    rate,
    plan,
    since: since && `server ${since}`,
  })
  const lines = facts.flatMap(([name, about]) => (about ? [{name, about}] : []))
  const line = indented(example ? wrapCommand(example, page, INDENT) : wrap(UNREACHED, page, INDENT))
  return section('COMMAND', [...line, ...layOutFields(lines, page)])
}

function bodySection({body}: Whole, page: Page): string[] {
  if (!body) return []
  const {contentType, fields, variants} = body
  const about = fields || variants ? aboutOf({...body, type: contentType}) : aboutOf(body, false, contentType)
  const lines = fieldLines(body, {depth: Number.POSITIVE_INFINITY}, prefixOf(body.type))
  return section('BODY', [...indented(wrap(about, page, INDENT)), ...layOutFields(lines, page)])
}

function answerLines({status, ...answer}: Shape & {status: string}, page: Page): string[] {
  const about = answer.type === undefined ? (answer.description ?? '') : aboutOf(answer, true)
  const lines = fieldLines(answer, {depth: 1, answered: true, level: 1}, prefixOf(answer.type ?? ''))
  return [...indented(wrap(`${status}: ${about}`, page, INDENT)), ...layOutFields(lines, page)]
}

function answersSection({answers = []}: Whole, page: Page): string[] {
  const isBare = ({type, description}: Shape) => type === undefined && !description
  const told = answers.filter((answer) => !isBare(answer)).flatMap((answer) => answerLines(answer, page))
  const bare = answers.filter(isBare).map(({status}) => status)
  return section('ANSWERS', [...told, ...indented(bare.length > 0 ? wrap(bare.join(', '), page, INDENT) : [])])
}

function ownSections({arguments: args = [], flags = []}: Whole, page: Page): string[] {
  const values = args.map(({name, summary, ...rest}): FieldLine => {
    return {name: name.toUpperCase(), about: aboutOf({type: 'text', description: summary, ...rest})}
  })
  const options = flags.map(({name, type, summary, required, enum: members}): FieldLine => {
    const about = aboutOf({type, description: summary, required, ...(members ? {enum: members} : {})})
    return {name: `--${name}`, about}
  })
  return [...section('ARGUMENTS', layOutFields(values, page)), ...section('FLAGS', layOutFields(options, page))]
}

function heading({method, path, operationId, tag, deprecated, replacedBy}: Whole, page: Page): string[] {
  const state = deprecated ? 'Deprecated' : replacedBy && 'Newer servers'
  return [
    ...wrap(`${method} ${path}`, page),
    ...wrap([operationId, tag].filter(Boolean).join(' · '), page),
    ...(state ? ['', ...wrap(replacedBy ? `${state}: use ${replacedBy}` : state, page)] : []),
  ]
}

/** One operation as text for people: nothing that a terminal would obey, and no line wider than the page. */
export function referencePage(row: Row, page: Page): string {
  const whole = row as unknown as Whole
  const parameters = (whole.parameters ?? []).map(({nullable: _, ...one}) => ({
    name: one.name,
    about: aboutOf(one, false, `in ${one.in}`),
  }))
  const lines = [
    ...heading(whole, page),
    ...commandSection(whole, page),
    ...(whole.description ? ['', ...wrap(whole.description, page)] : []),
    ...section('PARAMETERS', layOutFields(parameters, page)),
    ...bodySection(whole, page),
    ...answersSection(whole, page),
    ...ownSections(whole, page),
  ]
  return sanitizeForTerminal(`${lines.join('\n')}\n`)
}

import {entriesOf, isObject, listOf, type Row, textOf} from '../../api/json/object.js'
import type {CatalogFlag} from '../catalog/catalog.js'
import type {LocalContext} from '../command/context.js'
import {KEYS} from '../command/describe.js'
import {toColumns} from '../output/column.js'
import {printLines} from '../output/max-bytes.js'
import {printObject} from '../output/object.js'
import {listFormat, onePage, printRows} from '../output/rows.js'
import {sanitizeForTerminal} from '../output/terminal.js'
import {type Line, layOut, type Page, wrap, wrapCommand} from '../output/wrap.js'
import {shortPath} from './api-line.js'
import {type Found, LISTS_ALL} from './look-up.js'
import {type ApiOperation, itemOf, referenceRow, rowOf} from './operations.js'
import {aboutOf, contentOf, hasFields, propertyLines, readSchema, type Schema} from './schema.js'

const COLUMNS = toColumns(
  [{path: 'method', kind: 'id'}, {path: 'path', kind: 'id'}, {path: 'command', kind: 'id'}, 'summary'],
  referenceRow,
)
const WIDEST = 80
/** The longest path that leaves room for the other columns of a table. */
const LONGEST_PATH = 36
const UNREACHED = 'None: `langfuse api` calls only what is below /api/.'

function commandLines({owner}: ApiOperation, example: string | null, page: Page): string[] {
  const {scope, rate, plan, since} = owner?.operation ?? {}
  const facts = {
    '': example ? undefined : UNREACHED,
    help: owner && `langfuse ${owner.entry.command} --help`,
    keys: scope && KEYS[scope],
    rate,
    plan,
    since: since && `server ${since}`,
  }
  const lines = Object.entries(facts).flatMap(([name, about]) => (about ? [{name, about}] : []))
  return [...(example ? wrapCommand(example, page) : []), ...layOut(lines, page)]
}

function parameterLine(parameter: Row): Line {
  const schema = {...readSchema(parameter.schema), nullable: false}
  const told = textOf(parameter.description) || textOf(schema.raw.description)
  const about = aboutOf(schema, {required: parameter.required === true, place: `in ${textOf(parameter.in)}`, told})
  return {name: textOf(parameter.name), about}
}

function contentLines(about: string, schema: Schema, isAnswer: boolean): Line[] {
  const base = schema.suffix.replace(/^\./, '')
  return [{name: '', about}, ...propertyLines(schema, base, isAnswer ? 1 : 0, isAnswer)]
}

function bodyLines(body: unknown): Line[] {
  const {contentType, schema, required} = contentOf(body)
  if (contentType === '') return []
  const place = hasFields(schema) ? '' : schema.type
  return contentLines(aboutOf({...schema, type: contentType}, {required, place}), schema, false)
}

function answerLines(responses: unknown): Line[] {
  const answers = entriesOf(responses).map(([status, response]) => {
    const {schema, description: told} = contentOf(response)
    const about = schema.type === 'any' ? told || textOf(schema.raw.description) : aboutOf(schema, {told})
    return {status, schema, about}
  })
  const told = answers.filter(({about}) => about !== '')
  const lines = told.flatMap(({status, schema, about}) => contentLines(`${status}: ${about}`, schema, true))
  const others = answers.filter(({about}) => about === '').map(({status}) => status)
  return others.length > 0 ? [...lines, {name: '', about: others.join(', ')}] : lines
}

function inputLine(name: string, type: string, input: Pick<CatalogFlag, 'enum' | 'required' | 'summary'>): Line {
  return {name, about: aboutOf(readSchema({type, enum: input.enum}), {required: input.required, told: input.summary})}
}

/** One operation as text for people: nothing that a terminal would obey, and no line wider than the page. */
export function referencePage(operation: ApiOperation, page: Page): string {
  const {tag, description, owner, detail} = operation
  const {method, path, operationId, deprecated, replacedBy, example} = rowOf(operation)
  const {parameters, requestBody, responses} = detail?.() ?? {}
  const {arguments: args = [], flags = []} = (detail ? undefined : owner?.entry) ?? {}
  const state = deprecated ? 'Deprecated' : replacedBy && 'Newer servers'
  const lists = {
    PARAMETERS: listOf(parameters).filter(isObject).map(parameterLine),
    BODY: bodyLines(requestBody),
    ANSWERS: answerLines(responses),
    ARGUMENTS: args.map((input) => inputLine(input.name.toUpperCase(), 'text', input)),
    FLAGS: flags.map((input) => inputLine(`--${input.name}`, input.type, input)),
  }
  const parts = [
    [`${method} ${path}`, [operationId, tag].filter(Boolean).join(' · ')].flatMap((line) => wrap(line, page)),
    wrap(state && replacedBy ? `${state}: use ${replacedBy}` : (state ?? ''), page),
    ['COMMAND', ...commandLines(operation, example, page)],
    wrap(description, page),
    ...Object.entries(lists).map(([heading, lines]) => (lines.length > 0 ? [heading, ...layOut(lines, page)] : [])),
  ]
  const text = parts
    .map((lines) => lines.join('\n'))
    .filter(Boolean)
    .join('\n\n')
  return sanitizeForTerminal(`${text}\n`).replaceAll(/\n{3,}/g, '\n\n')
}

/** A path as a table has it: `/v2/prompts/{promptName}`, and a long one without the names of its parameters. */
function tablePath(path: string): string {
  const short = shortPath(path)
  return short.length > LONGEST_PATH ? short.replaceAll(/\{\w+\}/g, '{}') : short
}

/** Prints what was found: a list as all lists are, with shorter paths in a table; one operation as text unless another format is asked for. */
export async function printFound(context: LocalContext, found: Found): Promise<void> {
  const {io, settings, notes} = context
  if ('operation' in found) {
    const {output, columns, jq} = settings
    if (columns || jq || (output && output !== 'table'))
      return printObject(context, itemOf(found.operation), referenceRow, 'json')
    const {isTTY, columns: width = WIDEST} = io.stdout
    notes.pause()
    const page = {columns: Math.min(width, WIDEST), hard: Boolean(isTTY)}
    return printLines(context, referencePage(found.operation, page))
  }
  const {operations, meant} = found
  if (operations.length === 0) notes.note(`Nothing found.${meant ? ` Did you mean "${meant}"?` : ''}\n${LISTS_ALL}`)
  const isTable = listFormat(context) === 'table'
  if (operations.length === 0 && isTable) return
  const rows = operations.map(rowOf).map((row) => (isTable ? {...row, path: tablePath(row.path)} : row))
  await printRows(context, onePage(rows), COLUMNS, referenceRow)
}

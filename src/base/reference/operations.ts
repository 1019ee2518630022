import * as z from 'zod'
import {isObject, type Row} from '../../api/json/object.js'
import type {CatalogEntry, CatalogOperation} from '../catalog/catalog.js'
import {apiLine} from './api-line.js'
import {operationsIn} from './document.js'
import {entriesOf, listOf, resolve, textOf} from './resolve.js'
import type {OperationDetail} from './schema.js'

const nullable = z.string().nullable()

/** What a list has of an operation. */
export const referenceRow = z.object({
  method: z.string(),
  path: z.string(),
  operationId: nullable,
  tag: z.string(),
  summary: z.string(),
  deprecated: z.boolean(),
  replacedBy: nullable,
  command: nullable,
  example: nullable,
})

/** An operation of the API, with the command of ours that is there for it. */
export interface ApiOperation {
  /** In capitals. */
  method: string
  /** With its parameters in braces: `/api/public/v2/prompts/{promptName}`. */
  path: string
  /** The path with the values that were typed for its parameters. */
  called?: string
  operationId: string | null
  tag: string
  /** One sentence. */
  summary: string
  description: string
  deprecated: boolean
  owner: {entry: CatalogEntry; operation: CatalogOperation} | undefined
  detail: () => OperationDetail
}

/** Commands that only use what others offer. */
const BORROWERS = /^(auth|doctor|reference)\b/
const CONNECTION = / --(?:host|profile)(?: |=)\S+/g
const DEPRECATION = /^\W*deprecated\b/i
const ROUTE = /\b(GET|POST|PUT|PATCH|DELETE)\s+(\/api\/[^\s`?),;]*[^\s`?),;.])/g

/** The same for two operations whose parameters are called otherwise: `GET /api/public/v2/prompts/{}`. */
function keyOf({method, path}: {method: string; path: string}): string {
  return `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`
}

/** The first sentence that says what the operation does. */
function firstSentence(told: string): string {
  const paragraphs = told.split(/\n\s*\n/).map((words) => words.replaceAll('**', '').replaceAll(/\s+/g, ' ').trim())
  const telling = paragraphs.find((words) => words !== '' && !DEPRECATION.test(words)) ?? paragraphs[0] ?? ''
  return telling.replace(/(?<!\be\.g|\bi\.e)[.:](?: .*)?$/, '')
}

/** All operations of a server's document, in its order. @param own those of our commands */
export function serverOperations(document: Row, own: ApiOperation[]): ApiOperation[] {
  const owners = new Map(own.map((operation) => [keyOf(operation), operation.owner]))
  return operationsIn(document).flatMap(({method, path, pathItem, operation}) => {
    if (!isObject(operation)) return []
    const {operationId, requestBody, responses, ...rest} = operation
    const [summary, description] = [textOf(rest.summary), textOf(rest.description)]
    const parameters = [...listOf(pathItem.parameters), ...listOf(rest.parameters)]
    return {
      method,
      path,
      operationId: textOf(operationId) || null,
      tag: textOf(listOf(rest.tags)[0]),
      summary: firstSentence(summary || description),
      description: description.startsWith(summary) ? description : `${summary}\n\n${description}`.trim(),
      deprecated: rest.deprecated === true || DEPRECATION.test(summary) || DEPRECATION.test(description),
      owner: owners.get(keyOf({method, path})),
      detail: () => {
        const detail = Object.fromEntries(entriesOf(resolve(document, {parameters, requestBody, responses})))
        return {
          parameters: listOf(detail.parameters).filter(isObject),
          requestBody: isObject(detail.requestBody) ? detail.requestBody : null,
          responses: isObject(detail.responses) ? detail.responses : {},
        }
      },
    }
  })
}

/** What this program knows of the API, by path: each operation of its commands, with the one that asks least else. */
export function ownOperations(catalog: CatalogEntry[]): ApiOperation[] {
  const entries = catalog
    .filter(({command}) => !BORROWERS.test(command))
    .sort((a, b) => a.operations.length - b.operations.length || a.arguments.length - b.arguments.length)
  const all = entries.flatMap((entry) => entry.operations.map((operation) => ({entry, operation})))
  const owners = new Map(all.reverse().map((owner) => [keyOf(owner.operation), owner]))
  const operations = [...owners.values()].map((owner): ApiOperation => {
    const {topic, summary, description, arguments: args, flags} = owner.entry
    return {
      method: owner.operation.method,
      path: owner.operation.path,
      operationId: null,
      tag: topic,
      summary,
      description: `${summary}.\n\n${description}`,
      deprecated: false,
      owner,
      detail: () => ({arguments: args, flags}),
    }
  })
  return operations.sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1))
}

/** What took the place of an older operation: the one that its description names, else the newer one of its command. */
function replacementOf(old: ApiOperation): string | null {
  const {deprecated, description, owner} = old
  const named = [...description.matchAll(ROUTE)].map(([, method = '', path = '']) => ({method, path}))
  const newer = owner?.entry.operations.filter((other) => other !== owner.operation && other.serverVersion !== 3) ?? []
  const isOlder = deprecated || owner?.operation.serverVersion === 3
  const found = [...(deprecated ? named : []), ...(isOlder ? newer : [])].find((other) => keyOf(other) !== keyOf(old))
  return found ? `${found.method} ${found.path}` : null
}

/** An example of a command, of the server that was asked: it names no other. */
function exampleOf({examples, command}: CatalogEntry): string {
  const [first = `langfuse ${command}`] = examples
  return examples.find((line) => line.search(CONNECTION) < 0) ?? first.replaceAll(CONNECTION, '')
}

/** An operation as a list has it. */
export function rowOf(operation: ApiOperation): z.output<typeof referenceRow> {
  const {owner, detail} = operation
  return referenceRow.parse({
    ...operation,
    replacedBy: replacementOf(operation),
    command: owner?.entry.command ?? null,
    example: owner ? exampleOf(owner.entry) : apiLine(operation, detail()),
  })
}

/** An operation with all that is to be said of it: its row, what it needs, what it takes and answers. */
export function itemOf(operation: ApiOperation) {
  const {scope = null, rate = null, plan = null, since = null} = operation.owner?.operation ?? {}
  return {
    ...rowOf(operation),
    description: operation.description,
    keys: scope,
    rate,
    plan,
    since,
    ...operation.detail(),
  }
}

/** What `itemOf` gives. */
export type ReferenceItem = ReturnType<typeof itemOf>

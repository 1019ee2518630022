import * as z from 'zod'
import {isObject, listOf, type Row, textOf} from '../../api/json/object.js'
import type {CatalogEntry, CatalogOperation} from '../catalog/catalog.js'
import {apiLine} from './api-line.js'
import {operationPlaces, resolve} from './document.js'

/** What a list has of an operation. */
export const referenceRow = z.object({
  method: z.string(),
  path: z.string(),
  operationId: z.string().nullable(),
  tag: z.string(),
  summary: z.string(),
  deprecated: z.boolean(),
  replacedBy: z.string().nullable(),
  command: z.string().nullable(),
  example: z.string().nullable(),
})

/** An operation of the API: its method in capitals, its path with parameters in braces, its summary one sentence. */
export interface ApiOperation extends Omit<z.output<typeof referenceRow>, 'command' | 'example' | 'replacedBy'> {
  description: string
  /** The path with the values that were typed for its parameters. */
  called?: string
  /** The command of ours that is there for it. */
  owner: {entry: CatalogEntry; operation: CatalogOperation} | undefined
  /** What it takes and answers, in OpenAPI with its references followed. Absent where no server was asked. */
  detail?: () => Row
}

/** Commands that only use what others offer. */
const BORROWERS = /^(auth|doctor|reference)\b/
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
  return operationPlaces(document).flatMap(({method, path, pathItem, operation}) => {
    if (!isObject(operation)) return []
    const {requestBody = null, responses = {}} = operation
    const [summary, description] = [textOf(operation.summary), textOf(operation.description)]
    const parameters = [...listOf(pathItem.parameters), ...listOf(operation.parameters)]
    return {
      method,
      path,
      operationId: textOf(operation.operationId) || null,
      tag: textOf(listOf(operation.tags)[0]),
      summary: firstSentence(summary || description),
      description: description.startsWith(summary) ? description : `${summary}\n\n${description}`.trim(),
      deprecated: operation.deprecated === true || DEPRECATION.test(summary) || DEPRECATION.test(description),
      owner: owners.get(keyOf({method, path})),
      detail: () => resolve(document, {parameters, requestBody, responses}),
    }
  })
}

/** What this program knows of the API, by path: each operation of its commands, with the one that asks least else. */
export function ownOperations(catalog: CatalogEntry[]): ApiOperation[] {
  const entries = catalog
    .filter(({command}) => !BORROWERS.test(command))
    .sort((a, b) => a.operations.length - b.operations.length || a.arguments.length - b.arguments.length)
  const all = entries.flatMap((entry) =>
    entry.operations.map((operation): ApiOperation => {
      const {method, path} = operation
      const {topic: tag, summary} = entry
      const description = `${summary}.\n\n${entry.description}`
      return {method, path, operationId: null, tag, summary, description, deprecated: false, owner: {entry, operation}}
    }),
  )
  const operations = new Map(all.reverse().map((operation) => [keyOf(operation), operation])).values()
  return [...operations].sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1))
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

/** An operation as a list has it. The example of its command is of the server that was asked: it names no other. */
export function rowOf(operation: ApiOperation): z.output<typeof referenceRow> {
  const {owner, detail} = operation
  const {command = null, examples = []} = owner?.entry ?? {}
  const example = examples.find((line) => !/ --(host|profile)\b/.test(line)) ?? `langfuse ${command}`
  return referenceRow.parse({
    ...operation,
    replacedBy: replacementOf(operation),
    command,
    example: command ? example : apiLine(operation, detail?.() ?? {}),
  })
}

/** All that is to be said of an operation: its row, what it needs, and what it takes and answers, or what its command takes. */
export function itemOf(operation: ApiOperation): Row {
  const {description, owner, detail} = operation
  const {scope = null, rate = null, plan = null, since = null} = owner?.operation ?? {}
  const takes = detail?.() ?? {arguments: owner?.entry.arguments, flags: owner?.entry.flags}
  return {...rowOf(operation), description, keys: scope, rate, plan, since, ...takes}
}

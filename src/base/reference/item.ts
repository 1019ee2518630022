import * as z from 'zod'
import type {Row} from '../../api/json/object.js'
import type {CatalogEntry} from '../catalog/catalog.js'
import {apiLine} from './api-line.js'
import type {ApiDocument} from './document.js'
import {type ApiDetail, type ApiOperation, detailOf, operationsOf} from './operations.js'
import {type Owner, ownerOf, owners, replacementOf} from './owner.js'

/** An operation with the command that is there for it. */
export interface Indexed extends ApiOperation {
  entry: CatalogEntry | undefined
  owner: Owner | undefined
  /** Its path, with the values that were typed for its parameters. */
  called?: string
}

/** Operations, and all that is to be said of one. */
export interface Reference {
  operations: Indexed[]
  row: (operation: Indexed) => Row
  /** The row with everything else. */
  whole: (operation: Indexed) => Row
}

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

/** What is to be said of one operation; what it takes and answers as the server describes it, or as our command has it. */
export const referenceItem = referenceRow.extend({
  description: z.string(),
  keys: z.string().nullable(),
  rate: z.string().nullable(),
  plan: z.string().nullable(),
  since: z.string().nullable(),
  parameters: z.array(z.looseObject({})).optional(),
  body: z.looseObject({}).nullable().optional(),
  answers: z.array(z.looseObject({})).optional(),
  arguments: z.array(z.looseObject({})).optional(),
  flags: z.array(z.looseObject({})).optional(),
})

function indexed(operation: ApiOperation, owner: Owner | undefined): Indexed {
  return {...operation, owner, entry: owner?.entry}
}

const CONNECTION = / --(?:host|profile)(?: |=)\S+/g

/** An example of a command, of the server that was asked: it names no other. */
function exampleOf({examples, command}: CatalogEntry): string {
  const [first = `langfuse ${command}`] = examples
  return examples.find((line) => line.search(CONNECTION) < 0) ?? first.replaceAll(CONNECTION, '')
}

function rowOf(operation: Indexed, detail: () => ApiDetail | undefined): Row {
  const {method, path, operationId, tag, summary, deprecated, owner, entry} = operation
  const shown = entry ? undefined : detail()
  return {
    method,
    path,
    operationId: operationId || null,
    tag,
    summary,
    deprecated,
    replacedBy: replacementOf(operation, owner) ?? null,
    command: entry?.command ?? null,
    example: entry ? exampleOf(entry) : ((shown && apiLine(operation, shown)) ?? null),
  }
}

function needsOf({description, owner}: Indexed): Row {
  const {scope, rate, plan, since} = owner?.operation ?? {}
  return {description, keys: scope ?? null, rate: rate ?? null, plan: plan ?? null, since: since ?? null}
}

/** What a server says of its API, beside our commands. */
export function serverReference(document: ApiDocument, catalog: CatalogEntry[]): Reference {
  const row = (one: Indexed) => rowOf(one, () => detailOf(document, one))
  return {
    operations: operationsOf(document).map((one) => indexed(one, ownerOf(catalog, one))),
    row,
    whole: (one) => {
      const {parameters, body, answers} = detailOf(document, one)
      const flat = answers.map(({status, description, shape}) => ({status, ...shape, description}))
      const {required, contentType, shape} = body ?? {}
      return {
        ...row(one),
        ...needsOf(one),
        parameters,
        body: body ? {required, contentType, ...shape} : null,
        answers: flat,
      }
    },
  }
}

/** What this program knows of the API: the operations of its commands, with their arguments and flags. */
export function ownReference(catalog: CatalogEntry[]): Reference {
  const mine = owners(catalog).flatMap((entry) =>
    entry.operations.flatMap((operation): Indexed[] => {
      const owner = ownerOf(catalog, operation)
      if (owner?.operation !== operation) return []
      const {method, path} = operation
      const {topic: tag, summary} = entry
      const description = `${summary}.\n\n${entry.description}`
      return [indexed({method, path, operationId: '', tag, summary, description, deprecated: false}, owner)]
    }),
  )
  const row = (one: Indexed) => rowOf(one, () => undefined)
  return {
    operations: mine.sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1)),
    row,
    whole: (one) => ({...row(one), ...needsOf(one), arguments: one.entry?.arguments, flags: one.entry?.flags}),
  }
}

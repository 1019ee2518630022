import type * as z from 'zod'
import type {Client} from '../http/client.js'
import {ApiError} from '../http/errors.js'
import type {PreparedRequest} from '../http/request.js'
import type {Row} from '../json/object.js'
import type {Endpoint, Input, ListEndpoint, Operation} from '../operation/endpoint.js'
import {type Page, paginate} from '../paging/paginate.js'
import type {PagePlan} from '../paging/plan.js'
import type {WriteModeProbe} from './write-mode.js'

/** One call of one variant. */
export interface VariantCall {
  client: Client
  /** What the user gave, in the names of the variant's query. */
  input: Input & {query: Row}
  /** Every field is wanted, not only what a table shows. */
  whole: boolean
  /** The one instant of the command. */
  now: Date
  /** Prints a note to the user. */
  note: (text: string) => void
}

/** One of the ways in which servers answer the same question. */
export interface Variant<Op extends Operation = Operation> {
  /** Asked first: a server without this route does not have this variant. */
  operation: Op
  /** Further operations that it asks. */
  also?: readonly Operation[]
  /** What users may give, where it is not the operation's own query. */
  query?: z.ZodObject
  /** Flags that only the other variant has: what to do without each. */
  instead?: Readonly<Record<string, string>>
  /** Answers with old rows where version 4 runs in legacy mode; the question finds that out. */
  staleInLegacy?: WriteModeProbe
  /** Servers in events_only mode answer as if they stored it, but do not. Says what to do there instead. */
  lostInEventsOnly?: string
}

/** A variant that gives rows. */
export interface ListVariant extends Variant<ListEndpoint> {
  pages: (ask: VariantCall, plan: PagePlan) => AsyncGenerator<Page>
  /** Its cursors do not hold the whole state of a walk, so a list cannot go on from one. */
  withoutCursors?: true
}

/** One thing, canonical, and of what it was made: rows of the variant's operation as the server sent them. */
export interface Fetched {
  row: Row
  sent: Row[]
}

/** An answer that is canonical as it was sent. */
export function asSent(row: Row): Fetched {
  return {row, sent: [row]}
}

/** A variant that gives one thing, or does one. */
export interface ObjectVariant extends Variant {
  fetch: (ask: VariantCall) => Promise<Fetched>
}

/** The variants of one question, the older first, and the canonical shape of their answers. */
export interface Variants<S extends Variant = Variant, Item extends z.ZodObject = z.ZodObject> {
  variants: readonly [S, ...S[]]
  /** Which is asked first on an unknown server; Cloud is always asked for the newer one. */
  first: 'newer' | 'older'
  item: Item
}

/** The variant of a list operation that is asked as it is. @param normalize gives its rows the shape of all variants */
export function listVariant(operation: ListEndpoint, normalize: (row: Row) => Row = (row) => row): ListVariant {
  return {operation, pages: (ask, plan) => mapRows(paginateVariant(ask, operation, plan), normalize)}
}

/**
 * The variant of an operation that is asked as it is. What is gone already after an answer that was lost is deleted, too.
 * @param normalize gives an answer the shape of all variants
 */
export function objectVariant(operation: Endpoint, normalize: (row: Row) => Row = (row) => row): ObjectVariant {
  if (operation.method !== 'DELETE')
    return {
      operation,
      fetch: async ({client, input}) => {
        const sent = (await client.request(operation, input)).data as Row
        return {row: normalize(sent), sent: [sent]}
      },
    }
  const fetch = async ({client, input}: VariantCall): Promise<Fetched> => {
    try {
      return {row: ((await client.request(operation, input)).data ?? {}) as Row, sent: []}
    } catch (error) {
      const gone = error instanceof ApiError && error.status === 404 && !error.missingRoute && error.maybeDone
      if (gone) return {row: {}, sent: []}
      throw error
    }
  }
  return {operation, fetch}
}

/** A command's own operation as the variants of a question, or those that it has. */
export function asVariants<Item extends z.ZodObject>(
  asked: Endpoint | Variants<ObjectVariant, Item>,
): Variants<ObjectVariant, Item> {
  if ('variants' in asked) return asked
  return {variants: [objectVariant(asked)], first: 'older', item: asked.response as unknown as Item}
}

/** The pages of an operation, for a query of its own. */
export function paginateVariant(
  {client, input}: VariantCall,
  operation: ListEndpoint,
  plan: PagePlan,
  query = input.query,
): AsyncGenerator<Page> {
  return paginate(client, operation, {params: input.params ?? {}, query}, plan)
}

/** Pages with every row changed. */
export async function* mapRows(pages: AsyncIterable<Page>, change: (row: Row) => Row): AsyncGenerator<Page> {
  for await (const page of pages) yield {...page, rows: page.rows.map((row) => change(row))}
}

/** A 404 in place of the empty list with which a route says that an object does not exist. */
export function nothingFound(client: Client, {method, path, scope}: Operation, message: string): ApiError {
  return new ApiError(message, {
    status: 404,
    method,
    path,
    scope,
    body: undefined,
    origin: client.originFor(scope),
    attempts: 1,
  })
}

/** The first request that `work` would send; nothing is sent. */
export async function captureRequest(
  client: Client,
  work: (client: Client) => Promise<unknown>,
): Promise<PreparedRequest> {
  const requests = new Map<unknown, PreparedRequest>()
  const refuse = async (operation: Operation, input: Input): Promise<never> => {
    const stop = new Error('this is a dry run')
    requests.set(stop, client.prepare(operation, input))
    throw stop
  }
  try {
    await work({...client, send: refuse, request: refuse})
  } catch (error) {
    const request = requests.get(error)
    if (request) return request
    throw error
  }
  throw new Error('nothing would be sent')
}

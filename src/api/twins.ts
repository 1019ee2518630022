import type * as z from 'zod'
import type {Client} from './client.js'
import type {Input, ListEndpoint, Operation} from './endpoint.js'
import {ApiError} from './errors.js'
import {type Page, type PagePlan, paginate} from './paging.js'

/** Any JSON object. */
export type Row = Record<string, unknown>

/** One call of one side. */
export interface Ask {
  client: Client
  /** What the user gave, in the names of the side's query. */
  input: Input & {query: Row}
  /** Every field is wanted, not only what a table shows. */
  whole: boolean
  /** Tells the user something on the way. */
  note: (text: string) => void
}

/** One of the ways in which servers answer the same question. */
export interface Side<Op extends Operation = Operation> {
  /** Asked first: a server without this route does not have this side. */
  operation: Op
  /** Further operations that it asks. */
  also?: readonly Operation[]
  /** What users may give, where it is not the operation's own query. */
  query?: z.ZodObject
  /** Answers with old rows where version 4 runs in legacy mode. */
  staleInLegacy?: true
}

/** A side that gives rows. */
export interface ListSide extends Side<ListEndpoint> {
  pages: (ask: Ask, plan: PagePlan) => AsyncGenerator<Page>
  /** Its cursors do not say all that a walk knows, so that nobody can go on with one. */
  withoutCursors?: true
}

/** A side that gives one thing. */
export interface GetSide extends Side {
  fetch: (ask: Ask) => Promise<Row>
}

/** The sides of one question, the older first, and the one shape of their answers. */
export interface Twins<S extends Side = Side, Item extends z.ZodObject = z.ZodObject> {
  sides: readonly [S, ...S[]]
  /** Which is asked first by those who do not know the server; Cloud is always asked for the newer one. */
  first: 'newer' | 'older'
  item: Item
}

/** An operation that stands alone, as the only side. */
export function alone(operation: ListEndpoint): Twins<ListSide> {
  return {sides: [{operation, pages: (ask, plan) => walk(ask, operation, plan)}], first: 'older', item: operation.item}
}

/** The pages of an operation, for a query of its own. */
export function walk({client, input}: Ask, operation: ListEndpoint, plan: PagePlan, query = input.query) {
  return paginate(client, operation, {params: input.params ?? {}, query}, plan)
}

/** Pages with other rows. */
export async function* mapped(pages: AsyncIterable<Page>, change: (rows: Row[]) => Row[]): AsyncGenerator<Page> {
  for await (const page of pages) yield {...page, rows: change(page.rows)}
}

/** The answer of a server that has no such thing, where a route answers with an empty list instead. */
export function nothingFound(client: Client, {method, path, scope}: Operation, message: string): ApiError {
  return new ApiError(message, {status: 404, method, path, scope, body: undefined, origin: client.host, attempts: 1})
}

/** Ends a dry run. */
export class WouldSend extends Error {
  constructor(
    readonly operation: Operation,
    readonly input: Input,
  ) {
    super('this is a dry run')
  }
}

/** A client that sends nothing: its first request ends it. @throws WouldSend */
export function dryClient(client: Client): Client {
  const refuse = (operation: Operation, input: Input): never => {
    throw new WouldSend(operation, input)
  }
  return {...client, send: async (operation, input) => refuse(operation, input), request: async (operation, input) => refuse(operation, input)}
}

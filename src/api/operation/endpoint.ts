import * as z from 'zod'
import type {Rate} from './rates.js'

/** The methods of requests; HEAD and OPTIONS occur only in `langfuse api`. */
export const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** One of them. */
export type Method = (typeof METHODS)[number]

/** How a list is paged: by page number, by cursor, by SCIM's start index, or not at all. */
export type Paging = 'cursor' | 'none' | 'page' | 'scim'

/** Which key pair opens an operation. */
export type Scope = 'admin' | 'none' | 'organization' | 'project'

/** What a call does to the server's data; destroy means that something is gone afterwards. */
export type Effect = 'destroy' | 'read' | 'write'

/** The names in braces: `PathParam<'/queues/{queueId}/items/{itemId}'>` is `'queueId' | 'itemId'`. */
export type PathParam<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParam<Rest>
  : never

/** One name in a path: a line of help, and how the server reads it. */
export interface ParamInfo {
  help: string
  /** A whole number from 1 on; anything else is refused before sending. */
  integer?: true
  /** The server says yes to any id, so what cannot be one is refused. */
  unverified?: true
  /** The server decodes this segment twice, so a `%` in it must be written `%25` first. */
  decodedTwice?: true
  /** The field of the answer that says the value again. */
  echo?: string
}

/** What a user must know before calling: rate class (Cloud only), plan or licence, first server version, size. */
export interface Limits {
  rate: Rate
  plan?: string
  since?: string
  /** The most bytes that a body may have: `MAX_BODY` unless said; null where the server sets no limit. */
  maxBody?: number | null
}

/** What is known of a route that is none of ours: nothing. */
export const UNKNOWN_LIMITS: Limits = {rate: 'unknown'}

/** Bytes that most routes take in one body. */
export const MAX_BODY = 1024 * 1024

/** Bytes that the routes for much data take in one body. */
export const LARGE_BODY = 4.5 * 1024 * 1024

/** A body that goes out byte for byte; text as UTF-8. */
export interface RawBody {
  bytes: Uint8Array | string
  contentType: string
  contentEncoding?: 'gzip'
}

/** The values that one call sends. */
export interface Input {
  params?: Record<string, number | string>
  query?: Record<string, unknown>
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is, in place of `body`. */
  raw?: RawBody
}

interface Common<Path extends string, Query extends z.ZodObject> {
  method: Method
  /** Below the host and its base path, e.g. `/api/public/v2/prompts/{promptName}`. */
  path: Path
  scope: Scope
  effect: Effect
  limits: Limits
  /** The server version that alone has this route; absent: every server has it. */
  serverVersion?: 3 | 4
  /** May the same request be carried out twice without harm? Decides whether it is tried again after a lost answer. */
  idempotent: (input: Input) => boolean
  params: Record<PathParam<Path>, ParamInfo>
  query: Query
  /**
   * What reads the thing that a call changes, by the same path. It is asked first where the name would be that of another
   * thing if something on the way decoded it.
   */
  read?: (input: Input) => {operation: Endpoint; input: Input}
  /** The form of a body in which servers keep its values, where that is not the body itself. */
  encode?: (body: Record<string, unknown>) => Record<string, unknown>
  /** What servers keep of a body in another form, which is said: a field, and what becomes of it. */
  changes?: (body: Record<string, unknown>) => [field: string, change: string][]
  /** Headers of every call, besides those that all operations have. */
  headers?: Record<string, string>
  /** The most bytes of an answer, unpacked, where that is less than the client takes. */
  maxAnswer?: number
}

/** An operation that answers with one thing, or with nothing. */
export interface Endpoint<
  Path extends string = string,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodObject | undefined = z.ZodObject | undefined,
  Response extends z.ZodType = z.ZodType,
> extends Common<Path, Query> {
  body: Body
  response: Response
}

/** An operation that answers with rows. Its query leaves page, limit and cursor out: paging owns them. */
export interface ListEndpoint<
  Path extends string = string,
  Query extends z.ZodObject = z.ZodObject,
  Item extends z.ZodObject = z.ZodObject,
> extends Common<Path, Query> {
  body: undefined
  item: Item
  paging: Paging
  /** The key of the rows in the answer. */
  rows: string
  /** The most rows that the server gives in one answer; more is refused with 400, never cut. */
  maxPageSize: number
  /** The field that tells one row from another. */
  rowKey: string
}

/** Any operation, whatever it answers. */
export type Operation = Endpoint | ListEndpoint

/** What an operation answers with, or each row of it. */
export function answerSchema(operation: Operation): z.ZodType {
  return 'item' in operation ? operation.item : operation.response
}

const noFields = z.object({})

/** The query of an operation that takes none. */
export type NoFields = z.ZodObject<Record<never, never>>

type Defaults = 'body' | 'effect' | 'idempotent' | 'params' | 'query' | 'scope'

/** A definition of an operation, which may leave some properties out. */
export type Given<T, Optional extends string = Defaults> = Omit<T, Optional> &
  Partial<Pick<T, Extract<Optional, keyof T>>>

/** A definition of a list operation. */
export type GivenList<Path extends string, Query extends z.ZodObject, Item extends z.ZodObject> = Given<
  ListEndpoint<Path, Query, Item>,
  Defaults | 'maxPageSize' | 'method' | 'rowKey' | 'rows'
>

/** Requires the help of every name in braces; a path without any may leave `params` out. */
export type PathHelp<Path extends string> = [PathParam<Path>] extends [never]
  ? unknown
  : {params: Record<PathParam<Path>, ParamInfo>}

function complete<T extends {method: Method}>(given: T) {
  const safe = given.method !== 'POST' && given.method !== 'PATCH'
  const effect: Effect = given.method === 'GET' ? 'read' : given.method === 'DELETE' ? 'destroy' : 'write'
  return {scope: 'project', effect, idempotent: () => safe, params: {}, query: noFields, body: undefined, ...given}
}

/** Defines an operation. Scope is project, effect and idempotence follow from the method unless said. */
export function endpoint<
  const Path extends string,
  Response extends z.ZodType,
  Query extends z.ZodObject = NoFields,
  Body extends z.ZodObject | undefined = undefined,
>(given: Given<Endpoint<Path, Query, Body, Response>> & PathHelp<Path>): Endpoint<Path, Query, Body, Response> {
  return complete(given as never) as unknown as Endpoint<Path, Query, Body, Response>
}

/** Defines a list operation; the rows are under `data`, have an `id`, and the server's maximum page is 100 rows unless said. */
export function listEndpoint<const Path extends string, Item extends z.ZodObject, Query extends z.ZodObject = NoFields>(
  given: GivenList<Path, Query, Item> & PathHelp<Path>,
): ListEndpoint<Path, Query, Item> {
  return complete({
    method: 'GET',
    maxPageSize: 100,
    rows: 'data',
    rowKey: 'id',
    ...given,
  } as never) as unknown as ListEndpoint<Path, Query, Item>
}

import type {Answer, Client} from '../http/client.js'
import {isObject} from '../json/object.js'
import type {Input, ListEndpoint} from '../operation/endpoint.js'
import {distinctRows} from './distinct.js'
import {oddPlace} from './page-token.js'
import {isTooLarge, type ListToken, type PagePlan, pageSizeOf, splitPage} from './plan.js'
import {notAList, walkPages} from './walk.js'
import {splitWindow, windowOf, windowQuery} from './windows.js'

/** One page as it came. `next` is where the following page begins; absent on the last one. */
export interface Page {
  rows: Record<string, unknown>[]
  /** Of what they were made: rows as the server sent them. */
  sent: Record<string, unknown>[]
  /** Rows in the whole list, where the server counts them; of a window with a fixed end those that it had at first. */
  total: number | undefined
  next: ListToken | undefined
  /** Rows that the server sent and that had not come before, whatever became of them. */
  received: number
  /** Rows of this answer were left out, because no more were wanted. */
  cut: boolean
  /** How often the request was sent. */
  attempts: number
  /** Rows in one answer, where it had to be fewer than planned: a page number of `next` counts in these. */
  size?: number
  /** The window had to be split: the end of the part that the page belongs to, and the rows that came of it so far. */
  part?: {to: Date; received: number}
}

/** What becomes of the rows of a walk. */
export interface Walk {
  /** Other rows in place of those that came; the limit counts these. */
  change?: (rows: Page['rows']) => Page['rows'] | Promise<Page['rows']>
  /** Pages stay whole: it takes many rows to make one that is wanted. */
  wholePages?: true
}

/** What an answer says of its page. */
type ReadPage = Pick<Page, 'next' | 'rows' | 'total'>

interface Envelope {
  totalResults?: number
  meta?: {page?: number; totalItems?: number; totalPages?: number; cursor?: string | null}
}

/** The most often that a window is split in a row: of a year, 13 hours are left then. A server that cannot give those has another problem. */
const MOST_SPLITS = 8

/**
 * Walks a list page by page; a page is asked for only when it is wanted. With page numbers the size stays the same
 * for the whole walk (another size would shift the rows); with cursors the last page asks for what is still wanted.
 * A heavy page that is too much for the server is asked for again in halves, and so is the window of a walk over all rows from
 * the newest on, when its beginning is known.
 * @throws ApiError when an answer is no list, or the list would never end
 */
export async function* paginate(
  client: Client,
  operation: ListEndpoint,
  input: Input,
  plan: PagePlan,
  walk: Walk = {},
): AsyncGenerator<Page> {
  const distinct = distinctRows(operation)
  const whole = plan.asOf && windowOf(operation, input.query ?? {}, plan.asOf)
  if (!whole) {
    yield* pagesOf(client, operation, input, plan, {...walk, distinct})
    return
  }
  const pending = [{window: whole, splits: 0}]
  let before = 0
  for (let next = pending.pop(); next; next = pending.pop()) {
    const {window, splits} = next
    const query = {...input.query, ...windowQuery(operation, window)}
    let received = 0
    let total: number | undefined
    let begun = false
    try {
      for await (const page of pagesOf(client, operation, {...input, query}, plan, {...walk, distinct})) {
        begun = true
        received += page.received
        total ??= page.total
        const part = window === whole ? {} : {part: {to: window.to, received}}
        yield {...page, ...part, total: total === undefined ? undefined : before + total}
      }
      before += total ?? 0
    } catch (error) {
      const mayBeSplit = !begun && splits < MOST_SPLITS && isTooLarge(error) && beginsAtTheNewest(input, plan)
      const parts = mayBeSplit ? splitWindow(window) : undefined
      if (!parts) throw error
      pending.push(...parts.reverse().map((part) => ({window: part, splits: splits + 1})))
    }
  }
}

function beginsAtTheNewest({query}: Input, {page, cursor}: PagePlan): boolean {
  return [page, cursor, query?.orderBy].every((value) => value === undefined)
}

async function* pagesOf(
  client: Client,
  operation: ListEndpoint,
  input: Input,
  plan: PagePlan,
  {change, wholePages, distinct}: Walk & {distinct: (rows: Page['rows']) => Page['rows']},
): AsyncGenerator<Page> {
  let wanted = plan.limit
  let size = plan
  const ask = async (token: ListToken): Promise<ReadPage & {answer: Answer<unknown>}> => {
    const where = pageQuery(operation, token, size, wholePages ? Number.POSITIVE_INFINITY : wanted)
    try {
      const answer = await client.send(operation, {...input, query: {...input.query, ...where}})
      return {...readPage(client, operation, answer, token, size), answer}
    } catch (error) {
      const smaller = plan.heavy && isTooLarge(error) ? splitPage(operation, token, size, wanted) : undefined
      if (!smaller) throw error
      size = smaller.size
      return ask(smaller.token)
    }
  }
  for await (const {answer, ...page} of walkPages(client, operation, firstToken(operation, plan), ask)) {
    const fresh = distinct(page.rows)
    const found = change ? await change(fresh) : fresh
    const rows = found.slice(0, wanted)
    const cut = rows.length < found.length
    wanted -= rows.length
    yield {
      ...page,
      rows,
      sent: fresh,
      received: fresh.length,
      cut,
      attempts: answer.attempts,
      ...(size === plan ? {} : {size: size.pageSize}),
    }
    if (wanted <= 0) return
  }
}

/** All rows of a walk at once, for lists that belong to a larger answer. */
export async function collect(pages: AsyncIterable<Page>): Promise<Page['rows']> {
  const found: Page['rows'] = []
  for await (const {rows} of pages) for (const row of rows) found.push(row)
  return found
}

/**
 * The rows of one answer, for those who look for something in a list.
 * @throws ApiError when the answer is no list
 */
export async function readRows(client: Client, operation: ListEndpoint, input: Input = {}): Promise<Page['rows']> {
  return rowsOf(client, operation, await client.send(operation, input))
}

function rowsOf(client: Client, operation: ListEndpoint, answer: Answer<unknown>): Page['rows'] {
  const rows = isObject(answer.data) ? answer.data[operation.rows] : undefined
  if (Array.isArray(rows) && rows.every(isObject)) return rows
  throw notAList(client, operation, answer, `it has no "${operation.rows}" array of objects`)
}

function firstToken(operation: ListEndpoint, plan: PagePlan): ListToken {
  return operation.paging === 'cursor' ? {cursor: plan.cursor ?? ''} : {page: plan.page ?? 1}
}

function pageQuery(operation: ListEndpoint, token: ListToken, plan: PagePlan, wanted: number): Record<string, unknown> {
  if (operation.paging === 'none') return 'page' in token && token.page > 1 ? token : {}
  if (operation.paging === 'scim' && 'page' in token) {
    return {startIndex: (token.page - 1) * pageSizeOf(plan) + 1, count: pageSizeOf(plan)}
  }
  return {...token, limit: operation.paging === 'cursor' ? Math.min(plan.pageSize, wanted) : pageSizeOf(plan)}
}

function readPage(
  client: Client,
  operation: ListEndpoint,
  answer: Answer<unknown>,
  token: ListToken,
  plan: PagePlan,
): ReadPage {
  const rows = rowsOf(client, operation, answer)
  const {meta, totalResults} = answer.data as Envelope
  const odd = oddPlace(answer.data)
  if (odd) throw notAList(client, operation, answer, `its "${odd}" is neither a number nor text`)
  if ('cursor' in token) return {rows, total: undefined, next: meta?.cursor ? {cursor: meta.cursor} : undefined}
  const next = {page: token.page + 1}
  if (operation.paging === 'scim') {
    const more = rows.length > 0 && totalResults !== undefined && token.page * pageSizeOf(plan) < totalResults
    return {rows, total: totalResults, next: more ? next : undefined}
  }
  if (!meta) return {rows, total: rows.length, next: undefined}
  const more = meta.totalPages === undefined ? rows.length > 0 : token.page < meta.totalPages
  return {rows, total: meta.totalItems, next: more ? next : undefined}
}

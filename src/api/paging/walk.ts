import type {Answer, Client} from '../http/client.js'
import {type ApiError, unexpectedAnswer} from '../http/errors.js'
import {stringifyJson} from '../json/stringify.js'
import type {Operation} from '../operation/endpoint.js'
import {formatToken, type PageToken} from './page-token.js'

/** The third empty page in a row that promises more is the last one that is asked for. */
const MOST_EMPTY = 3

/** Says of each page token whether the walk was there before. Numbers only go up, so only cursors are kept. */
function tokenGuard(first: PageToken | undefined): (token: PageToken) => boolean {
  const cursors = new Set<string>()
  let last = Number.NEGATIVE_INFINITY
  const isRepeated = (token: PageToken): boolean => {
    if ('cursor' in token) {
      const seen = cursors.has(token.cursor)
      cursors.add(token.cursor)
      return seen
    }
    const before = last
    last = 'page' in token ? token.page : token.startIndex
    return last <= before
  }
  if (first) isRepeated(first)
  return isRepeated
}

/** Says of each page what shows that its list has no end; undefined when nothing does. */
function pageGuard(): (rows: unknown[], more: boolean) => string | undefined {
  let before: string | undefined
  let repeats = 0
  return (rows, more) => {
    const fingerprint = stringifyJson([rows.length, rows[0], rows.at(-1)])
    repeats = fingerprint === before ? repeats + 1 : 0
    before = fingerprint
    if (rows.length === 0) return more && repeats + 1 >= MOST_EMPTY ? 'empty pages that promise more' : undefined
    const movedOn = rows.length === 1 && repeats === 1
    return repeats > 0 && !movedOn ? 'it is the page before once more' : undefined
  }
}

/**
 * Walks any list: asks for a page when it is wanted, until one has no next. A list that would never end is refused: for a
 * page token that came before; for a page whose first and last row are those of the page before (a row alone may come
 * twice: rows that arrive meanwhile move it to the next page); for empty pages that promise more.
 * @param first where to begin; undefined for what the request asks for by itself
 * @param send asks for the page at a token
 * @throws ApiError for a list that would never end; what `send` throws
 */
export async function* walkPages<
  Token extends PageToken | undefined,
  Page extends {rows: unknown[]; next: Token | undefined; answer: Answer<unknown>},
>(client: Client, operation: Operation, first: Token, send: (token: Token) => Promise<Page>): AsyncGenerator<Page> {
  const isRepeated = tokenGuard(first)
  const problemOf = pageGuard()
  let token = first
  for (;;) {
    const page = await send(token)
    const {answer, next, rows} = page
    const repeated =
      next && isRepeated(next) ? `it gives the same page token (${formatToken(next)}) again and again` : ''
    const problem = problemOf(rows, next !== undefined)
    if (problem) throw notAList(client, operation, answer, repeated || problem)
    yield page
    if (repeated) throw notAList(client, operation, answer, repeated)
    if (!next) return
    token = next
  }
}

/** The error for an answer that is not the page of a list. */
export function notAList(client: Client, operation: Operation, answer: Answer<unknown>, problem: string): ApiError {
  return unexpectedAnswer(client, operation, answer, `The answer is no list: ${problem}`)
}

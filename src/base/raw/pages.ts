import {readBody} from '../../api/answer-body.js'
import type {Exchange} from '../../api/client.js'
import type {Operation} from '../../api/endpoint.js'
import {ApiError} from '../../api/errors.js'
import {nextPlace, queryValue, type RawCall, type RawPlace, withQueryValue} from '../../api/raw.js'
import type {Context} from '../context.js'
import {AnnotatedError, ClosedPipeError} from '../errors/errors.js'

/** What makes a call of a query; each page has its own. */
export type CallWith = (query: string) => Promise<Exchange>

/** The query of a list's first request: as many rows in one answer as its endpoint gives, unless the user said how many. */
export function firstQuery({query}: Pick<RawCall, 'query'>, known: Operation | undefined): string {
  if (!known || !('paging' in known) || known.paging === 'none') return query
  const name = known.paging === 'scim' ? 'count' : 'limit'
  return queryValue(query, name) === undefined ? withQueryValue(query, name, String(known.maxPageSize)) : query
}

function circling(context: Context, call: RawCall, operation: Operation, place: RawPlace, answer: Exchange): ApiError {
  return new ApiError(`it gives the same place (${place.name}=${place.value}) again and again`, {
    status: answer.status,
    method: call.method,
    path: call.path,
    body: undefined,
    origin: context.client.originFor(operation.scope),
    attempts: answer.attempts,
  })
}

/**
 * The answers of a list one after another, asked for when they are wanted; an answer without pages is the only one, and a
 * note says so.
 * @throws ApiError also for a server that sends the walk round in circles; AnnotatedError that says what is out
 * @param send sends the call with another query
 */
export async function* rawPages(
  context: Context,
  call: RawCall,
  operation: Operation,
  send: CallWith,
): AsyncGenerator<Exchange> {
  const seen = new Set<string>()
  let {query} = call
  let place: RawPlace | undefined
  let out = 0
  try {
    for (;;) {
      const answer = await send(query)
      const next = nextPlace(readBody(answer.text).data)
      if (next === undefined && out === 0) context.notes.note('This answer has no pages: it is the only one.')
      place = next === 'last' ? undefined : next
      yield answer
      out += 1
      if (!place) return
      if (seen.has(place.value)) throw circling(context, call, operation, place, answer)
      seen.add(place.value)
      query = withQueryValue(query, place.name, place.value)
    }
  } catch (error) {
    throw out === 0 || error instanceof ClosedPipeError ? error : new AnnotatedError(error as Error, rest(out, place))
  }
}

function rest(out: number, place: RawPlace | undefined): string {
  const written = `${out} page${out === 1 ? ' was' : 's were'} written.`
  return place ? `${written} The rest: the same command with ${place.name}=${place.value} in the query.` : written
}

import {CliError} from '../../api/errors/cli-error.js'
import {readBody} from '../../api/http/body.js'
import type {Exchange} from '../../api/http/client.js'
import {ApiError} from '../../api/http/errors.js'
import {queryValue, type RawCall, withQueryValue} from '../../api/http/raw-address.js'
import type {Operation} from '../../api/operation/endpoint.js'
import {nextPageToken, type PageToken} from '../../api/paging/page-token.js'
import type {Context} from '../command/context.js'
import {annotate} from '../errors/explain.js'
import {isClosedPipe} from '../output/write.js'

/** What is done for each page. */
export interface PageWork {
  /** Sends the call with another query; each page has its own. */
  send: (query: string) => Promise<Exchange>
  print: (answer: Exchange) => Promise<void>
}

/** The query of a list's first request: as many rows in one answer as its endpoint gives, unless the user said how many. */
export function firstQuery({query}: Pick<RawCall, 'query'>, known: Operation | undefined): string {
  if (!known || !('paging' in known) || known.paging === 'none') return query
  const name = known.paging === 'scim' ? 'count' : 'limit'
  return queryValue(query, name) === undefined ? withQueryValue(query, name, String(known.maxPageSize)) : query
}

function circling(context: Context, call: RawCall, operation: Operation, place: PageToken, answer: Exchange): ApiError {
  return new ApiError(`it gives the same place (${place.name}=${place.value}) again and again`, {
    status: answer.status,
    method: call.method,
    path: call.path,
    body: undefined,
    origin: context.client.originFor(operation.scope),
    attempts: answer.attempts,
  })
}

/** The error for an answer in the middle of a list that does not say how it goes on. */
function lost({name, value}: PageToken, {text}: Exchange): CliError {
  const what = text === '' ? 'is empty' : readBody(text).whole ? 'does not say where it stands' : 'is no JSON'
  return new CliError('partial', `The answer to ${name}=${value} ${what}; it is not printed`)
}

/**
 * Asks for the answers of a list one after another, and prints each before the next; an answer without pages is the only
 * one, and a note says so.
 * @throws ApiError also for a server that sends the walk round in circles; CliError `partial` for an answer after the first that
 * does not say how the list goes on; what printing throws. Each says which pages are out, once there are any
 */
export async function eachPage(
  context: Context,
  call: RawCall,
  operation: Operation,
  {send, print}: PageWork,
): Promise<void> {
  const seen = new Set<string>()
  let {query} = call
  let place: PageToken | undefined
  let out = 0
  try {
    for (;;) {
      const answer = await send(query)
      const next = nextPageToken(readBody(answer.text).data, place?.name)
      if (next === undefined && place) throw lost(place, answer)
      if (next === undefined) context.notes.note('This answer has no pages: it is the only one.')
      await print(answer)
      out += 1
      if (next === undefined || next === 'last') return
      place = next
      if (seen.has(place.value)) throw circling(context, call, operation, place, answer)
      seen.add(place.value)
      query = withQueryValue(query, place.name, place.value)
    }
  } catch (error) {
    throw !place || isClosedPipe(error) ? error : annotate(error as Error, rest(out, place))
  }
}

function rest(out: number, {name, value}: PageToken): string {
  const written = `${out} page${out === 1 ? ' was' : 's were'} written.`
  return `${written} The rest: the same command with ${name}=${value} in the query.`
}

import {CliError, hasErrorCode} from '../../api/errors/cli-error.js'
import {readBody} from '../../api/http/body.js'
import type {Exchange} from '../../api/http/client.js'
import {ApiError} from '../../api/http/errors.js'
import {rawOperation} from '../../api/http/raw-address.js'
import type {Context} from '../command/context.js'
import {write} from '../output/write.js'
import {type Around, type Printed, printAnswer} from './answer.js'
import type {ReadyCall} from './call.js'
import {eachPage, firstQuery} from './pages.js'

/** What closes the array of --slurp. */
const END = ']\n'

/** What else is to be done with the answer. */
export interface How {
  include: boolean
  paginate: boolean
  slurp: boolean
}

/** @throws CliError `usage` for flags that do not go together */
export function refuseMixture(
  {settings: {output, jq}}: Pick<Context, 'settings'>,
  {call: {method}}: Pick<ReadyCall, 'call'>,
  {include, paginate, slurp}: How,
): void {
  if (slurp && !paginate) throw new CliError('usage', '--slurp needs --paginate')
  if (slurp && jq !== undefined)
    throw new CliError('usage', '--slurp and --jq exclude each other', '--jq gets each page.')
  if (jq !== undefined && include) throw new CliError('usage', '--jq and --include exclude each other')
  if (slurp && include) throw new CliError('usage', '--slurp and --include exclude each other')
  if (slurp && output === 'yaml') throw new CliError('usage', '--slurp makes a JSON array: -o yaml cannot join it')
  if (paginate && method !== 'GET') {
    throw new CliError(
      'usage',
      `--paginate is for GET, not for ${method}`,
      'Fields make it POST: say GET before the path.',
    )
  }
}

/** The same call as its first request goes out: of a list that is read to its end, with the largest page. */
export function firstOf(ready: ReadyCall, {paginate}: Pick<How, 'paginate'>): ReadyCall {
  const {call, known, operation} = ready
  if (!paginate) return ready
  const first = {...call, query: firstQuery(call, known)}
  return {...ready, call: first, operation: rawOperation(first, known, operation.scope)}
}

/** Prints what a server said with its refusal, as far as it fits. */
async function printRefusal(context: Context, error: unknown, {include, slurp}: How, printed: Printed): Promise<void> {
  if (!(error instanceof ApiError) || !error.received || slurp) return
  try {
    await printAnswer({...context, jq: undefined}, error.received, {head: include}, printed)
  } catch (tooLarge) {
    if (!hasErrorCode(tooLarge, 'partial')) throw tooLarge
    context.notes.warn(tooLarge.message)
  }
}

async function exchange(
  context: Context,
  {operation, input}: ReadyCall,
  how: How,
  printed: Printed,
): Promise<Exchange> {
  context.notes.progress('asking…')
  try {
    return await context.client.exchange(operation, input)
  } catch (error) {
    await printRefusal(context, error, how, printed)
    throw error
  } finally {
    context.notes.pause()
  }
}

/** What stands around a page. */
function aroundPage({settings: {output}}: Context, {include, slurp}: How, begin: boolean): Around {
  if (slurp) return {before: begin ? '[' : ',', within: true, room: END.length}
  return {head: include, before: output === 'yaml' && !begin ? '---\n' : '', after: '\n'}
}

async function printPages(context: Context, ready: ReadyCall, how: How): Promise<void> {
  const {call, known, operation} = ready
  const printed: Printed = {bytes: 0, results: 0}
  const send = (query: string) =>
    exchange(context, {...ready, operation: rawOperation({...call, query}, known, operation.scope)}, how, printed)
  const print = async (answer: Exchange) => {
    if (how.slurp && !isJson(answer)) throw notJson(context, ready, answer)
    await printAnswer(context, answer, aroundPage(context, how, printed.bytes === 0), printed)
  }
  await eachPage(context, call, operation, {send, print})
  if (how.slurp) await write(END)
}

function isJson({text}: Exchange): boolean {
  return text !== '' && readBody(text).whole
}

function notJson(context: Context, {call, operation}: ReadyCall, answer: Exchange): ApiError {
  return new ApiError('that is no JSON, so that --slurp cannot join it', {
    status: answer.status,
    method: call.method,
    path: call.path,
    body: answer.text,
    origin: context.client.originFor(operation.scope),
    attempts: answer.attempts,
  })
}

/**
 * Sends a call and prints what comes, errors of the server included.
 * @throws what the client throws, once the body of the refusal is out
 */
export async function sendCall(context: Context, ready: ReadyCall, how: How): Promise<void> {
  if (how.paginate) return printPages(context, ready, how)
  const printed: Printed = {bytes: 0, results: 0}
  const answer = await exchange(context, ready, how, printed)
  await printAnswer(context, answer, {head: how.include}, printed)
}

import {annotate, CliError, hasErrorCode} from '../../api/errors/cli-error.js'
import type {Exchange} from '../../api/http/client.js'
import {ApiError, unexpectedAnswer} from '../../api/http/errors.js'
import {type DetectedPage, detectPage, formatToken, type PageToken} from '../../api/paging/page-token.js'
import {walkPages} from '../../api/paging/walk.js'
import type {Context, LocalContext} from '../command/context.js'
import {assertRoomForJson, ByteBudget} from '../output/max-bytes.js'
import {errorAfterPrinting} from '../output/object.js'
import {knownSecrets, redact} from '../output/redact.js'
import {isClosedPipe, write} from '../output/write.js'
import {type Frame, printRawAnswer} from './answer.js'
import {operationOf, type RawCall} from './call.js'

/** What closes the array of --slurp. */
const END = ']\n'

/** What else is to be done with the answer. */
export interface CallOptions {
  include: boolean
  paginate: boolean
  slurp: boolean
}

/** @throws CliError `usage` for flags that do not go together, or not with a raw answer */
export function assertFlagsFit(
  {flags: {header, output: typed}, settings}: LocalContext,
  {include, paginate, slurp}: CallOptions,
): void {
  const {columns, jq, output} = settings
  const problems: [applies: unknown, message: string, hint?: string][] = [
    [header !== undefined, "--header is about the headings of a table; a header of the request is -H 'name: value'"],
    [columns, '--columns: a raw answer has none', '--jq picks parts of it.'],
    [
      typed === 'table' || typed === 'csv' || typed === 'tsv',
      `-o ${typed}: a raw answer has no columns`,
      'Forms here: json, ndjson, yaml; without -o it comes as the server sent it.',
    ],
    [slurp && !paginate, '--slurp needs --paginate'],
    [slurp && jq, '--slurp and --jq exclude each other', '--jq gets each page.'],
    [jq && include, '--jq and --include exclude each other'],
    [slurp && include, '--slurp and --include exclude each other'],
    [slurp && output === 'yaml', '--slurp makes a JSON array: -o yaml cannot join it'],
  ]
  if (slurp) assertRoomForJson({...settings, output: 'json'})
  const [, message, hint] = problems.find(([applies]) => applies) ?? []
  if (message !== undefined) throw new CliError('usage', message, hint)
}

type RawPage = DetectedPage & {answer: Exchange}

function isJson({data, text}: Exchange): boolean {
  return text !== '' && data !== text
}

/** @throws CliError `partial` for an answer in the middle of a list that does not say how the list goes on */
function readPage({notes}: Context, answer: Exchange, token: PageToken | undefined): RawPage {
  const page = detectPage(answer.data, token)
  if (page) return {answer, ...page}
  if (token) {
    const what = answer.text === '' ? 'is empty' : isJson(answer) ? 'does not say where it stands' : 'is no JSON'
    throw new CliError('partial', `The answer to ${formatToken(token)} ${what}; it is not printed`)
  }
  notes.note('This answer has no pages: it is the only one.')
  return {answer, rows: [], next: undefined}
}

/** What stands around an answer. */
function frameOf({settings: {output}}: Context, {include, paginate, slurp}: CallOptions, first: boolean): Frame {
  if (slurp) return {before: first ? '[' : ',', element: true}
  return {head: include, newline: paginate, before: output === 'yaml' && !first ? '---\n' : ''}
}

/** Prints what the server said with a refusal; secrets that it sends back are cut out. @returns the error; that not all was printed is a remark to it */
async function printRefusal(
  context: Context,
  error: unknown,
  budget: ByteBudget,
  {include, slurp}: CallOptions,
): Promise<unknown> {
  if (!(error instanceof ApiError) || !error.received || slurp) return error
  const {text} = error.received
  const safe = redact(text, knownSecrets(context.io.argv, context.io.env))
  const received = safe === text ? error.received : {...error.received, text: safe, bytes: Buffer.from(safe)}
  const frame = {head: include, refused: true}
  return errorAfterPrinting(error, () => printRawAnswer({...context, jq: undefined}, received, budget, frame))
}

/**
 * Sends a call and prints what comes, the words of a refusal, too; with `paginate` answer after answer, each before the next
 * is asked for.
 * @throws what the client throws; ApiError for a list that would never end, and for what `slurp` cannot join; CliError
 * `partial` for a page that does not say how the list goes on, and where --max-bytes ends. Each says which pages are out,
 * once there are any
 */
export async function sendCall(context: Context, call: RawCall, typed: CallOptions): Promise<void> {
  const {client, io, notes} = context
  const {operation} = call
  const {maxBytes = Number.POSITIVE_INFINITY, output} = context.settings
  const {include, paginate} = typed
  const slurp = typed.slurp || (paginate && output === 'json' && !include && !context.jq)
  const options = {include, paginate, slurp}
  const budget = new ByteBudget(slurp ? maxBytes - END.length : maxBytes)
  let written = 0
  let rest: PageToken | undefined
  const send = async (token: PageToken | undefined): Promise<RawPage> => {
    notes.progress('asking…')
    const answer = await client.exchange(operationOf(call, token), call.input).finally(() => notes.pause())
    return paginate ? readPage(context, answer, token) : {answer, rows: [], next: undefined}
  }
  try {
    for await (const {answer, next} of walkPages<PageToken | undefined, RawPage>(client, operation, undefined, send)) {
      if (slurp && !isJson(answer)) {
        throw unexpectedAnswer(client, operation, answer, 'that is no JSON, so that --slurp cannot join it')
      }
      await printRawAnswer(context, answer, budget, frameOf(context, options, written === 0))
      written += 1
      rest = next
    }
    if (slurp) await write(io.stdout, END)
  } catch (problem) {
    if (slurp && hasErrorCode(problem, 'partial')) await write(io.stdout, written > 0 ? END : `[${END}`)
    const error = await printRefusal(context, problem, budget, options)
    if (!rest || isClosedPipe(error)) throw error
    const pages = `${written} page${written === 1 ? ' was' : 's were'} written.`
    throw annotate(error as Error, `${pages} The rest: the same command with ${formatToken(rest)} in the query.`)
  }
}

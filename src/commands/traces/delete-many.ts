import {Flags} from '@oclif/core'
import {annotate, CliError, hasErrorCode} from '../../api/errors/cli-error.js'
import type {Row} from '../../api/json/object.js'
import * as traces from '../../api/resources/traces/endpoints.js'
import {BaseCommand} from '../../base/command/command.js'
import type {Context} from '../../base/command/context.js'
import {describeCommand} from '../../base/command/describe.js'
import {explain} from '../../base/errors/explain.js'
import {check} from '../../base/input/flags.js'
import {readIds} from '../../base/input/ids.js'
import {confirmDestructive} from '../../base/output/confirm.js'
import {toCurl} from '../../base/output/curl.js'
import {printAnswer} from '../../base/output/object.js'
import {write} from '../../base/output/write.js'

/** What servers carry out safely in one call; a thousand ids at once can fail. */
const CHUNK = 100

/** A class of its own, because it makes several requests: one for 100 ids. */
class DeleteMany extends BaseCommand {
  async run(): Promise<void> {
    const {context} = await this.begin(traces.removeMany, {})
    const ids = await allIds(context)
    const {client, connection, flags, notes, settings} = context
    if (settings.curl) {
      const requests = chunks(ids).map((chunk) => `${toCurl(client.prepare(traces.removeMany, chunk))}\n`)
      return write(this.io.stdout, requests.join(''))
    }
    if (!(await confirmDestructive(this.io, `delete ${count(ids)} on ${connection.origin}`, Boolean(flags.yes))))
      return notes.note('Nothing was deleted.')
    const answer = await carryOut(context, ids)
    notes.done(`Queued the deletion of ${count(ids)}`)
    await printAnswer(context, {...answer, queued: ids.length})
  }
}

function count({length}: string[]): string {
  return `${length.toLocaleString('en-US')} ${length === 1 ? 'trace' : 'traces'}`
}

async function allIds({flags, reader}: Context): Promise<string[]> {
  const typed = (flags['trace-id'] as string[] | undefined) ?? []
  if (typed.length > 0) check(traces.removeMany.body, {traceIds: typed})
  const from = (flags['ids-from'] as string | undefined)?.replace(/^@/, '')
  const read =
    from === undefined ? [] : await idsIn(from, await reader.text(from === '-' ? from : `@${from}`, 'ids-from'))
  const ids = [...new Set([...typed, ...read])]
  if (ids.length === 0) throw new CliError('usage', 'No ids: give --trace-id, or --ids-from with one id a line')
  return ids
}

/** Rows of other things have the id of their trace under another name. */
function idsIn(file: string, text: string): Promise<string[]> {
  return readIds(text, file === '-' ? 'stdin' : file, ['id', 'traceId', 'trace'])
}

function chunks(ids: string[]): {body: {traceIds: string[]}}[] {
  const starts = Array.from({length: Math.ceil(ids.length / CHUNK)}, (_, index) => index * CHUNK)
  return starts.map((start) => ({body: {traceIds: ids.slice(start, start + CHUNK)}}))
}

/** Sends one request after the other. @returns the answer to the last one */
async function carryOut({client, notes}: Context, ids: string[]): Promise<Row> {
  let answer: Row = {}
  for (const [index, chunk] of chunks(ids).entries()) {
    const done = index * CHUNK
    notes.progress(`${done.toLocaleString('en-US')} of ${count(ids)} queued`)
    try {
      answer = (await client.request(traces.removeMany, chunk)).data
    } catch (error) {
      throw done === 0 ? error : stopped(error, ids, done)
    } finally {
      notes.pause()
    }
  }
  return answer
}

/** What is queued and what is not, besides what went wrong. */
function stopped(error: unknown, ids: string[], done: number): Error {
  const state = `${done.toLocaleString('en-US')} of ${count(ids)} are queued; the others, from ${ids[done]} on, are not.`
  const next = 'Run it again for the rest: deleting twice does no harm.'
  if (hasErrorCode(error, 'interrupted')) return annotate(error, `${state} ${next}`)
  const {message, hint} = explain(error)
  return new CliError('partial', `${state}\n${message}`, [next, hint].filter(Boolean).join('\n'), {cause: error})
}

export default describeCommand(
  DeleteMany,
  traces.removeMany,
  {
    summary: 'Delete many traces, 100 in one request',
    supplied: ['trace-id'],
    phrases: ['delete many traces', 'erase all the traces in this file', 'delete old traces'],
    description:
      'The server deletes later, within minutes, with all their observations and scores, and silently takes ids that it does not know. --ids-from also takes what lists print as JSON, NDJSON or YAML. --json prints how many were queued, with the answer to the last request.',
    examples: ['--trace-id 0a1b2c3d --trace-id 4e5f6071 --yes', '--ids-from ids.txt --yes'],
  },
  {
    'ids-from': Flags.string({
      summary: 'File with one id a line, or rows that have one; - for stdin',
      helpValue: '<file|->',
    }),
    yes: Flags.boolean({char: 'y', summary: 'Do not ask'}),
  },
)

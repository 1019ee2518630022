import {Flags} from '@oclif/core'
import {annotate, CliError} from '../../api/errors/cli-error.js'
import type {Row} from '../../api/json/object.js'
import type {Input} from '../../api/operation/endpoint.js'
import * as traces from '../../api/resources/traces/endpoints.js'
import {BaseCommand} from '../../base/command/command.js'
import type {Context} from '../../base/command/context.js'
import {describeCommand} from '../../base/command/describe.js'
import {confirmDestructive} from '../../base/output/confirm.js'
import {toCurl} from '../../base/output/curl.js'
import {printAnswer} from '../../base/output/object.js'
import {write} from '../../base/output/write.js'

/** What servers carry out safely in one call; a thousand ids at once can fail. */
const CHUNK = 50

/** A class of its own, because it makes several requests: one for 50 ids. */
class DeleteMany extends BaseCommand {
  async run(): Promise<void> {
    const {context} = await this.begin(traces.removeMany, {})
    const ids = await readIds(context)
    const count = `${ids.length.toLocaleString('en-US')} ${ids.length === 1 ? 'trace' : 'traces'}`
    const inputs = chunks(ids).map((traceIds): Input => ({body: {traceIds}}))
    const {client, connection, flags, notes, settings} = context
    if (settings.curl) {
      const requests = inputs.map((input) => `${toCurl(client.prepare(traces.removeMany, input))}\n`)
      return write(this.io.stdout, requests.join(''))
    }
    if (!(await confirmDestructive(this.io, `delete ${count} on ${connection.origin}`, Boolean(flags.yes))))
      return notes.note('Nothing was deleted.')
    const answer = await carryOut(context, inputs)
    notes.done(`Queued the deletion of ${count}`)
    await printAnswer(context, {...answer, queued: ids.length})
  }
}

async function readIds({flags, reader}: Context): Promise<string[]> {
  const typed = (flags['trace-id'] as string[] | undefined) ?? []
  const from = flags['ids-from'] as string | undefined
  const text =
    from === undefined ? '' : await reader.text(from === '-' ? from : `@${from.replace(/^@/, '')}`, 'ids-from')
  const lines = text.split('\n')
  const ids = [...new Set([...typed, ...lines].map((id) => id.trim()).filter((id) => id !== ''))]
  if (ids.length === 0) throw new CliError('usage', 'No ids: give --trace-id, or --ids-from with one id a line')
  return ids
}

function chunks(ids: string[]): string[][] {
  return Array.from({length: Math.ceil(ids.length / CHUNK)}, (_, index) =>
    ids.slice(index * CHUNK, (index + 1) * CHUNK),
  )
}

/** Sends one request after the other. @returns the answer to the last one */
async function carryOut({client, notes}: Context, inputs: Input[]): Promise<Row> {
  let answer: Row = {}
  for (const [done, input] of inputs.entries()) {
    notes.progress(`${done} of ${inputs.length} chunks queued`)
    try {
      answer = (await client.request(traces.removeMany, input)).data
    } catch (error) {
      if (done === 0) throw error
      const queued = `${done} of ${inputs.length} chunks (of ${CHUNK} traces) are queued.`
      throw annotate(error as Error, `${queued} Run it again for the rest: deleting twice does no harm.`)
    } finally {
      notes.pause()
    }
  }
  return answer
}

export default describeCommand(
  DeleteMany,
  traces.removeMany,
  {
    summary: 'Delete many traces, in chunks of 50',
    supplied: ['trace-id'],
    phrases: ['delete many traces', 'erase all the traces in this file', 'delete old traces'],
    description:
      'The server deletes later, within minutes, and silently takes ids that it does not know. --json prints how many were queued, with the answer to the last chunk.',
    examples: ['--trace-id 0a1b2c3d --trace-id 4e5f6071 --yes', '--ids-from ids.txt --yes'],
  },
  {
    'ids-from': Flags.string({summary: 'File with one id a line, or - for stdin', helpValue: '<file|->'}),
    yes: Flags.boolean({char: 'y', summary: 'Do not ask'}),
  },
)

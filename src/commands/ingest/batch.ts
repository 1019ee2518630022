import {Flags} from '@oclif/core'
import {annotate, CliError} from '../../api/errors/cli-error.js'
import {sizes} from '../../api/http/byte-size.js'
import {find} from '../../api/http/find.js'
import {bodyBytes} from '../../api/http/request.js'
import {losses} from '../../api/json/losses.js'
import {isObject, type Row} from '../../api/json/object.js'
import {stringifyJson} from '../../api/json/stringify.js'
import {LARGE_BODY} from '../../api/operation/endpoint.js'
import * as ingestion from '../../api/resources/ingestion.js'
import * as configs from '../../api/resources/scores/configs.js'
import {BaseCommand} from '../../base/command/command.js'
import type {Context} from '../../base/command/context.js'
import {describeCommand} from '../../base/command/describe.js'
import type {CommandSpec} from '../../base/command/spec.js'
import {readBody} from '../../base/input/body.js'
import {check} from '../../base/input/flags.js'
import {lossSentences} from '../../base/input/kept.js'
import {toCurl} from '../../base/output/curl.js'
import {errorAfterPrinting, printObject, wantsAnswer, warnIfUnexpected} from '../../base/output/object.js'
import {write} from '../../base/output/write.js'

const spec: CommandSpec = {
  summary: 'Send a batch of events: traces, observations, scores',
  phrases: ['send these recorded events', 'ingest events in a batch', 'import traces from a file'],
  description:
    'The server takes or refuses each event by itself, and stores later what it took. It would drop a score silently that does not fit its config, so the configs are read first. Refused events are listed with their position in the batch (from 1), and the exit status is 7. Servers in events_only mode take scores and logs only: send traces with `ingest otel`.',
  examples: [
    '--batch @events.json',
    `--batch '[{"id":"e1","type":"score-create","timestamp":"2026-11-20T14:00:00Z","body":{"id":"s1","traceId":"0a1b2c3d","name":"helpful","value":1}}]'`,
  ],
}

/** `--batch` gives the events, or the whole body. */
function wholeBody({batch, ...flags}: Row): Row {
  const whole = typeof batch === 'object' && batch !== null && !Array.isArray(batch)
  return whole ? {...batch, ...flags} : {batch, ...flags}
}

/** @throws CliError `usage` for a body that no server takes */
function assertFits(body: string): void {
  const bytes = bodyBytes(body)
  if (bytes <= LARGE_BODY) return
  const [all, most] = sizes(bytes, LARGE_BODY)
  throw new CliError(
    'usage',
    `--batch: all together has ${all}, and every server refuses more than ${most}; nothing was sent. Split it into smaller batches`,
  )
}

function partialError(refused: ingestion.Refusal[], sent: number): CliError {
  const lines = refused.map(
    ({position, id, status, message}) =>
      `event ${position ?? '(which one is not known)'}, id ${id}: ${status} ${message}`,
  )
  return new CliError(
    'partial',
    `${refused.length} of ${sent} events were refused\n${lines.join('\n')}`,
    refused.some(({wantsOtel}) => wantsOtel)
      ? 'This server is in events_only mode: trace and observation events belong to `langfuse ingest otel`, as OTLP spans.'
      : undefined,
  )
}

function unread(error: unknown): never {
  throw annotate(error, 'Nothing was sent; --no-check-config sends scores without reading their configs.')
}

/** @throws CliError `usage` for scores that their config forbids: the server would take and drop them */
async function assertConfigsFit({client}: Context, events: unknown[]): Promise<void> {
  const known = new Map<string, Awaited<ReturnType<typeof find<typeof configs.get>>>>()
  const problems: string[] = []
  for (const [index, event] of events.entries()) {
    const {type, body} = event as Row
    const score = type === 'score-create' && isObject(body) ? body : {}
    const {configId} = score
    if (typeof configId !== 'string' || configId === '') continue
    if (!known.has(configId)) known.set(configId, await find(client, configs.get, {params: {configId}}).catch(unread))
    const config = known.get(configId)
    const reason = config ? configs.misfit(config, score) : `there is no config ${configId}`
    if (reason) problems.push(`event ${index + 1}, a score, does not fit its config: ${reason}`)
  }
  if (problems.length === 0) return
  const hint = 'The server would take and drop these; --no-check-config sends them all the same.'
  throw new CliError('usage', `${problems.join('\n')}\nNothing was sent`, hint)
}

/** A class of its own, because the answer reports each event. */
class Batch extends BaseCommand {
  async run(): Promise<void> {
    const {context} = await this.begin(ingestion.batch, spec)
    const {client, flags, notes, reader, settings} = context
    const given = wholeBody(await readBody(ingestion.batch.body, flags, reader))
    const body = check(ingestion.batch.body, given, ingestion.batch)
    const sent = body.batch as unknown[]
    const place = ([index, ...path]: string[]) => `event ${Number(index) + 1} (${path.join('.')})`
    for (const text of [...lossSentences(losses(sent), place), ...ingestion.otherEnvironments(sent)]) notes.alarm(text)
    const json = stringifyJson(body)
    assertFits(json)
    const input = {raw: {bytes: json, contentType: 'application/json'}}
    if (settings.curl) return write(this.io.stdout, `${toCurl(client.prepare(ingestion.batch, input))}\n`)
    const events = body.batch as unknown[]
    if (flags['check-config'] !== false) await assertConfigsFit(context, events)
    notes.progress('sending…')
    const {data} = await client.request(ingestion.batch, input).finally(() => notes.pause())
    const refused = ingestion.refusals(data, events)
    warnIfUnexpected(context, [data], ingestion.outcome)
    if (refused.length === 0) notes.done(`Queued ${events.length} event${events.length === 1 ? '' : 's'}`)
    const print = async () => {
      if (wantsAnswer(context)) await printObject(context, data, ingestion.outcome, 'json')
    }
    if (refused.length > 0) throw await errorAfterPrinting(partialError(refused, events.length), print)
    await print()
  }
}

export default describeCommand(Batch, ingestion.batch, spec, {
  'check-config': Flags.boolean({
    summary: 'Read the configs of scores first; --no-check-config does not',
    allowNo: true,
  }),
})

import {Flags} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import * as ingestion from '../../api/resources/ingestion.js'
import {BaseCommand} from '../../base/command/command.js'
import {describeCommand} from '../../base/command/describe.js'
import type {CommandSpec} from '../../base/command/spec.js'
import {OTLP_TYPES, readOtlp} from '../../base/input/otlp.js'
import {toCurl} from '../../base/output/curl.js'
import {printAnswer} from '../../base/output/object.js'
import {write} from '../../base/output/write.js'

const spec: CommandSpec = {
  summary: 'Send OpenTelemetry spans from a file or stdin, as they are',
  phrases: ['send OpenTelemetry spans', 'send what my collector wrote', 'import OTLP'],
  description:
    'Takes one export request (OTLP over HTTP): JSON, protobuf, or either of them packed with gzip; which it is shows in its first bytes. The spans are queued: they are seen some seconds later, their times to the millisecond.',
  examples: ['--file spans.json', '--file spans.pb --content-type application/x-protobuf'],
}

/** Whether the server queued anything: of a request without spans it answers an empty object. */
function queued(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && Object.keys(answer).length > 0
}

/** A class of its own, because the body is bytes. */
class Otel extends BaseCommand {
  async run(): Promise<void> {
    const {context} = await this.begin(ingestion.otel, spec)
    const {client, flags, notes, reader, settings} = context
    const file = String(flags.file)
    const bytes = await reader.bytes(file, 'file')
    const origin = file === '-' ? 'stdin' : file
    if (bytes.length === 0) throw new CliError('usage', `${origin} is empty`)
    const {raw, lost} = await readOtlp(bytes, origin, flags['content-type'] as string | undefined)
    for (const text of lost) notes.alarm(text)
    if (settings.curl) return write(this.io.stdout, `${toCurl(client.prepare(ingestion.otel, {raw}), {file})}\n`)
    notes.progress('sending…')
    const {data} = await client.request(ingestion.otel, {raw}).finally(() => notes.pause())
    if (queued(data)) notes.done(`Queued the spans of ${origin} (${bytes.length.toLocaleString('en-US')} bytes)`)
    else notes.warn(`the server found no spans in ${origin}`)
    await printAnswer(context, data ?? {})
  }
}

export default describeCommand(Otel, ingestion.otel, spec, {
  file: Flags.string({summary: 'The spans', helpValue: '<file|->', required: true}),
  'content-type': Flags.string({summary: 'What they are, where the first bytes mislead', options: [...OTLP_TYPES]}),
})

import {Args, Flags} from '@oclif/core'
import type {Effect} from '../api/operation/endpoint.js'
import {assertSelfHosted, BaseCommand} from '../base/command/command.js'
import {assertMayWrite} from '../base/command/connection.js'
import {toCurl} from '../base/output/curl.js'
import {write} from '../base/output/write.js'
import {lostInCall, operationOf, readCall} from '../base/raw/call.js'
import {assertFlagsFit, sendCall} from '../base/raw/send.js'

const MANY = {multiple: true, multipleNonGreedy: true} as const

/** A class of its own, because its operation is typed. */
export default class Api extends BaseCommand {
  static override summary = 'Call any path of the API, and print what the server sends'
  static override description =
    'PATH is /v2/prompts, v2/prompts or /api/public/v2/prompts, also with a query, or a URL below the host: keys go nowhere else. A METHOD may stand before it; with fields or --input it is POST unless said, and GET else. Fields are the JSON body; those of GET, HEAD, OPTIONS and DELETE, and beside --input, go into the query. Into a pipe the body comes byte for byte, with no newline added, that of an error too; with --paginate a newline ends each page, and -o json makes one array of them, as --slurp does. --paginate asks lists that are known for their largest pages, unless a limit was typed. Commands in the words of other programs (`api prompts list`) run the command of ours that asks the same.'
  static override phrases = [
    'call the API directly',
    'send a request that no command has',
    'what does the server answer, raw?',
    'like gh api',
  ]
  static override examples = [
    '<%= config.bin %> <%= command.id %> /v2/prompts',
    '<%= config.bin %> <%= command.id %> POST /v2/datasets -F name=tickets -F metadata=\'{"owner":"support"}\'',
    '<%= config.bin %> <%= command.id %> GET /v2/prompts -f label=production --paginate --slurp',
    '<%= config.bin %> <%= command.id %> POST /v2/datasets --input dataset.json --include',
    '<%= config.bin %> <%= command.id %> /organizations/projects --scope organization',
  ]
  static override operations = []
  static override effect: Effect = 'destroy'
  static override args = {
    call: Args.string({ignoreStdin: true, description: 'The path, or a method that a path follows'}),
    path: Args.string({ignoreStdin: true, description: 'The path, after a method'}),
  }
  static override flags = {
    method: Flags.string({char: 'X', summary: 'GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS', helpValue: '<method>'}),
    field: Flags.string({
      ...MANY,
      char: 'F',
      summary: 'A field with a type: true, false, null, 3, 1.5, JSON, @file, - for stdin, else text (repeatable)',
      helpValue: '<key=value>',
    }),
    'raw-field': Flags.string({
      ...MANY,
      char: 'f',
      summary: 'A field as text; key[name]= and key[]= nest, here and in -F (repeatable)',
      helpValue: '<key=value>',
    }),
    input: Flags.string({summary: 'The body as it is; it is JSON unless -H says otherwise', helpValue: '<file|->'}),
    include: Flags.boolean({char: 'i', summary: 'Print status line and headers, too'}),
    paginate: Flags.boolean({summary: 'Ask for every page: GET only'}),
    slurp: Flags.boolean({summary: 'With --paginate: one JSON array of all pages'}),
    scope: Flags.option({
      summary: 'Which keys go along (default: what the path needs, else project)',
      options: ['project', 'organization', 'admin', 'none'] as const,
    })(),
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Api)
    const context = await this.open(flags)
    assertFlagsFit(context, flags)
    const call = await readCall(context, this.config, {...args, ...flags})
    assertMayWrite(call.operation, context.settings)
    assertSelfHosted(call.operation, context.connection)
    for (const text of lostInCall(call)) context.notes.alarm(text)
    if (!context.settings.curl) return sendCall(context, call, flags)
    const file = flags.input === undefined ? {} : {file: flags.input}
    const request = context.client.prepare(operationOf(call), call.input)
    await write(this.io.stdout, `${toCurl(request, {...file, schema: call.known?.body, names: true})}\n`)
  }
}

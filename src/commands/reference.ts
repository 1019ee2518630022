import {isUtf8} from 'node:buffer'
import {Args, Flags} from '@oclif/core'
import {CliError} from '../api/errors/cli-error.js'
import type {Operation} from '../api/operation/endpoint.js'
import * as openapi from '../api/resources/openapi-document.js'
import {catalogOf} from '../base/catalog/catalog.js'
import {BaseCommand} from '../base/command/command.js'
import {operationInfo} from '../base/command/spec.js'
import {toCurl} from '../base/output/curl.js'
import {printWhole} from '../base/output/max-bytes.js'
import {INVALID_UTF8} from '../base/output/notes.js'
import {sanitizeForTerminal} from '../base/output/terminal.js'
import {write} from '../base/output/write.js'
import {serverDocument} from '../base/reference/fetch.js'
import {lookUpWords} from '../base/reference/look-up.js'
import {ownOperations, serverOperations} from '../base/reference/operations.js'
import {printFound} from '../base/reference/print.js'

export default class Reference extends BaseCommand {
  static override summary = 'Look up the API of this server'
  static override phrases = [
    'which endpoints does the API have?',
    'what does this endpoint take?',
    'show the OpenAPI specification',
    'which fields does the request need?',
  ]
  static override description =
    'Shows what the server itself says of its API, with the command for each operation, or the line of `langfuse api` where there is none. Words find operations; a method and a path, a path, or an operationId shows one. Needs no key. What the server says is kept for a day, and used longer when it cannot be reached.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> prompts',
    '<%= config.bin %> <%= command.id %> POST /v2/prompts',
    '<%= config.bin %> <%= command.id %> list my prompts --json',
    '<%= config.bin %> <%= command.id %> --spec > openapi.yml',
  ]
  static override args = {
    words: Args.string({
      ignoreStdin: true,
      multiple: true,
      description: 'What to find, or METHOD PATH, or an operationId; without it all operations',
    }),
  }
  static override flags = {
    spec: Flags.boolean({
      summary: 'Print the OpenAPI document of the server as it is',
      exclusive: ['jq', 'columns'],
    }),
    refresh: Flags.boolean({summary: 'Ask the server now', exclusive: ['offline']}),
    offline: Flags.boolean({summary: 'Ask no server: what this program knows of the API'}),
  }
  static override operations = [operationInfo(openapi.get), operationInfo(openapi.getNewer)]

  static override endpoints(): Operation[] {
    return [openapi.get, openapi.getNewer]
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Reference)
    const {words = []} = args
    const own = ownOperations(catalogOf(this.config))
    if (flags.spec && words.length > 0) {
      throw new CliError(
        'usage',
        `--spec prints the whole document, not what "${words.join(' ')}" finds in it`,
        'Leave one of the two out.',
      )
    }
    if (flags.spec && flags.offline) {
      throw new CliError(
        'usage',
        '--spec prints the document of the server, and --offline asks no server',
        '--offline alone shows what this program knows of the API.',
      )
    }
    if (flags.offline) {
      const local = await this.openOffline(flags)
      return printFound(local, lookUpWords(words, {operations: own, own, name: 'This program'}))
    }
    const context = await this.open(flags)
    const {client} = context
    if (context.settings.curl) return write(this.io.stdout, `${toCurl(client.prepare(openapi.get, {}))}\n`)
    const {bytes, document} = await serverDocument(context, Reference.endpoints(), flags.refresh)
    const spec = Buffer.from(bytes, 'base64')
    const {isTTY} = this.io.stdout
    if (flags.spec && !isTTY) return printWhole(context, spec)
    if (!isUtf8(spec)) context.notes.alarm(INVALID_UTF8)
    if (flags.spec) return printWhole(context, sanitizeForTerminal(spec.toString()))
    const place = {operations: serverOperations(document, own), own, name: client.originFor('none'), host: client.host}
    return printFound(context, lookUpWords(words, place))
  }
}

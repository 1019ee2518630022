import * as z from 'zod'
import {catalogOf} from '../base/catalog/catalog.js'
import {BaseCommand} from '../base/command/command.js'
import {commandExamples} from '../base/command/spec.js'
import {toColumns} from '../base/output/column.js'
import {onePage, printRows} from '../base/output/rows.js'

const scope = z.enum(['admin', 'none', 'organization', 'project'])

/** A command as `langfuse commands` shows it: the fields of `CatalogEntry`. */
const catalogEntry = z.object({
  command: z.string(),
  topic: z.string(),
  summary: z.string(),
  description: z.string(),
  effect: z.enum(['destroy', 'read', 'write']),
  phrases: z.array(z.string()),
  operations: z.array(z.looseObject({method: z.string(), path: z.string(), scope, rate: z.string()})),
  keys: z.array(scope),
  plans: z.array(z.string()),
  rates: z.array(z.string()),
  arguments: z.array(z.looseObject({name: z.string(), summary: z.string(), required: z.boolean()})),
  flags: z.array(z.looseObject({name: z.string(), type: z.string(), summary: z.string()})),
  examples: z.array(z.string()),
})

const columns = toColumns([{path: 'command', kind: 'id'}, 'effect', 'summary'], catalogEntry)

export default class Commands extends BaseCommand {
  static override summary = 'List all commands, with everything about each of them'
  static override phrases = ['list all commands as JSON', 'which commands are there, and what do they take?']
  static override description =
    'With --json: arguments, flags with types, enums and defaults, operations, whether a command reads, writes or destroys, keys, plan, rate class, what a person would say who wants it, and examples. The flags that all commands have stand in `langfuse COMMAND --help --json`. Sends nothing.'
  static override examples = commandExamples('', '--json', `--jq 'select(.effect == "destroy").command'`)

  async run(): Promise<void> {
    const {flags} = await this.parse(Commands)
    const local = await this.openOffline(flags)
    const rows = catalogOf(this.config).map((entry) => ({...entry}))
    await printRows(local, onePage(rows), columns, catalogEntry)
  }
}

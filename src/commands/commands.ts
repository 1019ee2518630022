import {catalogOf} from '../base/catalog/catalog.js'
import {catalogEntry} from '../base/catalog/schema.js'
import {BaseCommand} from '../base/command/command.js'
import {commandExamples} from '../base/command/spec.js'
import {toColumns} from '../base/output/column.js'
import {onePage, printRows} from '../base/output/rows.js'

const columns = toColumns([{path: 'command', kind: 'id'}, 'effect', 'summary'], catalogEntry)

export default class Commands extends BaseCommand {
  static override summary = 'List the commands, and all that is to be known of them'
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

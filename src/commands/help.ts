import {commands} from '@oclif/plugin-help'
import GroupedHelp from '../base/cli/grouped-help.js'
import {sharedFlags} from '../base/settings/settings.js'

export default class Help extends commands.help {
  static override baseFlags = sharedFlags
  static override args = commands.help.args
  static override flags = {
    'nested-commands': {...commands.help.flags['nested-commands'], summary: 'Show the commands below topics, too'},
  }
  static override strict = commands.help.strict
  static override summary = 'Show help for a topic or a command'
  static phrases = ['how do I use this program?', 'show the commands']
  static override description =
    'The same as --help behind it. There are also pages about no command: environment, exit-codes, formatting, pagination, server-versions.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> prompts list',
    '<%= config.bin %> <%= command.id %> environment',
  ]

  /** As plugin-help does, but with the help class of this program, which the plugin would look for in a file. */
  override async run(): Promise<void> {
    const {argv} = await this.parse(Help)
    await new GroupedHelp(this.config, this.config.pjson.oclif.helpOptions).showHelp(argv as string[])
  }
}

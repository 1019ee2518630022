import {commands} from '@oclif/plugin-help'
import GroupedHelp from '../help.js'

export default class Help extends commands.help {
  static override summary = 'Show help for a topic or a command'
  static override description = 'The same as --help behind it.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> prompts list']

  /** As plugin-help does, but with the help of this program: that one looks for it in a file. */
  override async run(): Promise<void> {
    const {argv} = await this.parse(commands.help)
    await new GroupedHelp(this.config, this.config.pjson.oclif.helpOptions).showHelp(argv as string[])
  }
}

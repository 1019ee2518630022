import {loadHelpClass} from '@oclif/core'
import {commands} from '@oclif/plugin-help'

export default class Help extends commands.help {
  static override summary = 'Show help for a topic or a command'
  static override description = 'The same as --help behind it.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> prompts list']

  /** As plugin-help does, but in the style of --help: that one forgets the program's help options. */
  override async run(): Promise<void> {
    const {argv} = await this.parse(commands.help)
    const HelpClass = await loadHelpClass(this.config)
    await new HelpClass(this.config, this.config.pjson.oclif.helpOptions).showHelp(argv as string[])
  }
}

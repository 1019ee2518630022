import {Args} from '@oclif/core'
import {CliError} from '../api/errors/cli-error.js'
import {BaseCommand} from '../base/command/command.js'
import {commandExamples} from '../base/command/spec.js'
import {guessShell, SCRIPTS, SHELLS} from '../base/completion/shells.js'
import {vocabularyOf} from '../base/completion/vocabulary.js'
import {write} from '../base/output/write.js'

export default class Completion extends BaseCommand {
  static override summary = 'Print what makes the shell complete commands'
  static override phrases = ['complete commands with TAB', 'set up shell completion']
  static override description =
    'The script holds every command and flag; only for the names of profiles the shell starts this program. Generate it again after an update. The README says where each shell wants it.'
  static override examples = commandExamples('bash', 'fish')
  static override args = {
    shell: Args.string({
      ignoreStdin: true,
      description: 'Shell; without it the one that $SHELL names',
      options: SHELLS,
    }),
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Completion)
    await this.openSilent(flags)
    if (flags.json || flags.output) throw new CliError('usage', '-o: a script for a shell has no other form')
    const shell = args.shell ?? guessShell(this.io.env)
    await write(this.io.stdout, SCRIPTS[shell]?.(vocabularyOf(this.config)) ?? '')
  }
}

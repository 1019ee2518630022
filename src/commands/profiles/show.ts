import {Args} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import {findProfile, profilePath, readProfiles} from '../../base/account/profile.js'
import {profileRow, toProfileRow} from '../../base/account/profile-row.js'
import {profileName} from '../../base/account/sources.js'
import {BaseCommand} from '../../base/command/command.js'
import {commandExamples} from '../../base/command/spec.js'
import {printObject} from '../../base/output/object.js'

export default class Show extends BaseCommand {
  static override summary = 'Show a profile, without its secrets'
  static override phrases = ['show a profile', 'what is in this profile?']
  static override description =
    'The active one unless another is named. Asks no server: `<%= config.bin %> auth status` does.'
  static override examples = commandExamples('', 'staging --json')
  static override args = {name: Args.string({ignoreStdin: true, description: 'Name of the profile'})}

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Show)
    const local = await this.openOffline(flags)
    const file = await readProfiles(profilePath(this.config.configDir))
    const name = args.name ?? profileName(flags, this.io.env, file.current)
    if (name === undefined)
      throw new CliError('credentials', 'There is no active profile', 'Make one with `langfuse auth login`.')
    const row = toProfileRow(name, findProfile(file, name), file)
    await printObject(local, row, profileRow)
  }
}

import {CliError} from '../../api/errors/cli-error.js'
import {hostLabel} from '../../base/account/host.js'
import {profilePath, readProfiles} from '../../base/account/profile.js'
import {inheritedKeys, keysLeftInKeyring} from '../../base/account/profile-texts.js'
import {dropProfile} from '../../base/account/save-keys.js'
import {profileName} from '../../base/account/sources.js'
import {BaseCommand} from '../../base/command/command.js'
import {commandExamples} from '../../base/command/spec.js'
import {printAnswer} from '../../base/output/object.js'

export default class Logout extends BaseCommand {
  static override summary = 'Remove a profile with its keys, from file and keyring'
  static override phrases = ['log out', 'forget my saved keys']
  static override description =
    'The whole profile goes, host included: the active one, or the one that --profile names, without a question (`<%= config.bin %> profiles delete` asks). Where the secret was saved nowhere else, it is lost. The keys stay valid on the server: delete them in the web UI under Settings → API Keys.'
  static override examples = commandExamples('', '--profile staging')
  static override effect = 'destroy' as const

  async run(): Promise<void> {
    const {flags} = await this.parse(Logout)
    const local = await this.openSilent(flags)
    const {notes} = local
    const {configDir} = this.config
    const file = await readProfiles(profilePath(configDir))
    const name = profileName(flags, this.io.env, file.current)
    if (name === undefined) {
      const names = Object.keys(file.profiles)
      throw new CliError(
        'credentials',
        'There is no active profile',
        names.length > 0 ? `Name one with --profile: ${names.join(', ')}.` : 'There is nothing to log out of.',
      )
    }
    const {gone, left} = await dropProfile(name, {configDir, env: this.io.env})
    notes.done(`Logged out of ${hostLabel(gone.host)}: profile ${name} and its keys are gone from this machine`)
    if (left.length > 0) notes.warn(keysLeftInKeyring(left, this.io.env))
    const inherited = inheritedKeys(this.io.env)
    if (inherited) notes.warn(inherited)
    const others = Object.keys(file.profiles).filter((other) => other !== name)
    if (file.current === name && others.length > 0) {
      notes.note(`Profiles left: ${others.join(', ')}. \`langfuse profiles use NAME\` takes one.`)
    }
    await printAnswer(local, {})
  }
}

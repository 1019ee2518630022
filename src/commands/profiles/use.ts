import {Args} from '@oclif/core'
import {hostLabel} from '../../base/account/host.js'
import {findProfile, profilePath, updateProfiles} from '../../base/account/profile.js'
import {inheritedSettings} from '../../base/account/profile-texts.js'
import {BaseCommand} from '../../base/command/command.js'
import {commandExamples} from '../../base/command/spec.js'
import {printAnswer} from '../../base/output/object.js'

export default class Use extends BaseCommand {
  static override summary = 'Make a profile the active one'
  static override phrases = ['switch to another profile', 'use staging from now on']
  static override description = 'It is used by every command from then on. For one command alone there is --profile.'
  static override examples = commandExamples('staging')
  static override args = {name: Args.string({ignoreStdin: true, description: 'Name of the profile', required: true})}
  static override effect = 'write' as const

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Use)
    const local = await this.openSilent(flags)
    const {notes} = local
    const file = await updateProfiles(profilePath(this.config.configDir), (content) => {
      findProfile(content, args.name)
      return {...content, current: args.name}
    })
    const {host} = findProfile(file, args.name)
    notes.done(`Using profile ${args.name} (${hostLabel(host)})`)
    const inherited = inheritedSettings(this.io.env)
    if (inherited) notes.warn(inherited)
    await printAnswer(local, {})
  }
}

import {Args, Flags} from '@oclif/core'
import {hostLabel} from '../../base/account/host.js'
import {findProfile, profilePath, readProfiles} from '../../base/account/profile.js'
import {keysLeftInKeyring} from '../../base/account/profile-texts.js'
import {dropProfile} from '../../base/account/save-keys.js'
import {BaseCommand} from '../../base/command/command.js'
import {commandExamples} from '../../base/command/spec.js'
import {confirmDestructive} from '../../base/output/confirm.js'
import {printAnswer} from '../../base/output/object.js'

export default class Delete extends BaseCommand {
  static override summary = 'Delete a profile with its keys, from file and keyring'
  static override phrases = ['delete a saved profile', 'remove a profile']
  static override description =
    'The keys stay valid on the server: delete them in the web UI under Settings → API Keys.'
  static override examples = commandExamples('staging', 'staging --yes')
  static override args = {name: Args.string({ignoreStdin: true, description: 'Name of the profile', required: true})}
  static override flags = {yes: Flags.boolean({char: 'y', summary: 'Do not ask'})}
  static override effect = 'destroy' as const

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Delete)
    const local = await this.openOffline(flags)
    const {notes} = local
    const {configDir} = this.config
    const file = await readProfiles(profilePath(configDir))
    const {name} = args
    const {host} = findProfile(file, name)
    const inUse = file.current === name ? ', the active one' : ''
    const what = `profile ${name} (${hostLabel(host)})${inUse}, and its keys`
    if (!(await confirmDestructive(this.io, `delete ${what}`, flags.yes))) return notes.note('Nothing was deleted.')
    const {left} = await dropProfile(name, {configDir, env: this.io.env})
    notes.done(`Deleted profile ${name}`)
    if (left.length > 0) notes.warn(keysLeftInKeyring(left, this.io.env))
    await printAnswer(local, {})
  }
}

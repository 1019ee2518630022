import {profilePath, readProfiles} from '../../base/account/profile.js'
import {profileRow, toProfileRow} from '../../base/account/profile-row.js'
import {BaseCommand} from '../../base/command/command.js'
import {commandExamples} from '../../base/command/spec.js'
import {toColumns} from '../../base/output/column.js'
import {listFormat, onePage, printRows} from '../../base/output/rows.js'

const columns = toColumns(
  [{path: 'name', kind: 'id'}, {path: 'inUse', header: 'in use'}, 'host', 'project', 'organization', 'keys', 'secrets'],
  profileRow,
)

export default class List extends BaseCommand {
  static override summary = 'List the saved profiles'
  static override phrases = ['list my profiles', 'which servers have I saved?']
  static override description =
    'Shows no secret, only where it lies: in the keyring of the operating system, or in the file.'
  static override examples = commandExamples('', '--columns name,host -o tsv')

  async run(): Promise<void> {
    const {flags} = await this.parse(List)
    const local = await this.openOffline(flags)
    const file = await readProfiles(profilePath(this.config.configDir))
    const rows = Object.entries(file.profiles).map(([name, profile]) => toProfileRow(name, profile, file))
    if (rows.length > 0 || listFormat(local) !== 'table') {
      await printRows(local, onePage(rows), columns, profileRow)
    }
    if (rows.length === 0) local.notes.note('There are no profiles yet: `langfuse auth login` makes one.')
  }
}

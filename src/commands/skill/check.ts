import {Flags} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import {catalogOf} from '../../base/catalog/catalog.js'
import {isNewer} from '../../base/cli/version.js'
import {BaseCommand} from '../../base/command/command.js'
import {commandExamples} from '../../base/command/spec.js'
import {toColumns} from '../../base/output/column.js'
import {onePage, printRows} from '../../base/output/rows.js'
import {skillText} from '../../base/skill/document.js'
import {AGENTS} from '../../base/skill/front-matter.js'
import {inspect, installedSkill, projectFolder} from '../../base/skill/installed.js'

const columns = toColumns(['agent', 'state', 'version', {path: 'path', kind: 'id'}], installedSkill)

export default class Check extends BaseCommand {
  static override summary = 'Say whether installed skills are as new as this program'
  static override phrases = ['is the installed skill up to date?', 'check the skill of my coding agent']
  static override description =
    'Looks where `langfuse skill install` writes. States: current, older, newer (written by a newer program), changed (by somebody, or not written by this program). The exit status is 6 when one is older, changed or not, and 8 when there is none. Sends nothing.'
  static override examples = commandExamples('', '--dir app --json')
  static override flags = {
    dir: Flags.string({summary: 'Folder of the project (default: this one)', helpValue: '<folder>'}),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(Check)
    const local = await this.openOffline(flags)
    const folder = projectFolder(flags.dir)
    const text = skillText(catalogOf(this.config)) ?? ''
    const {version} = this.config
    const all = await Promise.all(AGENTS.map((agent) => inspect(agent, folder, text, version)))
    const found = all.filter(({state}) => state !== 'none')
    if (found.length === 0)
      throw new CliError('not_found', `No skill is installed in ${folder}: \`langfuse skill install\` writes one`)
    await printRows(local, onePage(found.map((skill) => ({...skill}))), columns, installedSkill)
    const older = found.filter(({version: own}) => own !== null && isNewer(version, own))
    if (older.length === 0) return
    const names = older.map(({agent}) => agent).join(', ')
    throw new CliError(
      'file',
      `Older than this program (${version}): ${names}. \`langfuse skill install\` rewrites it.`,
    )
  }
}

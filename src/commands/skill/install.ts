import {Flags} from '@oclif/core'
import {annotate, CliError, hasErrorCode} from '../../api/errors/cli-error.js'
import {catalogOf} from '../../base/catalog/catalog.js'
import {BaseCommand} from '../../base/command/command.js'
import type {LocalContext} from '../../base/command/context.js'
import {commandExamples} from '../../base/command/spec.js'
import {toColumns} from '../../base/output/column.js'
import {confirm} from '../../base/output/confirm.js'
import {onePage, printRows} from '../../base/output/rows.js'
import {skillText} from '../../base/skill/document.js'
import {AGENTS, type Agent, withFrontMatter} from '../../base/skill/front-matter.js'
import {
  agentsOf,
  type InstalledSkill,
  inspect,
  installedSkill,
  projectFolder,
  writeSkill,
} from '../../base/skill/installed.js'

const columns = toColumns(['agent', 'state', 'version', {path: 'path', kind: 'id'}], installedSkill)

export default class Install extends BaseCommand {
  static override summary = 'Write the skill where coding agents look for it'
  static override phrases = ['install the Langfuse skill for Claude', 'set up my coding agent for Langfuse']
  static override effect = 'write' as const
  static override description =
    'claude: .claude/skills/langfuse/SKILL.md; cursor: .cursor/rules/langfuse.mdc; codex: .agents/skills/langfuse/SKILL.md beside the nearest AGENTS.md. Without --agent it is written for those that have left .claude, .cursor or AGENTS.md here. A file that somebody changed, or that this program has not written, is replaced only after a question, or with --yes. Sends nothing.'
  static override examples = commandExamples('--agent claude', '--dir app --agent codex --json')
  static override flags = {
    yes: Flags.boolean({char: 'y', summary: 'Do not ask'}),
    agent: Flags.string({
      summary: 'For this agent (repeatable)',
      options: [...AGENTS],
      multiple: true,
      multipleNonGreedy: true,
    }),
    dir: Flags.string({summary: 'Folder of the project (default: this one)', helpValue: '<folder>'}),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(Install)
    const local = await this.openOffline(flags)
    const folder = projectFolder(flags.dir)
    const agents = (flags.agent as Agent[] | undefined) ?? agentsOf(folder)
    if (agents.length === 0) {
      const message = `${folder} shows no sign of an agent: no .claude, no .cursor, no AGENTS.md; nothing was written`
      throw new CliError('usage', message, `Name one: --agent ${AGENTS.join(', --agent ')}.`)
    }
    const text = skillText(catalogOf(this.config)) ?? ''
    const {version} = this.config
    const written: InstalledSkill[] = []
    const failures: Error[] = []
    for (const agent of new Set(agents)) {
      try {
        await this.install(
          local,
          await inspect(agent, folder, text, version),
          withFrontMatter(text, version, agent),
          Boolean(flags.yes),
        )
        written.push(await inspect(agent, folder, text, version))
      } catch (error) {
        if (!(hasErrorCode(error, 'usage') || hasErrorCode(error, 'file'))) throw error
        failures.push(error)
      }
    }
    if (written.length > 0 && (local.settings.output !== undefined || !this.io.stdout.isTTY || local.jq)) {
      await printRows(local, onePage(written.map((skill) => ({...skill}))), columns, installedSkill)
    }
    const [first, ...others] = failures
    if (first) throw others.length > 0 ? annotate(first, others.map(({message}) => message).join('\n')) : first
  }

  private async install(local: LocalContext, skill: InstalledSkill, content: string, yes: boolean): Promise<void> {
    if (await this.mayWrite(local, skill, yes)) {
      await writeSkill(skill.path, content)
      local.notes.done(`${skill.state === 'none' ? 'Wrote' : 'Updated'} ${skill.path}`)
    } else if (skill.state !== 'current') {
      local.notes.note(`${skill.path} stays as it is.`)
    }
  }

  /** Whether a skill is to be written; says when there is nothing to do. */
  private async mayWrite(
    {notes}: LocalContext,
    {state, path, version}: InstalledSkill,
    yes: boolean,
  ): Promise<boolean> {
    if (state === 'current') {
      notes.done(`${path} is up to date`)
      return false
    }
    if (yes || state === 'none' || state === 'older') return true
    const what =
      state === 'newer' ? `is of version ${version}, newer than this program` : 'was changed, or comes from elsewhere'
    const refusal = new CliError('usage', `${path} ${what}; it was not replaced`, 'Without a terminal it needs --yes.')
    return confirm(this.io, `${path} ${what}. Replace it?`, refusal)
  }
}

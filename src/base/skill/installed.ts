import {existsSync} from 'node:fs'
import {mkdir} from 'node:fs/promises'
import {dirname, join, resolve} from 'node:path'
import * as z from 'zod'
import {CliError} from '../../api/errors/cli-error.js'
import {isNewer} from '../cli/version.js'
import {openFileSink} from '../state/file-sink.js'
import {readRegular, systemCode} from '../state/file-system.js'
import {AGENTS, type Agent, readStamp, withFrontMatter} from './front-matter.js'

/** A skill where an agent looks for it: its state, and the version that wrote it, if it says so. */
export const installedSkill = z.object({
  agent: z.enum(AGENTS),
  state: z.enum(['changed', 'current', 'newer', 'none', 'older']),
  version: z.string().nullable(),
  path: z.string(),
})

export type InstalledSkill = z.output<typeof installedSkill>

/** The folder of --dir, or this one. @throws CliError `file` when it does not exist, `usage` for an empty name */
export function projectFolder(dir: string | undefined): string {
  if (dir === '') throw new CliError('usage', '--dir is empty')
  const folder = dir ?? '.'
  if (existsSync(folder)) return folder
  const hint = 'Make it first, or name another one.'
  throw new CliError('file', `--dir: there is no folder ${folder}; nothing was written`, hint)
}

/** The folder of the nearest AGENTS.md, up to that of the repository; without one the folder itself. */
function homeOfAgents(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, 'AGENTS.md'))) return at
    if (existsSync(join(at, '.git')) || dirname(at) === at) return resolve(folder)
  }
}

/** Where an agent looks for a skill of a project. */
export function skillPath(agent: Agent, folder: string): string {
  if (agent === 'claude') return join(resolve(folder), '.claude/skills/langfuse/SKILL.md')
  if (agent === 'cursor') return join(resolve(folder), '.cursor/rules/langfuse.mdc')
  return join(homeOfAgents(folder), '.agents/skills/langfuse/SKILL.md')
}

/** The agents that are set up in a folder. */
export function agentsOf(folder: string): Agent[] {
  const signs: Record<Agent, string> = {
    claude: join(resolve(folder), '.claude'),
    cursor: join(resolve(folder), '.cursor'),
    codex: join(homeOfAgents(folder), 'AGENTS.md'),
  }
  return AGENTS.filter((agent) => existsSync(signs[agent]))
}

function unreadable(path: string, reason: string): CliError {
  return new CliError(
    'file',
    `Cannot read ${path}: ${reason}`,
    'A file is wanted there: move away what is in its place.',
  )
}

/** The state of an agent's skill. @param text what this program would write @throws CliError `file` */
export async function inspect(agent: Agent, folder: string, text: string, version: string): Promise<InstalledSkill> {
  const path = skillPath(agent, folder)
  const content = await readRegular(path).catch((error: unknown) => {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw unreadable(path, code ?? String(error))
  })
  if (content === undefined) throw unreadable(path, 'it is not a regular file, or too large')
  if (content === null) return {agent, path, state: 'none', version: null}
  const plain = content.replaceAll('\r\n', '\n')
  if (plain === withFrontMatter(text, version, agent)) return {agent, path, state: 'current', version}
  const found = readStamp(plain)
  if (!found || found.changed) return {agent, path, state: 'changed', version: found?.version ?? null}
  return {agent, path, state: isNewer(found.version, version) ? 'newer' : 'older', version: found.version}
}

/** Writes a skill, whole or not at all, with the folders above it. @throws CliError `file` */
export async function writeSkill(path: string, content: string): Promise<void> {
  try {
    await mkdir(dirname(path), {recursive: true})
    const sink = await openFileSink(path, {mode: 0o644})
    await sink.write(content)
    await sink.commit()
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    throw new CliError('file', `Cannot write ${path}: ${code}`, 'Another place: --dir FOLDER.')
  }
}

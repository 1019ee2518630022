import {createHash} from 'node:crypto'
import {DESCRIPTION} from './document.js'

/** A coding agent that reads skills. */
export type Agent = (typeof AGENTS)[number]

export const AGENTS = ['claude', 'cursor', 'codex'] as const

/** Tells changed files from unchanged ones; short, because it is no protection. */
function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

const CHECKSUM = /^ {2}checksum: "(\w+)"\n/m

/** The document as an agent reads it: front matter, then the text. Cursor has fields of its own. */
export function withFrontMatter(text: string, version: string, agent: Agent): string {
  const own = agent === 'cursor' ? ['globs:', 'alwaysApply: false'] : []
  const head = [
    ...(agent === 'cursor' ? [] : ['name: langfuse']),
    `description: ${JSON.stringify(DESCRIPTION)}`,
    ...own,
    'metadata:',
    '  program: langfusectl',
    `  version: "${version}"`,
  ]
  const bare = `---\n${head.join('\n')}\n---\n\n${text}`
  return bare.replace('\n---\n', () => `\n  checksum: "${checksumOf(bare)}"\n---\n`)
}

/** The version that wrote a file, and whether it was changed since; undefined for a file of another origin. */
export function readStamp(content: string): {version: string; changed: boolean} | undefined {
  const [, head = ''] = /^---\n(.*?\n)---\n/s.exec(content) ?? []
  const version = /^ {2}version: "(\d+\.\d+\.\d+)"$/m.exec(head)?.[1]
  const checksum = CHECKSUM.exec(head)?.[1]
  if (!(version && checksum && head.includes('\n  program: langfusectl\n'))) return undefined
  return {version, changed: checksumOf(content.replace(CHECKSUM, '')) !== checksum}
}

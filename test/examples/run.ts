import {mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {ADMIN_KEY} from '../../sandbox/http/auth.js'
import {type RecordedRequest, type Sandbox, type Store, startSandbox} from '../../sandbox/server.js'
import {sandboxKeys} from '../../sandbox/store/store.js'
import {cli} from '../cli.js'
import {capture, connected, shell, TEMP} from '../e2e/run.js'
import {runOnTerminal} from '../e2e/terminal.js'
import {type ManifestCommand, readManifest} from '../manifest.js'
import {words} from '../texts/words.js'
import {FILES, filesAbout} from './files.js'
import {EARLIER, ON_TERMINAL, REPLACED, SERVERS, type Typed} from './surroundings.js'
import {seedExamples} from './world.js'

/** What came of an example. */
export interface Ran {
  /** The first command of the line; undefined where a flag stands instead, as in `langfuse --version`. */
  command: ManifestCommand | undefined
  exitCode: number | null
  /** What was printed, on a terminal with all that it shows; then what new or changed files hold. */
  output: string
  stderr: string
  requests: RecordedRequest[]
  store: Store
}

const commands = new Map(readManifest().map((command) => [command.id.replaceAll(':', ' '), command]))

/** The command that a line runs. @throws Error when there is none: it has moved, or the line is wrong */
export function commandOf(line: string): ManifestCommand | undefined {
  const [, call] = /(?:^|[|;&(]\s*|^(?:\w+=\S* )+)langfuse\b(.*)$/s.exec(line) ?? []
  if (call === undefined) throw new Error(`does not run langfuse: ${line}`)
  const rest = words(call)
  if (rest[0]?.startsWith('-')) return undefined
  for (let length = rest.length; length > 0; length--) {
    const found = commands.get(rest.slice(0, length).join(' '))
    if (found) return found
  }
  throw new Error(`no such command: ${line}`)
}

/** Whether a line has pipes, redirections, expansions, comments, variables or several commands. */
function needsShell(line: string): boolean {
  const unquoted = line.replaceAll(/'[^']*'/g, '')
  const bare = unquoted.replaceAll(/"(?:\\.|[^"\\])*"/g, '')
  return !line.startsWith('langfuse') || /[|<>;&\n]|\s#/.test(bare) || /[$`]/.test(unquoted)
}

/** What is typed when the line runs on a terminal; undefined when it needs none. A deletion without --yes asks. */
function typedFor(line: string, command: ManifestCommand | undefined): Typed[] | undefined {
  const known = ON_TERMINAL.find(({lines}) => lines.test(line))
  if (known) return known.type
  const asks =
    command?.effect === 'destroy' && !needsShell(line) && !words(line).some((word) => word === '--yes' || word === '-y')
  return asks ? [{after: '(y/N)', text: 'y\r'}] : undefined
}

/** A new folder with the files that examples read. */
export function newFolder(url: string): string {
  const folder = mkdtempSync(join(TEMP, 'example-'))
  for (const [name, text] of Object.entries({...FILES, ...filesAbout(url)})) {
    const path = join(folder, name)
    mkdirSync(dirname(path), {recursive: true, mode: 0o700})
    writeFileSync(path, text, {mode: 0o600})
  }
  return folder
}

/** The files that lie in a folder itself: names, and when they were written. */
function filesIn(folder: string): Map<string, number> {
  const entries = readdirSync(folder, {withFileTypes: true}).filter((entry) => entry.isFile())
  return new Map(entries.map(({name}) => [name, statSync(join(folder, name)).mtimeMs]))
}

function writtenSince(folder: string, before: Map<string, number>): string {
  const changed = [...filesIn(folder)].filter(([name, at]) => before.get(name) !== at)
  return changed.map(([name]) => readFileSync(join(folder, name), 'utf8')).join('')
}

/** What examples find in the environment: a server, and keys of all kinds. */
export function environmentFor(sandbox: Sandbox, folder: string): Record<string, string> {
  const {publicKey, secretKey} = sandboxKeys.organization
  return connected(sandbox, {
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    LANGFUSE_ORG_PUBLIC_KEY: publicKey,
    LANGFUSE_ORG_SECRET_KEY: secretKey,
    LANGFUSE_ADMIN_API_KEY: ADMIN_KEY,
    LANGFUSE_CLI_NO_KEYRING: '1',
  })
}

async function inProcess(line: string, env: Record<string, string>, cwd: string) {
  const before = process.cwd()
  process.chdir(cwd)
  try {
    const outcome = await cli(words(line).slice(1), {env})
    capture(outcome.stdout + outcome.stderr)
    return outcome
  } finally {
    process.chdir(before)
  }
}

async function onTerminal(line: string, env: Record<string, string>, cwd: string, type: Typed[]) {
  const {code, raw} = await runOnTerminal(words(line).slice(1), {env, cwd, columns: 200, type})
  return {exitCode: code, stdout: raw, stderr: ''}
}

async function inShell(line: string, env: Record<string, string>, cwd: string) {
  const {code, stdout, stderr} = await shell(line, {env, cwd})
  return {exitCode: code, stdout, stderr}
}

/**
 * Runs an example as it stands in a help text or document, `langfuse` included: against a server of its own that has
 * everything that examples name, in a folder of its own with the files that they read. Without a terminal, unless the
 * line is meant for one; through a shell where it needs one.
 * @throws Error when its first command does not exist
 */
export async function runExample(line: string): Promise<Ran> {
  const command = commandOf(line)
  const sandbox = await startSandbox(SERVERS.find(({lines}) => lines.test(line))?.options)
  try {
    seedExamples(sandbox.store)
    const folder = newFolder(sandbox.url)
    const env = environmentFor(sandbox, folder)
    const typed = REPLACED.reduce((text, {lines, by}) => text.replace(lines, () => by(sandbox.url)), line)
    const type = typedFor(line, command)
    for (const {lines, line: earlier} of EARLIER) if (lines.test(line)) await inProcess(earlier, env, folder)
    const before = filesIn(folder)
    const run = type
      ? onTerminal(typed, env, folder, type)
      : (needsShell(line) ? inShell : inProcess)(typed, env, folder)
    const {exitCode, stdout, stderr} = await run
    const {requests, store} = sandbox
    return {command, exitCode, output: stdout + writtenSince(folder, before), stderr, requests, store}
  } finally {
    await sandbox.close()
  }
}

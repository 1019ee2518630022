import {accessSync, constants, readFileSync, realpathSync, statSync} from 'node:fs'
import {access, readFile, stat} from 'node:fs/promises'
import {delimiter, dirname, join} from 'node:path'
import type {KeyringState} from '../account/keyring.js'
import type {Environment} from '../input/environment.js'
import {type Finding, ok, problem, skipped, warning} from './finding.js'

/** The oldest Node that the program is tested with, as in package.json. */
export const OLDEST_NODE = '20.19'

/** Whether this Node is new enough. @param version as in `process.versions.node` */
export function checkNode(version: string): Finding {
  if (version.localeCompare(OLDEST_NODE, 'en', {numeric: true}) >= 0) return ok('node', `Node ${version}`)
  const text = `Node ${version} is too old: ${OLDEST_NODE} or newer is needed`
  return problem('node', 'usage', text, 'Install a newer one: https://nodejs.org.')
}

const OUR_PACKAGE = 'langfusectl'
/** The vendor's program is called `langfuse`, too. */
const VENDOR_PACKAGE = 'langfuse-cli'
const NAMES = ['langfuse', OUR_PACKAGE]
const MAX_SHIM_BYTES = 65_536

/** A program on PATH that has one of our names. */
export interface Executable {
  name: string
  path: string
  /** Whether it is the very program that runs. */
  self: boolean
  /** The npm package that it belongs to; undefined where that is unknown. */
  package: string | undefined
  version: string | undefined
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function packageAbove(path: string): {name?: string; version?: string} | undefined {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const path = join(folder, 'package.json')
      const found = statSync(path).isFile() ? JSON.parse(readFileSync(path, 'utf8')) : {}
      if (found.name) return found
    } catch {}
  }
  return undefined
}

/** The package that a small script starts, as npm on Windows, pnpm and version managers make them. */
function packageOfShim(path: string): string | undefined {
  try {
    const text = statSync(path).size > MAX_SHIM_BYTES ? '' : readFileSync(path, 'latin1')
    return [VENDOR_PACKAGE, OUR_PACKAGE].find((name) => text.includes(`/${name}/`) || text.includes(`\\${name}\\`))
  } catch {
    return undefined
  }
}

function packageOf(path: string): Pick<Executable, 'package' | 'version'> {
  const {name, version} = packageAbove(path) ?? {}
  if (name === OUR_PACKAGE || name === VENDOR_PACKAGE) return {package: name, version}
  return {package: packageOfShim(path) ?? name, version: undefined}
}

/** Every program on PATH that has one of our names, in the order of PATH; the same file twice counts once. @param own the real path of the program that runs */
export function executablesOnPath(env: Environment, own: string): Executable[] {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : ['']
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '')
  const found = folders
    .flatMap((folder) => NAMES.flatMap((name) => endings.map((ending) => ({name, path: join(folder, name + ending)}))))
    .filter(({path}) => isExecutable(path))
    .map((file) => ({...file, real: realpathSync(file.path)}))
  return found
    .filter(({name, real}, index) => found.findIndex((file) => file.name === name && file.real === real) === index)
    .map(({name, path, real}) => ({name, path, self: real === own, ...packageOf(real)}))
}

function shown({path, self, package: name, version}: Executable): string {
  const versioned = version ? `${name} ${version}` : name
  if (self) return `${path} (this program)`
  if (name === OUR_PACKAGE) return `${path} (another copy of ${versioned})`
  if (name === VENDOR_PACKAGE) return `${path} (the vendor's ${versioned})`
  return `${path} (${name ? `of the package ${name}` : 'another program'})`
}

function hintFor({package: name}: Executable): string {
  if (name === OUR_PACKAGE)
    return 'Keep one: `npm rm -g langfusectl` where the other is, or put its folder first in PATH.'
  const theirs = name === VENDOR_PACKAGE ? "; the vendor's stays as `npx langfuse-cli`" : ''
  return `This program is also called \`langfusectl\`. To give it the name: \`npm i -g langfusectl --force\`${theirs}.`
}

/** Who owns the name `langfuse`. @param own where the program that runs lies */
export function checkProgram(found: Executable[], own: string): Finding {
  const [first, ...others] = found.filter(({name}) => name === 'langfuse')
  if (!first)
    return warning('program', `${own}; nothing on PATH is called langfuse`, 'To have it there: `npm i -g langfusectl`.')
  const foreign = found.filter(({name, self}) => name === OUR_PACKAGE && !self)
  const rest = [...others, ...foreign].map(shown)
  const behind = rest.length > 0 ? `; also on PATH: ${rest.join(', ')}` : ''
  if (first.self) return ok('program', `langfuse is ${first.path}, this program${behind}`)
  return warning('program', `langfuse is ${shown(first)}, and this one runs from ${own}${behind}`, hintFor(first))
}

const KEYRING_OBSTACLES: Record<Exclude<KeyringState, 'usable'>, string> = {
  forbidden: 'not asked: LANGFUSE_CLI_NO_KEYRING forbids it',
  'no-bus': 'there is none: no D-Bus session (DBUS_SESSION_BUS_ADDRESS is not set)',
  'no-module': 'not usable: the optional package @napi-rs/keyring is not installed',
  silent: 'not usable: it does not answer, or is locked',
}
const WITHOUT_KEYRING = '`langfuse auth login` saves secrets in the file of the profiles, which only you can read.'

/** Whether secrets can go to the keyring; where they cannot, they have another place. */
export function checkKeyring(state: KeyringState): Finding {
  return state === 'usable' ? ok('keyring', 'answers') : skipped('keyring', KEYRING_OBSTACLES[state], WITHOUT_KEYRING)
}

const WITHOUT_CACHE = 'Commands work without it, but ask more: which version a server has is not remembered.'

/** Whether a folder, or else the nearest one above it that there is, can be written. */
async function mayWrite(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK)
    return true
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    return code === 'ENOENT' && dirname(folder) !== folder && mayWrite(dirname(folder))
  }
}

async function isReadable(file: string): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) return false
    JSON.parse(await readFile(file, 'utf8'))
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

/** Whether what is known of servers can be kept. */
export async function checkCache(cacheDir: string): Promise<Finding> {
  if (!(await mayWrite(cacheDir))) return warning('cache', `${cacheDir} cannot be written`, WITHOUT_CACHE)
  const memory = join(cacheDir, 'variants.json')
  if (await isReadable(memory)) return ok('cache', cacheDir)
  return warning('cache', `${memory} is damaged or cannot be read`, `Delete it; it is rewritten. ${WITHOUT_CACHE}`)
}

import {COMMANDS, MANIFEST, PACKAGE} from 'virtual:program'
import {type Command, Config, type Interfaces} from '@oclif/core'

interface Manifest {
  version: string
  commands: Record<string, Command.Cached>
}

/** Where nothing is read from: the program carries its manifest and its commands. */
const ROOT = '/'

/**
 * oclif's configuration of this program, made from what the bundle carries: no file is read, and a command's code is
 * evaluated when the command runs.
 */
export async function loadProgram(): Promise<Config> {
  const manifest = JSON.parse(MANIFEST) as Manifest
  const pjson = JSON.parse(PACKAGE) as Interfaces.PJSON
  const commands = Object.values(manifest.commands).map((command) => ({
    ...command,
    load: async () => Object.assign((await load(command.id)) as Command.Class, {id: command.id}),
  }))
  const topics = Object.entries(pjson.oclif.topics ?? {}).map(([name, topic]) => ({...topic, name}))
  const plugin = {
    name: pjson.name,
    alias: pjson.name,
    version: pjson.version,
    root: ROOT,
    pjson,
    type: 'core',
    isRoot: true,
    valid: true,
    hasManifest: true,
    moduleType: 'commonjs',
    options: {root: ROOT},
    manifest,
    commands,
    commandIDs: Object.keys(manifest.commands),
    commandsDir: undefined,
    hooks: {},
    topics,
  } as unknown as Interfaces.Plugin
  const config = new Config({root: ROOT, pjson, plugins: new Map([[pjson.name, plugin]])} as Interfaces.Options)
  await config.load()
  return config
}

async function load(id: string): Promise<unknown> {
  const module = await COMMANDS[id]?.()
  if (!module) throw new Error(`there is no command ${id}`)
  return module.default
}

/** The command of a line, as `prompts:list`; `help` where there is none, and for its help. */
export function commandOf(argv: string[]): string {
  if (argv.includes('--help') || argv.includes('-h')) return 'help'
  const line = `${argv.filter((word) => !word.startsWith('-')).join(':')}:`
  const prefixes = Object.keys(COMMANDS).filter((id) => line.startsWith(`${id}:`))
  return prefixes.sort().at(-1) ?? 'help'
}

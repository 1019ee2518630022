import {spawnSync} from 'node:child_process'
import {mkdir, readFile, rm, writeFile} from 'node:fs/promises'
import {build} from 'esbuild'
import {glob} from 'tinyglobby'
import {licenses} from './licenses.js'

const MANIFEST = '.oclif.manifest.json'

interface Manifest {
  version: string
  commands: Record<string, {flags: Record<string, Record<string, unknown>>} & Record<string, unknown>>
}

/** What oclif takes as true without being told; every command has it in the manifest as it comes. */
const UNSAID = [
  'aliases',
  'hiddenAliases',
  'hasDynamicHelp',
  'enableJsonFlag',
  'multiple',
  'required',
  'allowNo',
  'hidden',
]

function said([key, value]: [string, unknown]): boolean {
  const empty = value === false || value === undefined || (Array.isArray(value) && value.length === 0)
  return !(UNSAID.includes(key) && empty && !key.toLowerCase().includes('aliases'))
}

function compact(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(said))
}

async function bundle(): Promise<void> {
  await rm('dist', {recursive: true, force: true})
  const result = await build({
    entryPoints: [
      'src/main.ts',
      'src/help.ts',
      'src/base/account/keyring-child.ts',
      ...(await glob('src/commands/**/*.ts')),
    ],
    outdir: 'dist',
    outbase: 'src',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node20.19',
    chunkNames: 'chunks/[name]-[hash]',
    external: ['@napi-rs/keyring', 'typescript', 'ts-node', 'tsx'],
    metafile: true,
    keepNames: true,
    define: {__filename: 'import.meta.url'},
    logLevel: 'warning',
    banner: {
      js: "import {createRequire as $createRequire} from 'node:module'; const require = $createRequire(import.meta.url);",
    },
  })
  await writeFile('THIRD_PARTY_LICENSES', await licenses(Object.keys(result.metafile.inputs)))
}

/** The manifest as oclif makes it, less the shared flags: help adds them, so that they stand there once, not 122 times. */
async function manifest(): Promise<void> {
  const made = spawnSync(process.execPath, ['node_modules/oclif/bin/run.js', 'manifest'], {encoding: 'utf8'})
  if (made.status !== 0) throw new Error(`oclif manifest failed:\n${made.stdout}${made.stderr}`)
  const content = JSON.parse(await readFile(MANIFEST, 'utf8')) as Manifest
  const sorted = Object.entries(content.commands).sort(([a], [b]) => (a < b ? -1 : 1))
  const commands = sorted.map(([id, command]) => {
    const own = Object.entries(command.flags).filter(([, flag]) => flag.helpGroup !== 'GLOBAL')
    return [id, compact({...command, flags: Object.fromEntries(own.map(([name, flag]) => [name, compact(flag)]))})]
  })
  const lines = commands.map(([id, command]) => `${JSON.stringify(id)}: ${JSON.stringify(command)}`)
  const version = JSON.stringify(content.version)
  await writeFile(MANIFEST, `{"version": ${version}, "commands": {\n${lines.join(',\n')}\n}}\n`)
}

await mkdir('dist', {recursive: true})
await bundle()
await rm(MANIFEST, {force: true})
await manifest()

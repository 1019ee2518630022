import {spawnSync} from 'node:child_process'
import {mkdir, readFile, rm, writeFile} from 'node:fs/promises'
import {type BuildOptions, build, type Plugin} from 'esbuild'
import {glob} from 'tinyglobby'
import {licenses} from './licenses.js'

const MANIFEST = '.oclif.manifest.json'
const PROGRAM = 'dist/langfuse.cjs'

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

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  mainFields: ['module', 'main'],
  target: 'node20.19',
  external: ['@napi-rs/keyring', 'typescript', 'ts-node', 'tsx'],
  loader: {'.md': 'text'},
  keepNames: true,
  metafile: true,
  logLevel: 'warning',
}

/** The commands as oclif finds them, for it to make the manifest from; they do not ship. */
async function commandsForOclif(): Promise<void> {
  await build({
    ...common,
    entryPoints: await glob('src/commands/**/*.ts'),
    outdir: 'dist/commands',
    splitting: true,
    format: 'esm',
    chunkNames: '../chunks/[name]-[hash]',
    define: {__filename: 'import.meta.url'},
    banner: {
      js: "import {createRequire as $createRequire} from 'node:module'; const require = $createRequire(import.meta.url);",
    },
  })
}

/** What the program carries instead of looking for it: the manifest, its part of package.json, a table of commands. */
async function programModule(): Promise<string> {
  const {name, version, oclif} = JSON.parse(await readFile('package.json', 'utf8'))
  const files = (await glob('src/commands/**/*.ts')).sort()
  const table = files.map((file) => {
    const id = file.replace(/^src\/commands\/|\.ts$/g, '').replaceAll('/', ':')
    return `${JSON.stringify(id)}: () => import(${JSON.stringify(`./${file}`)})`
  })
  return [
    `export const MANIFEST = ${JSON.stringify(await readFile(MANIFEST, 'utf8'))}`,
    `export const PACKAGE = ${JSON.stringify(JSON.stringify({name, version, oclif}))}`,
    `export const COMMANDS = {${table.join(',\n')}}`,
  ].join('\n')
}

const virtualProgram: Plugin = {
  name: 'virtual:program',
  setup(build) {
    build.onResolve({filter: /^virtual:program$/}, ({path}) => ({path, namespace: 'virtual'}))
    build.onLoad({filter: /.*/, namespace: 'virtual'}, async () => ({
      contents: await programModule(),
      resolveDir: process.cwd(),
      loader: 'js',
    }))
  },
}

/** The agents for proxies would write passwords and keys to stderr where DEBUG says so; here they cannot. */
const silentAgents: Plugin = {
  name: 'silent agents',
  setup(build) {
    build.onResolve({filter: /^debug$/}, ({importer}) =>
      /node_modules\/https?-proxy-agent\//.test(importer) ? {path: 'debug', namespace: 'silent'} : undefined,
    )
    build.onLoad({filter: /.*/, namespace: 'silent'}, () => ({contents: 'export default () => () => {}'}))
  },
}

/** HTTP/2, which got loads at once and this program never speaks, costs a tenth of the start. */
const withoutHttp2: Plugin = {
  name: 'without HTTP/2',
  setup(build) {
    build.onResolve({filter: /^http2-wrapper$/}, ({path}) => ({path, namespace: 'without-http2'}))
    build.onLoad({filter: /.*/, namespace: 'without-http2'}, () => ({contents: 'export default {}'}))
  },
}

/**
 * The program is read as one byte a character, which is quicker. esbuild escapes all else in strings, but not in
 * regular expressions; it is escaped before esbuild sees it, so that the source map stays right.
 */
const inAscii: Plugin = {
  name: 'in ASCII',
  setup(build) {
    build.onLoad({filter: /\.[cm]?[jt]s$/}, async ({path}) => {
      const code = await readFile(path, 'utf8')
      const escaped = code.replaceAll(
        /(?<!\\)[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
      return {contents: escaped, loader: path.endsWith('ts') ? 'ts' : 'js'}
    })
  },
}

/** What runs in a process of its own, and lies beside the program. */
const CHILDREN: [string, string][] = [
  ['src/base/account/keyring-child.ts', 'dist/keyring.mjs'],
  ['src/base/cli/update-child.ts', 'dist/update-child.mjs'],
]

/** jq itself, which only --jq reads. */
const JQ = 'node_modules/jq-wasm/dist/build/jq.wasm'
/** What it is made of; the package only has the licence of the wrapper. */
const JQ_LICENSES = 'scripts/jq-licenses.txt'

/** The program as one file, and beside it its source map, jq, and what asks the keyring and the registry. */
async function bundle(): Promise<void> {
  const shipped = await build({
    ...common,
    entryPoints: ['src/main.ts'],
    outfile: PROGRAM,
    format: 'cjs',
    minify: true,
    sourcemap: 'external',
    sourcesContent: false,
    supported: {'dynamic-import': false},
    plugins: [virtualProgram, silentAgents, withoutHttp2, inAscii],
    define: {'import.meta.url': '$url'},
    banner: {js: "const $url = require('node:url').pathToFileURL(__filename).href;"},
  })
  const foreign = /[^\0-\x7f]/.exec(await readFile(PROGRAM, 'latin1'))
  if (foreign) throw new Error(`${PROGRAM} has a character beyond ASCII at ${foreign.index}`)
  for (const [source, outfile] of CHILDREN) {
    await build({...common, entryPoints: [source], outfile, format: 'esm'})
  }
  await writeFile('dist/jq.wasm', await readFile(JQ))
  const packages = await licenses(Object.keys(shipped.metafile?.inputs ?? {}))
  await writeFile('THIRD_PARTY_LICENSES', `${packages}\n${'-'.repeat(80)}\n\n${await readFile(JQ_LICENSES, 'utf8')}`)
}

/** The manifest as oclif makes it, less the shared flags: help adds them, so that they stand there once, not 122 times. */
async function manifest(): Promise<void> {
  const made = spawnSync(process.execPath, ['node_modules/oclif/bin/run.js', 'manifest'], {encoding: 'utf8'})
  if (made.status !== 0) throw new Error(`oclif manifest failed:\n${made.stdout}${made.stderr}`)
  const content = JSON.parse(await readFile(MANIFEST, 'utf8')) as Manifest
  const sorted = Object.entries(content.commands).sort(([a], [b]) => (a < b ? -1 : 1))
  const commands = sorted.map(([id, command]) => {
    const own = Object.entries(command.flags).filter(([, flag]) => flag.helpGroup !== 'GLOBAL')
    const {relativePath: _, isESM: __, ...shipped} = command
    return [id, compact({...shipped, flags: Object.fromEntries(own.map(([name, flag]) => [name, compact(flag)]))})]
  })
  const lines = commands.map(([id, command]) => `${JSON.stringify(id)}: ${JSON.stringify(command)}`)
  const version = JSON.stringify(content.version)
  await writeFile(MANIFEST, `{"version": ${version}, "commands": {\n${lines.join(',\n')}\n}}\n`)
}

await rm('dist', {recursive: true, force: true})
await mkdir('dist', {recursive: true})
await rm(MANIFEST, {force: true})
await commandsForOclif()
await manifest()
await rm('dist', {recursive: true, force: true})
await bundle()

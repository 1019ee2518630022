import {chmod, copyFile, mkdir, readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {build} from 'esbuild'
import {startSandbox} from '../../sandbox/http/server.js'
import {seedDemo} from '../../sandbox/seeds/seed.js'
import {execute} from './execute.js'
import {nodePackage, TARGETS, type Target} from './nodes.js'

/** Where the executables are laid. */
export const RELEASE = 'release'

const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

function isNative({platform, arch}: Target): boolean {
  return platform === process.platform && arch === process.arch
}

/** The name of an executable's file. */
export function nameOf({platform, arch}: {platform: string; arch: string}): string {
  return `langfuse-${platform}-${arch}${platform === 'win32' ? '.exe' : ''}`
}

/** The target that this machine can run. @throws Error when there is none */
export function nativeTarget(): Target {
  const target = TARGETS.find(isNative)
  if (!target) throw new Error(`There is no Node for ${process.platform}-${process.arch} among scripts/binary/nodes.ts`)
  return target
}

/** The program as it is laid into executables: wrapped, and ASCII as `build.ts` makes it. */
export function wrap(bundle: Buffer): Buffer {
  const head = Buffer.from('(function (exports, require, module, __filename, __dirname) {')
  return Buffer.concat([head, bundle, Buffer.from('\n})')])
}

/** The Node of a target, without symbols where this machine's `strip` knows its kind of file. */
async function putNode(target: Target, file: string): Promise<void> {
  const folder = await nodePackage(target)
  await copyFile(join(folder, 'bin', target.platform === 'win32' ? 'node.exe' : 'node'), file)
  await chmod(file, 0o755)
  if (target.platform === 'linux') await execute('strip', [file]).catch(() => {})
}

/** Compiles the program by running it against a sandbox, in the Node that will have it. */
async function compile(node: string, work: string): Promise<void> {
  const sandbox = await startSandbox()
  seedDemo(sandbox.store)
  const {publicKey, secretKey} = sandbox.keys.project
  const env = {
    HOME: work,
    XDG_CONFIG_HOME: work,
    XDG_CACHE_HOME: work,
    LANGFUSE_HOST: sandbox.url,
    LANGFUSE_PUBLIC_KEY: publicKey,
    LANGFUSE_SECRET_KEY: secretKey,
  }
  try {
    await execute(node, [join(work, 'compile.cjs'), join(work, 'program'), join(work, 'code')], env)
  } finally {
    await sandbox.close()
  }
}

async function bundleScripts(work: string): Promise<void> {
  const {name, version} = JSON.parse(await readFile('package.json', 'utf8'))
  await build({
    entryPoints: {start: 'scripts/binary/start.ts', compile: 'scripts/binary/compile.ts'},
    outdir: work,
    outExtension: {'.js': '.cjs'},
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: {PROGRAM: JSON.stringify(`${name}/${version}`)},
    logLevel: 'warning',
  })
}

/** Lays the program into a Node. macOS refuses a file with a broken signature, so there it is signed anew. */
async function inject(target: Target, file: string, blob: string): Promise<void> {
  const mac = target.platform === 'darwin'
  const signable = mac && process.platform === 'darwin'
  const segment = mac ? ['--macho-segment-name', 'NODE_SEA'] : []
  if (signable) await execute('codesign', ['--remove-signature', file])
  const args = [file, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE, ...segment]
  await execute(process.execPath, ['node_modules/postject/dist/cli.js', ...args])
  if (signable) await execute('codesign', ['--sign', '-', file])
}

/**
 * Makes the executable of one target from `dist/langfuse.cjs`. Only one for this machine has compiled code in it.
 * @returns its path
 */
export async function makeExecutable(target: Target): Promise<string> {
  const file = join(RELEASE, nameOf(target))
  const work = `${file}.work`
  const [node, blob] = [join(work, process.platform === 'win32' ? 'node.exe' : 'node'), join(work, 'blob')]
  try {
    await mkdir(work, {recursive: true})
    await bundleScripts(work)
    await writeFile(join(work, 'program'), wrap(await readFile('dist/langfuse.cjs')))
    await writeFile(join(work, 'code'), '')
    await putNode(nativeTarget(), node)
    if (isNative(target)) await compile(node, work)
    const config = {
      main: join(work, 'start.cjs'),
      output: blob,
      disableExperimentalSEAWarning: true,
      useCodeCache: false,
      assets: {
        program: join(work, 'program'),
        code: join(work, 'code'),
        'jq.wasm': 'dist/jq.wasm',
        'langfuse.cjs.map': 'dist/langfuse.cjs.map',
      },
    }
    await writeFile(join(work, 'sea-config.json'), JSON.stringify(config))
    await execute(node, ['--experimental-sea-config', join(work, 'sea-config.json')])
    await rm(file, {force: true})
    await (isNative(target) ? copyFile(node, file) : putNode(target, file))
    await inject(target, file, blob)
    if (isNative(target)) await execute(file, ['--version'])
    return file
  } finally {
    await rm(work, {recursive: true, force: true})
  }
}

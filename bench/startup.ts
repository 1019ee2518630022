import {spawn, spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {seedDemo} from '../sandbox/seeds/seed.js'
import {startSandbox} from '../sandbox/server.js'
import {median} from './child.js'

/** A command line of ours beside the same of the vendor's program: median wall times, and theirs times what is ours. */
export interface Startup {
  /** Version of Node. */
  node: string
  line: string
  ours: number
  vendor: number
  bare: number
}

const RUNS = 20
const NODES = ['24']

/** The vendor's program, which packages do not export. */
function vendorBin(): string {
  return join(dirname(createRequire(import.meta.url).resolve('langfuse-cli/package.json')), 'bin/langfuse.mjs')
}

/** The Node of a major version from the registry; undefined where there is none to be had. */
function nodeOf(major: string): string | undefined {
  const {stdout, status} = spawnSync('npx', ['-y', '-p', `node@${major}`, 'node', '-p', 'process.execPath'], {
    cwd: tmpdir(),
    encoding: 'utf8',
  })
  return status === 0 ? stdout.trim() : undefined
}

async function time(node: string, args: string[], env: Record<string, string>): Promise<number> {
  const started = performance.now()
  const child = spawn(node, args, {env, stdio: ['ignore', 'ignore', 'inherit']})
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`)
  return performance.now() - started
}

/**
 * Times command lines on this Node and on newer ones, ours, the vendor's and an empty program in turn, so that a busy moment
 * hits all of them. A first round, which fills the caches, does not count.
 */
export async function measureStartup(bin: string): Promise<Startup[]> {
  const sandbox = await startSandbox()
  seedDemo(sandbox.store)
  const home = mkdtempSync(join(tmpdir(), 'langfuse-bench-'))
  const {publicKey, secretKey} = sandbox.keys.project
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    LANGFUSE_HOST: sandbox.url,
    LANGFUSE_PUBLIC_KEY: publicKey,
    LANGFUSE_SECRET_KEY: secretKey,
  }
  const vendor = vendorBin()
  const lines: Record<string, [string[], string[]]> = {
    '--version': [['--version'], ['--version']],
    '--help': [['--help'], ['--help']],
    'prompts --help': [
      ['prompts', '--help'],
      ['api', 'prompts', '--help'],
    ],
    'prompts list --json': [
      ['prompts', 'list', '--json', '--limit', '10'],
      ['api', 'prompts', 'list', '--json'],
    ],
    'commands --json': [
      ['commands', '--json'],
      ['api', '__schema'],
    ],
  }
  const results: Startup[] = []
  for (const node of [process.execPath, ...NODES.flatMap((major) => nodeOf(major) ?? [])]) {
    const version = spawnSync(node, ['--version'], {encoding: 'utf8'}).stdout.trim()
    for (const [line, [own, theirs]] of Object.entries(lines)) {
      const times = {ours: [] as number[], vendor: [] as number[], bare: [] as number[]}
      for (let round = 0; round <= RUNS; round += 1) {
        const bare = await time(node, ['-e', '0'], env)
        const ours = await time(node, [bin, ...own], env)
        const peer = await time(node, [vendor, ...theirs], env)
        if (round === 0) continue
        times.bare.push(bare)
        times.ours.push(ours)
        times.vendor.push(peer)
      }
      results.push({
        node: version,
        line,
        ours: median(times.ours),
        vendor: median(times.vendor),
        bare: median(times.bare),
      })
    }
  }
  await sandbox.close()
  rmSync(home, {recursive: true, force: true})
  return results
}

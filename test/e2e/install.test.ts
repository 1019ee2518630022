import {execFileSync} from 'node:child_process'
import {cpSync, existsSync, lstatSync, mkdirSync, realpathSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {seedDemo} from '../../sandbox/seeds/seed.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {connected, type Result, start, TEMP} from './run.js'

const ROOT = process.cwd()
const VENDOR = join(ROOT, 'node_modules/langfuse-cli')

/** What the package may hold, and what it must. */
const ALLOWED =
  /^(?:package\.json|README\.md|LICENSE|THIRD_PARTY_LICENSES|\.oclif\.manifest\.json|bin\/(?:run\.js|load\.js|package\.json)|dist\/(?:langfuse\.cjs(?:\.map)?|keyring\.mjs|update-child\.mjs|jq\.wasm))$/
const NEEDED = [
  'package.json',
  'LICENSE',
  'THIRD_PARTY_LICENSES',
  '.oclif.manifest.json',
  'bin/run.js',
  'dist/langfuse.cjs',
  'dist/langfuse.cjs.map',
]
/** A good third of it is the source map. */
const MOST_BYTES = 1_550_000

let sandbox: Sandbox
let tarball: string
let vendorTarball: string
let files: string[]

/** npm as on a fresh machine without a network: empty cache, home and settings of its own. */
function npm(args: string[], cwd = TEMP): Promise<Result> {
  const settings = {npm_config_cache: join(TEMP, 'npm-cache'), npm_config_offline: 'true', npm_config_audit: 'false'}
  const quiet = {npm_config_update_notifier: 'false', npm_config_fund: 'false', npm_config_loglevel: 'error'}
  return start('npm', args, {env: {...settings, ...quiet}, cwd}).result
}

function install(prefix: string, what: string, ...more: string[]): Promise<Result> {
  return npm(['install', '--global', '--prefix', prefix, '--omit=optional', ...more, what])
}

async function pack(folder: string): Promise<{file: string; files: string[]}> {
  const {code, stdout} = await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', TEMP], folder)
  expect(code).toBe(0)
  const [made] = JSON.parse(stdout) as {filename: string; files: {path: string}[]}[]
  return {file: join(TEMP, made?.filename ?? ''), files: (made?.files ?? []).map(({path}) => path)}
}

/** Runs a program of a prefix, as a shell would. */
function installed(prefix: string, name: string, args: string[], env = {}): Promise<Result> {
  return start(join(prefix, 'bin', name), args, {env, cwd: TEMP}).result
}

beforeAll(async () => {
  sandbox = await startSandbox()
  seedDemo(sandbox.store)
  const [ours, vendors] = await Promise.all([pack(ROOT), pack(VENDOR)])
  ;({file: tarball, files} = ours)
  vendorTarball = vendors.file
})

afterAll(() => sandbox.close())

describe('the package', () => {
  it('holds what it needs and nothing else', () => {
    expect(files.filter((file) => !ALLOWED.test(file))).toEqual([])
    expect(NEEDED.filter((file) => !files.includes(file))).toEqual([])
    expect(files.some((file) => /test|sandbox/.test(file))).toBe(false)
  })

  it('is small', () => {
    expect(statSync(tarball).size).toBeLessThan(MOST_BYTES)
  })

  it('has nothing to install but the optional keyring', () => {
    const text = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], {encoding: 'utf8'})
    const {name, license, engines, bin, dependencies, optionalDependencies, peerDependencies} = JSON.parse(text)
    expect({name, license, engines}).toEqual({name: 'langfusectl', license: 'MIT', engines: {node: '>=20.19'}})
    expect(bin).toEqual({langfuse: 'bin/run.js', langfusectl: 'bin/run.js'})
    expect({dependencies, peerDependencies}).toEqual({})
    expect(Object.keys(optionalDependencies)).toEqual(['@napi-rs/keyring'])
  })

  it('names no path of the machine that built it', () => {
    const text = execFileSync('tar', ['-xzOf', tarball], {encoding: 'utf8', maxBuffer: 1e8})
    expect(text.includes(realpathSync(ROOT))).toBe(false)
  })
})

describe('an empty prefix', () => {
  const prefix = join(TEMP, 'empty')

  it('takes the package, and it runs from there', async () => {
    expect(await install(prefix, tarball)).toMatchObject({code: 0, stderr: ''})
    expect(existsSync(join(prefix, 'lib/node_modules/langfusectl/node_modules'))).toBe(false)
    const list = await installed(prefix, 'langfuse', ['prompts', 'list'], connected(sandbox))
    expect(list.code).toBe(0)
    expect(list.stdout.trimEnd().split('\n')).toHaveLength(30)
    const version = await installed(prefix, 'langfusectl', ['--version'])
    expect(version.stdout).toMatch(/^langfusectl\/\d+\.\d+\.\d+ /)
  })

  it.each([
    ['a table', ['prompts', 'list', '-o', 'table']],
    ['yaml', ['prompts', 'list', '-o', 'yaml']],
    ['csv', ['datasets', 'list', '-o', 'csv']],
    ['help', ['prompts', 'create', '--help']],
    ['a write', ['prompts', 'create', '--name', 'installed', '--prompt', 'x']],
    ['profiles', ['profiles', 'list']],
  ])('misses no module for %s', async (_, args) => {
    const {code, stderr} = await installed(prefix, 'langfuse', args, connected(sandbox))
    expect(stderr).not.toMatch(/ERR_MODULE_NOT_FOUND|internal|bug/)
    expect(code).toBe(0)
  })

  it('misses no module for broken JSON', async () => {
    const {code, stderr} = await installed(
      prefix,
      'langfuse',
      ['prompts', 'create', '--body', '{oops'],
      connected(sandbox),
    )
    expect(code).toBe(2)
    expect(stderr).toContain('line 1, column 2')
  })

  it('npx finds it', async () => {
    const env = {npm_config_prefix: prefix, npm_config_offline: 'true', npm_config_cache: join(TEMP, 'npm-cache')}
    const {code, stdout} = await start('npx', ['--no-install', 'langfusectl', '--version'], {env}).result
    expect(code).toBe(0)
    expect(stdout).toMatch(/^langfusectl\//)
  })
})

describe('a prefix that has the vendor’s program', () => {
  const prefix = join(TEMP, 'vendor')
  const link = join(prefix, 'bin/langfuse')

  beforeAll(async () => {
    expect((await install(prefix, vendorTarball)).code).toBe(0)
    expect(realpathSync(link)).toContain('langfuse-cli')
  })

  it('refuses a plain install and stays as it was', async () => {
    const {code, stderr} = await install(prefix, tarball)
    expect(code).not.toBe(0)
    expect(stderr).toContain('EEXIST')
    expect(realpathSync(link)).toContain('langfuse-cli')
    expect(existsSync(join(prefix, 'bin/langfusectl'))).toBe(false)
  })

  it('gives us the name with --force, and keeps the vendor’s package', async () => {
    const {code} = await install(prefix, tarball, '--force')
    expect(code).toBe(0)
    expect(realpathSync(link)).toContain('langfusectl')
    const ours = await installed(prefix, 'langfuse', ['prompts', 'list', '--json'], connected(sandbox))
    expect(JSON.parse(ours.stdout)).toHaveLength(31)
    const theirs = join(prefix, 'lib/node_modules/langfuse-cli/bin/langfuse.mjs')
    const version = await start(process.execPath, [theirs, '--version']).result
    expect(version.stdout).toContain('1.2.4')
  })

  it('loses the name when theirs is removed, and gets it back when ours is installed once more', async () => {
    const removed = await npm(['uninstall', '--global', '--prefix', prefix, 'langfuse-cli'])
    expect(removed.code).toBe(0)
    expect(existsSync(link)).toBe(false)
    expect(existsSync(join(prefix, 'bin/langfusectl'))).toBe(true)
    expect((await install(prefix, tarball)).code).toBe(0)
    expect(realpathSync(link)).toContain('langfusectl')
  })
})

it('installs from a clone', async () => {
  const prefix = join(TEMP, 'from-clone')
  const clone = join(TEMP, 'clone')
  mkdirSync(clone)
  for (const file of ['package.json', 'package-lock.json', '.oclif.manifest.json', 'bin', 'dist', 'src']) {
    cpSync(join(ROOT, file), join(clone, file), {recursive: true})
  }
  const {code} = await npm(['install', '--global', '--prefix', prefix, '--ignore-scripts', '.'], clone)
  expect(code).toBe(0)
  expect(lstatSync(join(prefix, 'lib/node_modules/langfusectl')).isSymbolicLink()).toBe(true)
  const {stdout} = await installed(prefix, 'langfuse', ['datasets', 'list', '--json'], connected(sandbox))
  expect(JSON.parse(stdout)).toHaveLength(3)
})

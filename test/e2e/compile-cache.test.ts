import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {basename, join} from 'node:path'
import {beforeEach, describe, expect, it} from 'vitest'
import {ROOT} from '../manifest.js'
import {type Result, start, TEMP} from './run.js'

const PRELOADS = join(ROOT, 'test/fixtures')
const TRIALS = 200
const AT_ONCE = 4

/** A program of many small functions that says a word; only what surrounds it is that of langfuse. */
function program(word: string): string {
  const functions = Array.from({length: 300}, (_, i) => `function f${i}(x) { return [x, 'f${i}', {x}].length + ${i} }`)
  const calls = functions.map((_, i) => `f${i}('x')`).join('+')
  const main = `exports.main = async () => { process.stdout.write('${word} ' + (${calls}) + '\\n'); return 0 }`
  return `${functions.join('\n')}\n${main}\nexports.commandOf = (argv) => argv[0]\n`
}

interface RunOptions {
  flags?: string[]
  preload?: string
}

/** An installation with a cache of its own. @param word what its program says */
function install(word = 'first') {
  const folder = mkdtempSync(join(TEMP, 'installed-'))
  const [file, cache] = [join(folder, 'dist/langfuse.cjs'), join(folder, 'cache')]
  const compiled = join(cache, 'compiled')
  for (const name of ['bin', 'dist']) mkdirSync(join(folder, name))
  for (const name of ['run.js', 'load.js', 'package.json'])
    copyFileSync(join(ROOT, 'bin', name), join(folder, 'bin', name))
  writeFileSync(file, program(word))
  return {
    folder,
    file,
    compiled,
    /** Runs a command; what is on stderr is whether V8 took compiled code. */
    run(command = 'list', {flags = [], preload = 'compiled-code'}: RunOptions = {}): Promise<Result> {
      const args = [...flags, '--require', join(PRELOADS, `${preload}.cjs`), join(folder, 'bin/run.js'), command]
      return start(process.execPath, args, {env: {LANGFUSE_CACHE_DIR: cache}}).result
    },
    /** The one file of compiled code. */
    cached(): string {
      const [name = '', ...others] = readdirSync(compiled)
      expect(others).toEqual([])
      return join(compiled, name)
    },
  }
}

function said(word: string, code: 'none' | 'rejected' | 'taken'): Result {
  return {code: 0, stdout: expect.stringMatching(`^${word} \\d+\n$`), stderr: `compiled code: ${code}\n`}
}

/** Whether the digest at the beginning of a cached file is that of its name and the rest. */
function isWhole(path: string): boolean {
  const bytes = readFileSync(path)
  const digest = createHash('sha256').update(basename(path)).update(bytes.subarray(64)).digest('hex')
  return bytes.toString('latin1', 0, 64) === digest
}

/** Numbers from 0 to 1 that are the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Cuts, overwrites with zeros or ones, or flips bits, anywhere. */
function damaged(good: Buffer, random: () => number): Buffer {
  const at = () => Math.floor(random() * good.length)
  const bytes = Buffer.from(good)
  switch (Math.floor(random() * 4)) {
    case 0:
      return bytes.subarray(0, at())
    case 1:
      return Buffer.concat([bytes.subarray(0, at()), Buffer.alloc(4096)])
    case 2: {
      const from = at()
      return bytes.fill(0xff, from, from + 1000)
    }
    default:
      for (let i = 0; i <= random() * 20; i++) {
        const place = at()
        bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(random() * 8))
      }
      return bytes
  }
}

let installation: ReturnType<typeof install>

beforeEach(() => {
  installation = install()
})

it('is taken by the next run, and grows with the commands', async () => {
  expect(await installation.run('list')).toEqual(said('first', 'none'))
  expect(await installation.run('list')).toEqual(said('first', 'taken'))
  const before = statSync(installation.cached()).ino
  expect(await installation.run('get')).toEqual(said('first', 'taken'))
  expect(statSync(installation.cached()).ino).not.toBe(before)
  expect(isWhole(installation.cached())).toBe(true)
  expect([statSync(installation.compiled).mode & 0o777, statSync(installation.cached()).mode & 0o777]).toEqual([
    0o700, 0o600,
  ])
})

it('belongs to the very bytes of the program: another one of equal size and time runs', async () => {
  const time = new Date('1985-10-26T08:15:00Z')
  utimesSync(installation.file, time, time)
  await installation.run()
  expect(await installation.run()).toEqual(said('first', 'taken'))
  writeFileSync(installation.file, program('other'))
  utimesSync(installation.file, time, time)
  expect(await installation.run()).toEqual(said('other', 'none'))
})

it('belongs to the flags of V8: code for others stays where it is', async () => {
  await installation.run()
  const flags = ['--max-lazy']
  expect(await installation.run('list', {flags})).toEqual(said('first', 'none'))
  expect(readdirSync(installation.compiled)).toHaveLength(2)
  expect(await installation.run()).toEqual(said('first', 'taken'))
  expect(await installation.run('list', {flags})).toEqual(said('first', 'taken'))
})

it(`is as good as none when it is damaged, and replaced: ${TRIALS} times`, {timeout: 300_000}, async () => {
  await installation.run()
  const good = readFileSync(installation.cached())
  const name = basename(installation.cached())
  const random = randomNumbers(7)
  const trials = Array.from({length: TRIALS}, () => damaged(good, random))
  const worker = async () => {
    const own = install()
    mkdirSync(own.compiled, {recursive: true, mode: 0o700})
    for (let bytes = trials.pop(); bytes; bytes = trials.pop()) {
      writeFileSync(join(own.compiled, name), bytes, {mode: 0o600})
      expect(await own.run()).toEqual(said('first', 'none'))
      expect(isWhole(own.cached())).toBe(true)
    }
    expect(await own.run()).toEqual(said('first', 'taken'))
  }
  await Promise.all(Array.from({length: AT_ONCE}, worker))
})

it('is whole after eight cold starts at once', async () => {
  const results = await Promise.all(Array.from({length: 8}, (_, i) => installation.run(`list-${i}`)))
  for (const {code, stdout} of results) expect([code, stdout]).toEqual([0, expect.stringContaining('first')])
  expect(isWhole(installation.cached())).toBe(true)
  expect((await installation.run()).stderr).toBe('compiled code: taken\n')
})

it('leaves nothing behind when the disk is full', async () => {
  expect((await installation.run('list', {preload: 'disk-full'})).code).toBe(0)
  expect(readdirSync(installation.compiled)).toEqual([])
})

describe.skipIf(process.platform === 'win32')('is not taken', () => {
  it('from a folder that others can write to, and nothing is written there', async () => {
    await installation.run('list')
    const before = readFileSync(installation.cached())
    for (const mode of [0o777, 0o770, 0o702]) {
      chmodSync(installation.compiled, mode)
      expect(await installation.run('get')).toEqual(said('first', 'none'))
      expect(readFileSync(installation.cached()).equals(before)).toBe(true)
    }
    chmodSync(installation.compiled, 0o755)
    expect(await installation.run('list')).toEqual(said('first', 'taken'))
  })

  it('from a file that others can write to', async () => {
    await installation.run()
    chmodSync(installation.cached(), 0o666)
    expect(await installation.run()).toEqual(said('first', 'none'))
    expect(statSync(installation.cached()).mode & 0o777).toBe(0o600)
    expect(await installation.run()).toEqual(said('first', 'taken'))
  })

  it.runIf(process.geteuid?.() === 0)('from a file or folder of somebody else', async () => {
    await installation.run()
    chownSync(installation.cached(), 1, 1)
    expect(await installation.run()).toEqual(said('first', 'none'))
    chownSync(installation.compiled, 1, 1)
    expect(await installation.run()).toEqual(said('first', 'none'))
  })

  it('from a FIFO, which is not waited for', async () => {
    await installation.run()
    const path = installation.cached()
    rmSync(path)
    execFileSync('mkfifo', ['-m', '600', path])
    expect(await installation.run()).toEqual(said('first', 'none'))
    expect(await installation.run()).toEqual(said('first', 'taken'))
  })

  it('through a link', async () => {
    await installation.run()
    const path = installation.cached()
    const elsewhere = join(installation.folder, 'elsewhere')
    renameSync(path, elsewhere)
    symlinkSync(elsewhere, path)
    expect(await installation.run()).toEqual(said('first', 'none'))
    expect(lstatSync(path).isFile()).toBe(true)
    expect(existsSync(elsewhere)).toBe(true)
  })

  it('from a folder in its place', async () => {
    await installation.run()
    const path = installation.cached()
    rmSync(path)
    mkdirSync(path)
    expect(await installation.run()).toEqual(said('first', 'none'))
    expect(readdirSync(installation.compiled)).toHaveLength(1)
  })
})

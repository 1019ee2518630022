const {createHash, randomBytes} = require('node:crypto')
const {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs')
const module_ = require('node:module')
const {homedir} = require('node:os')
const {basename, dirname, join} = require('node:path')
const v8 = require('node:v8')
const vm = require('node:vm')

const FILE = join(__dirname, '../dist/langfuse.cjs')

/** Garbage is cleared early where much is read, so that memory does not grow with the number of rows: docs/adr/0010. */
const CLEAR_EARLY = ['--optimize-for-size', '--semi-space-growth-factor=1']

/** Whether a command may go through many rows. V8 takes compiled code only under the flags that it was made with. */
function readsMuch(argv) {
  return argv.some((word) => /^--(all|limit|rootless)(=|$)/.test(word))
}

/** The folder of oclif's caches, which oclif has not said yet. */
function cacheDir() {
  const {LANGFUSE_CACHE_DIR, LOCALAPPDATA, XDG_CACHE_HOME} = process.env
  if (LANGFUSE_CACHE_DIR) return LANGFUSE_CACHE_DIR
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/langfuse')
  const windows = process.platform === 'win32' && LOCALAPPDATA
  return join(XDG_CACHE_HOME || windows || join(homedir(), '.cache'), 'langfuse')
}

function sha256(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** The file for the compiled code of these very bytes, in this Node, under the flags of V8 that are set now. */
function cacheFile(bytes) {
  const engine = `${process.version}-${process.platform}-${process.arch}-${v8.cachedDataVersionTag().toString(16)}`
  return join(cacheDir(), 'compiled', `${engine}-${sha256(bytes)}`)
}

/** Whether a folder or file is the user's, and nobody else can write to it. Windows has no such modes. */
function isOwn({mode, uid}) {
  return process.platform === 'win32' || (uid === process.geteuid() && (mode & 0o022) === 0)
}

/** More bytes than compiled code ever has. */
const MOST_BYTES = 32 * 1024 * 1024

/** Reads a regular file of the user's own, in a folder of the user's own. @throws Error for any other */
function readOwn(path) {
  if (!isOwn(statSync(dirname(path)))) throw new Error('others can write to the folder')
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  try {
    const stats = fstatSync(file)
    if (!stats.isFile() || !isOwn(stats) || stats.size > MOST_BYTES) throw new Error('that is no file of ours')
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * What is cached: a digest of all that follows and of the file's name, the commands that ran, and their code. V8 dies of
 * code with a wrong bit in it, so it gets none before the digest is checked. What cannot be read is as good as nothing.
 */
function read(path) {
  try {
    const bytes = readOwn(path)
    const [digest, rest] = [bytes.toString('latin1', 0, 64), bytes.subarray(64)]
    if (digest !== sha256(basename(path), rest)) throw new Error('damaged')
    const end = rest.indexOf(10)
    return {commands: rest.toString('latin1', 0, end).split(' '), code: rest.subarray(end + 1)}
  } catch {
    return {commands: [], code: undefined}
  }
}

/** Writes a file under another name first, so that nobody reads half of it. @throws Error, and nothing is left behind */
function replace(path, bytes) {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    writeFileSync(temporary, bytes, {flag: 'wx', mode: 0o600, flush: true})
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, {force: true})
    throw error
  }
}

const HOUR_MS = 60 * 60 * 1000
/** How long code is kept that no run has added to. */
const KEPT_MS = 30 * 24 * HOUR_MS

/** Takes away what older versions of the program, or of Node, have left, and what runs that were killed never finished. */
function clear(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const stats = lstatSync(path, {throwIfNoEntry: false})
    const kept = name.endsWith('.tmp') ? HOUR_MS : KEPT_MS
    if (stats?.isFile() && Date.now() - stats.mtimeMs > kept) rmSync(path, {force: true})
  }
}

/** Keeps the code of a script. Where that is not possible, there is none. */
function save(path, commands, script) {
  try {
    const folder = dirname(path)
    for (const level of [dirname(dirname(folder)), dirname(folder), folder]) {
      if (!existsSync(level)) mkdirSync(level, {mode: 0o700})
    }
    if (!isOwn(statSync(folder))) return
    const rest = Buffer.concat([Buffer.from(`${commands.join(' ')}\n`, 'latin1'), script.createCachedData()])
    replace(path, Buffer.concat([Buffer.from(sha256(basename(path), rest), 'latin1'), rest]))
    clear(folder)
  } catch {}
}

/**
 * Loads the program with the code that earlier runs compiled, and adds what this command compiles: with V8's code cache,
 * because Node's own is not on Node 20, and keeps nothing of this file on Node 24 (docs/adr/0016).
 */
exports.load = (argv) => {
  if (readsMuch(argv)) for (const flag of CLEAR_EARLY) v8.setFlagsFromString(flag)
  const bytes = readFileSync(FILE)
  const path = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : cacheFile(bytes)
  const {commands, code} = path ? read(path) : {commands: []}
  const script = new vm.Script(module_.wrap(bytes.toString('latin1')), {
    filename: 'langfuse.cjs',
    ...(code ? {cachedData: code} : {}),
  })
  const loaded = {exports: {}}
  script.runInThisContext()(loaded.exports, module_.createRequire(FILE), loaded, FILE, join(FILE, '..'))
  const known = code && !script.cachedDataRejected ? commands : []
  const command = loaded.exports.commandOf(argv)
  if (path && !known.includes(command)) process.once('exit', () => save(path, [...known, command], script))
  return loaded.exports
}

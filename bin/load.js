const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs')
const module_ = require('node:module')
const {homedir} = require('node:os')
const {dirname, join} = require('node:path')
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

/** What is cached: the commands that ran, a line of them, and their code. What cannot be read is as good as nothing. */
function read(path) {
  try {
    const bytes = readFileSync(path)
    const end = bytes.indexOf(10)
    return {commands: bytes.toString('latin1', 0, end).split(' '), code: bytes.subarray(end + 1)}
  } catch {
    return {commands: [], code: undefined}
  }
}

/** How long code is kept that no run has added to, in milliseconds: thirty days. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000

/** Takes away what older versions of the program, or of Node, have left. */
function clear(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, {force: true})
  }
}

/** Writes the cache under another name first, so that nobody reads half of it. Where that is not possible, there is none. */
function save(path, commands, code) {
  const whole = `${path}.${process.pid}`
  try {
    const folder = dirname(path)
    for (const level of [dirname(dirname(folder)), dirname(folder), folder]) {
      if (!existsSync(level)) mkdirSync(level, {mode: 0o700})
    }
    writeFileSync(whole, Buffer.concat([Buffer.from(`${commands.join(' ')}\n`, 'latin1'), code]), {mode: 0o600})
    renameSync(whole, path)
    clear(folder)
  } catch {}
}

/** The words before the first flag: enough to tell one command's code from another's. */
function commandOf(argv) {
  const end = argv.findIndex((word) => word.startsWith('-'))
  const words = (end < 0 ? argv : argv.slice(0, end)).slice(0, 3).filter((word) => /^[a-z-]+$/.test(word))
  return words.join(':') || 'help'
}

/**
 * Loads the program with the code that earlier runs compiled, and adds what this command compiles: with V8's code cache,
 * because Node's own is not on Node 20, and keeps nothing of this file on Node 24 (docs/adr/0016).
 */
exports.load = (argv) => {
  const forbidden = Boolean(process.env.NODE_DISABLE_COMPILE_CACHE)
  const {mtimeMs, size} = statSync(FILE)
  const long = readsMuch(argv)
  if (long) for (const flag of CLEAR_EARLY) v8.setFlagsFromString(flag)
  const name = `${process.version}-${process.arch}-${size}-${Math.round(mtimeMs)}${long ? '-long' : ''}`
  const path = join(cacheDir(), 'compiled', name)
  const {commands, code} = forbidden ? {commands: []} : read(path)
  const script = new vm.Script(module_.wrap(readFileSync(FILE, 'utf8')), {
    filename: FILE,
    ...(code ? {cachedData: code} : {}),
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const known = code && !script.cachedDataRejected ? commands : []
  const command = commandOf(argv)
  if (!(forbidden || known.includes(command)))
    process.once('exit', () => save(path, [...known, command], script.createCachedData()))
  const loaded = {exports: {}}
  script.runInThisContext()(loaded.exports, module_.createRequire(FILE), loaded, FILE, join(FILE, '..'))
  return loaded.exports
}

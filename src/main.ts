import type {Config} from '@oclif/core'
import {normalizeArgv} from '@oclif/core/help'
import {EXIT_CODES} from './api/errors/cli-error.js'
import {assertText, hoistFlags, restoreSharedFlags, wantsJson} from './base/cli/argv.js'
import {unknownCommand} from './base/cli/did-you-mean.js'
import {helpPage} from './base/cli/help-pages.js'
import {refuseNodeFlags, translateParseError} from './base/cli/parse-errors.js'
import {printError} from './base/cli/print-error.js'
import {stackOf} from './base/cli/stack.js'
import {versionLines} from './base/cli/version.js'
import {explain} from './base/errors/explain.js'
import {debugTopics} from './base/input/environment.js'
import {sanitizeForTerminal} from './base/output/terminal.js'
import {isClosedPipe, write} from './base/output/write.js'
import {loadProgram} from './program.js'

export {commandOf, loadProgram} from './program.js'

const HELP_FLAGS = ['--help', '-h']
const SHOWS_JSON = ['--json', '-o', 'json', '--output', '--output=json', '-ojson']
const HELP_WORDS = [...HELP_FLAGS, 'help']

function refuseUnknownCommand(config: Config, argv: string[]): void {
  const words = (argv[0] === 'help' ? argv.slice(1) : argv).filter((word) => !HELP_WORDS.includes(word))
  const helpWanted = words.length < argv.length
  if (words.length === 0 || words[0] === '--version') return
  if (helpWanted && words.every((word) => SHOWS_JSON.includes(word))) return
  if (argv[0] === 'help' && helpPage(words) !== undefined) return
  const [id = '', ...rest] = normalizeArgv(config, words)
  const problem = config.findCommand(id) ? undefined : unknownCommand(config, id, helpWanted ? [] : rest)
  if (problem) throw problem
}

/** What cannot be written is an answer of `write`; oclif's own listener would throw it past every catch. */
function takeOverStreamErrors(): void {
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error').on('error', () => {})
}

async function showHelp(config: Config, argv: string[]): Promise<void> {
  const {default: Help} = await import('./base/cli/grouped-help.js')
  await new Help(config, config.pjson.oclif.helpOptions).showHelp(argv)
}

/** Help for a program, where JSON is asked for. @returns false for what is neither a command nor a topic nor a page */
async function printHelpObject(config: Config, argv: string[]): Promise<boolean> {
  const [{helpObject}, {toJson}] = await Promise.all([
    import('./base/catalog/help.js'),
    import('./base/output/serialize.js'),
  ])
  const text = helpPage(argv.slice(0, 1))
  const help = text === undefined ? helpObject(config, normalizeArgv(config, argv)[0] ?? '') : {page: argv[0], text}
  if (help) await write(process.stdout, `${toJson(help, 2)}\n`)
  return help !== undefined
}

/** oclif's way with a command line, without what no command here has: hooks, plugins, files to look for. */
async function run(argv: string[], config: Config): Promise<void> {
  const typed = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  if (argv[0] === '--version') {
    return write(process.stdout, typed.includes('--verbose') ? versionLines(config) : `${config.userAgent}\n`)
  }
  const [id = '', ...rest] = normalizeArgv(config, argv)
  const command = config.findCommand(id)
  const helpWanted = argv.length === 0 || typed.some((word) => HELP_FLAGS.includes(word)) || !command
  if ((helpWanted || id === 'help') && wantsJson(argv, {})) {
    const words = (argv[0] === 'help' ? argv.slice(1) : argv).filter((word) => !HELP_FLAGS.includes(word))
    if (await printHelpObject(config, words)) return
  }
  if (helpWanted) return showHelp(config, !command && argv.at(-1) === 'help' ? argv.slice(0, -1) : argv)
  const runnable = await command.load()
  await runnable.run(rest, config)
}

/** A line of `api` in the grammar of the vendor's program as one of ours; says which that is. */
async function asOurs(config: Config, argv: string[]): Promise<string[]> {
  const [first, word = '-'] = argv
  if (first !== 'api' || word.startsWith('-')) return argv
  const {translateVendorLine} = await import('./base/raw/vendor-grammar.js')
  const {argv: ours, note} = translateVendorLine(config, argv.slice(1)) ?? {argv}
  if (note && !argv.includes('-q') && !argv.includes('--quiet')) process.stderr.write(`${sanitizeForTerminal(note)}\n`)
  return ours
}

/** A line about a newer version, on a terminal and after everything else. */
async function tellOfUpdate(config: Config, argv: string[]): Promise<void> {
  if (!process.stderr.isTTY) return
  const {isUnwanted, updateNotice} = await import('./base/cli/update-notice.js')
  if (isUnwanted(argv, process.env)) return
  const notice = await updateNotice(config, process.env)
  if (notice) process.stderr.write(`${sanitizeForTerminal(notice)}\n`)
}

/**
 * Calls `fail` for what no promise of the command tells of: an error that nobody caught, or that nothing is left to wait
 * for although the command has not ended.
 * @returns what stops that
 */
function watchProcess(fail: (error: unknown) => number): () => void {
  const uncaught = (error: unknown) => process.exit(fail(error))
  const idle = () => fail(new Error('The command stopped half-way: there is nothing left that it could wait for'))
  process.on('uncaughtException', uncaught).once('beforeExit', idle)
  return () => process.off('uncaughtException', uncaught).off('beforeExit', idle)
}

/** Runs one command line and gives the exit status. Every error is printed here, in the form that was asked for. */
export async function main(typed: string[]): Promise<number> {
  takeOverStreamErrors()
  const showsStack = debugTopics(process.env).includes('stack')
  if (showsStack) Error.stackTraceLimit = 50
  let argv = hoistFlags(typed)
  let config: Config | undefined
  const fail = (error: unknown): number => {
    const explanation = explain(config ? translateParseError(error, config, argv) : error)
    const stack = showsStack ? {stack: stackOf(error)} : {}
    printError({...explanation, ...stack}, wantsJson(argv, process.env), argv)
    return EXIT_CODES[explanation.code]
  }
  const stopWatching = watchProcess(fail)
  try {
    refuseNodeFlags(argv)
    config = await loadProgram()
    assertText(argv)
    argv = await asOurs(config, argv)
    refuseUnknownCommand(config, argv)
    if (argv.length === 0 || argv.some((word) => HELP_WORDS.includes(word))) restoreSharedFlags(config)
    await run(argv, config)
    await tellOfUpdate(config, argv)
    return 0
  } catch (error) {
    return isClosedPipe(error) ? 0 : fail(error)
  } finally {
    stopWatching()
  }
}

import {dirname} from 'node:path'
import {fileURLToPath} from 'node:url'
import {Config, run} from '@oclif/core'
import {normalizeArgv} from '@oclif/core/help'
import {unknownCommand} from './base/command-line.js'
import {ClosedPipeError} from './base/errors.js'
import {EXIT_CODES, explain} from './base/explain.js'
import {restoreSharedFlags} from './base/help.js'
import {translateParseError} from './base/parse-errors.js'
import {printError} from './base/print-error.js'
import {hoistFlags, wantsJsonErrors} from './base/raw-argv.js'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const HELP_FLAGS = ['--help', '-h']

/** What cannot be written is an answer of `write`; oclif's own listener would throw it past every catch. */
function takeOverStreamErrors(): void {
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error').on('error', () => {})
}

/** Runs one command line and gives the exit status. Every error is printed here, in the form that was asked for. */
export async function main(typed: string[]): Promise<number> {
  takeOverStreamErrors()
  const argv = hoistFlags(typed)
  let config: Config | undefined
  try {
    config = await Config.load({root: ROOT})
    const [id = '', ...rest] = normalizeArgv(config, argv)
    const helpWanted = argv.length === 0 || argv.some((word) => HELP_FLAGS.includes(word)) || argv[0] === '--version'
    if (!config.findCommand(id) && !helpWanted) {
      const problem = unknownCommand(config, id, rest)
      if (problem) throw problem
    }
    if (helpWanted) restoreSharedFlags(config)
    await run(argv, config)
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof ClosedPipeError) return 0
    const explanation = explain(config ? translateParseError(error, config, argv) : error)
    printError(explanation, wantsJsonErrors(argv, process.env), argv)
    return EXIT_CODES[explanation.code]
  }
}

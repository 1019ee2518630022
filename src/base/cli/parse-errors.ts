import {stripVTControlCharacters} from 'node:util'
import {type Config, Errors} from '@oclif/core'
import {normalizeArgv} from '@oclif/core/help'
import {CliError} from '../../api/errors/cli-error.js'
import {nearest} from '../../api/errors/nearest.js'
import {restoreSharedFlags} from './argv.js'
import {withoutMarks} from './flag-values.js'

type ParseError = Error & {flags?: string[]; args?: {name: string; description?: string}[] | string[]}

/** The flags of a command that help shows, as they are typed: `--color`, `--no-color`. */
export function flagNames(config: Config, id: string): string[] {
  restoreSharedFlags(config)
  const flags = Object.entries(config.findCommand(id)?.flags ?? {}).filter(([, flag]) => !flag.hidden)
  return flags.flatMap(([name, flag]) =>
    flag.type === 'boolean' && flag.allowNo ? [`--${name}`, `--no-${name}`] : [`--${name}`],
  )
}

function plain(message: string): string {
  return withoutMarks(stripVTControlCharacters(message))
    .replace(/\s*See more help with --help\s*$/, '')
    .replace(/^Parsing (--[\w-]+)\s*/, '$1: ')
    .replaceAll(/(--[\w-]+)=.*?(?= cannot also be provided when using --)/gs, '$1')
    .replaceAll(/\n\t/g, ' ')
    .replace('The following error occurred:', '')
    .replace('The following errors occurred:', '')
    .trim()
}

/** Refuses the flags that Node took for its own before this program ran, wherever they stand. @throws CliError `usage` */
export function refuseNodeFlags(argv: string[]): void {
  const end = argv.indexOf('--')
  const words = end < 0 ? argv : argv.slice(0, end)
  const [found] = words.flatMap((word) => /^--env-file(?:-if-exists)?(?==|$)/.exec(word)?.[0] ?? [])
  if (found === undefined) return
  const message = `Unknown flag ${found}: Node reads a flag of that name itself, before this program runs`
  throw new CliError('usage', message, 'Use --env FILE.')
}

/** Translates oclif's errors about flags and arguments to CliError; returns other errors unchanged. */
export function translateParseError(error: unknown, config: Config, argv: string[]): unknown {
  if (!(error instanceof Errors.CLIError)) return error
  const [id = ''] = normalizeArgv(config, argv)
  const help = `See \`langfuse ${id.replaceAll(':', ' ')} --help\`.`
  const takesArguments = Object.keys(config.findCommand(id)?.args ?? {}).length > 0
  const {name, flags, args} = Object.assign(error as ParseError, {name: error.constructor.name})
  if (name === 'NonExistentFlagsError' && flags) {
    const typed = flags.map((flag) => withoutMarks(flag.split('=')[0] ?? ''))
    const meant = typed.map((flag) => nearest(flag, flagNames(config, id))).filter(Boolean)
    const unknown = `Unknown flag${flags.length > 1 ? 's' : ''} ${typed.join(', ')}`
    const hint = takesArguments ? `An argument that begins with "-" stands behind "--". ${help}` : help
    return new CliError('usage', unknown, meant.length > 0 ? `Did you mean ${meant.join(', ')}?` : hint)
  }
  if (name === 'RequiredArgsError' && args) {
    const names = args.map((arg) => (typeof arg === 'string' ? arg : arg.name.toUpperCase()))
    return new CliError('usage', `Missing argument ${names.join(', ')}`, help)
  }
  if (name === 'UnexpectedArgsError' && argv.some((word) => /^--secret-key(=|$)/.test(word))) {
    return new CliError('usage', 'Unexpected argument (not shown: it could be a piece of the secret key)', help)
  }
  if (name === 'UnexpectedArgsError' && argv.some((word) => /^(?:-H|--(?:request-)?header(?:=|$))/.test(word))) {
    const message = 'Unexpected argument (not shown: it could be a piece of a header)'
    return new CliError('usage', message, "A header of the request is -H 'name: value', in quotes.")
  }
  const message = plain(error.message)
  const [, flag] = /^Flag (--[\w-]+) expects/.exec(message) ?? []
  const isLast = flag === undefined || argv.at(-1) === flag
  return new CliError('usage', message, isLast ? help : `A value that is spelt like a flag is attached: ${flag}=…`)
}

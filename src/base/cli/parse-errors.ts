import {stripVTControlCharacters} from 'node:util'
import {type Config, Errors} from '@oclif/core'
import {normalizeArgv} from '@oclif/core/help'
import {CliError} from '../../api/errors/cli-error.js'
import {nearest} from '../../api/errors/nearest.js'
import {restoreSharedFlags} from './argv.js'

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
  return stripVTControlCharacters(message)
    .replace(/\s*See more help with --help\s*$/, '')
    .replace(/^Parsing (--[\w-]+)\s*/, '$1: ')
    .replaceAll(/(--[\w-]+)=.*?(?= cannot also be provided when using --)/gs, '$1')
    .replaceAll(/\n\t/g, ' ')
    .replace('The following error occurred:', '')
    .replace('The following errors occurred:', '')
    .trim()
}

/** Translates oclif's errors about flags and arguments to CliError; returns other errors unchanged. */
export function translateParseError(error: unknown, config: Config, argv: string[]): unknown {
  if (!(error instanceof Errors.CLIError)) return error
  const [id = ''] = normalizeArgv(config, argv)
  const help = `See \`langfuse ${id.replaceAll(':', ' ')} --help\`.`
  const {name, flags, args} = Object.assign(error as ParseError, {name: error.constructor.name})
  if (name === 'NonExistentFlagsError' && flags) {
    const typed = flags.map((flag) => flag.split('=')[0] ?? '')
    if (typed.includes('--env-file')) {
      const message = 'Unknown flag --env-file: Node reads a flag of that name itself, before this program runs'
      return new CliError('usage', message, 'Use --env FILE.')
    }
    const meant = typed.map((flag) => nearest(flag, flagNames(config, id))).filter(Boolean)
    const unknown = `Unknown flag${flags.length > 1 ? 's' : ''} ${typed.join(', ')}`
    return new CliError('usage', unknown, meant.length > 0 ? `Did you mean ${meant.join(', ')}?` : help)
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
  return new CliError('usage', plain(error.message), help)
}

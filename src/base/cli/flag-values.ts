import type {Interfaces} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'

type Flag = Interfaces.FlagInput[string]

/** Stands before what oclif would take for something else; no word of a command line can hold it. */
const MARK = '\0'

/** A text without marks, such as a message of oclif. */
export function withoutMarks(text: string): string {
  return text.replaceAll(MARK, '')
}

/** The value of a flag as it was typed. */
export function typedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typedValue)
  return typeof value === 'string' && value.startsWith(MARK) ? value.slice(MARK.length) : value
}

/** oclif takes a value for a flag where it is spelt like one; it reads negative numbers itself. */
function marked(value: string): string {
  return value.startsWith('-') && !/^-\d/.test(value) ? MARK + value : value
}

interface Typed {
  /** The flag as it stands on the line, without its value. */
  head: string
  flag: Flag
  /** What is attached to it. */
  value: string | undefined
}

function longFlag(word: string, flags: Interfaces.FlagInput): Typed | undefined {
  const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? []
  const positive = name.replace(/^no-/, '')
  const found = [name, positive].find((one) => Object.hasOwn(flags, one))
  const flag = found === undefined ? undefined : flags[found]
  return flag && (found === name || flag.type === 'boolean') ? {head: `--${name}`, flag, value} : undefined
}

function shortFlag(word: string, flags: Interfaces.FlagInput): Typed | undefined {
  const [, char, equals, rest = ''] = /^-([^-])(=?)(.*)$/s.exec(word) ?? []
  const flag = char === undefined ? undefined : Object.values(flags).find((one) => one?.char === char)
  return flag && {head: `-${char}`, flag, value: equals + rest === '' ? undefined : rest}
}

function noValueError({head, flag}: Typed): CliError {
  const canNegate = 'allowNo' in flag && flag.allowNo && !head.startsWith('--no-')
  const hint = canNegate ? `Off is --no-${head.slice(2)}.` : 'Leave it out where it is not wanted.'
  return new CliError('usage', `${head} is on or off and takes no value`, hint)
}

/**
 * The words of a command line so that oclif reads every value that is attached to its flag, `--name=--json` too, and no
 * other: it would take the value behind `--all=` for an argument, and `--constructor` for a flag.
 * @param flags all flags of the command
 * @throws CliError `usage` for a value of a flag that is on or off
 */
export function markValues(words: readonly string[], flags: Interfaces.FlagInput): string[] {
  const left = [...words].reverse()
  const result: string[] = []
  for (let word = left.pop(); word !== undefined; word = left.pop()) {
    if (word === '--') return [...result, word, ...left.reverse()]
    const long = word.startsWith('--')
    const typed = long ? longFlag(word, flags) : shortFlag(word, flags)
    if (!typed) {
      result.push(long ? `--${MARK}${word.slice(2)}` : word)
    } else if (typed.flag.type === 'boolean') {
      const cluster = !long && typed.value !== undefined && word[2] !== '='
      if (typed.value !== undefined && !cluster) throw noValueError(typed)
      result.push(typed.head)
      if (cluster) left.push(`-${typed.value}`)
    } else if (typed.value === undefined) {
      const next = left.pop()
      result.push(typed.head, ...(next === undefined ? [] : [next]))
    } else result.push(`${typed.head}=${marked(typed.value)}`)
  }
  return result
}

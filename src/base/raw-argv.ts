import type {Environment} from './settings.js'
import {sharedFlags} from './settings.js'

interface FlagShape {
  type: 'boolean' | 'option'
  char?: string
}

const LONG = Object.entries(sharedFlags) as [string, FlagShape][]

function sharedFlag(word: string): FlagShape | undefined {
  if (word.startsWith('--')) {
    const name = word.slice(2).split('=')[0] ?? ''
    return LONG.find(([long]) => long === name || name === `no-${long}`)?.[1]
  }
  return LONG.find(([, flag]) => flag.char !== undefined && word.startsWith(`-${flag.char}`))?.[1]
}

/** Moves shared flags that stand before the command behind it, where oclif understands them. */
export function hoistFlags(argv: string[]): string[] {
  const before: string[] = []
  let rest = [...argv]
  for (let flag = sharedFlag(rest[0] ?? ''); rest[0]?.startsWith('-') && flag; flag = sharedFlag(rest[0] ?? '')) {
    const attached = rest[0].includes('=') || (!rest[0].startsWith('--') && rest[0].length > 2)
    const take = flag.type === 'option' && !attached ? 2 : 1
    before.push(...rest.slice(0, take))
    rest = rest.slice(take)
  }
  if (before.length === 0) return argv
  const end = rest.indexOf('--')
  return end < 0 ? [...rest, ...before] : [...rest.slice(0, end), ...before, ...rest.slice(end)]
}

/** The output format that the raw words ask for, before anything is parsed. */
export function rawFormat(argv: string[], env: Environment): string | undefined {
  const end = argv.indexOf('--')
  const words = end < 0 ? argv : argv.slice(0, end)
  if (words.includes('--json')) return 'json'
  for (const [index, word] of words.entries()) {
    if (word === '--output' || word === '-o') return words[index + 1]
    const attached = /^(?:--output=|-o=?)(.+)$/.exec(word)
    if (attached) return attached[1]
  }
  return env.LANGFUSE_CLI_OUTPUT
}

/** Whether errors are for a program: json or ndjson asked for anywhere on the line, or by the variable. */
export function wantsJsonErrors(argv: string[], env: Environment): boolean {
  return ['json', 'ndjson'].includes(rawFormat(argv, env) ?? '')
}

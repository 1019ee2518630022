import {ExactNumber, isDouble} from './exact-number.js'
import {isObject} from './object.js'

/** A value of JSON that holds no others, or a key, and where it stands: `config.seeds.0`. */
interface Part {
  path: string[]
  value: unknown
  isKey?: boolean
}

/** All parts of JSON, in order; without recursion, because JSON may be nested as deep as it likes. */
export function* parts(json: unknown): Generator<Part> {
  const pending: Part[] = [{path: [], value: json}]
  for (let part = pending.pop(); part; part = pending.pop()) {
    const {path, value} = part
    if (Array.isArray(value) || isObject(value)) {
      const inside = Object.entries(value).map(([key, inner]) => ({path: [...path, key], value: inner}))
      if (!Array.isArray(value)) for (const {path} of inside) yield {path, value: path.at(-1), isKey: true}
      for (const part of inside.reverse()) pending.push(part)
    } else yield part
  }
}

/** What of JSON a server does not keep, and why. */
export interface Loss {
  path: string[]
  reason: string
}

/** How much of a number or a text an error shows. */
const SHOWN = 40

function flawOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  if (value.includes('\0')) return 'has a NUL character, which servers drop or fail at'
  return value.isWellFormed() ? undefined : 'is not valid Unicode: it has half of a surrogate pair'
}

function changeOf(value: unknown): string | undefined {
  if (!(value instanceof ExactNumber) || isDouble(value)) return undefined
  return `${value.text.slice(0, SHOWN)} has more digits than servers keep: round it, or write it as text in double quotes`
}

function* found(json: unknown, reasonFor: (value: unknown) => string | undefined): Generator<Loss> {
  for (const {path, value} of parts(json)) {
    const reason = reasonFor(value)
    if (reason !== undefined) yield {path, reason}
  }
}

/** Text that no database takes: with NUL, or with half of a surrogate pair. */
export function brokenText(json: unknown): Generator<Loss> {
  return found(json, flawOf)
}

/** What servers round, drop or fail at: broken text, and numbers that are no double, because they read JSON as JavaScript does. */
export function losses(json: unknown): Generator<Loss> {
  return found(json, (value) => flawOf(value) ?? changeOf(value))
}

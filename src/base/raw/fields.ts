import {CliError, hasErrorCode} from '../../api/errors/cli-error.js'
import {readNumber} from '../../api/json/exact-number.js'
import {isObject} from '../../api/json/object.js'
import {MOST_LEVELS} from '../../api/json/parse.js'
import {type InputReader, parseJson} from '../input/input.js'
import {isSecretName, redactSecretFields} from '../output/redact-fields.js'

type Values = Record<string, unknown>

interface Field {
  /** The key as it was typed. */
  key: string
  /** `items[][name]` as `items`, ``, `name`. */
  steps: string[]
  /** Undefined for `key[]` alone: an empty list. */
  text: string | undefined
}

const KEY = /^[^[\]]+(?:\[[^[\]]*\])*$/
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

function readField(typed: string, flag: string): Field {
  const [, key = typed, text] = /^([^=]*)=(.*)$/s.exec(typed) ?? []
  if (KEY.test(key) && (text !== undefined || key.endsWith('[]'))) {
    const steps = key.replaceAll(']', '').split('[')
    if (steps.length < MOST_LEVELS) return {key, steps, text}
    throw new CliError('usage', `${flag}: "${beginningOf(typed)}" is nested too deep`)
  }
  const hint = 'A field is key=value; key[name]=value and key[]=value nest.'
  throw new CliError('usage', `${flag}: "${beginningOf(typed)}" is no field`, hint)
}

/** What may be the name of a field; the rest could be a secret. */
function beginningOf(typed: string): string {
  const name = /^[^:=\s"'{]*/.exec(typed)?.[0] ?? ''
  return name.length === typed.length && name.length <= 40 ? name : `${name.slice(0, 40)}…`
}

function container([step]: string[]): unknown[] | Values {
  return step === '' ? [] : (Object.create(null) as Values)
}

/** Whether a value still has room for what the steps name. */
function hasRoom(value: unknown, [step = '', ...rest]: string[]): boolean {
  if (Array.isArray(value)) return step === ''
  if (!isObject(value) || step === '') return false
  if (!Object.hasOwn(value, step)) return true
  return rest.length > 0 && hasRoom(value[step], rest)
}

function put(target: unknown, [step = '', ...rest]: string[], value: unknown, key: string): void {
  if (Array.isArray(target) && step === '') {
    if (rest.length === 0) {
      if (value !== undefined) target.push(value)
      return
    }
    if (!hasRoom(target.at(-1), rest)) target.push(container(rest))
    put(target.at(-1), rest, value, key)
  } else if (isObject(target) && step !== '' && (rest.length > 0 || !Object.hasOwn(target, step))) {
    if (!Object.hasOwn(target, step)) target[step] = rest.length > 0 ? container(rest) : value
    if (rest.length > 0) put(target[step], rest, value, key)
  } else {
    throw new CliError('usage', `The field ${key} does not fit the fields before it`, 'Lists repeat key[]=value.')
  }
}

async function typedJson({steps, key, text = ''}: Field): Promise<unknown> {
  const secret = steps.some(isSecretName) || redactSecretFields(text) !== text
  return parseJson(text, `-F ${key}`, secret).catch((error: unknown) => {
    if (!hasErrorCode(error, 'usage')) throw error
    throw new CliError('usage', error.message, [error.hint ?? [], '-f sends it as text.'].flat().join('\n'))
  })
}

async function typedValue(field: Field, reader: InputReader): Promise<unknown> {
  const {key, text = ''} = field
  if (text === '-' || text === '@-') return reader.readStdin(`-F ${key}=${text}`)
  if (text.startsWith('@')) return reader.text(text, 'field')
  if (text.startsWith('{') || text.startsWith('[')) return typedJson(field)
  if (text === 'true' || text === 'false') return text === 'true'
  if (text === 'null') return null
  if (!NUMBER.test(text)) return text
  const number = readNumber(text)
  const double = Number(number)
  if (Number.isFinite(double) && (!/^-?\d+$/.test(text) || Number.isSafeInteger(double))) return number
  throw new CliError('usage', `-F ${key}: ${text} is too large for a number`, 'Send it as text with -f, or in --input.')
}

/**
 * The fields of -f (text) and -F (typed: true, false, null, numbers, JSON, @file, - for stdin) as one object:
 * `a[b]=1`, `a[]=1`, `a[][b]=1` nest as in gh. Those of -f come first.
 * @throws CliError `usage` for a field that is none or does not fit the others; CliError `file`
 */
export async function readFields(text: string[], typed: string[], reader: InputReader): Promise<Values> {
  const fields = Object.create(null) as Values
  for (const field of text.map((argument) => readField(argument, '-f'))) put(fields, field.steps, field.text, field.key)
  for (const field of typed.map((argument) => readField(argument, '-F'))) {
    const value = field.text === undefined ? undefined : await typedValue(field, reader)
    put(fields, field.steps, value, field.key)
  }
  return fields
}

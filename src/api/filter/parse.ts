import * as z from 'zod'
import {CliError} from '../errors/cli-error.js'
import {parseJson} from '../json/parse.js'

/** One condition as a user gave it: the column under the user's name, the operator in the API's words or `!=`. */
export interface Condition {
  column: string
  /** The part of an object column: `tenant` of `metadata.tenant`. */
  key?: string | undefined
  operator: string
  /** Text, or a list of texts, from an expression; anything from JSON. */
  value: unknown
  /** The API's type of filter, where JSON names it. */
  type?: string | undefined
}

const ALIASES: Readonly<Record<string, string>> = {'==': '=', '<>': '!=', in: 'any of', 'not in': 'none of'}
const WORDS = [
  'is not null',
  'is null',
  'not in',
  'in',
  'any of',
  'none of',
  'all of',
  'does not contain',
  'contains',
  'starts with',
  'ends with',
  'matches',
]
const EXPRESSION = new RegExp(
  `^(\\w+)(?:\\.(?:"([^"]+)"|'([^']+)'|(.+?)))?(?:\\s*(==|!=|<>|>=|<=|=|>|<)|\\s+(${WORDS.join('|').replaceAll(' ', '\\s+')})(?=\\s|$))(.*)$`,
  'is',
)
const EXAMPLES = "latency > 5, name contains chat, tags any of a,b, metadata.tenant = 'acme inc', sessionId is not null"
const QUOTES = 'Quotes go around a whole value; a quote inside takes the other kind around it'

const jsonCondition = z.strictObject({
  column: z.string(),
  key: z.string().optional(),
  operator: z.string(),
  value: z.unknown().optional(),
  type: z.string().optional(),
})

function canonical(operator: string): string {
  const words = operator.trim().toLowerCase().replace(/\s+/g, ' ')
  return ALIASES[words] ?? words
}

function unquoted(text: string): string {
  const quoted = /^(?:"([^"]*)"|'([^']*)')$/s.exec(text)
  if (quoted) return quoted[1] ?? quoted[2] ?? ''
  if (/^["']/.test(text)) throw new CliError('usage', `${text}: the quotes do not end with the value. ${QUOTES}.`)
  return text
}

function listOf(text: string): string[] {
  const inner = /^(?:\((.*)\)|\[(.*)\])$/s.exec(text)
  const items = `${inner?.[1] ?? inner?.[2] ?? text},`.matchAll(/\s*("[^"]*"|'[^']*'|[^,]*?)\s*,/gs)
  return [...items].map(([, item = '']) => {
    if (item === '') throw new CliError('usage', `${text}: a value between the commas is missing. The empty text is ""`)
    return unquoted(item)
  })
}

function readExpression(text: string): Condition {
  const match = EXPRESSION.exec(text)
  if (!match)
    throw new CliError(
      'usage',
      `"${text}" is not a valid condition. It needs a column, an operator and a value: ${EXAMPLES}`,
    )
  const [, column = '', key1, key2, key3, symbol, words, rest = ''] = match
  const key = key1 ?? key2 ?? key3?.trim()
  const operator = canonical(symbol ?? words ?? '')
  const value = rest.trim()
  const place = key === undefined ? {column} : {column, key}
  if (/ null$/.test(operator)) {
    if (value !== '') throw new CliError('usage', `"${text}": nothing can follow ${operator}`)
    return {...place, operator, value: ''}
  }
  if (value === '') throw new CliError('usage', `"${text}": the value is missing. The empty text is ""`)
  return {...place, operator, value: / of$/.test(operator) ? listOf(value) : unquoted(value)}
}

function readJson(text: string): Condition[] {
  let parsed: unknown
  try {
    parsed = parseJson(text)
  } catch (error) {
    throw new CliError('usage', `The filter is not valid JSON: ${(error as Error).message}`)
  }
  return (Array.isArray(parsed) ? parsed : [parsed]).map((item, index) => {
    const result = jsonCondition.safeParse(item)
    if (result.success) {
      const {value, operator, ...rest} = result.data
      return {...rest, operator: canonical(operator), value}
    }
    const issue = result.error.issues[0]
    const where = [`condition ${index + 1} of the filter`, ...(issue?.path.map(String) ?? [])].join(', ')
    throw new CliError(
      'usage',
      `${where}: ${issue?.message}. Each has column, operator and value, and may have key and type`,
    )
  })
}

/**
 * Reads conditions as people write them: `latency > 5`, or the API's JSON (an array, or one object). All together must hold.
 * @throws CliError `usage` for what is not a valid condition
 */
export function parseConditions(texts: readonly string[]): Condition[] {
  return texts
    .map((text) => text.trim())
    .flatMap((text) => (/^[[{]/.test(text) ? readJson(text) : [readExpression(text)]))
}

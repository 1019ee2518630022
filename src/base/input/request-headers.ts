import {CliError} from '../../api/errors/cli-error.js'
import {isObject} from '../../api/json/object.js'
import {parseJson} from '../../api/json/parse.js'

/** A header of every request to the host. */
export interface RequestHeader {
  /** In lower case. */
  name: string
  value: string
  /** Who gave it: `-H`, `LANGFUSE_CLI_HEADERS`, `profile staging`. */
  source: string
}

/** The source of headers that were typed. */
export const TYPED = '-H'

/** The variable that holds headers, as a JSON object. */
export const HEADERS_VARIABLE = 'LANGFUSE_CLI_HEADERS'

const NAME = /^[!#$%&'*+.^_`|~\w-]+$/
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/
const OPEN = /^(?:(?:accept|content|if)(?:-[\w-]+)?|cache-control|range|user-agent|x-langfuse-(?:sdk|ingestion)-\w+)$/

/** What may not be set by hand, by the reason. */
const REFUSED = {
  'it carries the keys of Langfuse, which come from --profile or the LANGFUSE_… variables': ['authorization'],
  'keys go to the configured host only: --host names another one': ['host'],
  'the connection sets it':
    'content-length transfer-encoding connection proxy-connection keep-alive upgrade te trailer expect'.split(' '),
  'the method stands before the path, or in --method': ['x-http-method-override', 'x-http-method', 'x-method-override'],
}

/** Checks pairs of a name and a value of one source; a name that comes twice has both values, with a comma. */
function checked(pairs: [name: string, value: string][], source: string, example: string): RequestHeader[] {
  const values = new Map<string, string>()
  for (const [index, [typedName, text]] of pairs.entries()) {
    const [name, value] = [typedName.toLowerCase(), text.trim()]
    if (!NAME.test(name)) {
      throw new CliError('usage', `${source} number ${index + 1} is no header; nothing was sent`, example)
    }
    if (!VALUE.test(text)) {
      throw new CliError(
        'usage',
        `${source} ${name}: its value has line breaks or other characters that no header can carry; nothing was sent`,
      )
    }
    const [why] = Object.entries(REFUSED).find(([, names]) => names.includes(name)) ?? []
    if (why) throw new CliError('usage', `${source} ${name} cannot be set: ${why}; nothing was sent`)
    const before = values.get(name)
    values.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return [...values].map(([name, value]) => ({name, value, source}))
}

/** Headers as -H has them, `name: value` each. @throws CliError `usage`, without a value, for what cannot be sent */
export function typedHeaders(lines: string[]): RequestHeader[] {
  const pairs = lines.map((line): [string, string] => {
    const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(line) ?? []
    return [name, value]
  })
  return checked(pairs, TYPED, "A header is 'name: value'.")
}

/** Headers as an object of names and values. @throws CliError `usage`, without a value, for what is none, or cannot be sent */
export function headersOf(given: unknown, source: string): RequestHeader[] {
  const example = 'For example {"x-gateway-key": "…"}; every value is text.'
  const pairs = isObject(given) ? Object.entries(given) : undefined
  if (!pairs?.every((pair): pair is [string, string] => typeof pair[1] === 'string')) {
    throw new CliError('usage', `${source} is not a JSON object of header names and values; nothing was sent`, example)
  }
  return checked(pairs, source, example)
}

/** The headers of the variable. @throws CliError `usage`, without a value, for what is none, or cannot be sent */
export function variableHeaders(json: string): RequestHeader[] {
  let given: unknown
  try {
    given = parseJson(json)
  } catch {}
  return headersOf(given, HEADERS_VARIABLE)
}

/** Whether a header, its name in lower case, says how to answer rather than who asks: anybody may see its value. */
export function isOpenHeader(name: string): boolean {
  return OPEN.test(name)
}

/** All headers; of those with the same name the first. */
export function strongestHeaders(headers: RequestHeader[]): RequestHeader[] {
  return headers.filter(({name}, index) => headers.findIndex((other) => other.name === name) === index)
}

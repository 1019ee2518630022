import {CliError} from '../../api/errors/cli-error.js'

const NAME = /^[!#$%&'*+.^_`|~\w-]+$/
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/

const OURS = 'the connection sets it'
const KEYS = 'keys come from the connection: --profile, --host or the LANGFUSE_… variables'

const METHOD = 'the method stands before the path, or in --method'

/** What may not be set by hand, and why. */
const REFUSED: Record<string, string> = {
  authorization: KEYS,
  'proxy-authorization': 'passwords of proxies come from HTTPS_PROXY',
  cookie: KEYS,
  host: 'keys go to the configured host only: --host names another one',
  'content-length': OURS,
  'transfer-encoding': OURS,
  connection: OURS,
  'keep-alive': OURS,
  upgrade: OURS,
  te: OURS,
  trailer: OURS,
  expect: OURS,
  'x-http-method-override': METHOD,
  'x-http-method': METHOD,
  'x-method-override': METHOD,
}

/**
 * Headers of -H by their names in lower case; one given twice has both values, with a comma.
 * @throws CliError `usage` for what is no header, or one that the connection owns
 */
export function readHeaders(typed: string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null)
  for (const [index, line] of typed.entries()) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, Math.max(0, colon)).toLowerCase(), line.slice(colon + 1).trim()]
    if (!NAME.test(name)) {
      throw new CliError('usage', `-H number ${index + 1} is no header; nothing was sent`, "A header is 'name: value'.")
    }
    if (!VALUE.test(line.slice(colon + 1))) {
      throw new CliError(
        'usage',
        `-H ${name}: its value has line breaks or other characters that no header can carry; nothing was sent`,
      )
    }
    const why = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined
    if (why) throw new CliError('usage', `-H ${name} cannot be set: ${why}; nothing was sent`)
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return {...headers}
}

import {CliError} from '../../api/errors/cli-error.js'

const NAME = /^[!#$%&'*+.^_`|~\w-]+$/
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/

const KEYS = 'keys come from the connection: --profile, --host or the LANGFUSE_… variables'

/** What may not be set by hand, by the reason. */
const REFUSED = {
  [KEYS]: ['authorization', 'cookie'],
  'passwords of proxies come from HTTPS_PROXY': ['proxy-authorization'],
  'keys go to the configured host only: --host names another one': ['host'],
  'the connection sets it': 'content-length transfer-encoding connection keep-alive upgrade te trailer expect'.split(
    ' ',
  ),
  'the method stands before the path, or in --method': ['x-http-method-override', 'x-http-method', 'x-method-override'],
}

/**
 * Headers of -H by their names in lower case; one given twice has both values, with a comma.
 * @throws CliError `usage` for what is no header, or one that the connection owns
 */
export function readHeaders(typed: string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null)
  for (const [index, line] of typed.entries()) {
    const [, typedName = '', text = ''] = /^([^:]*):(.*)$/s.exec(line) ?? []
    const [name, value] = [typedName.toLowerCase(), text.trim()]
    if (!NAME.test(name)) {
      throw new CliError('usage', `-H number ${index + 1} is no header; nothing was sent`, "A header is 'name: value'.")
    }
    if (!VALUE.test(text)) {
      throw new CliError(
        'usage',
        `-H ${name}: its value has line breaks or other characters that no header can carry; nothing was sent`,
      )
    }
    const [why] = Object.entries(REFUSED).find(([, names]) => names.includes(name)) ?? []
    if (why) throw new CliError('usage', `-H ${name} cannot be set: ${why}; nothing was sent`)
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return {...headers}
}

import type {ReceivedMessage, SentMessage} from '../../api/http.js'
import type {Environment} from '../settings.js'
import {knownSecrets, withoutSecretFields, withoutSecrets} from './secrets.js'
import {harmless} from './terminal.js'

/** Names of headers whose values nobody may see. */
export const SECRET_HEADER = /^(proxy-)?authorization$|cookie|secret|token|api-?key/i

function headerLines(headers: SentMessage['headers'], mark: string): string[] {
  return Object.entries(headers)
    .filter(([name, value]) => value !== undefined && !name.startsWith(':'))
    .map(([name, value]) => `${mark} ${name}: ${SECRET_HEADER.test(name) ? '…' : [value].flat().join(', ')}`)
}

function bodyLines(body: SentMessage['body'], mark: string): string[] {
  if (body === undefined || body === '') return []
  const text = typeof body === 'string' ? withoutSecretFields(body) : `(${body.length} bytes)`
  return [mark, ...text.split('\n').map((line) => `${mark} ${line}`)]
}

/** Writes requests and answers to stderr, headers and bodies whole, but for their secrets. */
export function traffic(
  argv: string[],
  env: Environment,
): {onSend: (message: SentMessage) => void; onReceive: (message: ReceivedMessage) => void} {
  const known = knownSecrets(argv, env)
  const show = (lines: string[]): void => {
    process.stderr.write(`${harmless(withoutSecrets(lines.join('\n'), known))}\n`)
  }
  return {
    onSend: ({method, url, headers, body}) =>
      show([`> ${method} ${withoutSecretFields(url)}`, ...headerLines(headers, '>'), ...bodyLines(body, '>')]),
    onReceive: ({status, headers, text}) =>
      show([`< ${status}`, ...headerLines(headers, '<'), ...bodyLines(text, '<')]),
  }
}

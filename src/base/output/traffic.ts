import type {ReceivedMessage, SentMessage} from '../../api/http/messages.js'
import type {IOStreams} from '../input/io-streams.js'
import {knownSecrets, redact} from './redact.js'
import {isSecretHeader, redactSecretFields} from './redact-fields.js'
import {sanitizeForTerminal} from './terminal.js'

/** Headers as lines, one for each value; values of secret headers are cut out. @param secret names of further ones */
export function headerLines(headers: SentMessage['headers'], prefix = '', secret: string[] = []): string[] {
  const hidden = (name: string) => isSecretHeader(name) || secret.includes(name)
  return Object.entries(headers)
    .filter(([name]) => !name.startsWith(':'))
    .flatMap(([name, value]) =>
      [value ?? []].flat().map((text) => `${prefix}${name}: ${hidden(name) ? '…' : redactSecretFields(text)}`),
    )
}

function bodyLines(body: SentMessage['body'], mark: string): string[] {
  if (body === undefined || body === '') return []
  const text = typeof body === 'string' ? redactSecretFields(body) : `(${body.length} bytes)`
  return [mark, ...text.split('\n').map((line) => `${mark} ${line}`)]
}

/** Writes requests and answers to stderr, headers and bodies whole, but for their secrets. @param secret names of headers */
export function traffic(
  {argv, env, stderr}: IOStreams,
  secret: string[],
): {
  onSend: (message: SentMessage) => void
  onReceive: (message: ReceivedMessage) => void
} {
  const show = (lines: string[]): void => {
    stderr.write(`${sanitizeForTerminal(redact(lines.join('\n'), knownSecrets(argv, env)))}\n`)
  }
  return {
    onSend: ({method, url, headers, body}) =>
      show([`> ${method} ${redactSecretFields(url)}`, ...headerLines(headers, '> ', secret), ...bodyLines(body, '>')]),
    onReceive: ({status, headers, text}) =>
      show([`< ${status}`, ...headerLines(headers, '< '), ...bodyLines(text, '<')]),
  }
}

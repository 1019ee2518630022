import {decodePercent} from './redact.js'

const SECRET =
  /secret|password|passphrase|authorization|apikey|accesskey|privatekey|credential|^extraheaders$|(?:^|access|refresh|session|auth|id)token$/
const SECRET_PARAMETER = /^(?:x-(?:amz|goog)-(?:signature|credential|security-token)|sig|signature|key)$/i
const PARAMETER = /(^|[?&#;\s])([\w.%+-]+)=([^&#;"'\s\\<>]+)/g
const FIELD = /(?<!\\)(\\*)"([\w. -]+)\1"\s*:\s*/g

/** Whether a field of this name holds a secret, in any spelling: `secretKey`, `api-key`, `access_token`; not `publicKey` or `promptTokens`. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name.replaceAll(/[^A-Za-z\d]/g, '').toLowerCase())
}

/** Whether a parameter of a query holds a secret: by its name, or as the signature of an upload or a download. */
export function isSecretParameter(name: string): boolean {
  return SECRET_PARAMETER.test(name) || isSecretName(name)
}

/** Whether nobody may see the value of a header. */
export function isSecretHeader(name: string): boolean {
  return /auth|cookie|secret|token|key|password|credential|vault|session/i.test(name)
}

/** JSON, printed again where something of it is hidden; undefined for what is none. */
function redactJson(text: string): string | undefined {
  if (!/^\s*["[{]/.test(text)) return undefined
  let hidden = false
  const shown = (name: string, value: unknown): unknown => {
    if (typeof value === 'boolean' || value === null) return value
    const safe = isSecretName(name) ? '…' : typeof value === 'string' ? redactSecretFields(value) : value
    hidden ||= safe !== value
    return safe
  }
  try {
    const printed = JSON.stringify(JSON.parse(text), shown)
    return hidden ? printed : text
  } catch {
    return undefined
  }
}

/** Lines of JSON, of which the last one may be cut off; undefined for any other text. */
function redactJsonLines(text: string): string | undefined {
  const lines = text.split('\n')
  const last = lines.pop() ?? ''
  if (lines.length === 0) return undefined
  const shown: string[] = []
  for (const line of lines) {
    const safe = line.trim() === '' ? line : redactJson(line)
    if (safe === undefined) return undefined
    shown.push(safe)
  }
  return [...shown, redactSecretFields(last)].join('\n')
}

/** The value of a field in text that does not parse, rather too much of it; nothing of true, false and null. */
function valuePattern(slashes: string): RegExp {
  const quote = `\\\\{${slashes.length}}"`
  return new RegExp(`${quote}[^]*?(?:(?<!\\\\)${quote}|$)|[[{][^]*|(?!(?:true|false|null)\\b)[^\\s,}\\]]+`, 'y')
}

function redactFields(text: string): string {
  let shown = ''
  let at = 0
  for (const {0: field, 1: slashes = '', 2: name = '', index} of text.matchAll(FIELD)) {
    if (index < at || !isSecretName(name)) continue
    const value = valuePattern(slashes)
    value.lastIndex = index + field.length
    if (!value.test(text)) continue
    shown += `${text.slice(at, index)}${field}${slashes}"…${slashes}"`
    at = value.lastIndex
  }
  return shown + text.slice(at)
}

/** Forms, and queries of URLs; their values may be JSON. */
function redactParameters(text: string): string {
  return text.replaceAll(PARAMETER, (whole, before: string, name: string, value: string) => {
    if (isSecretParameter(decodePercent(name))) return `${before}${name}=…`
    const content = decodePercent(value.replaceAll('+', ' '))
    const shown = content === value ? value : redactSecretFields(content)
    return shown === content ? whole : `${before}${name}=${shown}`
  })
}

/**
 * JSON, lines of JSON, forms, or any other text, without the values of fields and parameters that are secret by their
 * name, also of JSON and URLs inside of strings. What hides nothing stays as it is written; JSON that does is printed
 * again, without its spaces and with numbers as JavaScript has them. Of text that is cut off rather more is hidden.
 */
export function redactSecretFields(text: string): string {
  return redactJson(text) ?? redactJsonLines(text) ?? redactParameters(redactFields(text))
}

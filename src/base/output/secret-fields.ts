const SECRET =
  /secret|password|passphrase|authorization|apikey|accesskey|privatekey|credential|^extraheaders$|(?:^|access|refresh|session|auth|id)token$/
const SECRET_PARAMETER = /^(?:x-(?:amz|goog)-(?:signature|credential|security-token)|sig|signature|key)$/i
const PARAMETER = /([?&#;])([\w.%-]+)=([^&#;"'\s\\<>]+)/g
const FIELD = /(?<!\\)(\\*)"([\w. -]+)\1"\s*:\s*/g
const COLON = /\s*:\s*/y
const NUMBER = /-?\d[\w.+-]*/y

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

function isJson(text: string): boolean {
  if (!/^\s*["[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Where a string ends whose quotes follow so many slashes: the end of the text when it is not closed. */
function endOfString(text: string, start: number, slashes: string): number {
  const quotes = /(?<!\\)(\\*)"/g
  quotes.lastIndex = start + slashes.length + 1
  for (let quote = quotes.exec(text); quote; quote = quotes.exec(text)) {
    const count = quote[1]?.length ?? 0
    if (slashes === '' ? count % 2 === 0 : count <= slashes.length) return quotes.lastIndex
  }
  return text.length
}

/** Where the brackets that open at a place are closed: the end of the text when they are not. */
function closing(text: string, start: number, slashes: string): number {
  const marks = /(?<!\\)\\*"|[[\]{}]/g
  marks.lastIndex = start
  let depth = 0
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '{' || mark[0] === '[') depth += 1
    if (mark[0] === '}' || mark[0] === ']') depth -= 1
    if (mark[0].endsWith('"')) marks.lastIndex = endOfString(text, mark.index, slashes)
    if (depth === 0) return marks.lastIndex
  }
  return text.length
}

/** Where a value ends that begins at a place; nothing for true, false and null, which tell no secret. */
function endOfValue(text: string, start: number, slashes = ''): number | undefined {
  if (text.startsWith(`${slashes}"`, start)) return endOfString(text, start, slashes)
  if (text[start] === '{' || text[start] === '[') return closing(text, start, slashes)
  NUMBER.lastIndex = start
  return NUMBER.test(text) ? NUMBER.lastIndex : undefined
}

function inJson(text: string): string {
  let shown = ''
  let at = 0
  for (let start = text.indexOf('"'); start >= 0; start = text.indexOf('"', at)) {
    const end = endOfString(text, start, '')
    COLON.lastIndex = end
    const [colon] = COLON.exec(text) ?? []
    const content = JSON.parse(text.slice(start, end)) as string
    const cut = colon === undefined ? redactSecretFields(content) : content
    shown += text.slice(at, start) + (cut === content ? text.slice(start, end) : JSON.stringify(cut)) + (colon ?? '')
    at = end + (colon?.length ?? 0)
    const hidden = colon !== undefined && isSecretName(content) ? endOfValue(text, at) : undefined
    if (hidden !== undefined) shown += '"…"'
    at = hidden ?? at
  }
  return shown + text.slice(at)
}

function inText(text: string): string {
  const fields = new RegExp(FIELD)
  let shown = ''
  let at = 0
  for (let match = fields.exec(text); match; match = fields.exec(text)) {
    const [, slashes = '', name = ''] = match
    const end = isSecretName(name) ? endOfValue(text, fields.lastIndex, slashes) : undefined
    if (end === undefined) continue
    shown += `${text.slice(at, fields.lastIndex)}${slashes}"…${slashes}"`
    at = end
    fields.lastIndex = end
  }
  return (shown + text.slice(at)).replaceAll(PARAMETER, (whole, before: string, name: string) =>
    isSecretParameter(name) ? `${before}${name}=…` : whole,
  )
}

/**
 * JSON, or any other text, without the values of fields that are secret by their name, also of JSON inside of its
 * strings, and without the secrets in the queries of URLs. All else stays as it is written.
 */
export function redactSecretFields(text: string): string {
  return isJson(text) ? inJson(text) : inText(text)
}

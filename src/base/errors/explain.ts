import {CliError, type ErrorCode} from '../../api/errors/cli-error.js'
import {size, sizes} from '../../api/http/byte-size.js'
import {ApiError, NetworkError} from '../../api/http/errors.js'
import {MAX_BODY, UNKNOWN_LIMITS} from '../../api/operation/endpoint.js'
import {accessProxyHint} from './access-proxy.js'
import {explainMissingRoute} from './missing-route.js'
import {lostHint, MAYBE_DONE} from './network-hint.js'

/** An error as users and scripts see it. */
export interface Explanation {
  code: ErrorCode
  message: string
  status?: number
  hint?: string
  /** Where it was thrown, line by line, where that was asked for. */
  stack?: string
}

const CLOUD = /(^|\.)cloud\.langfuse\.com\b/
const PLAN = /\bplan\b|entitlement|not available on your|licen[cs]e/i
const SWITCHED_OFF = /not configured for this deployment|\bevals are not enabled/i
const NO_ADMIN_API = /ADMIN_API_KEY is not set|not accessible on Langfuse Cloud/i
const WRONG_KEY = /organization[ -](scoped )?(api )?key|insufficient permissions|basic auth with secret key/i

const REPORT =
  'This is a bug of langfusectl. Please report it with the command line (without keys), the output of `langfuse --version`, and what LANGFUSE_CLI_DEBUG=stack shows.'

/** The one mapping from error to code, message and hint. Errors that nobody foresaw are `internal`. */
export function explain(error: unknown): Explanation {
  const explanation = explainCause(error)
  const notes =
    error instanceof ApiError || error instanceof NetworkError || error instanceof CliError ? error.notes : []
  if (notes.length === 0) return explanation
  return {...explanation, hint: [...notes, explanation.hint].filter(Boolean).join('\n')}
}

function explainCause(error: unknown): Explanation {
  if (error instanceof ApiError) return explainAnswer(error)
  if (error instanceof CliError) {
    const {code, message, hint = code === 'internal' ? REPORT : undefined} = error
    return {code, message, ...hintOf(hint)}
  }
  if (error instanceof NetworkError) return {code: 'network', message: error.message, ...hintOf(lostHint(error))}
  const {name, message} = error instanceof Error ? error : {name: 'Error', message: String(error)}
  return {
    code: 'internal',
    message: `${name}: ${message}`,
    hint: REPORT,
  }
}

function hintOf(hint: string | undefined): {hint?: string} {
  return hint ? {hint} : {}
}

function explainAnswer(error: ApiError): Explanation {
  const {status} = error
  const strange = status >= 200 && status < 300 ? ', but not as a Langfuse server does' : ''
  const message = `${error.origin} answered ${status}${strange}: ${error.message}`
  if (error.missingRoute) return {code: 'not_available', status, ...explainMissingRoute(error)}
  const gate = accessProxyHint(error)
  if (gate) return {code: status === 401 ? 'credentials' : 'rejected', status, message, hint: gate}
  const wrongKind = wrongKindHint(error)
  if (wrongKind) return {code: 'credentials', status, message, hint: wrongKind}
  if (status === 401) return {code: 'credentials', status, message, hint: unknownKeyHint(error)}
  if (status === 403 || status === 405) return explainForbidden(error, message)
  if (status === 404) return {code: 'not_found', status, message}
  if (status === 409 && SWITCHED_OFF.test(error.message)) return {code: 'not_available', status, message}
  if (status === 429) return explainRateLimit(error, message)
  return {code: 'rejected', status, message, ...hintOf(rejectedHint(error))}
}

function unknownKeyHint(error: ApiError): string {
  if (error.scope === 'admin') {
    return 'This needs the admin key of the server: set LANGFUSE_ADMIN_API_KEY to what the server has as ADMIN_API_KEY. Keys of projects and organizations do not open it.'
  }
  const host = error.origin.split(' ')[0] ?? ''
  const elsewhere = CLOUD.test(host)
    ? 'Keys belong to one region: try `--host us` (eu, jp, hipaa).'
    : 'Keys belong to one server: is it this one?'
  const pair = 'Or the two are not of one pair, or no longer valid: `langfuse auth status` says where they come from.'
  return `${host} does not know this key. ${elsewhere} ${pair} A key made minutes ago may need up to 5 minutes.`
}

function explainForbidden(error: ApiError, message: string): Explanation {
  const {status} = error
  if (PLAN.test(error.message)) {
    const hint =
      'The key is right: it is the plan (Cloud) or the licence (self-hosted) that lacks this; --help says which has it.'
    return {code: 'not_available', status, message, hint}
  }
  if (NO_ADMIN_API.test(error.message)) {
    const hint =
      'The admin API is for self-hosted servers with an Enterprise licence, where ADMIN_API_KEY is set on the server.'
    return {code: 'not_available', status, message, hint}
  }
  if (SWITCHED_OFF.test(error.message)) return {code: 'not_available', status, message}
  return {code: 'rejected', status, message}
}

/** For keys that the server knows, but of another kind: what they are, what is needed, which variables to set. */
function wrongKindHint({status, message}: ApiError): string | undefined {
  if ((status !== 401 && status !== 403) || PLAN.test(message) || !WRONG_KEY.test(message)) return undefined
  if (/required/i.test(message)) {
    return 'That is the key of a project; this needs an organization key: set LANGFUSE_ORG_PUBLIC_KEY and LANGFUSE_ORG_SECRET_KEY.'
  }
  return 'That is the key of an organization, or a public key alone; this needs the key pair of a project: set LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY.'
}

function explainRateLimit(error: ApiError, message: string): Explanation {
  const seconds = error.retryAfterMs === undefined ? undefined : Math.ceil(error.retryAfterMs / 1000)
  const wait = seconds === undefined ? 'Try again later' : `The server asks to wait ${seconds} s`
  return {code: 'rate_limited', status: 429, message, hint: `${wait}; --max-wait ${seconds ?? 300} waits that long.`}
}

/** Whether the server names its reason by a code of its own: then it is no query that was too large. */
function hasCode(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'code' in body
}

/** How large the body was, and how large it may be; nothing to say of a request without one. */
function tooLargeHint({sentBytes, limits}: ApiError): string | undefined {
  if (!sentBytes) return undefined
  const {maxBody = MAX_BODY} = limits ?? {}
  if (limits === UNKNOWN_LIMITS) return `The body has ${size(sentBytes)}; most routes take ${size(MAX_BODY)}.`
  if (maxBody === null) {
    return `The body has ${size(sentBytes)}. Langfuse servers take any size here, but Langfuse Cloud 5 MB: send it in parts.`
  }
  const [sent, most] = sizes(sentBytes, maxBody)
  if (sentBytes > maxBody) return `The body has ${sent}; this route takes ${most}.`
  return `The body has ${sent}, and the route itself takes ${most}: something in front of the server takes less.`
}

/** The address itself is only recommended where it is the same name, and no less safe. */
function redirectHint(origin: string, address: string): string {
  const [host = ''] = origin.split(' ')
  const from = /^http:/.test(host) ? host : `https://${host}`
  const bare = (url: string) => (URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : undefined)
  const safe = address.startsWith('https:') || from.startsWith('http:')
  if (safe && bare(from) === bare(address)) return 'Use that address as --host, so that your keys go straight there.'
  return 'Your keys were not sent there. Give that address as --host only if you know it to be your server.'
}

function rejectedHint(error: ApiError): string | undefined {
  if (error.inDoubt) return MAYBE_DONE
  if (error.flaw === 'oversized' && error.method === 'GET')
    return 'Ask for less: a smaller window, a smaller --page-size. LANGFUSE_CLI_MAX_ANSWER takes more bytes.'
  if (error.status === 413) return tooLargeHint(error)
  if (error.status === 414 || error.status === 431)
    return 'The address of the request is too long, as long lists of values make it: ask for fewer at once.'
  if ((error.status === 422 && !hasCode(error.body)) || error.status === 524)
    return 'Ask for less: a smaller window, a smaller --page-size.'
  if (error.redirectedTo) return redirectHint(error.origin, error.redirectedTo)
  const success = error.status >= 200 && error.status < 300
  const page = typeof error.body === 'string' && /^\s*</.test(error.body)
  if (page && (success || error.status === 400 || error.status === 404)) {
    return 'That was a web page, not the API. Is the host right, base path included? Some reverse proxies refuse names with "/" (sent as %2F).'
  }
  return success && error.method !== 'GET' ? MAYBE_DONE : undefined
}

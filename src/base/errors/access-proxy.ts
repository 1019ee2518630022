import type {ApiError} from '../../api/http/errors.js'
import {isObject} from '../../api/json/object.js'

/** Host and path of pages where people log in. */
const LOGIN_ADDRESS =
  /\b(?:oauth2?|oidc|openid|sso|saml2?|idp|auth\w*|log[-_]?in|sign[-_]?in|accounts)\b|cloudflareaccess|pomerium/i
const LOGIN_PAGE = /<title>[^<]*\b(?:log|sign)[- ]?in\b|type=["']?password|cloudflareaccess|oauth2[-_/]|single sign-on/i
const LONGEST_HEAD = 20_000

/** Whether a body has words of its own, as every refusal of Langfuse. */
function hasWords(body: unknown): boolean {
  return isObject(body) && [body.message, body.error, body.detail].some((text) => typeof text === 'string')
}

function leadsToLogin(location: string | undefined, origin: string): boolean {
  const base = URL.canParse(origin) ? origin : 'https://host'
  if (!location || !URL.canParse(location, base)) return false
  const {hostname, pathname} = new URL(location, base)
  return LOGIN_ADDRESS.test(`${hostname}${pathname}`)
}

/**
 * What to do about an answer of something in front of the server that wants to know who asks: a redirect to a login, a page
 * of one, a refusal without the words that Langfuse has. Undefined for any other.
 */
export function accessProxyHint({status, body, origin, received, secretHeaders}: ApiError): string | undefined {
  const {headers = {}} = received ?? {}
  const refused = status === 401 || status === 403
  const page = status < 500 && typeof body === 'string' && LOGIN_PAGE.test(body.slice(0, LONGEST_HEAD))
  const isGate = refused
    ? received !== undefined && (headers['www-authenticate'] !== undefined || !hasWords(body))
    : page || (status >= 300 && status < 400 && leadsToLogin(headers.location, origin.split(' ')[0] ?? ''))
  if (!isGate) return undefined
  const sent = secretHeaders.length > 0 ? `, and ${secretHeaders.join(', ')} did not satisfy it` : ''
  return `Something in front of the server, such as Cloudflare Access or oauth2-proxy, wants to know who asks${sent}. Send the headers that it wants with -H 'name: value' or LANGFUSE_CLI_HEADERS; \`langfuse auth login -H …\` saves them in a profile.`
}

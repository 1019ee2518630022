import type {ApiError} from '../../api/http/errors.js'
import {UNKNOWN_LIMITS} from '../../api/operation/endpoint.js'

const PASS_ON =
  'Have it pass paths on unchanged (nginx: `proxy_pass` without a path; Apache: `AllowEncodedSlashes NoDecode` and `nocanon`; Traefik: `allowEncodedSlash`; Envoy: KEEP_UNCHANGED), or give an address that reaches the server without it as --host.'

/** The message and hint for a route that a server lacks: which server it is, and which one has the route. */
export function explainMissingRoute(error: ApiError): {message: string; hint?: string} {
  const {missingRoute, notes, origin, server} = error
  const what = notes.length === 0 ? 'this command' : 'what was typed'
  const route = `${error.method} ${error.path}`
  if (missingRoute === 'version-3') {
    return {
      message: `${origin} runs in Langfuse v4 events_only mode and no longer has ${route}: ${what} needs a server of version 3.`,
    }
  }
  if (missingRoute === 'version-4') {
    return {
      message: `${origin} does not have ${route} yet: ${what} needs a server of version 4.`,
    }
  }
  if (server === 'pages') {
    return {
      message: `${origin} is no Langfuse server, or its base path is missing: to ${route} and to the question for its version it answers with web pages.`,
      hint: 'Is the host right, base path included?',
    }
  }
  if (server === undefined || server === 'unknown') {
    return {
      message: `${origin} does not know ${route}, and when asked for its version it does not answer as a Langfuse server does.`,
      hint: `Is the host right, base path included?${proxyHint(error)}`,
    }
  }
  if (missingRoute === 'encoded' && error.limits !== UNKNOWN_LIMITS && !isOlder(server.version, error.limits?.since)) {
    return {
      message: `A reverse proxy in front of ${origin} decodes or refuses encoded characters in paths, such as %2F (a "/" in a name): ${route} does not reach Langfuse ${server.version} as it was sent.`,
      hint: PASS_ON,
    }
  }
  return ofVersion(error, `${origin} runs Langfuse ${server.version}, which does not know ${route}`, server.version)
}

function ofVersion(error: ApiError, fact: string, version: string): {message: string; hint?: string} {
  if (error.limits === UNKNOWN_LIMITS) {
    return {message: `${fact}.`, hint: `Is the path right? \`langfuse reference\` has all of them.${proxyHint(error)}`}
  }
  const since = error.limits?.since
  if (since === undefined) {
    return {message: `${fact}.`, hint: `This command is for another version of the server.${proxyHint(error)}`}
  }
  if (isOlder(version, since)) return {message: `${fact}: this command needs ${since} or newer.`}
  return {
    message: `${fact}.`,
    hint: `It came with ${since}: this server may have dropped it since, or something in front of it holds it back.${proxyHint(error)}`,
  }
}

function proxyHint({path}: ApiError): string {
  return /%2f/i.test(path) ? ' Some reverse proxies refuse names with "/" (sent as %2F).' : ''
}

/** Whether version `a` came before `b`, both in numbers with dots; what `b` does not say does not count. */
function isOlder(a: string, b = '0'): boolean {
  const [mine, wanted] = [a, b].map((version) =>
    version
      .replace(/^v/, '')
      .split('.')
      .map((part) => Number.parseInt(part, 10)),
  )
  const index = wanted?.findIndex((part, place) => part !== mine?.[place]) ?? -1
  return index >= 0 && (mine?.[index] ?? 0) < (wanted?.[index] ?? 0)
}

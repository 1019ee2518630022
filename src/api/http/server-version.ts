import {isObject} from '../json/is-object.js'

/** What a host turned out to be when it was asked for its version: a Langfuse server, one with web pages, or neither. */
export type Server = {version: string} | 'pages' | 'unknown'

/** Reads that from the answer of the health route, whatever its status: a server that is unwell names its version too. */
export function readServer(body: unknown): Server {
  if (typeof body === 'string' && /^\s*</.test(body)) return 'pages'
  return isObject(body) && typeof body.version === 'string' ? {version: body.version} : 'unknown'
}

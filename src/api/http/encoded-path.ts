import {isObject, listOf, type Row} from '../json/object.js'
import type {Input, Operation, ParamInfo} from '../operation/endpoint.js'

/** `/ \ % ? # ;` as paths carry them; proxies decode or refuse these. */
const FRAGILE = /%(?:2f|5c|25|3f|23|3b)/i
/** What the server's own parser says of a body. */
const BAD_BODY = 'Invalid JSON'

/** Whether a path has encoded characters that something in front of a server may not pass on as they are. */
export function isFragile(path: string): boolean {
  return FRAGILE.test(path)
}

/** Whether an answer to a fragile path is no word of Langfuse about it: it never came there, or as another path. */
export function isLostPath(status: number, path: string, contentType: string, body: unknown): boolean {
  if (!isFragile(path)) return false
  if (status === 404 || status === 400) return !isObject(body) && !/\bjson\b/.test(contentType) && body !== BAD_BODY
  if (!isObject(body)) return false
  return (status === 405 && body.message === 'Method not allowed') || (status === 500 && body.error === 'URI malformed')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What stands bare in a path is taken as a path: cut at `?` and `#`, `\\` as `/`, and its dots followed. */
function asPath(text: string): string {
  const bare = text.toWellFormed().replaceAll(/[^/\\?#;.]+/g, encodeURIComponent)
  return decoded(new URL(`http://host/${bare}`).pathname.slice(1))
}

/** What a name may become where it is decoded on the way: once too often, as a path, with or without what follows `;`. */
function misreadings(name: string): string[] {
  const paths = [name, decoded(name)].map(asPath)
  return [decoded(name), ...paths, ...paths.map((path) => path.replace(/;.*/s, ''))]
}

/** Whether the names in the path of a call become those of other things where they are decoded on the way. */
export function isMisleading({params = {}}: Input): boolean {
  return Object.values(params).some((value) => misreadings(String(value)).some((other) => other !== String(value)))
}

function isOfAnother(params: Record<string, ParamInfo>, input: Input, thing: Row): boolean {
  return Object.entries(params).some(([name, {echo = ''}]) => {
    const [sent, came] = [String(input.params?.[name]), thing[echo]]
    return came !== sent && [...misreadings(sent), encodeURIComponent(sent)].some((other) => other === came)
  })
}

/** Whether an answer is about what a name in the path of the call becomes where it is decoded, or encoded again, on the way. */
export function isMisled(operation: Operation, input: Input, answer: unknown): boolean {
  const things = 'rows' in operation && isObject(answer) ? listOf(answer[operation.rows]) : [answer]
  return things.some((thing) => isObject(thing) && isOfAnother(operation.params, input, thing))
}

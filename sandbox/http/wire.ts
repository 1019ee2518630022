import type {IncomingMessage, ServerResponse} from 'node:http'
import {gzipSync} from 'node:zlib'
import type {Reply} from './call.js'

/** The page an unknown route gets. */
export const htmlNotFound: Reply = {
  status: 404,
  text: '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><title>404: This page could not be found.</title></head><body><h1>404</h1><h2>This page could not be found.</h2></body></html>',
  headers: {'content-type': 'text/html; charset=utf-8', 'x-robots-tag': 'noindex'},
}

/** An answer as bytes: headers and the body as it goes over the wire. */
export interface Wire {
  status: number
  headers: Record<string, string>
  bytes: Buffer
}

/** Turns an answer into bytes; JSON and pages over 1 KB are zipped for those who accept it. */
export function toWire(reply: Reply, acceptEncoding: string): Wire {
  const headers: Record<string, string> = {'x-robots-tag': 'noindex', 'x-content-type-options': 'nosniff'}
  let bytes = reply.bytes ?? Buffer.from(reply.text ?? '')
  if (reply.body !== undefined) {
    bytes = Buffer.from(JSON.stringify(reply.body))
    headers['content-type'] = 'application/json; charset=utf-8'
    headers.vary = 'Origin, Accept-Encoding'
  }
  Object.assign(headers, reply.headers)
  if (headers['content-type'] !== undefined && bytes.length > 1024 && /\bgzip\b/.test(acceptEncoding)) {
    bytes = gzipSync(bytes)
    headers['content-encoding'] = 'gzip'
  }
  if (reply.status !== 204) headers['content-length'] = String(bytes.length)
  return {status: reply.status, headers, bytes}
}

/** Writes the answer to a HEAD without its body, as the server does, and closes. */
export function send(response: ServerResponse, wire: Wire, withoutBody: boolean): void {
  if (withoutBody) response.setHeader('connection', 'close')
  response.writeHead(wire.status, wire.headers)
  response.end(withoutBody ? undefined : wire.bytes)
}

/** The answer goes out, the rest of a long body is swallowed, then the connection dies. */
export function closeAfter(request: IncomingMessage, response: ServerResponse): void {
  const destroy = () => setTimeout(() => request.socket.destroy(), 5)
  response.on('finish', () => {
    if (request.complete) destroy()
    else {
      request.on('end', destroy)
      setTimeout(destroy, 1000).unref()
    }
  })
}

/** Reads a body up to a limit; `undefined` when it is longer. What follows is read and dropped. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) {
        chunks.length = 0
        resolve(undefined)
      } else chunks.push(chunk)
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
  })
}

/** The body was announced as JSON and is none. */
export class InvalidJson extends Error {}

/** The body as the server's framework hands it to a handler: JSON by content type, otherwise text. */
export function parseBody(text: string, contentType: string): unknown {
  if (!/^application\/(ld\+)?json\b/.test(contentType)) return text
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidJson()
  }
}

/** Query parameters as the server's framework has them: a repeated one is an array. */
export function queryObject(query: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(query.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

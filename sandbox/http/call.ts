import type {IncomingMessage, ServerResponse} from 'node:http'
import {gzipSync} from 'node:zlib'
import type {Store} from '../store/store.js'
import type {Mode} from './modes.js'

/** A request as it arrived, before anything was decoded. */
export interface RecordedRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: string
  bytes: Buffer
  at: number
}

/** An answer: JSON when `body` is there, otherwise text, bytes or nothing. */
export interface Reply {
  status: number
  body?: unknown
  text?: string
  bytes?: Buffer
  headers?: Record<string, string>
  close?: boolean
}

/** What a route's handler gets. */
export interface Call {
  store: Store
  mode: Mode
  /** Whether new reads do not show yet what was written. */
  lag: boolean
  /** Whether the organization routes are open. */
  licensed: boolean
  version: string
  params: Record<string, string>
  query: Record<string, string | string[]>
  body: unknown
  request: RecordedRequest
}

/** An error answer, thrown by handlers. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(JSON.stringify(body))
  }
}

/** 404 with the error class the server names. */
export function notFound(message: string): ApiError {
  return new ApiError(404, {message, error: 'LangfuseNotFoundError'})
}

/** 400 for a request which is well formed but not possible. */
export function invalidRequest(message: string): ApiError {
  return new ApiError(400, {message, error: 'InvalidRequestError'})
}

/** 409. */
export function conflict(message: string): ApiError {
  return new ApiError(409, {message, error: 'LangfuseConflictError'})
}

/** An error in the shape of SCIM. */
export function scimError(status: number, detail: string): ApiError {
  return new ApiError(status, {schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail, status})
}

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

/** The body was announced as JSON and is none. */
export class InvalidJson extends Error {}

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

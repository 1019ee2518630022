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

/** 200 with a JSON body. */
export function ok(body: unknown): Reply {
  return {status: 200, body}
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

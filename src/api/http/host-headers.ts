import type {PreparedRequest} from './request.js'

/** Headers of every request to the host, besides the program's own or in their place. Names are in lower case. */
export interface HostHeaders {
  /** Those that anybody may see. */
  open: Record<string, string>
  /** The names of the others. */
  secret: string[]
  /** All of them with their values. */
  read: () => Promise<Record<string, string>>
}

/** A request with the headers of its host, the secret ones by their names. */
export function withHostHeaders(request: PreparedRequest, headers: HostHeaders | undefined): PreparedRequest {
  if (!headers) return request
  const {open, secret} = headers
  return {...request, headers: {...request.headers, ...open}, secretHeaders: secret}
}

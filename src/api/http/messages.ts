import type {IncomingHttpHeaders} from 'node:http'

/** A request as it is on the wire, its keys included: whoever shows it must cut them out. */
export interface SentMessage {
  method: string
  url: string
  headers: Record<string, string | string[] | undefined>
  body: Uint8Array | string | undefined
}

/** An answer as it came, whatever its status. */
export interface ReceivedMessage {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The same as bytes, unpacked: not every text is whole when it is read as UTF-8. */
  bytes: Uint8Array
}

import type {ClientRequest} from 'node:http'
import type {Request} from 'got'
import type {ReceivedAnswer} from './body.js'

/**
 * A change of protocol (101) that nobody asked for is no answer: the request is lost when the server closes the
 * connection, the time is up, or Ctrl-C. Node has let go of the connection by then, so that its `destroy` does nothing.
 */
function outliveUpgrade(request: ClientRequest): void {
  request.once('upgrade', (_, socket) => {
    let reason: Error = Object.assign(new Error('socket hang up'), {code: 'ECONNRESET'})
    request.destroy = (error) => {
      socket.destroy(error)
      return request
    }
    socket.on('error', (error) => {
      reason = error
    })
    socket.once('close', () => request.emit('error', reason))
    socket.resume()
  })
}

/**
 * Takes the answer to a request whose body, if it has one, is on its way: whole, or as `oversized` when it has more bytes
 * than `most`; the connection is closed then. So are those of redirects whose bodies have not ended, of which nobody hears any more.
 * @param most bytes, unpacked
 * @throws what the HTTP library throws
 */
export async function receive(request: Request, most: number): Promise<ReceivedAnswer> {
  const hops: ClientRequest[] = []
  request.on('request', (hop: ClientRequest) => {
    outliveUpgrade(hop)
    hops.push(hop)
  })
  request.on('error', () => {})
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > most) break
      chunks.push(chunk)
    }
  } finally {
    request.destroy()
    for (const hop of hops.slice(0, -1)) hop.destroy()
  }
  const {response} = request
  if (!response) throw new Error('a request has ended without an answer')
  const {statusCode, headers} = response
  return bytes > most ? {statusCode, headers, oversized: true} : {statusCode, headers, rawBody: Buffer.concat(chunks)}
}

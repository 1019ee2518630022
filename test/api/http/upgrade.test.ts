import {createServer, type Server} from 'node:net'
import {afterEach, describe, expect, it} from 'vitest'
import {createClient} from '../../../src/api/http/client.js'
import * as datasets from '../../../src/api/resources/datasets/endpoints.js'
import * as prompts from '../../../src/api/resources/prompts.js'

const UPGRADE = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'

let server: Server

afterEach(() => {
  server.close()
})

/** A client of a server that changes to another protocol, whoever asks. @param close whether it hangs up then */
async function clientOf(close: boolean, {timeoutMs = 30_000, signal}: {timeoutMs?: number; signal?: AbortSignal} = {}) {
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(UPGRADE)
      if (close) socket.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const attempts: (number | string)[] = []
  const client = createClient({
    host: `http://127.0.0.1:${port}`,
    originFor: () => 'here',
    authorize: async () => 'Basic x',
    timeoutMs,
    userAgent: 'langfusectl/0 test',
    retry: {retries: 1, maxWaitMs: 1000},
    onAttempt: ({status}) => attempts.push(status),
    clock: {now: () => 0, random: () => 0, sleep: async () => {}},
    ...(signal ? {signal} : {}),
  })
  return {client, attempts}
}

describe('an answer that changes the protocol is a lost request', () => {
  const dataset = {params: {datasetName: 'd'}}

  it('when the server hangs up: it is tried again', async () => {
    const {client, attempts} = await clientOf(true)
    const lost = {name: 'NetworkError', code: 'ECONNRESET', maybeDone: false}
    await expect(client.send(datasets.get, dataset)).rejects.toMatchObject(lost)
    expect(attempts).toEqual(['ECONNRESET', 'ECONNRESET'])
  })

  it('that may have been carried out, where it must not be sent twice', async () => {
    const {client, attempts} = await clientOf(true)
    const input = {body: {name: 'x', prompt: 'y'}}
    await expect(client.send(prompts.create, input)).rejects.toMatchObject({code: 'ECONNRESET', maybeDone: true})
    expect(attempts).toEqual(['ECONNRESET'])
  })

  it('when the time is up', async () => {
    const {client, attempts} = await clientOf(false, {timeoutMs: 100})
    await expect(client.send(datasets.get, dataset)).rejects.toMatchObject({code: 'ETIMEDOUT'})
    expect(attempts).toEqual(['ETIMEDOUT'])
  })

  it('when it is given up', async () => {
    const controller = new AbortController()
    const {client} = await clientOf(false, {signal: controller.signal})
    const reason = new Error('interrupted')
    setTimeout(() => controller.abort(reason), 100)
    await expect(client.send(datasets.get, dataset)).rejects.toBe(reason)
  })
})

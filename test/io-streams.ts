import {Readable, Writable} from 'node:stream'
import type {IOStreams, OutputStream} from '../src/base/input/io-streams.js'

/** Streams of a test, and what was written to them, chunk by chunk. */
export interface TestStreams extends IOStreams {
  out: string[]
  err: string[]
}

function collect(isTTY: boolean): {stream: OutputStream; chunks: string[]} {
  const chunks: string[] = []
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(String(chunk))
      done()
    },
  })
  return {stream: Object.assign(stream, {isTTY}), chunks}
}

/** Streams without a process. @param tty which of them are a terminal; none is unless said */
export function testStreams({
  stdin = '',
  env = {},
  argv = [],
  tty = {},
}: Partial<Pick<IOStreams, 'argv' | 'env'>> & {
  stdin?: string
  tty?: {stdin?: boolean; stdout?: boolean; stderr?: boolean}
} = {}): TestStreams {
  const [stdout, stderr] = [collect(tty.stdout ?? false), collect(tty.stderr ?? false)]
  const input = Readable.from(stdin === '' ? [] : [Buffer.from(stdin)])
  return {
    stdin: Object.assign(input, {isTTY: tty.stdin ?? false}),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env,
    argv,
    out: stdout.chunks,
    err: stderr.chunks,
  }
}

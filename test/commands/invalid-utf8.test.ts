import nock from 'nock'
import {describe, expect, it} from 'vitest'
import {cli, HOST} from '../cli.js'

const WARNING = 'Warning: the answer has bytes that are not UTF-8; they are shown as \ufffd.\n'
const AROUND = '"name":"n","metadata":null,"projectId":"p","createdAt":"","updatedAt":"","inputSchema":null'

/** A row whose id is not UTF-8. */
function rowOf(number: number): Buffer[] {
  const rest = `${number}",${AROUND},"expectedOutputSchema":null}`
  return [Buffer.from('{"id":"'), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from(rest)]
}

const ROW = rowOf(1)

function page(number: number): Buffer {
  const meta = `{"page":${number},"limit":1,"totalItems":2,"totalPages":2}`
  return Buffer.concat([Buffer.from('{"data":['), ...rowOf(number), Buffer.from(`],"meta":${meta}}`)])
}

/** Answers the next requests with these bytes. */
function bytes(...bodies: Buffer[]): void {
  for (const body of bodies) nock(HOST).get(/^/).reply(200, body, {'content-type': 'application/json'})
}

describe('bytes that are not UTF-8', () => {
  it.each(['-o ndjson', '-o csv -q', '--jq .id -q'])('are named once: datasets list %s', async (flags) => {
    bytes(page(1), page(2))
    const {stdout, stderr, exitCode} = await cli(`datasets list --all --page-size 1 ${flags}`)
    expect(stdout).toContain('\ufffd\ufffd(')
    expect(stderr.split(WARNING)).toHaveLength(2)
    expect(exitCode).toBe(0)
  })

  it.each(['-o json', '-o yaml -q', '--jq .id -q'])('are named: api %s', async (flags) => {
    bytes(Buffer.concat(ROW))
    const {stdout, stderr, exitCode} = await cli(`api /x ${flags}`)
    expect(stdout).toContain('\ufffd\ufffd(')
    expect({stderr, exitCode}).toEqual({stderr: WARNING, exitCode: 0})
  })

  it.each(['datasets get d', 'datasets list', 'api /x'])(
    'are named once in a refusal, as JSON too: %s',
    async (line) => {
      for (const flags of ['', ' --json']) {
        nock(HOST)
          .get(/^/)
          .reply(400, Buffer.from('{"message":"no \xff","error":"e"}', 'latin1'), {'content-type': 'application/json'})
        const {stderr, exitCode} = await cli(line + flags)
        expect(stderr.match(/not UTF-8/g)).toHaveLength(1)
        if (flags !== '')
          expect(JSON.parse(stderr).error).toMatchObject({code: 'rejected', hint: expect.stringContaining('UTF-8')})
        expect(exitCode).toBe(5)
      }
    },
  )

  it.each(['reference -q', 'reference GET /health -q', 'reference --json -q'])('are named: %s', async (line) => {
    bytes(Buffer.from('{"paths":{"/api/public/health":{"get":{"operationId":"h\xff"}}}}', 'latin1'))
    const {stderr, exitCode} = await cli(line)
    expect({stderr, exitCode}).toEqual({stderr: WARNING, exitCode: 0})
  })

  it('go through reference --spec into a pipe', async () => {
    bytes(Buffer.from('{"paths":{"/x":{"get":{"operationId":"h\xff"}}}}', 'latin1'))
    expect(await cli('reference --spec -q')).toMatchObject({stderr: '', exitCode: 0})
  })

  it('go through a raw call into a pipe', async () => {
    bytes(Buffer.concat(ROW))
    const {chunks, stderr} = await cli('api /x')
    expect(chunks).toHaveLength(1)
    expect(stderr).toBe('')
  })

  it('are nothing that is said of the character itself', async () => {
    bytes(Buffer.from(`{"id":"\ufffd",${AROUND},"expectedOutputSchema":null}`))
    expect(await cli('datasets get d')).toMatchObject({stderr: '', exitCode: 0})
  })
})

describe('a byte order mark before an answer', () => {
  it.each(['datasets get d', 'api /x -o json', 'api /x --jq .'])('is no part of it: %s', async (line) => {
    bytes(Buffer.from(`\ufeff{"id":"\ufeffa",${AROUND},"expectedOutputSchema":null}`))
    const {stdout, stderr} = await cli(line)
    expect(JSON.parse(stdout)).toMatchObject({id: '\ufeffa'})
    expect(stderr).toBe('')
  })

  it('goes through a raw call into a pipe', async () => {
    bytes(Buffer.from('\ufeff{}'))
    expect((await cli('api /x')).stdout).toBe('\ufeff{}')
  })
})

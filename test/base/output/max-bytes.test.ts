import {beforeEach, describe, expect, it} from 'vitest'
import type {CliError} from '../../../src/api/errors/cli-error.js'
import {type Chunk, printChunks, printLines, printWhole} from '../../../src/base/output/max-bytes.js'
import {Notes} from '../../../src/base/output/notes.js'
import {readSettings} from '../../../src/base/settings/settings.js'
import {type TestStreams, testStreams} from '../../io-streams.js'

const CHUNKS: Chunk[] = [
  {before: '[\n', pieces: ['é', ',\nbb', '']},
  {before: '', pieces: [',\n日本', ',\nc']},
  {before: '', pieces: [], end: '\n]\n'},
]
const PIECES = ['é', ',\nbb', '', ',\n日本', ',\nc']
const FULL = `[\n${PIECES.join('')}\n]\n`

let io: TestStreams

beforeEach(() => {
  io = testStreams()
})

function upTo(maxBytes: number | undefined) {
  const notes = new Notes(io.stderr, {quiet: false, verbose: false, color: false, redact: (text) => text})
  return {io, notes, settings: {...readSettings({}, {}), maxBytes}}
}

/** What is written of the chunks, and how many pieces a cut counts; undefined without a cut. */
async function print(maxBytes: number | undefined, close: string): Promise<{text: string; pieces: number | undefined}> {
  io = testStreams()
  const cut = await printChunks(upTo(maxBytes), CHUNKS, {unit: 'row', close}).then(
    () => undefined,
    (error: CliError) => error,
  )
  return {text: io.out.join(''), pieces: cut?.details.written}
}

describe('printChunks', () => {
  it('without a limit writes a chunk at a time', async () => {
    expect(await print(undefined, '\n]\n')).toEqual({text: FULL, pieces: undefined})
    expect(io.out).toHaveLength(3)
  })

  it.each(['', '\n]\n'])('with any limit is whole pieces, closed by %j', async (close) => {
    const size = Buffer.byteLength(FULL)
    for (let most = 1; most <= size + 2; most++) {
      const {text, pieces} = await print(most, close)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(most)
      expect(pieces === undefined).toBe(most >= size)
      if (pieces === undefined) expect(text).toBe(FULL)
      else if (text !== '') {
        expect(text).toBe(`[\n${PIECES.slice(0, pieces).join('')}${close}`)
      }
    }
  })

  it('asks for no chunk behind the cut', async () => {
    const asked: number[] = []
    async function* endless(): AsyncGenerator<Chunk> {
      for (let index = 0; ; index++) {
        asked.push(index)
        yield {before: '', pieces: ['1234\n']}
      }
    }
    await expect(printChunks(upTo(12), endless(), {unit: 'row'})).rejects.toThrow('2 rows were written')
    expect(asked).toEqual([0, 1, 2])
  })
})

it('printLines ends with a whole line', async () => {
  await expect(printLines(upTo(4), 'a\nb\nccc\n')).rejects.toThrow('Cut at --max-bytes 4: 2 lines were written')
  expect(io.out.join('')).toBe('a\nb\n')
})

it('printWhole prints all or nothing', async () => {
  await printWhole(upTo(3), 'é\n')
  expect(io.out).toEqual(['é\n'])
  await expect(printWhole(upTo(2), 'é\n')).rejects.toThrow('The answer has 3 bytes, --max-bytes is 2')
  expect(io.out).toHaveLength(1)
})

it('names half of a surrogate pair, which UTF-8 cannot carry', async () => {
  await printLines(upTo(undefined), 'a\nb\ud800c\n\udfff\n')
  await printWhole(upTo(undefined), '\ud83d\ude00')
  expect(io.err.join('').match(/surrogate pair/g)).toHaveLength(1)
})

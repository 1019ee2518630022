import {execFileSync, spawn} from 'node:child_process'
import {once} from 'node:events'
import {closeSync, constants, mkdtempSync, openSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {Readable} from 'node:stream'
import {setImmediate} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import type {CliError} from '../../../src/api/errors/cli-error.js'
import {InputReader, parseJson} from '../../../src/base/input/input.js'

/** The beginning of a day in UTC, to the millisecond. */
const NOW = new Date('2026-11-21T00:00:00.000Z')

const folder = mkdtempSync(join(tmpdir(), 'langfusectl-input-'))

function file(name: string, content: Buffer | string): string {
  writeFileSync(join(folder, name), content)
  return `@${join(folder, name)}`
}

function reader(...chunks: (Buffer | string)[]) {
  return new InputReader(Readable.from(chunks.map((chunk) => Buffer.from(chunk as string))), NOW)
}

describe('text', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['@@@langfusePrompt:name=x|version=1@@@', '@@@langfusePrompt:name=x|version=1@@@'],
    ['--', '--'],
    ['- ', '- '],
    ['a@b', 'a@b'],
  ])('%o stands as it is', async (value, expected) => {
    expect(await reader().text(value, 'prompt')).toBe(expected)
  })

  it.each([
    ['@@', '@'],
    ['@@[Anna](user:u1) look', '@[Anna](user:u1) look'],
    ['@@@x', '@@x'],
    ['@@@langfuseMedia:type=image/png|id=x|source=file@@@', '@@@langfuseMedia:type=image/png|id=x|source=file@@@'],
  ])('@@ stands for one @, except in references: %s', async (value, expected) => {
    expect(await reader().text(value, 'prompt')).toBe(expected)
  })

  it.each([
    ['line ends', 'a\r\nb\n\n'],
    ['no final newline', 'a'],
    ['nothing', ''],
    ['a byte order mark in the middle', 'a\ufeff\n\ufeffb'],
    ['other scripts', 'Grüße ✨ 漢字'],
  ])('a file gives its bytes: %s', async (name, content) => {
    expect(await reader().text(file(`${name}.txt`, content), 'prompt')).toBe(content)
  })

  it('a byte order mark before the text is none of it, in files and stdin', async () => {
    expect(await reader().text(file('mark.txt', '\ufeff\ufeffa'), 'prompt')).toBe('\ufeffa')
    expect(await reader('\ufeffa').text('-', 'prompt')).toBe('a')
    expect(await reader().text('\ufeffa', 'prompt')).toBe('\ufeffa')
    expect(await reader().anyJson(file('mark.json', '\ufeff2'), 'metadata')).toBe(2)
  })

  it('stdin gives its bytes, characters across chunks included', async () => {
    const bytes = Buffer.from('ü\n✨\n')
    expect(await reader(bytes.subarray(0, 1), bytes.subarray(1, 4), bytes.subarray(4)).text('-', 'prompt')).toBe(
      'ü\n✨\n',
    )
  })

  it.each([
    ['a file that is not there', '@/nowhere/at/all', 'there is no such file'],
    ['a folder', `@${folder}`, 'it is a folder'],
    ['no name', '@', 'there is no such file'],
  ])('%s', async (_, value, words) => {
    const error = await reader()
      .text(value, 'prompt')
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({
      code: 'file',
      message: expect.stringContaining(words),
      hint: expect.stringContaining('@@'),
    })
  })

  it('a pipe gives what is written to it, however late', async () => {
    const path = join(folder, 'pipe')
    execFileSync('mkfifo', [path])
    const writer = spawn('bash', ['-c', 'exec 3> "$0"; sleep 0.2; echo early >&3; sleep 0.2; echo late >&3', path])
    while ((await reader().text(`@${path}`, 'prompt').catch(String)) !== 'early\nlate\n') await setImmediate()
    expect(await once(writer, 'exit')).toEqual([0, null])
  })

  it.each([
    ['a pipe that nobody writes to', 'silent', 'nobody writes to this pipe'],
    ['what has no end', '/dev/zero', 'more than 100 MB'],
  ])('is not read from %s', async (_, name, words) => {
    const path = resolve(folder, name)
    if (name === 'silent') execFileSync('mkfifo', [path])
    const wanted = {code: 'file', message: expect.stringContaining(words)}
    await expect(reader().text(`@${path}`, 'prompt')).rejects.toMatchObject(wanted)
    await expect(reader().bytes(path, 'file')).rejects.toMatchObject(wanted)
  })

  it('is not read from a stdin without end', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1024 * 1024)
      })(),
    )
    await expect(new InputReader(endless, NOW).text('-', 'prompt')).rejects.toMatchObject({code: 'file'})
  })

  it('is given up with the signal', async () => {
    const controller = new AbortController()
    const path = join(folder, 'held')
    execFileSync('mkfifo', [path])
    const held = openSync(path, constants.O_RDWR)
    const text = new InputReader(Readable.from([]), NOW, controller.signal).text(`@${path}`, 'prompt')
    const reason = new Error('interrupted')
    controller.abort(reason)
    await expect(text).rejects.toBe(reason)
    closeSync(held)
  })

  it('refuses what is not UTF-8, from file and stdin', async () => {
    const bytes = Buffer.from([0x47, 0xfc])
    await expect(reader().text(file('latin1', bytes), 'prompt')).rejects.toThrow('latin1 is not UTF-8 text')
    await expect(reader(bytes).text('-', 'prompt')).rejects.toThrow('stdin is not UTF-8 text')
  })

  it('refuses an empty stdin', async () => {
    await expect(reader().text('-', 'prompt')).rejects.toThrow('--prompt -: stdin is empty')
  })

  it('refuses stdin twice, and names both flags', async () => {
    const input = reader('text')
    await input.text('-', 'prompt')
    await expect(input.anyJson('-', 'config')).rejects.toThrow('--config - and --prompt -: stdin can be read only once')
  })
})

describe('anyJson', () => {
  it.each([
    ['{"a":[1,null]}', {a: [1, null]}],
    [' [1]', [1]],
    ['"quoted"', 'quoted'],
    ['42', 42],
    ['-1.5e3', -1500],
    ['true', true],
    ['null', null],
    ['text', 'text'],
    ['True', 'True'],
    ['01', '01'],
    ['', ''],
    ['@@x', '@x'],
    ['12 apples', '12 apples'],
    ['\ufeff{"a":1}', {a: 1}],
  ])('%o', async (value, expected) => {
    expect(await reader().anyJson(value, 'metadata')).toEqual(expected)
  })

  it.each([
    ['42', '42 is taken as a number; \'"42"\' is text.'],
    ['true', 'true is taken as a boolean; \'"true"\' is text.'],
    [' null\n', 'null is taken as null; \'"null"\' is text.'],
    ['"42"', ''],
    ['[1]', ''],
    ['text', ''],
  ])('%o is said to be what it is not by looks', async (value, words) => {
    const notes: string[] = []
    await new InputReader(Readable.from([]), NOW, undefined, (text) => notes.push(text)).anyJson(value, 'metadata')
    expect(notes).toEqual(words === '' ? [] : [`--metadata: ${words}`])
  })

  it.each(['{a}', '[1,', '"open', ' {"a":1}}'])('%o begins like JSON, so it must be', async (value) => {
    await expect(reader().anyJson(value, 'metadata')).rejects.toThrow('--metadata is not valid JSON')
  })

  it('names the file', async () => {
    const value = file('odd.json', '{"a":1,}')
    await expect(reader().anyJson(value, 'metadata')).rejects.toThrow(
      /odd\.json is not valid JSON: .* line 1, column 8/,
    )
  })
})

describe('what is nested too deep', () => {
  it.each([
    ['whole', '['.repeat(60_000) + ']'.repeat(60_000)],
    ['cut off', '{"a":'.repeat(60_000)],
  ])('is refused: %s', async (_, text) => {
    const refusal = {code: 'usage', message: expect.stringContaining('nested too deep')}
    await expect(reader().json(text, 'body')).rejects.toMatchObject(refusal)
    await expect(reader().anyJson(text, 'metadata')).rejects.toMatchObject(refusal)
  })
})

describe('json', () => {
  it('must parse, whatever it begins with', async () => {
    await expect(reader().json('text', 'body')).rejects.toMatchObject({code: 'usage'})
    expect(await reader('\ufeff{"a":1}\n').json('-', 'body')).toEqual({a: 1})
  })
})

describe('the position', () => {
  it.each([
    ['{"a":1,\n "b":}', 'line 2, column 6'],
    ['{"a" 1}', 'line 1, column 6'],
    ['{"a":1', 'line 1, column 7'],
    ['[1,2,]', 'line 1, column 6'],
    ["{'a':1}", 'line 1, column 2'],
    ['{"a":1} x', 'line 1, column 9'],
    ['{"a":1 // c\n}', 'line 1, column 8'],
    ['', 'line 1, column 1'],
    ['{"a":NaN}', 'line 1, column 6'],
    ['{\n\n  "a": "b\n"}', 'line 3, column 8'],
  ])('in %o', async (text, place) => {
    await expect(parseJson(text, '--body')).rejects.toThrow(place)
  })

  it('is pointed at', async () => {
    const error = await parseJson('{"name":"x","prompt":}', '--body').catch((caught: unknown) => caught)
    const [excerpt = '', pointer = ''] = String((error as CliError).hint).split('\n')
    expect(excerpt[pointer.indexOf('^')]).toBe('}')
  })
})

import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it, onTestFinished} from 'vitest'
import {type Look, screenOf, textOf} from '../../scripts/demo/screen.js'
import {problems, type Step} from '../../scripts/demo/story.js'
import {picture} from '../../scripts/svg.js'

const plain: Look = {bold: false, dim: false, color: undefined}

describe('screenOf', () => {
  it('keeps styles and drops the blank end', () => {
    expect(screenOf('\u001b[32m✓\u001b[0m done\r\n\r\n')).toEqual([
      [
        {text: '✓', look: {...plain, color: 'green'}},
        {text: ' done', look: plain},
      ],
    ])
  })

  it('obeys what a spinner writes, so that nothing of it stays', () => {
    const spinner =
      '\u001b[?25l\u001b[?2026h⠋ asking…\u001b[?2026l\u001b[2K\u001b[1G⠙ asking…\u001b[2K\u001b[1G\u001b[?25h'
    expect(textOf(screenOf(`before\r\n${spinner}12 of 12\r\n`))).toEqual(['before', '12 of 12'])
    expect(textOf(screenOf('one\r\ntwo\u001b[1A\u001b[1GONE'))).toEqual(['ONE', 'two'])
  })
})

describe('problems', () => {
  const step: Step = {
    title: 'A step',
    line: 'true',
    expect: {exit: 0, shows: ['done', /^\d rows$/m], last: '2 rows', file: {name: 'rows.ndjson', rows: 2}},
  }

  async function folderWith(text: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'langfuse-demo-test-'))
    onTestFinished(() => rm(folder, {recursive: true}))
    await writeFile(join(folder, 'rows.ndjson'), text)
    return folder
  }

  it('finds none where all is as it should be', async () => {
    const folder = await folderWith('{"id":"a"}\n{"id":"b"}\n')
    expect(await problems(step, {exit: 0, lines: screenOf('done\r\n2 rows\r\n')}, folder)).toEqual([])
  })

  it('names each thing that is wrong', async () => {
    const folder = await folderWith('{"id":"a"}\n{"id":"a"}\n')
    expect(await problems(step, {exit: 5, lines: screenOf('some rows\r\n')}, folder)).toEqual([
      'it ended with exit status 5, not 0',
      'the screen does not show done',
      'the screen does not show /^\\d rows$/m',
      'the last line is "some rows", not 2 rows',
      'rows.ndjson has 2 rows with 1 different ids, not 2',
    ])
  })
})

describe('picture', () => {
  const step: Step = {title: 'Title', line: "echo '<&>'", expect: {exit: 0, shows: []}}
  const draw = (output: string) =>
    picture([{step, lines: screenOf(output)}], {columns: 20, replace: ['SECRET', 'shown']})

  it('escapes text, replaces what changes, and wraps as a terminal does', () => {
    const svg = draw(`SECRET <b> & more\r\n${'x'.repeat(25)}`)
    expect(svg).toContain('>shown &lt;b&gt; &amp; more</tspan>')
    expect(svg).toContain(`>${'x'.repeat(20)}</tspan>`)
    expect(svg).toContain(`>${'x'.repeat(5)}</tspan>`)
    expect(svg).not.toContain('SECRET')
  })

  it('puts what follows wide characters into the right column', () => {
    const column = (svg: string, text: string) => new RegExp(`x="([\\d.]+)">${text}<`).exec(svg)?.[1]
    expect(column(draw('日報  next'), 'next')).toBe(column(draw('abcd  next'), 'next'))
    expect(column(draw('abc  next'), 'next')).not.toBe(column(draw('abcd  next'), 'next'))
  })
})

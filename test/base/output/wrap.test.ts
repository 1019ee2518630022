import {describe, expect, it} from 'vitest'
import {layOut, wrap, wrapCommand} from '../../../src/base/output/wrap.js'

describe('text in lines', () => {
  it('keeps its lines, and hangs the items of lists', () => {
    const text = 'One of:\n- the first of two or three\n  1. below it there is more\n```\n{ "a":  1 }\n```'
    expect(wrap(text, {columns: 18, hard: true})).toEqual([
      'One of:',
      '- the first of two',
      '  or three',
      '  1. below it',
      '     there is more',
      '```',
      '{ "a":  1 }',
      '```',
    ])
  })

  it.each([
    [true, ['  go to', '  https://exam', '  ple.com/page', '  now']],
    [false, ['  go to', '  https://example.com/page', '  now']],
  ])('breaks a word that is too long only where it must (%s)', (hard, lines) => {
    expect(wrap('go to https://example.com/page now', {columns: 14, hard}, 2)).toEqual(lines)
  })

  it('counts columns, and obeys nothing', () => {
    expect(wrap('日本語日本語 \u001b[31mred', {columns: 12, hard: true})).toEqual(['日本語日本語', '␛[31mred'])
  })
})

describe('a list', () => {
  it('has its names on the left, long ones above, and hangs what is said of them', () => {
    const lines = [
      {name: 'a', about: 'one.\n- x\n\n- y'},
      {name: '', about: ''},
      {name: '', about: 'with One:'},
      {name: 'a.b', about: 'string.', level: 1},
      {name: 'a.name.that.is.rather.long', about: 'string.', level: 1},
    ]
    expect(layOut(lines, {columns: 80, hard: true})).toEqual([
      '  a      one.',
      '         - x',
      '',
      '         - y',
      '',
      '  with One:',
      '    a.b  string.',
      '    a.name.that.is.rather.long',
      '         string.',
    ])
  })
})

describe('a command', () => {
  it('is broken between its words, as shells take it', () => {
    const line = `langfuse prompts create --name 'a b c' --prompt "say \\"hello you\\" now" --label x`
    expect(wrapCommand(line, {columns: 40, hard: true}).join('\n')).toMatchInlineSnapshot(`
      "  langfuse prompts create --name \\
          'a b c' --prompt \\
          "say \\"hello you\\" now" --label x"
    `)
  })

  it('keeps an apostrophe that is quoted', () => {
    const line = "langfuse api GET '/o'\\''brien/a b' -H 'X-Trace: VALUE'"
    expect(wrapCommand(line, {columns: 22, hard: true})).toEqual([
      '  langfuse api GET \\',
      "    '/o'\\''brien/a b' \\",
      '    -H \\',
      "    'X-Trace: VALUE'",
    ])
  })

  it('stays whole where it is not read on a terminal', () => {
    const line = 'langfuse prompts create --name greet'
    expect(wrapCommand(line, {columns: 20, hard: false})).toEqual([`  ${line}`])
  })
})

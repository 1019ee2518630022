import {expect, it} from 'vitest'
import {type ManifestCommand, toEntry} from '../../../src/base/catalog/catalog.js'
import {readManifest} from '../../manifest.js'

const entries = readManifest().map((command) => toEntry(command as unknown as ManifestCommand))

it('says of a flag what it takes', () => {
  const {flags} = toEntry({
    id: 'a:b',
    args: {},
    flags: {
      all: {name: 'all', type: 'boolean', summary: 'Every row'},
      limit: {name: 'limit', type: 'option', summary: 'Rows in all (default: 50)', helpValue: '<number>'},
      from: {name: 'from', type: 'option', char: 'f', summary: 'After', helpValue: '<time>', required: true},
      input: {name: 'input', type: 'option', summary: 'Input', helpValue: '<text|json|@file|->', multiple: true},
      type: {name: 'type', type: 'option', summary: 'Kind', options: ['text', 'chat']},
      resolve: {name: 'resolve', type: 'boolean', summary: 'Resolve', allowNo: true},
      hidden: {name: 'hidden', type: 'boolean', hidden: true},
      quiet: {name: 'quiet', type: 'boolean', helpGroup: 'GLOBAL'},
    },
  } as unknown as ManifestCommand)
  const plain = {required: false, repeatable: false, negatable: false}
  expect(flags).toEqual([
    {...plain, name: 'all', type: 'boolean', summary: 'Every row'},
    {...plain, name: 'limit', type: 'number', summary: 'Rows in all (default: 50)', value: '<number>', default: '50'},
    {...plain, name: 'from', char: 'f', type: 'time', summary: 'After', value: '<time>', required: true},
    {...plain, name: 'input', type: 'json', summary: 'Input', value: '<text|json|@file|->', repeatable: true},
    {...plain, name: 'type', type: 'enum', summary: 'Kind', enum: ['text', 'chat']},
    {...plain, name: 'resolve', type: 'boolean', summary: 'Resolve', negatable: true},
  ])
})

it.each(entries)('$command says what it needs and does', (entry) => {
  const {command, topic, operations, keys, rates, examples, description, summary} = entry
  expect(command.startsWith(topic)).toBe(true)
  expect(summary).not.toBe('')
  expect(`${description}${examples.join()}`).not.toContain('<%')
  for (const example of examples) expect(example).toContain(`langfuse ${command}`)
  expect(keys.length > 0).toBe(operations.length > 0)
  expect(rates.length > 0).toBe(operations.length > 0)
  expect(entry.effect === 'read' || operations.length > 0 || /^(api$|auth|profiles|skill)/.test(command)).toBe(true)
})

const needing = entries.filter(({flags}) => flags.some(({required}) => required))

it('has flags that must be given', () => expect(needing.length).toBeGreaterThan(25))

it.each(needing)('$command: its examples give what they must', ({flags, examples}) => {
  const needed = flags.filter(({required}) => required).map(({name}) => name)
  for (const example of examples) {
    const missing = needed.filter((name) => !new RegExp(` --(?:no-)?${name}\\b`).test(example))
    expect({example, missing: example.includes(' --body') ? [] : missing}).toEqual({example, missing: []})
  }
})

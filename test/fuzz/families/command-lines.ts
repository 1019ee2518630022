import fc from 'fast-check'
import {readManifest} from '../../manifest.js'
import type {Case} from '../case.js'
import {text} from '../nasty.js'
import {anyLine, mode} from './lines.js'

const flags = [...new Set(readManifest().flatMap(({flags: own}) => Object.keys(own)))].map((name) => `--${name}`)
const SHARED = [
  '--host',
  '--output',
  '-o',
  '--columns',
  '--jq',
  '--timeout',
  '--retries',
  '--max-wait',
  '--profile',
  '--env',
  '--ca-cert',
]
const word = fc.oneof(
  text,
  fc.constantFrom(...flags, ...SHARED, '--', '-h', '--help', '--version', '--json', '--curl', '--api-version'),
)

type Change = (argv: string[]) => string[]

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.nat(20), word).map(
    ([at, one]): Change =>
      (argv) =>
        argv.toSpliced(at % (argv.length + 1), 0, one),
  ),
  fc.tuple(fc.nat(20), word).map(
    ([at, one]): Change =>
      (argv) =>
        argv.toSpliced(at % argv.length, 1, one),
  ),
  fc.nat(20).map(
    (at): Change =>
      (argv) =>
        argv.toSpliced(at % argv.length, 1),
  ),
  fc.tuple(fc.constantFrom(...flags, ...SHARED), text).map(
    ([flag, value]): Change =>
      (argv) => [...argv, `${flag}=${value}`],
  ),
  fc.constant<Change>((argv) => argv.toReversed()),
)

/** Lines that are mistyped in every way. NUL cannot be in one. */
export const commandLines: fc.Arbitrary<Case> = fc
  .record({
    argv: fc.oneof({weight: 8, arbitrary: anyLine}, fc.array(word, {minLength: 1, maxLength: 4})),
    changes: fc.array(change, {minLength: 1, maxLength: 3}),
    mode,
    columns: fc.option(fc.constantFrom(40, 80), {nil: undefined}),
  })
  .map(({argv, changes, mode: server, columns}) => ({
    family: 'command lines',
    argv: changes
      .reduce((line, one) => (line.length === 0 ? line : one(line)), argv)
      .map((one) => one.replaceAll('\0', '')),
    mode: server,
    troubles: [],
    ...(columns === undefined ? {} : {columns}),
  }))
  .filter(({argv}) => !argv.some((one) => ['open', 'login', 'completion'].includes(one)))

import * as z from 'zod'
import {MODES} from '../../sandbox/http/modes.js'
import {seedHardTraces} from '../../sandbox/seeds/hard-traces.js'
import {type Mode, type Sandbox, startSandbox} from '../../sandbox/server.js'
import {cli, type Outcome} from '../cli.js'
import {capture, connected} from '../e2e/run.js'
import {SHAPES, type Shape, WITHIN} from '../shapes.js'
import type {Question, Row} from './question.js'

/** A server, and what is said to the program about it. */
export interface Way {
  mode: Mode
  apiVersion?: '3' | '4'
}

/** The ways in which the older routes of trace data answer. */
export const OLDER: Way[] = [
  {mode: '3', apiVersion: '3'},
  {mode: '4-legacy'},
  {mode: '4-legacy', apiVersion: '3'},
  {mode: '4-dual'},
  {mode: '4-dual', apiVersion: '3'},
]

/** The ways in which the newer ones answer. */
export const NEWER: Way[] = [
  {mode: '4-dual', apiVersion: '4'},
  {mode: '4-events-only'},
  {mode: '4-events-only', apiVersion: '4'},
]

/** One server for each mode, all with the same data. */
export type Servers = Record<Mode, Sandbox>

/** Starts the servers. */
export async function startServers(): Promise<Servers> {
  const started = MODES.map(async (mode) => {
    const sandbox = await startSandbox({mode})
    seedHardTraces(sandbox.store)
    return [mode, sandbox] as const
  })
  return Object.fromEntries(await Promise.all(started)) as Servers
}

function ownIdsOf({store}: Sandbox): [id: string, word: string][] {
  return [...store.datasets.values()].flatMap(({id, name, runs}) => [
    [id, `DATASET ${name}`] as [string, string],
    ...[...runs.values()].flatMap((run): [string, string][] => [
      [run.id, `RUN ${run.name} of ${name}`],
      ...[...run.items.values()].map((item): [string, string] => [item.id, `ITEM of ${item.traceId}`]),
    ]),
  ])
}

/** Each server's own ids of datasets, runs and their items, the same for all. */
function withoutOwnIds(text: string, sandbox: Sandbox): string {
  return ownIdsOf(sandbox).reduce((all, [id, word]) => all.replaceAll(id, word), text)
}

/** Runs a command line, as JSON lines unless said; RUN and DATASET stand for the ids of a run and its dataset. */
export async function answer(
  servers: Servers,
  {mode, apiVersion}: Way,
  line: string[],
  format = 'ndjson',
): Promise<Outcome> {
  const sandbox = servers[mode]
  const dataset = sandbox.store.datasets.get('hard/questions')
  const ids: Record<string, string | undefined> = {RUN: dataset?.runs.get('baseline')?.id, DATASET: dataset?.id}
  const typedVersion = apiVersion === undefined ? [] : ['--api-version', apiVersion]
  const typed = [...line.map((word) => ids[word] ?? word), '-o', format, ...typedVersion]
  const outcome = await cli(typed, {env: connected(sandbox)})
  capture(outcome.stdout + outcome.stderr)
  return {...outcome, stdout: withoutOwnIds(outcome.stdout, sandbox)}
}

const METRIC = z.looseObject({})

/** What server version 4 alone tells, by shape: null on server version 3. */
export const TOLD_BY_NEWER: Partial<Record<Shape, string[]>> = {
  observation: ['traceName', 'tags', 'release', 'public', 'bookmarked'],
  run: ['endTime'],
  runItem: ['endTime', 'level', 'environment'],
  runWithItems: ['endTime'],
  traceRow: ['roots'],
}

/** When rows were written, which are other rows. */
const WRITTEN: Partial<Record<Shape, string[]>> = {
  trace: ['createdAt', 'updatedAt'],
  traceRow: ['createdAt', 'updatedAt'],
}

function picked(row: Row, shape: Shape): Row {
  const apart = [...(TOLD_BY_NEWER[shape] ?? []), ...(WRITTEN[shape] ?? [])]
  const keys = Object.keys(SHAPES[shape].shape).filter((key) => !apart.includes(key))
  return Object.fromEntries(
    keys.map((key) => {
      const inner = WITHIN[`${shape} ${key}`]
      const value = row[key]
      return [key, inner && Array.isArray(value) ? value.map((one: Row) => picked(one, inner)) : value]
    }),
  )
}

/** What was printed, one JSON value after the other. */
export function parsed(stdout: string): Row[] {
  if (stdout.trim() === '') return []
  try {
    return stdout
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as Row)
  } catch {
    return [JSON.parse(stdout) as Row]
  }
}

/** The core keys of the rows that were printed that both versions tell, each there and of its type; of metrics all keys. */
export function coreRows(stdout: string, shape: Question['shape']): Row[] {
  const rows = parsed(stdout)
  z.array(shape === 'metric' ? METRIC : SHAPES[shape]).parse(rows)
  return shape === 'metric' ? rows : rows.map((row) => picked(row, shape))
}

/** The rows of the older routes as the newer ones give them. */
export function asNewer(rows: Row[], {differs}: Question): Row[] {
  return differs.reduce((before, {change}) => change(before), rows)
}

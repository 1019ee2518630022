import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import type {Jq, JqResult} from 'jq-wasm'
import {CliError} from '../../api/errors/cli-error.js'
import {type JqText, toJqText} from './jq-json.js'
import {toJson} from './serialize.js'

/** What an expression made of some values, one after the other. */
export interface Outcome {
  /** The results for each value; those of the value that failed, or that called `halt`, up to there. */
  results: unknown[][]
  /** The value that failed, counted from 0, and jq's words for it; those behind it were left alone. */
  failure?: {index: number; message: string}
  /** The expression called `halt`: what comes later is not wanted. */
  halted?: boolean
}

/** An expression that compiles. */
export interface Filter {
  source: string
  run(values: unknown[]): Outcome
}

/** One value has no more results than this, so that an expression without end ends. */
const MOST_RESULTS = 100_000
const NO_INPUT = 'def input: error("--jq gives the expression one value at a time: there is no other input");'
const NO_SURROUNDINGS = 'def inputs: input; def input_line_number: input; def input_filename: null; def env: {};'
const NO_SUCCESS = 'def langfuse_halt_error: halt_error(5); def halt_error($code): langfuse_halt_error;'
const PRELUDE = `${NO_INPUT} ${NO_SURROUNDINGS} ${NO_SUCCESS} {} as $ENV |`
const BEGIN = '0'
const END = '1'
const WASM = 'jq.wasm'

/** jq lies beside the program, or within the single executable. */
async function load(): Promise<Jq> {
  const [{loadJq}, {getRawAsset, isSea}] = await Promise.all([import('jq-wasm'), import('node:sea')])
  const wasmBinary = isSea()
    ? (getRawAsset(WASM) as ArrayBuffer)
    : await readFile(fileURLToPath(new URL(WASM, import.meta.url)))
  return loadJq({wasmBinary})
}

/** jq's words for the first thing that went wrong, without where it was: it knows no rows. */
function wordsOf(stderr: string): string | undefined {
  const [, words] =
    /jq: error \(at [^)]*\)(?: \(not a string\))?: (.*?)(?=\njq: error \(at |$)/s.exec(stderr) ??
    /jq: (parse error: .*)/.exec(stderr) ??
    []
  return words
}

function read({stdout, stderr, exitCode}: JqResult, count: number, parse: JqText['parse']): Outcome {
  const results: unknown[][] = []
  let ended = 0
  for (const line of stdout === '' ? [] : stdout.split('\n')) {
    if (line === BEGIN && ended < results.length) break
    if (line === BEGIN) results.push([])
    else if (line === END) ended++
    else results.at(-1)?.push((parse(line) as unknown[])[0])
  }
  const endless = results.findIndex((outputs) => outputs.length === MOST_RESULTS)
  if (endless >= 0) {
    const message = `it has no end, or more than ${(MOST_RESULTS - 1).toLocaleString('en-US')} results`
    return {results: results.slice(0, endless + 1), failure: {index: endless, message}}
  }
  if (ended === count) return {results}
  const words = wordsOf(stderr)
  if (words === undefined && exitCode === 0) return {results, halted: true}
  return {results, failure: {index: ended, message: words ?? stderr}}
}

/** A crash of jq itself says nothing of which value it was: then each is tried alone. */
function runAll(run: (values: unknown[]) => Outcome, values: unknown[]): Outcome {
  try {
    return run(values)
  } catch (error) {
    if (values.length === 1) return {results: [], failure: {index: 0, message: `jq broke down: ${error}`}}
    return oneByOne(run, values)
  }
}

function oneByOne(run: (values: unknown[]) => Outcome, values: unknown[]): Outcome {
  const results: unknown[][] = []
  for (const [index, value] of values.entries()) {
    const outcome = runAll(run, [value])
    results.push(...outcome.results)
    if (outcome.failure) return {results, failure: {index, message: outcome.failure.message}}
    if (outcome.halted) return {results, halted: true}
  }
  return {results}
}

function refuse(stderr: string): never {
  const [, problem = stderr, where = '', excerpt = ''] =
    /^jq: error: (.*?)(?: at <top-level>(?:, (line \d+, column \d+))?:?)?\n(.*?)\s*(?:jq: \d+ compile errors?)?$/s.exec(
      stderr,
    ) ?? []
  throw new CliError(
    'usage',
    `--jq: ${problem}${where && ` at ${where}`}`,
    excerpt.replaceAll(/^ {4}/gm, '') || undefined,
  )
}

/**
 * Checks an expression with jq itself, without running it.
 *
 * An expression gets one value at a time, and nothing else: `input` and `inputs` fail, `$ENV` and `env` are empty, no file
 * is read (`import` does not compile), what `debug` and `stderr` write is dropped. `halt` ends the list quietly,
 * `halt_error` fails, with 0 too. Numbers that an expression only passes on keep their digits; it computes with doubles. All
 * results of a value are held before the first is printed; after 100,000 it fails. A loop without results cannot be
 * interrupted, only killed.
 * @param engine loads jq; the one that ships unless said
 * @throws CliError `usage` with jq's words and the place, when it does not compile
 */
export async function compileJq(source: string, engine: () => Promise<Jq> = load): Promise<Filter> {
  if (source.trim() === '') throw new CliError('usage', '--jq is empty')
  const jq = await engine()
  const {stderr} = jq.raw('', source, ['--'])
  if (stderr !== '') refuse(stderr)
  const program = `${PRELUDE} ${BEGIN}, (limit(${MOST_RESULTS}; (${source}\n\n)) | [.]), ${END}`
  if (jq.raw('', program).stderr !== '') throw new CliError('usage', '--jq: one expression is wanted, not a module')
  const run = (values: unknown[]): Outcome => {
    const {input, parse} = toJqText(values)
    return read(jq.raw(input, program, ['-c']), values.length, parse)
  }
  return {source, run: (values) => runAll(run, values)}
}

/** A result as a line: text as it is, all else as JSON. */
export function lineOf(result: unknown): string {
  return `${typeof result === 'string' ? result : toJson(result)}\n`
}

/** The error for a value that failed. @param row its number in a list, counted from 1; undefined for a single answer */
export function failed({source}: Filter, message: string, row?: number): CliError {
  if (row === undefined) return new CliError('partial', `--jq: ${message}`, 'The command itself is done.', {jq: true})
  const rest = /^\s*\.\[\]\s*\|?\s*(.*)$/s.exec(source)?.[1]
  const hint =
    rest === undefined ? undefined : `A list gives one row at a time: write ${rest || '.'} instead of ${source}`
  return new CliError('partial', `--jq: ${message} (row ${row.toLocaleString('en-US')})`, hint, {jq: true})
}

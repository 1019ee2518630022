import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import type {Jq, JqResult} from 'jq-wasm'
import {CliError} from '../../api/errors/cli-error.js'
import {interruptible} from './interruptible.js'
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

/** So many results are not weighed: it costs time. */
const UNWEIGHED = 100
/** What the results of one value weigh at most, so that an expression without end ends: each 1, and 1 for each 1,000 characters. */
const MOST_WEIGHT = 100_000
const NO_INPUT = 'def input: error("--jq gives the expression one value at a time: there is no other input");'
const NO_SURROUNDINGS = 'def inputs: input; def input_line_number: input; def input_filename: null; def env: {};'
const NO_SUCCESS = 'def langfuse_halt_error: halt_error(5); def halt_error($code): langfuse_halt_error;'
const PRELUDE = `${NO_INPUT} ${NO_SURROUNDINGS} ${NO_SUCCESS} {} as $ENV |`
const BEGIN = '0'
const END = '1'
const ENDLESS = '2'
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

function addTo(results: unknown[] | undefined, line: string, parse: JqText['parse']): boolean {
  try {
    return results?.push((parse(line) as unknown[])[0]) !== undefined
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function read({stdout, stderr, exitCode}: JqResult, count: number, parse: JqText['parse']): Outcome {
  const results: unknown[][] = []
  let ended = 0
  const failedAt = (message: string): Outcome => ({results, failure: {index: ended, message}})
  for (const line of stdout === '' ? [] : stdout.split('\n')) {
    if (line === BEGIN && ended < results.length) break
    if (line === BEGIN) results.push([])
    else if (line === END) ended++
    else if (line === ENDLESS) return failedAt('it has no end, or too many results')
    else if (!addTo(results.at(-1), line, parse)) return failedAt('its result is nested too deep')
  }
  if (ended === count) return {results}
  const words = wordsOf(stderr)
  if (words === undefined && exitCode === 0) return {results, halted: true}
  return failedAt(words ?? stderr)
}

/**
 * Runs jq, of which nothing may reach stderr. @returns undefined when it broke down, which says nothing of where
 * @throws CliError as `interruptible` does
 */
function runJq(jq: Jq, input: string, program: string, flags: string[]): JqResult | undefined {
  const {error: print} = console
  console.error = () => {}
  try {
    return interruptible('--jq', () => jq.raw(input, program, flags))
  } catch (error) {
    if (error instanceof Error && ['RangeError', 'RuntimeError'].includes(error.name)) return undefined
    throw error
  } finally {
    console.error = print
  }
}

const BROKE_DOWN = 'it needs more memory than jq has'

/** Gives each value to jq alone, up to the one that breaks it down. */
function oneByOne(run: (values: unknown[]) => Outcome | undefined, values: unknown[]): Outcome {
  const results: unknown[][] = []
  for (const [index, value] of values.entries()) {
    const outcome = run([value])
    if (!outcome) return {results, failure: {index, message: BROKE_DOWN}}
    results.push(...outcome.results)
    if (outcome.failure) return {results, failure: {index, message: outcome.failure.message}}
    if (outcome.halted) return {results, halted: true}
  }
  return {results}
}

/** What jq says of an expression without running it: there is nothing to run it on. @throws CliError `usage` when that breaks it down */
function compile(jq: Jq, source: string, flags: string[]): string {
  const result = runJq(jq, '', source, flags)
  if (!result) throw new CliError('usage', `--jq: ${BROKE_DOWN}`)
  return result.stderr
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
 * results of a value are held before the first is printed; after 100,000, or 100 MB, it fails. A loop without results ends
 * with Ctrl-C, or after two minutes.
 * @param engine loads jq; the one that ships unless said
 * @throws CliError `usage` with jq's words and the place, when it does not compile
 */
export async function compileJq(source: string, engine: () => Promise<Jq> = load): Promise<Filter> {
  if (source.trim() === '') throw new CliError('usage', '--jq is empty')
  const jq = await engine()
  const problem = compile(jq, source, ['--'])
  if (problem !== '') refuse(problem)
  const weight = `if . < ${UNWEIGHED} then . + 1 else . + 1 + ($langfuse | tojson | length) / 1000 end`
  const weighed = `foreach (${source}\n\n) as $langfuse (0; ${weight}; if . >= ${MOST_WEIGHT} then ${ENDLESS}, halt else [$langfuse] end)`
  const program = `${PRELUDE} ${BEGIN}, (${weighed}), ${END}`
  if (compile(jq, program, []) !== '') throw new CliError('usage', '--jq: one expression is wanted, not a module')
  const run = (values: unknown[]): Outcome | undefined => {
    const {input, parse} = toJqText(values)
    const result = runJq(jq, input, program, ['-c'])
    return result && read(result, values.length, parse)
  }
  return {source, run: (values) => run(values) ?? oneByOne(run, values)}
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

import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Fault} from '../../sandbox/server.js'
import {textOf} from './screen.js'
import type {Ending} from './terminal.js'

/** The names that a story is told with. */
export interface Cast {
  /** A prompt that the story makes and deletes. */
  newPrompt: string
  /** A prompt that is there, with a version labelled production. */
  oldPrompt: string
  dataset: string
  /** How many items the dataset has. */
  items: number
  /** What goes wrong while they are read, in words and in deed. */
  trouble?: {words: string; faults: Fault[]; retries: number}
}

/** One step: what it is about, the line that is typed, and what must come of it. */
export interface Step {
  title: string
  line: string
  expect: {
    exit: number
    /** Texts that the screen must show. */
    shows: (RegExp | string)[]
    /** The last line on the screen. */
    last?: RegExp | string
    /** Rows, each with an id of its own, in a file of ndjson that the step writes. */
    file?: {name: string; rows: number}
  }
  faults?: Fault[]
  /** Belongs into the picture of the README. */
  picture?: true
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}

/** The story: what a user does on a first day. */
export function story({newPrompt, oldPrompt, dataset, items, trouble}: Cast): Step[] {
  const all = `${count(items)} of ${count(items)}`
  return [
    {
      title: 'The prompts of a project',
      line: 'langfuse prompts list --limit 8 --columns name,type,versions,labels,updated',
      expect: {exit: 0, shows: [/^NAME +TYPE /m, / (chat|text) +1/]},
      picture: true,
    },
    {
      title: 'The same as JSON, into a pipe',
      line: 'langfuse prompts list --columns name,labels --json | head -3',
      expect: {exit: 0, shows: [/^\[$/m, /^ {2}\{"name":"[^"]+","labels":\[.*\]\},?$/m]},
    },
    {
      title: 'A program can read it',
      line: `langfuse prompts list --all -q --json | node -p 'JSON.parse(fs.readFileSync(0)).filter((p) => p.labels.includes("production")).length + " prompts in production"'`,
      expect: {exit: 0, shows: [/^[1-9]\d* prompts in production$/m]},
    },
    {
      title: 'A new prompt',
      line: `langfuse prompts create --name ${newPrompt} --prompt 'Hello {{name}}!' --label staging`,
      expect: {exit: 0, shows: [`Created prompt ${newPrompt}, version 1 (staging)`]},
    },
    {
      title: 'A second version of it, from standard input',
      line: `printf 'Hello {{name}}, how can we help?' | langfuse prompts create --name ${newPrompt} --prompt - --commit-message 'Warmer'`,
      expect: {exit: 0, shows: [`Created prompt ${newPrompt}, version 2`]},
    },
    {
      title: 'It goes to production',
      line: `langfuse prompts versions update ${newPrompt} 2 --label production`,
      expect: {exit: 0, shows: [`Labelled prompt ${newPrompt}, version 2`, 'production']},
    },
    {
      title: 'What production gets from now on',
      line: `langfuse prompts get ${newPrompt} --raw`,
      expect: {exit: 0, shows: [], last: 'Hello {{name}}, how can we help?'},
    },
    {
      title: `Every item of a dataset${trouble ? `, while ${trouble.words}` : ''}`,
      line: `langfuse datasets items list --dataset-name ${dataset} --all -o ndjson > items.ndjson`,
      expect: {
        exit: 0,
        shows: [],
        last: trouble ? `${all}, ${trouble.retries} retries` : new RegExp(`^${all}(, \\d+ retr(y|ies))?$`),
        file: {name: 'items.ndjson', rows: items},
      },
      ...(trouble ? {faults: trouble.faults} : {}),
      picture: true,
    },
    {
      title: 'A label with a typing error',
      line: `langfuse prompts get ${oldPrompt} --label prodution`,
      expect: {exit: 8, shows: ['answered 404', 'Did you mean --label production?']},
      picture: true,
    },
    {
      title: 'Away with it',
      line: `langfuse prompts delete ${newPrompt} --yes && langfuse prompts list --name ${newPrompt}`,
      expect: {exit: 0, shows: [`Deleted prompt ${newPrompt}, all versions`], last: 'Nothing found.'},
    },
  ]
}

function matches(text: string, wanted: RegExp | string): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)
}

async function fileProblem(folder: string, name: string, rows: number): Promise<string | undefined> {
  const lines = (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n')
  const ids = new Set(lines.map((line) => (JSON.parse(line) as {id: string}).id))
  if (lines.length === rows && ids.size === rows) return undefined
  return `${name} has ${lines.length} rows with ${ids.size} different ids, not ${rows}`
}

/** What is wrong with the way a step ended; nothing when it did what it should. */
export async function problems({expect}: Step, ending: Ending, folder: string): Promise<string[]> {
  const lines = textOf(ending.lines)
  const text = lines.join('\n')
  const last = lines.at(-1) ?? ''
  const lastRight =
    expect.last === undefined || (typeof expect.last === 'string' ? last === expect.last : expect.last.test(last))
  const file = expect.file ? await fileProblem(folder, expect.file.name, expect.file.rows) : undefined
  return [
    ...(ending.exit === expect.exit ? [] : [`it ended with exit status ${ending.exit}, not ${expect.exit}`]),
    ...expect.shows.filter((wanted) => !matches(text, wanted)).map((wanted) => `the screen does not show ${wanted}`),
    ...(lastRight ? [] : [`the last line is "${last}", not ${expect.last}`]),
    ...(file ? [file] : []),
  ]
}

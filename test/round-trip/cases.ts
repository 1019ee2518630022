import fc from 'fast-check'
import {json, messages, number, object, text, trimmed} from './values.js'

/** A field that a command writes. */
export interface Field {
  /** Text stands for itself in a flag; JSON is written out. */
  kind: 'json' | 'text'
  values: fc.Arbitrary<unknown>
  /** Its flag takes no file. */
  isShort?: true
  /** The column that shows it, where that has another name. */
  column?: string
  /** What else is typed for this field alone. */
  more?: string
  /** What of a value is kept; what is lost is said. */
  kept?: (value: unknown) => unknown
}

/** What a command writes, and the commands that read it back. */
export interface Written {
  /** What is typed besides the field; `NEW` stands for a new name. */
  write: string
  /** `ID` stands for the id in the answer. */
  read: string[]
  fields: Record<string, Field>
  /** Servers of version 4 do not keep it. */
  onlyVersion3?: true
}

const TEXT: Field = {kind: 'text', values: text}
/** Rows of both server versions show no text as null. */
const SHOWN: Field = {...TEXT, kept: (value) => value || null}
const FILLED: Field = {kind: 'text', values: text.filter((made) => made !== '')}
const JSON_VALUE: Field = {kind: 'json', values: json}
const OBJECT: Field = {kind: 'json', values: object}
const NUMBER: Field = {kind: 'json', values: number}
const SHORT: Field = {...NUMBER, isShort: true}

/** Control characters go from the texts of items, but not from keys. */
export function withoutControls(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f]/g, '')
  if (Array.isArray(value)) return value.map(withoutControls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutControls(inner)]))
}

const ITEM: Field = {...JSON_VALUE, kept: withoutControls}
const CATEGORIES = fc.tuple(fc.record({label: FILLED.values, value: fc.integer()}))

/** Everything that one command writes and another one reads. */
export const WRITTEN: Written[] = [
  {
    write: 'datasets items create --dataset-name d --id i',
    read: ['datasets items get i', 'datasets items list --dataset-name d --limit 1'],
    fields: {
      input: ITEM,
      expectedOutput: {...ITEM, more: '--input x'},
      metadata: {...ITEM, more: '--input x'},
    },
  },
  {
    write: 'datasets create --name d',
    read: ['datasets get d', 'datasets list --limit 1'],
    fields: {description: TEXT, metadata: {...JSON_VALUE, values: json.filter((value) => value !== null)}},
  },
  {
    write: 'datasets run-items create --run-name NEW --dataset-item-id seed --trace-id t',
    read: ['datasets runs get d NEW', 'datasets runs list d --limit 1'],
    fields: {metadata: JSON_VALUE, runDescription: {...SHOWN, column: 'description'}},
    onlyVersion3: true,
  },
  {
    write: 'prompts create --name p',
    read: ['prompts get p --label latest', 'prompts get p --label latest --no-resolve'],
    fields: {
      prompt: {...TEXT, more: '--type text'},
      config: {...JSON_VALUE, more: '--prompt x', kept: (value) => value ?? {}},
      commitMessage: {...TEXT, more: '--prompt x'},
    },
  },
  {
    write: 'prompts create --name chat --type chat',
    read: ['prompts get chat --label latest'],
    fields: {prompt: {kind: 'json', values: messages}},
  },
  {
    write: 'comments create --object-type TRACE --object-id t',
    read: ['comments get ID'],
    fields: {content: {kind: 'text', values: trimmed}},
  },
  {
    write: 'scores create --name n --id s --trace-id t --value 1',
    read: ['scores get s', 'scores list --id s --fields details'],
    fields: {comment: SHOWN, metadata: OBJECT},
  },
  {
    write: 'scores create --name n --id s --trace-id t',
    read: ['scores get s', 'scores list --id s'],
    fields: {value: NUMBER},
  },
  {
    write: 'scores create --name n --id s --trace-id t --data-type BOOLEAN',
    read: ['scores get s'],
    fields: {value: {kind: 'json', values: fc.boolean()}},
  },
  {
    write: 'scores create --name n --id s --trace-id t --data-type TEXT',
    read: ['scores get s'],
    fields: {value: FILLED},
  },
  {
    write: 'scores configs create --name c --data-type NUMERIC',
    read: ['scores configs get ID', 'scores configs list --limit 1'],
    fields: {description: TEXT, minValue: SHORT},
  },
  {
    write: 'scores configs create --name c --data-type CATEGORICAL',
    read: ['scores configs get ID'],
    fields: {categories: {kind: 'json', values: CATEGORIES}},
  },
  {write: 'queues create --name NEW --score-config-id config', read: ['queues get ID'], fields: {description: TEXT}},
  {
    write: 'models create --model-name NEW --match-pattern x --unit TOKENS',
    read: ['models get ID'],
    fields: {
      inputPrice: {...SHORT, values: number.map(Math.abs)},
      tokenizerConfig: {...JSON_VALUE, more: '--total-price 1'},
    },
  },
  {
    write: 'dashboards create --name b',
    read: ['dashboards get ID', 'dashboards list --limit 1'],
    fields: {description: TEXT},
  },
  {
    write:
      'dashboards widgets create --name w --view observations --chart-type NUMBER --filters [] --dimensions [] --metrics [{"measure":"count","agg":"count"}]',
    read: ['dashboards widgets get ID'],
    fields: {description: TEXT},
  },
  {
    write:
      'evaluators create --name e --type llm_as_judge --output-definition {"dataType":"NUMERIC","reasoning":{"description":"r"},"score":{"description":"s"}}',
    read: ['evaluators get ID'],
    fields: {prompt: FILLED},
  },
  {
    write: 'projects update lf-test-project --name Project',
    read: ['orgs projects list'],
    fields: {metadata: OBJECT},
  },
  {
    write: 'admin orgs update lf-test-org --name Org',
    read: ['admin orgs get lf-test-org'],
    fields: {metadata: OBJECT},
  },
]

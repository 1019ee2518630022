import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {createDataset} from '../resources/datasets/datasets.js'
import {activeItems, putItem} from '../resources/datasets/item-states.js'
import {createItem} from '../resources/datasets/items.js'
import {createRunItem} from '../resources/datasets/runs.js'
import type {NewPrompt} from '../resources/prompts/prompt-body.js'
import {createPrompt} from '../resources/prompts/prompts.js'
import type {ItemBody} from '../store/project-rows.js'
import type {Store} from '../store/store.js'

interface Demo {
  /** Prompts by their folders: 30 in all. */
  folders: Record<string, string[]>
  models: string[]
  topics: string[]
  questions: string[]
  datasets: object[]
  /** Each over the first items of its dataset; the date in days after 2025-01-06. */
  runs: {name: string; dataset: string; count: number; date: number; model: string}[]
}

const {folders, models, topics, questions, datasets, runs}: Demo = JSON.parse(
  readFileSync(join(import.meta.dirname, 'demo.json'), 'utf8'),
)

/** A believable project: 30 prompts, three datasets (one of 12,000 items), runs. The same in every run. */
export function seedDemo(store: Store): void {
  seedPrompts(store)
  seedDatasets(store)
  seedRuns(store)
}

/** The text of a number, over and over again. */
function at(texts: readonly string[], number: number): string {
  return texts[number % texts.length] ?? ''
}

function day(number: number, hour = 9): string {
  return new Date(Date.UTC(2025, 0, 6 + number, hour, 0, 0)).toISOString()
}

function seedPrompts(store: Store): void {
  const names = Object.entries(folders).flatMap(([folder, prompts]) =>
    prompts.map((name, index) => ({name: folder === '' ? name : `${folder}/${name}`, folder, index})),
  )
  const writes = names.flatMap(({name, folder, index}, number) => {
    const versions = 1 + ((number * 7) % 4)
    return Array.from({length: versions}, (_, before) => ({
      date: day(number + before * 3, 8 + before),
      prompt: promptVersion(name, folder, number + index, before + 1, versions),
    }))
  })
  writes.sort((a, b) => a.date.localeCompare(b.date))
  for (const {date, prompt} of writes) store.during(date, () => createPrompt(store, prompt))
}

function promptVersion(name: string, folder: string, number: number, version: number, versions: number): NewPrompt {
  const [topFolder] = folder.split('/')
  const common = {
    name,
    labels: labelsOf(version, versions),
    config: {model: at(models, number), temperature: (number % 5) / 10},
    commitMessage: version === 1 ? 'First version' : `Clearer about ${at(topics, number + version)}`,
    ...(version === 1 && {tags: [topFolder || 'shared', `tier-${1 + (number % 3)}`]}),
  }
  if (name === 'tone-of-voice')
    return {type: 'text', prompt: 'Be friendly, short and precise. Never promise a refund.', ...common}
  const words = `in at most ${40 + version * 20} words`
  const system = `You help customers with ${at(topics, number)}. Answer in {{language}}, ${words}.`
  if (number % 3 === 1) {
    const prompt = [
      {role: 'system', content: system},
      {type: 'placeholder' as const, name: 'history'},
      {role: 'user', content: '{{question}}'},
    ]
    return {type: 'chat', prompt, ...common}
  }
  const tone = name.startsWith('support/') ? '@@@langfusePrompt:name=tone-of-voice|label=production@@@\n\n' : ''
  return {type: 'text', prompt: `${tone}${system}\n\nQuestion: {{question}}\n`, ...common}
}

function labelsOf(version: number, versions: number): string[] {
  if (version === Math.max(1, versions - 1)) return ['production']
  return version === versions ? ['staging'] : []
}

function golden(number: number): string {
  return `golden-${String(number).padStart(3, '0')}`
}

function seedDatasets(store: Store): void {
  datasets.forEach((dataset, index) => {
    store.during(day(60 + index), () => createDataset(store, dataset))
  })
  for (let number = 1; number <= 40; number += 1) {
    const status = number % 20 === 0 ? 'ARCHIVED' : 'ACTIVE'
    const item = {id: golden(number), datasetName: 'support/golden', status, ...content(number)}
    store.during(day(63, number % 20), () => createItem(store, item))
  }
  for (let number = 1; number <= 7; number += 1) {
    const item = {id: `bug-${number}`, datasetName: 'regression 100%', ...content(number * 11)}
    store.during(day(84, number), () => createItem(store, item))
  }
  store.during(day(90), () => seedItems(store, 'production-sample', 12_000))
}

function seedRuns(store: Store): void {
  let trace = 0
  for (const {name, dataset, count, date, model} of runs) {
    for (let item = 1; item <= count; item += 1) {
      trace += 1
      const datasetItemId = dataset === 'support/golden' ? golden(item) : `bug-${item}`
      const about = {runName: name, runDescription: `All of ${dataset}`, metadata: {model}}
      const given = {...about, datasetItemId, traceId: trace.toString(16).padStart(32, '0')}
      store.during(day(date, 10), () => createRunItem(store, given))
    }
  }
}

function content(number: number): ItemBody {
  const topic = at(topics, number * 3)
  const locale = number % 4 === 0 ? 'de-DE' : 'en-US'
  return {
    input: {question: `${at(questions, number)} (case ${number})`, locale},
    expectedOutput: {topic, answer: `About ${topic}: see article ${1000 + (number % 250)}.`},
    metadata: {case: number, difficulty: at(['easy', 'medium', 'hard'], number)},
  }
}

function generated(id: string): ItemBody {
  return content(Number(id.slice(id.lastIndexOf('-') + 1)))
}

/** Adds many items to a dataset (made if missing), named `<dataset>-1` and so on, one millisecond apart. */
export function seedItems(store: Store, datasetName: string, count: number): void {
  const dataset = store.datasets.get(datasetName) ?? createDataset(store, {name: datasetName})
  const first = store.tick() - count
  const start = Math.max(first, dataset.log.at(-1)?.at ?? Number.NEGATIVE_INFINITY)
  const before = activeItems(store, dataset.id).length
  const common = {status: 'ACTIVE', sourceTraceId: null, sourceObservationId: null, deleted: false} as const
  for (let number = 1; number <= count; number += 1) {
    const id = `${datasetName}-${before + number}`
    const time = Math.min(start + number, first + count)
    putItem(store, dataset, {at: time, id, datasetId: dataset.id, ...common, body: generated})
  }
}

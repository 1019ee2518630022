import {createDataset} from '../resources/datasets/datasets.js'
import {createItem, putItem} from '../resources/datasets/items.js'
import {createRunItem} from '../resources/datasets/runs.js'
import {createPrompt, type NewPrompt} from '../resources/prompts/prompts.js'
import type {ItemBody, Store} from '../store/store.js'
import {folders, questions, topics} from './seed-texts.js'

const models = ['gpt-4o', 'gpt-4o-mini', 'claude-sonnet-4', 'gemini-2.0-flash']

/** A believable project: 30 prompts, three datasets (one of 12,000 items), runs. The same in every run. */
export function seedDemo(store: Store): void {
  seedPrompts(store)
  seedDatasets(store)
}

function day(number: number, hour = 9): string {
  return new Date(Date.UTC(2025, 0, 6 + number, hour, 0, 0)).toISOString()
}

function seedPrompts(store: Store): void {
  const names = folders.flatMap(({folder, prompts}) =>
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
  const labels = labelsOf(version, versions)
  const common = {
    name,
    labels,
    config: {model: models[number % models.length] ?? 'gpt-4o', temperature: (number % 5) / 10},
    commitMessage: version === 1 ? 'First version' : `Clearer about ${topics[(number + version) % topics.length]}`,
    ...(version === 1
      ? {tags: [folder === '' ? 'shared' : (folder.split('/')[0] ?? folder), `tier-${1 + (number % 3)}`]}
      : {}),
  }
  if (name === 'tone-of-voice')
    return {type: 'text', prompt: 'Be friendly, short and precise. Never promise a refund.', ...common}
  const topic = topics[number % topics.length] ?? 'orders'
  const system = `You help customers with ${topic}. Answer in {{language}}, in at most ${40 + version * 20} words.`
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
  if (versions === 1) return ['production']
  if (version === versions - 1) return ['production']
  return version === versions ? ['staging'] : []
}

function seedDatasets(store: Store): void {
  store.during(day(60), () =>
    createDataset(store, {name: 'support/golden', description: 'Checked by hand', metadata: {owner: 'support'}}),
  )
  store.during(day(61), () => createDataset(store, {name: 'regression 100%', description: 'Every bug we ever had'}))
  store.during(day(62), () =>
    createDataset(store, {
      name: 'production-sample',
      description: 'Drawn from traces',
      metadata: {sampling: 0.01, source: 'traces'},
    }),
  )
  for (let number = 1; number <= 40; number += 1) {
    store.during(day(63, number % 20), () =>
      createItem(store, {
        id: `golden-${String(number).padStart(3, '0')}`,
        datasetName: 'support/golden',
        status: number % 20 === 0 ? 'ARCHIVED' : 'ACTIVE',
        ...content(number),
      }),
    )
  }
  for (let number = 1; number <= 7; number += 1) {
    const item = {id: `bug-${number}`, datasetName: 'regression 100%', ...content(number * 11)}
    store.during(day(84, number), () => createItem(store, item))
  }
  store.during(day(90), () => seedItems(store, 'production-sample', 12_000))
  seedRuns(store)
}

function seedRuns(store: Store): void {
  const runs = [
    {
      dataset: 'support/golden',
      prefix: 'golden-',
      count: 19,
      names: ['gpt-4o 2025-04-10', 'gpt-4o-mini 2025-04-11', 'release 50%'],
    },
    {dataset: 'regression 100%', prefix: 'bug-', count: 7, names: ['nightly/2025-04-12']},
  ]
  let trace = 0
  runs.forEach(({dataset, prefix, count, names}, group) => {
    names.forEach((runName, index) => {
      for (let number = 1; number <= count; number += 1) {
        trace += 1
        const id = dataset === 'support/golden' ? `${prefix}${String(number).padStart(3, '0')}` : `${prefix}${number}`
        store.during(day(95 + group * 3 + index, 10), () =>
          createRunItem(store, {
            runName,
            runDescription: `All of ${dataset}`,
            metadata: {model: models[index % models.length] ?? 'gpt-4o'},
            datasetItemId: id,
            traceId: trace.toString(16).padStart(32, '0'),
          }),
        )
      }
    })
  })
}

function content(number: number): ItemBody {
  const question = questions[number % questions.length] ?? questions[0]
  const topic = topics[(number * 3) % topics.length] ?? 'orders'
  return {
    input: {question: `${question} (case ${number})`, locale: number % 4 === 0 ? 'de-DE' : 'en-US'},
    expectedOutput: {topic, answer: `About ${topic}: see article ${1000 + (number % 250)}.`},
    metadata: {case: number, difficulty: ['easy', 'medium', 'hard'][number % 3] ?? 'easy'},
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
  const before = dataset.active.size
  for (let number = 1; number <= count; number += 1) {
    putItem(store, dataset, {
      seq: store.next(),
      at: Math.min(start + number, first + count),
      id: `${datasetName}-${before + number}`,
      datasetId: dataset.id,
      status: 'ACTIVE',
      sourceTraceId: null,
      sourceObservationId: null,
      deleted: false,
      body: generated,
    })
  }
}

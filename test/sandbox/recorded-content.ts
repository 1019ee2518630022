import {createDataset} from '../../sandbox/resources/datasets/datasets.js'
import {createItem} from '../../sandbox/resources/datasets/items.js'
import {mediaRows} from '../../sandbox/resources/media.js'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import type {Json} from '../../sandbox/store/json.js'
import type {DatasetRow, RunRow} from '../../sandbox/store/project-rows.js'
import type {Store} from '../../sandbox/store/store.js'
import {allRuns, putObservation} from '../../sandbox/store/traces.js'
import {lastOf, type Shown, shownRows} from './recorded-rows.js'
import {putScore} from './recorded-traces.js'
import type {Recording} from './replay.js'

const OLD = '2026-01-01T00:00:00.000Z'

/** The prompts that were made one after the other, as far as the recorded request found them; or those that a list shows. */
export function seedPrompts(store: Store, recordings: Recording[], {name, response}: Recording): void {
  if (name === 'prompts_list.rich') {
    seedListed(store, response.body as ListedPrompts)
    return
  }
  const own = recordings.filter((recording) => recording.name.startsWith('prompts_'))
  const requests = JSON.stringify(own.map(({request}) => request))
    .replaceAll('%2F', '/')
    .replaceAll('%20', ' ')
  const named = (pattern: RegExp, fallback: string) => pattern.exec(requests)?.[1] ?? fallback
  const prompt = named(/"name":"(prompt-\w+)"/, 'prompt-1')
  const made = ['prompts_create', 'prompts_create.v2', 'prompts_create.no_labels', 'prompts_create.400_label_latest']
  const before = name === 'prompts_delete.404' ? 0 : made.indexOf(name)
  const versions = [
    {prompt: 'Hello {{name}}', labels: ['production'], tags: ['t1'], config: {model: 'gpt-4o'}, commitMessage: 'first'},
    {prompt: 'Hello again {{name}}', labels: ['staging']},
    {prompt: 'third'},
    {prompt: 'x'},
  ]
  for (const version of before < 0 ? versions : versions.slice(0, before))
    createPrompt(store, {name: prompt, ...version})
  const messages = [
    {role: 'system', content: 'You are {{x}}'},
    {type: 'placeholder', name: 'history'},
  ]
  const chat = {type: 'chat', name: named(/(folder\/chat prompt-\w+)/, 'folder/chat'), prompt: messages}
  if (name !== 'prompts_create.chat') createPrompt(store, {...chat, labels: ['production']})
  const reference = `@@@langfusePrompt:name=${prompt}|label=production@@@`
  const composed = {name: named(/(ref-\w{8})/, 'ref'), prompt: `start ${reference} end`, labels: ['production']}
  if (before < 0 && !/^prompts_delete(\.label)?$/.test(name)) createPrompt(store, composed)
  createPrompt(store, {name: 'race', prompt: 'x'})
}

interface ListedPrompts {
  data: {name: string; type: string; versions: number[]}[]
  meta: {totalItems: number}
}

function seedListed(store: Store, {data, meta}: ListedPrompts): void {
  for (const {name, type, versions} of data) {
    for (const _ of versions) createPrompt(store, {name, type, prompt: type === 'text' ? 'x' : []})
  }
  for (let count = store.prompts.size; count < meta.totalItems; count += 1) {
    createPrompt(store, {name: `counted-${count}`, prompt: 'x'})
  }
}

function datasetOf(store: Store, {datasetId: id, datasetName: name = id}: {[key: string]: unknown}): DatasetRow {
  const known = [...store.datasets.values()].find((dataset) => dataset.id === id)
  return known ?? Object.assign(createDataset(store, {name}), {id: String(id)})
}

function putRun(store: Store, {id, name, description, metadata, ...row}: Shown): RunRow {
  const {runs, id: datasetId} = datasetOf(store, row)
  const known = [...runs.values()].find((run) => run.id === id)
  const about = {name: String(name), description: String(description), metadata: (metadata ?? null) as Json, datasetId}
  const run = known ? Object.assign(known, about) : {id, ...about, ...store.dates(), items: new Map()}
  runs.set(run.name, run)
  return run
}

function putRunItem(store: Store, {id: datasetRunId, name, items}: RunRow, row: Shown): void {
  const ids = {datasetItemId: String(row.datasetItemId), traceId: String(row.traceId)}
  const {observationId} = row as {observationId?: string | null}
  const about = {datasetRunId, datasetRunName: name, ...ids, observationId: observationId ?? null}
  items.set(ids.datasetItemId, {id: row.id, ...about, ...store.dates()})
}

/** The datasets, items and runs that answers show, and the item that is to be deleted. */
export function seedDatasets(store: Store, recordings: Recording[], recording: Recording): void {
  for (const {id, ...row} of shownRows(recordings, /^datasets_(list|get|create)(\.|$)/)) {
    createDataset(store, row).id = id
  }
  for (const row of shownRows(recordings, /^datasetItems_(list|get|create)/)) {
    createItem(store, {...row, datasetName: datasetOf(store, row).name})
  }
  const runs = shownRows(recordings, /^datasets_getRuns?(\.|$)/).map((row) => putRun(store, row))
  const items = [
    ...[...shownRows(recordings, /^datasets_getRun(\.|$)/, 'datasetRunItems')].reverse(),
    ...shownRows(recordings, /^datasetRunItems_list/),
  ]
  for (const row of items) {
    const run = runs.find(({id}) => id === row.datasetRunId)
    if (run) putRunItem(store, run, row)
  }
  const {name, request, response} = recording
  const {datasetItemId: id = lastOf(recording)} = (request.body ?? {}) as {datasetItemId?: string}
  const needsItem = /^(datasetItems_delete|datasetRunItems_create)/.test(name) && response.status === 200
  if (!needsItem || store.items.has(id)) return
  createItem(store, {id, datasetName: datasetOf(store, {datasetId: 'any'}).name, input: 1})
}

function putExperimentItem(store: Store, run: RunRow, row: Shown): void {
  const {id, traceId, experimentItemId, expectedOutput, experimentItemMetadata: metadata, startTime} = row
  const trace = String(traceId ?? `trace-of-${run.id}`)
  putRunItem(store, run, {id, traceId: trace, datasetItemId: experimentItemId, observationId: id})
  putObservation(store, {...row, id, traceId: trace, startTime: String(startTime)})
  store.staleTraceIds.add(trace)
  const dataset = datasetOf(store, {datasetId: run.datasetId})
  if (expectedOutput)
    createItem(store, {id: experimentItemId, datasetName: dataset.name, input: 1, expectedOutput, metadata})
}

/** The experiments that answers show, with their items and the root spans of these; more where there is another page. */
export function seedExperiments(store: Store, recordings: Recording[], {name, request, response}: Recording): void {
  const {meta, data = []} = (response.body ?? {}) as {meta?: {cursor?: string}; data?: Shown[]}
  const missing = meta?.cursor ? Number(request.query.limit ?? 50) - data.length + 1 : 0
  const [last] = data.slice(-1)
  const more = Array.from({length: last ? missing : 0}, (_, count): Shown => {
    const id = `0${count}`
    return {...last, id, name: id, experimentItemId: id}
  })
  const own = [...data, ...more]
  const isList = /_list(\.|$)/.test(name)
  const items = [...shownRows(recordings, /^experiments_listItems/), ...(isList ? [] : own)]
  const listed = [...shownRows(recordings, /^experiments_list(\.|$)/), ...(isList ? own : [])]
  const runs = listed.map((row) => ({run: putRun(store, row), row}))
  for (const row of items) {
    const known = allRuns(store).find((run) => run.id === row.experimentId)
    const {experimentId, experimentName, experimentDatasetId: datasetId} = row
    putExperimentItem(store, known ?? putRun(store, {id: String(experimentId), name: experimentName, datasetId}), row)
  }
  for (const {run, row} of runs) {
    if (run.items.size === 0) putExperimentItem(store, run, {...row, experimentItemId: 'any'})
  }
  for (const score of [...items, ...listed].flatMap((row) => (row.scores as Shown[]) ?? [])) putScore(store, score)
}

/** The file that the recorded requests are about, as far as it was uploaded. */
export function seedMedia(store: Store, recordings: Recording[], {name}: Recording): void {
  const paths = recordings.map(({request}) => request.path).join(' ')
  const [, id = ''] = /\/api\/public\/media\/([\w-]{22})\b/.exec(paths) ?? []
  const row = {id, contentType: 'image/png', contentLength: 80, sha256Hash: '', uploadedAt: OLD, uploadHttpStatus: 200}
  if (/^media_(get|patch|getUploadUrl\.already_uploaded)$/.test(name)) mediaRows(store).set(id, row)
  if (name === 'media_get.before_patch') mediaRows(store).set(id, {...row, uploadHttpStatus: undefined})
}

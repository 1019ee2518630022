import * as z from 'zod'
import {readTypedFilter} from '../filter/filter.js'
import type {Call, Reply} from '../http/call.js'
import {requireMode, withEvents} from '../http/modes.js'
import {check, instant} from '../http/validation.js'
import {bodyOf} from '../resources/datasets/datasets.js'
import {rawText} from '../store/raw-text.js'
import type {Json, Store} from '../store/store.js'
import {
  allRuns,
  attachedScores,
  byTime,
  type ExperimentItem,
  flatText,
  itemsOf,
  pageAfter,
  textColumn,
} from './experiment-rows.js'
import {commaList, experimentQuery, groupsOf} from './experiments.js'

const GROUPS = ['core', 'dataset', 'io', 'metadata', 'itemMetadata', 'experimentMetadata', 'scores'] as const

const listQuery = z.object({
  ...experimentQuery,
  fields: groupsOf(GROUPS),
  experimentId: commaList,
  experimentName: commaList,
  experimentItemId: commaList,
  datasetId: commaList,
})

const columns = {
  experimentId: textColumn<ExperimentItem>(({run}) => run.id),
  experimentName: textColumn<ExperimentItem>(({run}) => run.name),
  experimentItemId: textColumn<ExperimentItem>(({item}) => item.datasetItemId),
  datasetId: textColumn<ExperimentItem>(({run}) => run.datasetId),
}
const parameters = ['experimentId', 'experimentName', 'experimentItemId', 'datasetId'] as const

function shown(store: Store, row: ExperimentItem, groups: readonly string[], scoreLimit: number): Record<string, Json> {
  const {id, run, item, span} = row
  const dataset = store.items.get(item.datasetItemId)
  const body = dataset && bodyOf(dataset)
  const has = (group: (typeof GROUPS)[number]) => groups.includes(group)
  return {
    ...{id, traceId: item.traceId, startTime: row.startTime, endTime: row.endTime},
    level: span?.row.level ?? 'DEFAULT',
    environment: span?.row.environment ?? 'default',
    ...{experimentId: run.id, experimentName: run.name, experimentItemId: item.datasetItemId},
    ...(has('dataset') && {experimentDatasetId: run.datasetId, experimentItemVersion: null}),
    ...(has('io') && {
      input: rawText(span?.input ?? null),
      output: rawText(span?.output ?? null),
      expectedOutput: rawText(body?.expectedOutput ?? null),
    }),
    ...(has('metadata') && {metadata: span?.metadata ?? {}}),
    ...(has('itemMetadata') && {experimentItemMetadata: flatText(body?.metadata ?? null)}),
    ...(has('experimentMetadata') && {experimentMetadata: flatText(run.metadata)}),
    ...(has('scores') && {scores: attachedScores(store, ({traceId}) => traceId === item.traceId, scoreLimit)}),
  }
}

const begin = ({startTime}: ExperimentItem) => startTime

/** `GET /experiment-items`, newest first. */
export function list(call: Call): Reply {
  const given = check(listQuery, call.query)
  const {store, mode} = call
  requireMode(mode, withEvents, 'experiment items')
  const filter = readTypedFilter(given.filter, columns)
  const from = instant(given.fromStartTime)
  const to = given.toStartTime && instant(given.toStartTime)
  const found = allRuns(store)
    .flatMap((run) => itemsOf(call, run))
    .filter(({startTime}) => startTime >= from && (!to || startTime < to))
    .filter((row) => parameters.every((key) => given[key]?.includes(String(columns[key].of(row, store))) ?? true))
    .filter((row) => filter.fits(row, store))
  const {page, meta} = pageAfter(byTime(found, begin), begin, given)
  const groups = given.fields ?? ['core', 'dataset']
  return {status: 200, body: {data: page.map((row) => shown(store, row, groups, given.scoreLimit)), meta}}
}

import * as z from 'zod'
import {having, readFilter, within} from '../filter/filter.js'
import {type Call, ok, type Reply} from '../http/call.js'
import {pageAfter} from '../http/paging.js'
import {op, type Routes} from '../http/router.js'
import {check, commas} from '../http/validation.js'
import {bodyOf} from '../resources/datasets/item-states.js'
import {rawText} from '../store/json.js'
import type {Store} from '../store/store.js'
import {allRuns} from '../store/traces.js'
import {requireMode, withEvents} from './availability.js'
import {
  attachedScores,
  byTime,
  type ExperimentItem,
  experimentQuery,
  flatText,
  groupsOf,
  itemsOf,
  textColumns,
} from './experiments.js'

const GROUPS = ['core', 'dataset', 'io', 'metadata', 'itemMetadata', 'experimentMetadata', 'scores'] as const

const listQuery = z.object({
  ...experimentQuery,
  fields: groupsOf(GROUPS),
  experimentId: commas.optional(),
  experimentName: commas.optional(),
  experimentItemId: commas.optional(),
})

function rowOf({run, item, ...row}: ExperimentItem) {
  const ids = {experimentId: run.id, experimentName: run.name, experimentItemId: item.datasetItemId}
  return {...row, run, item, ...ids, datasetId: run.datasetId}
}

type Row = ReturnType<typeof rowOf>

const columns = textColumns<Row>('experimentId', 'experimentName', 'experimentItemId', 'datasetId')

function shown(store: Store, row: Row, groups: readonly string[], scoreLimit: number): object {
  const {id, run, item, span, startTime, endTime, experimentId, experimentName, experimentItemId} = row
  const {traceId} = item
  const datasetItem = store.items.get(item.datasetItemId)
  const body = datasetItem && bodyOf(datasetItem)
  const has = (group: (typeof GROUPS)[number]) => groups.includes(group)
  return {
    id,
    traceId,
    startTime,
    endTime,
    level: span?.row.level ?? 'DEFAULT',
    environment: span?.row.environment ?? 'default',
    experimentId,
    experimentName,
    experimentItemId,
    ...(has('dataset') && {experimentDatasetId: run.datasetId, experimentItemVersion: null}),
    ...(has('io') && {
      input: rawText(span?.input ?? null),
      output: rawText(span?.output ?? null),
      expectedOutput: rawText(body?.expectedOutput ?? null),
    }),
    ...(has('metadata') && {metadata: span?.metadata ?? {}}),
    ...(has('itemMetadata') && {experimentItemMetadata: flatText(body?.metadata ?? null)}),
    ...(has('experimentMetadata') && {experimentMetadata: flatText(run.metadata)}),
    ...(has('scores') && {scores: attachedScores(store, (score) => score.traceId === traceId, scoreLimit)}),
  }
}

const begin = ({startTime}: Row) => startTime

function list(call: Call): Reply {
  const given = check(listQuery, call.query)
  const {store, mode} = call
  requireMode(mode, withEvents, 'experiment items')
  const filter = readFilter(given.filter, columns)
  const isThen = within(given.fromStartTime, given.toStartTime)
  const found = allRuns(store)
    .flatMap((run) => itemsOf(call, run).map(rowOf))
    .filter(having(given, ['experimentId', 'experimentName', 'experimentItemId', 'datasetId']))
    .filter((row) => isThen(row.startTime) && filter.fits(row, store))
  const {page, meta} = pageAfter(byTime(found, begin), given, begin)
  const groups = given.fields ?? ['core', 'dataset']
  return ok({data: page.map((row) => shown(store, row, groups, given.scoreLimit)), meta})
}

/** Items of experiments, newest first. */
export const experimentItemRoutes: Routes = {'/experiment-items': {GET: op(list)}}

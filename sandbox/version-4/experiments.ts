import * as z from 'zod'
import {type Columns, having, readFilter, within} from '../filter/filter.js'
import {type Call, ok, type Reply} from '../http/call.js'
import {cursorPaging, pageAfter} from '../http/paging.js'
import {op, type Routes} from '../http/router.js'
import {check, commas, neededDate, strictDate} from '../http/validation.js'
import {readValue, subjectOf} from '../resources/scores/scores-v3.js'
import {flat, type Json, rawText} from '../store/json.js'
import type {RunItemRow, RunRow} from '../store/project-rows.js'
import {descending} from '../store/row-map.js'
import type {Span} from '../store/spans.js'
import type {Store} from '../store/store.js'
import type {ScoreRow} from '../store/trace-rows.js'
import {allRuns, newestScores} from '../store/traces.js'
import {isShown, requireMode, spansOf, withEvents} from './availability.js'

/** What both lists of experiments take. */
export const experimentQuery = {
  ...cursorPaging,
  fromStartTime: neededDate,
  toStartTime: strictDate,
  scoreLimit: z.coerce.number().int().gte(0).lte(50).default(50),
  filter: z.string().optional(),
  datasetId: commas.optional(),
}

/** `fields` of a list that refuses groups which it does not have. */
export function groupsOf<const Name extends string>(names: readonly Name[]) {
  return z.preprocess((text) => String(text).split(','), z.array(z.enum(names))).optional()
}

/** Columns of text, each by the name of a field. */
export function textColumns<Row>(...names: (keyof Row & string)[]): Columns<Row> {
  return Object.fromEntries(names.map((name) => [name, {kind: 'text', of: (row: Row) => row[name]}]))
}

/** Metadata of experiments and items: flat, and every value as text. */
export function flatText(metadata: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(flat(metadata)).map(([key, value]) => [key, rawText(value)]))
}

/** Scores as experiments carry them, newest first. */
export function attachedScores(store: Store, fits: (row: ScoreRow) => boolean, most: number): Json[] {
  const rows = newestScores(store).filter(fits).slice(0, most)
  return rows.map((row) => {
    const {id, name, dataType, source, timestamp, environment, createdAt, updatedAt} = row
    const times = {timestamp, environment, createdAt, updatedAt}
    const value = readValue(row)
    return {id, projectId: store.project.id, name, dataType, value, source, ...times, subject: subjectOf(row)}
  })
}

/** Rows newest first, then by id, for lists with cursors. */
export function byTime<Row extends {id: string}>(rows: Row[], timeOf: (row: Row) => string): Row[] {
  return rows.sort((a, b) => descending(timeOf(a), timeOf(b)) || descending(a.id, b.id))
}

/** One item of an experiment, with the root span that was exported for it, if any. Times in UTC. */
export interface ExperimentItem {
  id: string
  run: RunRow
  item: RunItemRow
  span: Span | undefined
  startTime: string
  endTime: string | null
}

/** The items of a run which new reads show. */
export function itemsOf(call: Call, run: RunRow): ExperimentItem[] {
  const items = [...run.items.values()].filter((item) => isShown(call, item.traceId))
  return items.map((item) => {
    const spans = spansOf(call, item.traceId)
    const span = spans.find(({id}) => id === item.observationId) ?? spans.find(({isRoot}) => isRoot)
    const id = span?.id ?? item.observationId ?? item.traceId.slice(0, 16)
    const startTime = span?.startTime ?? item.createdAt
    return {id, run, item, span, startTime, endTime: span ? span.row.endTime : startTime}
  })
}

interface Experiment {
  id: string
  name: string
  description: string
  startTime: string
  endTime: string
  itemCount: number
  datasetId: string
  metadata: Json
}

function experimentsOf(call: Call): Experiment[] {
  return allRuns(call.store).flatMap((run) => {
    const items = itemsOf(call, run)
    const [startTime] = items.map((item) => item.startTime).sort()
    const endTime = items
      .map((item) => item.endTime ?? item.startTime)
      .sort()
      .at(-1)
    if (!startTime || !endTime) return []
    const {id, name, description, datasetId, metadata} = run
    return [
      {id, name, description: description ?? '', startTime, endTime, itemCount: items.length, datasetId, metadata},
    ]
  })
}

const columns = textColumns<Experiment>('id', 'name', 'datasetId')
const listQuery = z.object({
  ...experimentQuery,
  fields: groupsOf(['core', 'metadata', 'scores']),
  id: commas.optional(),
  name: commas.optional(),
})
const latest = ({endTime}: Experiment) => endTime

function list(call: Call): Reply {
  const given = check(listQuery, call.query)
  const {store, mode} = call
  requireMode(mode, withEvents, 'experiments')
  const filter = readFilter(given.filter, columns)
  const isThen = within(given.fromStartTime, given.toStartTime)
  const found = experimentsOf(call)
    .filter(having(given, ['id', 'name', 'datasetId']))
    .filter((row) => isThen(row.startTime) && filter.fits(row, store))
  const {page, meta} = pageAfter(byTime(found, latest), given, latest)
  const data = page.map(({metadata, ...row}) => ({
    ...row,
    ...(given.fields?.includes('metadata') && {metadata: flatText(metadata)}),
    ...(given.fields?.includes('scores') && {
      scores: attachedScores(store, ({datasetRunId}) => datasetRunId === row.id, given.scoreLimit),
    }),
  }))
  return ok({data, meta})
}

/** Experiments, that with the newest event first. */
export const experimentRoutes: Routes = {'/experiments': {GET: op(list)}}

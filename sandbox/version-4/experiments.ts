import * as z from 'zod'
import {readTypedFilter} from '../filter/filter.js'
import type {Call, Reply} from '../http/call.js'
import {requireMode, withEvents} from '../http/modes.js'
import {check, cursorLimit, instant, neededDate, strictDate} from '../http/validation.js'
import type {RunRow} from '../store/store.js'
import {allRuns, attachedScores, byTime, flatText, itemsOf, pageAfter, textColumn} from './experiment-rows.js'

/** A parameter that takes several values with commas. */
export const commaList = z
  .string()
  .transform((text) => text.split(','))
  .optional()

/** What both lists of experiments take. */
export const experimentQuery = {
  limit: cursorLimit,
  cursor: z.string().optional(),
  fromStartTime: neededDate,
  toStartTime: strictDate,
  scoreLimit: z.coerce.number().int().gte(0).lte(50).default(50),
  filter: z.string().optional(),
}

/** `fields` of a list that refuses groups which it does not have. */
export function groupsOf<const Name extends string>(names: readonly Name[]) {
  return z.preprocess((text) => String(text).split(','), z.array(z.enum(names))).optional()
}

const listQuery = z.object({
  ...experimentQuery,
  fields: groupsOf(['core', 'metadata', 'scores']),
  id: commaList,
  name: commaList,
  datasetId: commaList,
})

interface Experiment extends RunRow {
  startTime: string
  endTime: string
  itemCount: number
}

const columns = {
  id: textColumn<Experiment>(({id}) => id),
  name: textColumn<Experiment>(({name}) => name),
  datasetId: textColumn<Experiment>(({datasetId}) => datasetId),
}

function experimentsOf(call: Call): Experiment[] {
  return allRuns(call.store).flatMap((run) => {
    const items = itemsOf(call, run)
    if (items.length === 0) return []
    const startTime = items.map((item) => item.startTime).sort()[0] ?? ''
    const endTime =
      items
        .map((item) => item.endTime)
        .sort()
        .at(-1) ?? ''
    return [{...run, startTime, endTime, itemCount: items.length}]
  })
}

const latest = ({endTime}: Experiment) => endTime

/** `GET /experiments`, that with the newest event first. */
export function list(call: Call): Reply {
  const given = check(listQuery, call.query)
  const {store, mode} = call
  requireMode(mode, withEvents, 'experiments')
  const filter = readTypedFilter(given.filter, columns)
  const from = instant(given.fromStartTime)
  const to = given.toStartTime && instant(given.toStartTime)
  const found = experimentsOf(call)
    .filter(({startTime}) => startTime >= from && (!to || startTime < to))
    .filter((row) => (['id', 'name', 'datasetId'] as const).every((key) => given[key]?.includes(row[key]) ?? true))
    .filter((row) => filter.fits(row, store))
  const {page, meta} = pageAfter(byTime(found, latest), latest, given)
  const data = page.map((row) => ({
    id: row.id,
    name: row.name,
    description: row.description ?? '',
    startTime: row.startTime,
    endTime: row.endTime,
    itemCount: row.itemCount,
    datasetId: row.datasetId,
    ...(given.fields?.includes('metadata') && {metadata: flatText(row.metadata)}),
    ...(given.fields?.includes('scores') && {
      scores: attachedScores(store, ({datasetRunId}) => datasetRunId === row.id, given.scoreLimit),
    }),
  }))
  return {status: 200, body: {data, meta}}
}

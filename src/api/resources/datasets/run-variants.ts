import * as z from 'zod'
import {CliError, RouteMissing} from '../../errors/cli-error.js'
import {ApiError} from '../../http/errors.js'
import type {Row} from '../../json/object.js'
import {fieldGroups} from '../../operation/common-params.js'
import {collect, type Page, readRows} from '../../paging/paginate.js'
import {type PagePlan, planForAll} from '../../paging/plan.js'
import * as shapes from '../../variants/canonical.js'
import {oneId} from '../../variants/coerce.js'
import {
  type ListVariant,
  listVariant,
  mapRows,
  nothingFound,
  type ObjectVariant,
  objectVariant,
  paginateVariant,
  type VariantCall,
  type Variants,
} from '../../variants/variant.js'
import {writeModeProbe} from '../metrics/write-mode-probe.js'
import {datasetId} from './by-name.js'
import * as datasets from './endpoints.js'
import * as experiments from './experiments.js'
import {itemOfExperiment, itemOfV1, runOfExperiment, runOfV1} from './normalize-run.js'
import * as v1 from './runs.js'

async function datasetIdOf({client, input}: VariantCall): Promise<string> {
  return datasetId(client, String(input.params?.datasetName))
}

const fields = fieldGroups(
  ['core', 'metadata', 'scores'],
  'Groups of fields (core,metadata; scores: server version 4 only)',
)

/** Older servers keep the scores of runs apart. @throws CliError `not_available` when they are asked for */
function withoutScores(groups: string | undefined): boolean {
  if (!groups?.split(',').includes('scores')) return true
  const way = 'There, `scores list --experiment-id ID` gives the scores of a run, by the id of the run.'
  throw new CliError('not_available', '--fields: only server version 4 sends scores with runs', way)
}

async function* experimentPages(ask: VariantCall, plan: PagePlan): AsyncGenerator<Page> {
  const datasetId = await datasetIdOf(ask)
  const fields = ask.input.query.fields ?? (ask.whole ? 'core,metadata' : 'core')
  const query = {datasetId, fromStartTime: experiments.BEGINNING, fields}
  const name = String(ask.input.params?.datasetName)
  yield* mapRows(paginateVariant(ask, experiments.list, plan, query), (row) => runOfExperiment(row, name))
}

/** `datasets runs list` */
export const list: Variants<ListVariant, typeof shapes.run> = {
  variants: [
    {
      operation: v1.list,
      query: z.object({fields: fields.refine(withoutScores)}),
      pages: (ask, plan) => {
        const bare = String(ask.input.query.fields ?? 'metadata')
          .split(',')
          .includes('metadata')
          ? {}
          : {metadata: null}
        return mapRows(paginateVariant(ask, v1.list, plan, {}), (row) => ({...runOfV1(row), ...bare}))
      },
    },
    {
      operation: experiments.list,
      also: [datasets.get],
      query: z.object({fields}),
      staleInLegacy: writeModeProbe,
      pages: experimentPages,
    },
  ],
  first: 'older',
  item: shapes.run,
}

function byStart(a: Row, b: Row): number {
  return Date.parse(String(b.startTime)) - Date.parse(String(a.startTime))
}

/** The experiment of a name on a dataset. Names are not unique: the newest one is taken, and the others are named. */
async function experimentOf({client, note}: VariantCall, datasetId: string, name: string): Promise<Row> {
  const filter = [{type: 'string', column: 'name', operator: '=', value: name}]
  const query = {datasetId, filter, fromStartTime: experiments.BEGINNING, fields: 'core,metadata'}
  const limit = experiments.list.maxPageSize
  const found = await readRows(client, experiments.list, {query: {...query, limit}})
  const [newest, ...others] = found.sort(byStart)
  if (!newest) throw nothingFound(client, experiments.list, `Dataset run ${name} not found`)
  const ids = others.map(({id}) => String(id)).join(', ')
  if (others.length > 0)
    note(`${found.length} runs are called ${name}: this is ${newest.id}, the newest; the others are ${ids}`)
  return newest
}

function itemsOf(ask: VariantCall, experiment: Row, plan: PagePlan): AsyncGenerator<Page> {
  const experimentId = oneId(experiment.id, 'langfuse experiments items list --filter "experimentId = …" takes it.')
  const query = {experimentId, fromStartTime: experiments.BEGINNING, fields: 'core'}
  return mapRows(paginateVariant(ask, experiments.listItems, plan, query), itemOfExperiment)
}

const olderGet: ObjectVariant = {
  operation: v1.get,
  fetch: async ({client, input}) => {
    const {data} = await client.request(v1.get, {params: input.params ?? {}})
    const items = data.datasetRunItems.map(itemOfV1)
    return {row: {...runOfV1(data), itemCount: items.length, datasetRunItems: items}, sent: [data]}
  },
}

const newerGet: ObjectVariant = {
  operation: experiments.list,
  also: [datasets.get, experiments.listItems],
  query: z.object({}),
  staleInLegacy: writeModeProbe,
  fetch: async (ask) => {
    const {datasetName, runName} = ask.input.params as {datasetName: string; runName: string}
    const experiment = await experimentOf(ask, await datasetIdOf(ask), runName)
    const datasetRunItems = await collect(itemsOf(ask, experiment, planForAll(experiments.listItems)))
    return {row: {...runOfExperiment(experiment, datasetName), datasetRunItems}, sent: [experiment]}
  },
}

/** `datasets runs get` */
export const get: Variants<ObjectVariant, typeof shapes.runWithItems> = {
  variants: [olderGet, newerGet],
  first: 'older',
  item: shapes.runWithItems,
}

async function* itemPages(ask: VariantCall, plan: PagePlan): AsyncGenerator<Page> {
  const {datasetId, runName} = ask.input.query
  yield* itemsOf(ask, await experimentOf(ask, String(datasetId), String(runName)), plan)
}

/** `datasets run-items list` */
export const listItems: Variants<ListVariant, typeof shapes.runItem> = {
  variants: [
    listVariant(v1.listItems, itemOfV1),
    {
      operation: experiments.listItems,
      also: [experiments.list],
      query: v1.listItems.query,
      staleInLegacy: writeModeProbe,
      pages: itemPages,
    },
  ],
  first: 'older',
  item: shapes.runItem,
}

const removal = objectVariant(v1.remove)

/** `datasets runs delete`: newer servers have nothing like it. */
export const remove: Variants<ObjectVariant> = {
  variants: [
    {
      ...removal,
      fetch: async (ask) => {
        try {
          return await removal.fetch(ask)
        } catch (error) {
          if (!(error instanceof ApiError) || error.missingRoute !== 'version-3') throw error
          throw new RouteMissing(
            `${error.origin} runs in Langfuse v4 events_only mode, where a run is an experiment and no route deletes one`,
            'It goes with its traces: `datasets run-items list --columns traceId -o tsv` prints their ids, `traces delete-many --ids-from -` deletes them.',
          )
        }
      },
    },
  ],
  first: 'older',
  item: v1.remove.response,
}

/** `datasets run-items create` */
export const createItem: Variants<ObjectVariant, typeof shapes.runItem> = {
  variants: [
    {
      ...objectVariant(v1.createItem, itemOfV1),
      lostInEventsOnly:
        'There a run is made of traces: send spans with langfuse.experiment.* attributes (`langfuse ingest otel`), or use the experiment runner of an SDK.',
    },
  ],
  first: 'older',
  item: shapes.runItem,
}

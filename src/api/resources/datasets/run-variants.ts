import * as z from 'zod'
import {ApiError, NotThereError} from '../../http/errors.js'
import {fieldGroups} from '../../operation/common-params.js'
import {everything, type Page, type PagePlan, readRows} from '../../paging/paginate.js'
import * as shapes from '../../variants/canonical.js'
import {
  type Ask,
  type ListSide,
  mapped,
  nothingFound,
  type OneSide,
  oneSide,
  type Row,
  type Twins,
  walk,
} from '../../variants/variant.js'
import * as datasets from './endpoints.js'
import * as experiments from './experiments.js'
import {itemOfExperiment, itemOfV1, runOfExperiment, runOfV1} from './normalize-run.js'
import * as v1 from './runs.js'

async function datasetIdOf({client, input}: Ask): Promise<string> {
  const params = {datasetName: String(input.params?.datasetName)}
  return (await client.request(datasets.get, {params})).data.id
}

const older: ListSide = {
  operation: v1.list,
  pages: (ask, plan) => mapped(walk(ask, v1.list, plan), (rows) => rows.map(runOfV1)),
}

async function* experimentPages(ask: Ask, plan: PagePlan): AsyncGenerator<Page> {
  const datasetId = await datasetIdOf(ask)
  const fields = ask.input.query.fields ?? (ask.whole ? 'core,metadata' : 'core')
  const query = {datasetId, fromStartTime: experiments.BEGINNING, fields}
  const name = String(ask.input.params?.datasetName)
  yield* mapped(walk(ask, experiments.list, plan, query), (rows) => rows.map((row) => runOfExperiment(row, name)))
}

/** `datasets runs list` */
export const list: Twins<ListSide, typeof shapes.run> = {
  sides: [
    older,
    {
      operation: experiments.list,
      also: [datasets.get],
      query: z.object({
        fields: fieldGroups(
          ['core', 'metadata', 'scores'],
          'Groups of fields, on servers of generation 4 (core,metadata)',
        ),
      }),
      staleInLegacy: true,
      pages: experimentPages,
    },
  ],
  first: 'older',
  item: shapes.run,
}

function byStart(one: Row, other: Row): number {
  return Date.parse(String(other.startTime)) - Date.parse(String(one.startTime))
}

/** The experiment of a name on a dataset. Names are not unique: the newest one is taken, and the others are named. */
async function experimentOf({client, note}: Ask, datasetId: string, name: string): Promise<Row> {
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

function itemsOf(ask: Ask, experiment: Row, plan: PagePlan): AsyncGenerator<Page> {
  const query = {experimentId: experiment.id, fromStartTime: experiments.BEGINNING, fields: 'core'}
  return mapped(walk(ask, experiments.listItems, plan, query), (rows) => rows.map(itemOfExperiment))
}

const olderOne: OneSide = {
  operation: v1.get,
  fetch: async ({client, input}) => {
    const {data} = await client.request(v1.get, {params: input.params ?? {}})
    const items = (data.datasetRunItems ?? []).map(itemOfV1)
    return {...runOfV1(data), itemCount: items.length, datasetRunItems: items}
  },
}

const newerOne: OneSide = {
  operation: experiments.list,
  also: [datasets.get, experiments.listItems],
  query: z.object({}),
  staleInLegacy: true,
  fetch: async (ask) => {
    const {datasetName, runName} = ask.input.params as {datasetName: string; runName: string}
    const experiment = await experimentOf(ask, await datasetIdOf(ask), runName)
    const items: Row[] = []
    for await (const {rows} of itemsOf(ask, experiment, everything(experiments.listItems))) items.push(...rows)
    return {...runOfExperiment(experiment, datasetName), datasetRunItems: items}
  },
}

/** `datasets runs get` */
export const get: Twins<OneSide, typeof shapes.runWithItems> = {
  sides: [olderOne, newerOne],
  first: 'older',
  item: shapes.runWithItems,
}

async function* itemPages(ask: Ask, plan: PagePlan): AsyncGenerator<Page> {
  const {datasetId, runName} = ask.input.query
  yield* itemsOf(ask, await experimentOf(ask, String(datasetId), String(runName)), plan)
}

/** `datasets run-items list` */
export const listItems: Twins<ListSide, typeof shapes.runItem> = {
  sides: [
    {
      operation: v1.listItems,
      pages: (ask, plan) => mapped(walk(ask, v1.listItems, plan), (rows) => rows.map(itemOfV1)),
    },
    {
      operation: experiments.listItems,
      also: [experiments.list],
      query: v1.listItems.query,
      staleInLegacy: true,
      pages: itemPages,
    },
  ],
  first: 'older',
  item: shapes.runItem,
}

const removal = oneSide(v1.remove)

/** `datasets runs delete`: newer servers have nothing like it. */
export const remove: Twins<OneSide> = {
  sides: [
    {
      ...removal,
      fetch: async (ask) => {
        try {
          return await removal.fetch(ask)
        } catch (error) {
          if (!(error instanceof ApiError) || error.missingRoute !== 'generation-3') throw error
          throw new NotThereError(
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
export const createItem: Twins<OneSide, typeof shapes.runItem> = {
  sides: [
    {
      operation: v1.createItem,
      fetch: async ({client, input}) => itemOfV1((await client.request(v1.createItem, input)).data),
      lostInEventsOnly:
        'There a run is made of traces: send spans with langfuse.experiment.* attributes (`langfuse ingest otel`), or use the experiment runner of an SDK.',
    },
  ],
  first: 'older',
  item: shapes.runItem,
}

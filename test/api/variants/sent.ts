import type {Client} from '../../../src/api/http/client.js'
import type {Row} from '../../../src/api/json/object.js'
import type {Operation} from '../../../src/api/operation/endpoint.js'
import type {ListVariant, ObjectVariant, Variant, VariantCall} from '../../../src/api/variants/variant.js'

/** A canonical row, and what a server had sent that went into it. */
export interface Made {
  row: Row
  sent: Row[]
}

const EXPERIMENT = {id: 'e', name: 'n', startTime: '2026-11-21T00:00:00.000Z'}

/** What else a variant asks: the dataset of a run, its experiment, the scores of a trace. */
function aside({path}: Operation): unknown {
  if (path.endsWith('/{datasetName}')) return {id: 'd'}
  return {data: path.endsWith('/experiments') ? [EXPERIMENT] : [], meta: {}}
}

function call({operation}: Variant, body: unknown): VariantCall {
  const answer = async (asked: Operation) => ({
    data: asked === operation ? body : aside(asked),
    status: 200,
    attempts: 1,
  })
  const client = {request: answer, send: answer} as unknown as Client
  const [{id = ''} = {}] = (body as {data?: Row[]}).data ?? []
  const params = {observationId: String(id), scoreId: String(id), datasetName: 'a', runName: 'n'}
  return {client, input: {params, query: {}}, whole: true, now: new Date(0), note: () => {}}
}

/** What a list variant makes of rows; each of its own with those that `key` says belong to it. */
export async function listed(variant: ListVariant, data: Row[], key: (sent: Row) => unknown): Promise<Made[]> {
  const made: Made[] = []
  const plan = {limit: Math.max(1, data.length), pageSize: Math.max(1, data.length)}
  for await (const {rows, sent} of variant.pages(call(variant, {data, meta: {totalPages: 1}}), plan))
    made.push(...rows.map((row) => ({row, sent: sent.filter((one) => key(one) === row.id)})))
  return made
}

/** What an object variant makes of the body of an answer. */
export function fetched(variant: ObjectVariant, body: unknown): Promise<Made> {
  return variant.fetch(call(variant, body))
}

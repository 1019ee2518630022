import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {z} from 'zod'

const recordingSchema = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    query: z.record(z.string(), z.unknown()),
    headers: z.record(z.string(), z.string()),
    body: z.unknown(),
  }),
  response: z.object({status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown()}),
})

type Recording = z.infer<typeof recordingSchema>
type Response = Recording['response']

const TARGET = join(import.meta.dirname, '../../test/recordings')
const SERVERS = ['v3.225.4', 'v4.16.0', 'v4.16.0-dual', 'v4.16.0-legacy']
const RICH = /\.rich/
const RICH_ROWS = 3
const LONG = 4_000

/** Cases of reading pages, which one server is enough for. */
const PAGING = /\.(limit|page|unknown)/

/** What tests read of each server, though two of them may answer alike. */
const READ_OF_EACH = new RegExp(
  [
    '/(trace_(get|list)|legacy_observationsV1_get(Many)?|observations_getMany(.limit1000|.last_page)?|scores_get-many|',
    'scoresV3_getManyV3|datasets_getRuns?|datasetRunItems_list|experiments_list(.datasetId)?|experiments_listItems.all_fields)$',
    '|(legacy/(trace_list|legacy_observationsV1_getMany)|dual/trace_list).limit100$',
  ].join(''),
)

/** The keys and types of an answer; the texts of an error, without ids. */
function outline({status, body}: Response): string {
  if (status >= 400) return `${status} ${JSON.stringify(body)?.replaceAll(/[0-9a-f-]{20,}|cm\w{23}/g, 'ID')}`
  const shape = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.slice(0, 1).map(shape)
    if (typeof value !== 'object' || value === null) return value === null ? null : typeof value
    return Object.entries(value).map(([key, inner]) => [/^[0-9a-f-]{36}$/.test(key) ? 'ID' : key, shape(inner)])
  }
  return `${status} ${JSON.stringify(shape(body))}`
}

/** What an answer is kept once for: an error of a case once for all operations, anything else for each operation. */
function novelty(name: string, response: Response): string {
  const [operation, kind = ''] = name.split('.')
  if (response.status >= 400 && kind !== '') return `${kind} ${outline(response)}`
  return `${PAGING.test(name) ? operation : name} ${outline(response)}`
}

function filledFields(value: unknown, at = ''): string[] {
  if (value === null || value === '') return []
  if (typeof value !== 'object') return [at]
  return Object.entries(value).flatMap(([key, inner]) =>
    filledFields(inner, `${at}.${Array.isArray(value) ? '' : key}`),
  )
}

/** The first row, and those that fill the most fields which the rows before them leave empty; in their order. */
function fewRows(rows: unknown[]): unknown[] {
  const kept = new Set(rows.slice(0, 1))
  const filled = new Set(filledFields(rows[0]))
  const gain = (row: unknown) => new Set(filledFields(row).filter((field) => !filled.has(field))).size
  while (kept.size < Math.min(RICH_ROWS, rows.length)) {
    const [next] = rows.filter((row) => !kept.has(row)).sort((a, b) => gain(b) - gain(a))
    kept.add(next)
    for (const field of filledFields(next)) filled.add(field)
  }
  return rows.filter((row) => kept.has(row))
}

function isList(body: unknown): body is {data: unknown[]} {
  return typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data)
}

/** A response without the headers that nothing reads, and a rich one with few rows. */
function reduced(name: string, {status, headers, body}: Response): Response {
  const type = headers['content-type']
  return {
    status,
    headers: type === undefined ? {} : {'content-type': type},
    body: RICH.test(name) && isList(body) ? {...body, data: fewRows(body.data)} : body,
  }
}

/** Without what would have signed in somewhere. */
function redacted(text: string): string {
  return text.replaceAll(/(X-Amz-Signature=)\w+/g, '$1redacted').replaceAll(/("secretAccessKey":")[^"]+/g, '$1redacted')
}

function read(source: string, server: string): [name: string, recording: Recording][] {
  return readdirSync(join(source, server))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort((a, b) => a.split('.').length - b.split('.').length || a.localeCompare(b))
    .flatMap((name) => {
      const {data} = recordingSchema.safeParse(JSON.parse(readFileSync(join(source, server, `${name}.json`), 'utf8')))
      return data ? [[name, data]] : []
    })
}

const [source = ''] = process.argv.slice(2)
const seen = new Set<string>()
for (const server of SERVERS) {
  rmSync(join(TARGET, server), {recursive: true, force: true})
  mkdirSync(join(TARGET, server), {recursive: true})
  for (const [name, recording] of read(source, server)) {
    const {request} = recording
    const response = reduced(name, recording.response)
    const isNew = !seen.has(novelty(name, response)) && !(PAGING.test(name) && server !== SERVERS[0])
    seen.add(novelty(name, response))
    const short = JSON.stringify(response).length < LONG
    if (!RICH.test(name) && !READ_OF_EACH.test(`${server}/${name}`) && !(isNew && short)) continue
    const text = `{\n"request": ${JSON.stringify(request)},\n"response": ${JSON.stringify(response)}\n}\n`
    writeFileSync(join(TARGET, server, `${name}.json`), redacted(text))
  }
}

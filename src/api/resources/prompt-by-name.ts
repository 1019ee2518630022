import {isFragile} from '../http/encoded-path.js'
import {ApiError} from '../http/errors.js'
import {listOf, type Row} from '../json/object.js'
import {defineRoutes} from '../operation/routes.js'
import {readRows} from '../paging/paginate.js'
import {asSent, nothingFound, type ObjectVariant, type VariantCall, type Variants} from '../variants/variant.js'
import {get, list, prompt} from './prompts.js'

/** The route of before, with the name in its query, which the server decodes twice. It knows no labels, and always resolves. */
const byQuery = defineRoutes({limits: {rate: 'prompts'}}).get('/api/public/prompts', {response: prompt})

/** The version that carries a label. @throws ApiError 404 when none does */
async function versionOf({client}: VariantCall, name: string, label: string): Promise<unknown> {
  const [found] = await readRows(client, list, {query: {name, label, limit: 1}})
  const versions = listOf(found?.versions)
  if (versions.length === 0) throw nothingFound(client, get, `Prompt not found: '${name}' with label '${label}'`)
  return versions.at(-1)
}

/** The prompt without its name in a path; undefined where that does not give what was asked for. */
async function withoutPath(ask: VariantCall): Promise<Row | undefined> {
  const {params, query} = ask.input
  const {label = 'production', resolve} = query
  const name = String(params?.promptName)
  const byLabel = query.version === undefined && label !== 'production'
  const version = byLabel ? await versionOf(ask, name, String(label)) : query.version
  const {data} = await ask.client.request(byQuery, {query: {name: name.replaceAll('%', '%25'), version}})
  const isWanted = data.name === name && (query.version !== undefined || listOf(data.labels).includes(label))
  return isWanted && (resolve !== false || !data.resolutionGraph) ? data : undefined
}

/** Whether the answer may be about another name, or none, because of what something on the way made of the path. */
function isDoubtful(error: unknown): error is ApiError {
  return (
    error instanceof ApiError && (error.missingRoute === 'encoded' || (error.status === 404 && isFragile(error.path)))
  )
}

const byName: ObjectVariant = {
  operation: get,
  fetch: async (ask) => {
    try {
      return asSent((await ask.client.request(get, ask.input)).data)
    } catch (error) {
      if (!isDoubtful(error)) throw error
      const found = await withoutPath(ask).catch((other: unknown) => {
        const isMissing = other instanceof ApiError && (other.status === 404 || other.missingRoute !== undefined)
        if (!isMissing) throw other
        if (error.missingRoute && !other.missingRoute) throw other
      })
      if (!found) throw error
      return asSent(found)
    }
  },
}

/** `prompts get` */
export const getByName: Variants<ObjectVariant, typeof prompt> = {variants: [byName], first: 'older', item: prompt}

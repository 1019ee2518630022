import {CliError} from '../../api/errors/cli-error.js'
import {isObject, type Row} from '../../api/json/object.js'
import {entriesOf, lookUp, targetOf} from './resolve.js'

/** Values that a document may have, aliases written out; the largest that there is has 20,000. */
const MOST_VALUES = 500_000
/** How often aliases may stand for something; every operation of real documents has one. */
const MOST_ALIASES = 10_000
const METHOD = /^(get|post|put|patch|delete)$/i

/** A place in a document where an operation should be. */
interface OperationPlace {
  /** In capitals; empty where the path itself has nothing that can be read. */
  method: string
  path: string
  pathItem: Row
  operation: unknown
}

/** What a document has in the places of operations, in its order. */
export function operationsIn({paths}: Row): OperationPlace[] {
  const items = entriesOf(paths).filter(([path]) => !path.startsWith('x-'))
  return items.flatMap(([path, pathItem]) => {
    if (!isObject(pathItem)) return [{method: '', path, pathItem: {}, operation: pathItem}]
    const methods = Object.entries(pathItem).filter(([key]) => METHOD.test(key))
    return methods.map(([key, operation]) => ({method: key.toUpperCase(), path, pathItem, operation}))
  })
}

function problemOf(document: Row): string | undefined {
  const waiting: unknown[] = [document]
  for (let count = 0; waiting.length > 0; count++) {
    if (count > MOST_VALUES) return 'it is larger than any description of an API'
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null) continue
    const $ref = '$ref' in value && typeof value.$ref === 'string' ? value.$ref : ''
    if (targetOf($ref) && lookUp(document, $ref) === undefined) return `it is not whole: ${$ref} is missing (cut off?)`
    for (const below of Object.values(value)) waiting.push(below)
  }
  return undefined
}

/**
 * Parses what a server sent as its description of its API: OpenAPI in YAML or JSON.
 * @param source who sent it, as the error names it: `HOST answered GET /openapi.yml`
 * @throws CliError `not_available` for a web page, other text, and what was cut off
 */
export async function readDocument(text: string, source: string): Promise<Row> {
  const refused = (reason: string) =>
    new CliError('not_available', `${source}, but not with a description of its API: ${reason}`)
  if (/^\s*</.test(text)) throw refused('it is a web page')
  const {parse} = await import('yaml')
  let document: unknown
  try {
    document = parse(text, {maxAliasCount: MOST_ALIASES, uniqueKeys: false, prettyErrors: false, logLevel: 'error'})
  } catch (error) {
    throw refused(`it is no YAML (${error instanceof Error ? error.message : error})`)
  }
  if (!isObject(document) || !operationsIn(document).some(({operation}) => isObject(operation)))
    throw refused('it has no paths')
  const problem = problemOf(document)
  if (problem) throw refused(problem)
  return document
}

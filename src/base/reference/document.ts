import {CliError} from '../../api/errors/cli-error.js'
import {entriesOf, isObject, listOf, type Row, textOf} from '../../api/json/object.js'
import {valueAt} from '../output/path.js'

/** Values that a document may have, aliases written out; the largest that there is has 20,000. */
const MOST_VALUES = 500_000
/** How often aliases may stand for something; every operation of real documents has one. */
const MOST_ALIASES = 10_000
/** Values that one subtree may have with its references followed, and how deep they may lie; real ones have 2,000. */
const MOST_RESOLVED = 20_000
const DEEPEST = 72
const LEFT_OUT = {description: 'Left out: there is too much of it'}
const METHOD = /^(get|post|put|patch|delete)$/i

/** What stands in the places of operations, in the order of the document: methods in capitals, '' for a path that has none. */
export function operationPlaces({paths}: Row): {method: string; path: string; pathItem: Row; operation: unknown}[] {
  return entriesOf(paths).flatMap(([path, pathItem]) => {
    if (!isObject(pathItem)) return path.startsWith('x-') ? [] : [{method: '', path, pathItem: {}, operation: pathItem}]
    const methods = Object.entries(pathItem).filter(([key]) => METHOD.test(key))
    return methods.map(([key, operation]) => ({method: key.toUpperCase(), path, pathItem, operation}))
  })
}

/** Kind and name of what a reference means: `#/components/schemas/Prompt`; undefined for any other place. */
export function targetOf(reference: string): [kind: string, name: string] | undefined {
  const [, kind, name] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(reference) ?? []
  return kind && name ? [kind, name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined
}

/** What a document has where a reference leads; undefined where there is nothing. */
export function lookUp(document: Row, reference: string): unknown {
  const target = targetOf(reference)
  return target && valueAt(document, ['components', ...target])
}

function problemOf(document: Row): string | undefined {
  const waiting: unknown[] = [document]
  for (let count = 0; waiting.length > 0; count++) {
    if (count > MOST_VALUES) return 'it is larger than any description of an API'
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null) continue
    const $ref = isObject(value) ? textOf(value.$ref) : ''
    if (targetOf($ref) && lookUp(document, $ref) === undefined) return `it is not whole: ${$ref} is missing (cut off?)`
    for (const below of Object.values(value)) waiting.push(below)
  }
  return undefined
}

/**
 * Parses what a server sent as its description of its API: OpenAPI in YAML or JSON.
 * @param source who sent it, as the error names it: `HOST answered GET /openapi.yml`
 * @returns the document, and what stands in the places of operations but is none: `GET /a`
 * @throws CliError `not_available` for a web page, other text, and what was cut off
 */
export async function readDocument(text: string, source: string): Promise<{document: Row; invalid: string[]}> {
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
  const places = isObject(document) ? operationPlaces(document) : []
  const invalid = places.filter(({operation}) => !isObject(operation))
  if (!isObject(document) || invalid.length === places.length) throw refused('it has no paths')
  const problem = problemOf(document)
  if (problem) throw refused(problem)
  return {document, invalid: invalid.map(({method, path}) => `${method} ${path}`.trim())}
}

/** A schema with the fields of all parts of its `allOf`; a single part gives the rest too, if no other has fields. */
function mergeAllOf(schema: Row): Row {
  const {allOf, ...own} = schema
  if (!Array.isArray(allOf)) return schema
  const parts: Row[] = [...allOf.filter(isObject), own]
  const merged = {
    properties: Object.fromEntries(parts.flatMap((part) => entriesOf(part.properties))),
    required: parts.flatMap((part) => listOf(part.required)),
    oneOf: parts.flatMap((part) => listOf(part.oneOf)),
  }
  const present = Object.entries(merged).filter(([, value]) => Object.keys(value).length > 0)
  const inherited = allOf.length === 1 && !own.properties ? parts[0] : {}
  return {...inherited, ...own, ...Object.fromEntries(present)}
}

/**
 * Parts of a document with each reference to a component replaced by that component, whose name is its `title` then,
 * and each `allOf` merged. A reference within what it refers to stays, and what is too much is left out.
 */
export function resolve(document: Row, parts: Row): Row {
  let left = MOST_RESOLVED
  const visit = (value: unknown, above: string[], depth: number): unknown => {
    left -= 1
    if (typeof value !== 'object' || value === null) return value
    const reference = isObject(value) ? textOf(value.$ref) : ''
    if (left < 0 || depth > DEEPEST) return reference ? value : LEFT_OUT
    if (Array.isArray(value)) return value.map((element) => visit(element, above, depth + 1))
    const target = above.includes(reference) ? undefined : lookUp(document, reference)
    if (reference && target === undefined) return value
    const fields = entriesOf(value).map(([name, field]) => [name, visit(field, above, depth + 1)])
    if (target === undefined) return mergeAllOf(Object.fromEntries(fields))
    const {$ref, ...own}: Row = Object.fromEntries(fields)
    const found = visit(target, [...above, reference], depth)
    return isObject(found) ? {...found, title: targetOf(reference)?.[1], ...own} : found
  }
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, visit(part, [], 0)]))
}

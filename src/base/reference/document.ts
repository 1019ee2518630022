import * as z from 'zod'
import {isObject} from '../../api/json/object.js'

/** Values that one document may have, aliases written out; the largest that there is has 20,000. */
const MOST_VALUES = 500_000
/** How often aliases may stand for something; every operation of real documents has one. */
const MOST_ALIASES = 10_000

const METHOD = /^(get|post|put|patch|delete)$/i

const named = z.record(z.string(), z.unknown())

/** What can be read of paths: the items that are objects, without the operations that are none. */
function withoutStrange(paths: unknown): unknown {
  if (!isObject(paths)) return paths
  const readable = Object.entries(paths).flatMap(([path, item]) => {
    if (!isObject(item)) return []
    const fields = Object.entries(item).filter(([key, value]) => !METHOD.test(key) || isObject(value))
    return fields.length > 0 || Object.keys(item).length === 0 ? [[path, Object.fromEntries(fields)]] : []
  })
  return Object.fromEntries(readable)
}

/** The operations of a document, as they are named there, that cannot be read. */
function strangeIn(document: unknown): string[] {
  const paths = isObject(document) && isObject(document.paths) ? document.paths : {}
  return Object.entries(paths).flatMap(([path, item]) => {
    if (path.startsWith('x-')) return []
    if (!isObject(item)) return [path]
    const strange = Object.entries(item).filter(([key, value]) => METHOD.test(key) && !isObject(value))
    return strange.map(([method]) => `${method.toUpperCase()} ${path}`)
  })
}

/** What is kept of a server's document. What stands below is read when it is wanted. */
export const apiDocument = z.object({
  info: z.object({title: z.string().optional(), version: z.string().optional()}).catch({}),
  /** Operations by path and method in small letters. */
  paths: z.preprocess(withoutStrange, z.record(z.string(), named)),
  /** What is referred to, by kind (`schemas`) and name. */
  components: z.record(z.string(), named).catch({}),
})

/** A server's description of its API. */
export type ApiDocument = z.output<typeof apiDocument>

/** What a server sent is no description of an API, or not all of it. */
export class UnreadableDocument extends Error {
  override name = 'UnreadableDocument'
}

/** Kind and name of what a reference means: `#/components/schemas/Prompt`; undefined for any other place. */
export function targetOf(reference: string): [kind: string, name: string] | undefined {
  const [, kind, name] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(reference) ?? []
  return kind && name ? [kind, name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined
}

/** What a reference means; undefined where there is none. */
export function lookUp({components}: ApiDocument, reference: string): unknown {
  const [kind = '', name = ''] = targetOf(reference) ?? []
  const ofKind = Object.hasOwn(components, kind) ? components[kind] : undefined
  return ofKind && Object.hasOwn(ofKind, name) ? ofKind[name] : undefined
}

function references(document: ApiDocument): Set<string> {
  const found = new Set<string>()
  const waiting: unknown[] = [document]
  for (let count = 0; waiting.length > 0; count++) {
    if (count > MOST_VALUES) throw new UnreadableDocument('it is larger than any description of an API')
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null) continue
    if ('$ref' in value && typeof value.$ref === 'string') found.add(value.$ref)
    for (const one of Object.values(value)) waiting.push(one)
  }
  return found
}

async function parseYaml(text: string): Promise<unknown> {
  const {parse} = await import('yaml')
  try {
    return parse(text, {maxAliasCount: MOST_ALIASES, uniqueKeys: false, prettyErrors: false, logLevel: 'error'})
  } catch (error) {
    throw new UnreadableDocument(`it is no YAML (${error instanceof Error ? error.message : error})`)
  }
}

/**
 * Reads what a server sent as its description: YAML or JSON.
 * @param tell takes what is left out because it is no operation
 * @throws UnreadableDocument for a page, for other text, and for what was cut off
 */
export async function readDocument(text: string, tell: (strange: string[]) => void = () => {}): Promise<ApiDocument> {
  if (/^\s*</.test(text)) throw new UnreadableDocument('it is a web page')
  const parsed = await parseYaml(text)
  const read = apiDocument.safeParse(parsed)
  if (!read.success || Object.keys(read.data.paths).length === 0) throw new UnreadableDocument('it has no paths')
  const missing = [...references(read.data)].find((one) => targetOf(one) && lookUp(read.data, one) === undefined)
  if (missing) throw new UnreadableDocument(`it is not whole: ${missing} is missing (cut off?)`)
  const strange = strangeIn(parsed)
  if (strange.length > 0) tell(strange)
  return read.data
}

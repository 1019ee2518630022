import {isObject, type Row} from '../../api/json/object.js'

/** Values that one subtree may have with its references followed, and how deep they may lie; real ones have 5,000. */
const MOST_VALUES = 100_000
const DEEPEST = 72
const LEFT_OUT = {description: 'Left out: there is too much of it'}

/** Text that a document should have somewhere; empty where it has something else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : ''
}

/** A list that a document should have somewhere; empty where it has something else. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** The fields of an object that a document should have somewhere; none where it has something else. */
export function entriesOf(value: unknown): [name: string, field: unknown][] {
  return isObject(value) ? Object.entries(value) : []
}

/** Kind and name of what a reference means: `#/components/schemas/Prompt`; undefined for any other place. */
export function targetOf(reference: string): [kind: string, name: string] | undefined {
  const [, kind, name] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(reference) ?? []
  return kind && name ? [kind, name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined
}

/** What a document has where a reference leads; undefined where there is nothing. */
export function lookUp({components}: Row, reference: string): unknown {
  const below = (value: unknown, key: string) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined)
  return targetOf(reference)?.reduce<unknown>(below, components)
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
 * A part of a document with each reference to a component replaced by that component, whose name is its `title` then,
 * and each `allOf` merged. A reference within what it refers to stays, and what is too much is left out.
 */
export function resolve(document: Row, part: unknown): unknown {
  let left = MOST_VALUES
  const visit = (value: unknown, above: string[], depth: number): unknown => {
    left -= 1
    if (typeof value !== 'object' || value === null) return value
    const reference = isObject(value) ? textOf(value.$ref) : ''
    if (left < 0 || depth > DEEPEST) return reference ? value : LEFT_OUT
    if (Array.isArray(value)) return value.map((element) => visit(element, above, depth + 1))
    const target = above.includes(reference) ? undefined : lookUp(document, reference)
    if (reference && target === undefined) return value
    const {$ref, ...own}: Row = Object.fromEntries(
      entriesOf(value).map(([name, field]) => [name, visit(field, above, depth + 1)]),
    )
    if (target === undefined) return mergeAllOf(own)
    const found = visit(target, [...above, reference], depth)
    return isObject(found) ? {...found, title: targetOf(reference)?.[1], ...own} : found
  }
  return visit(part, [], 0)
}

import type {Edit} from './case.js'

interface Place {
  parent: Record<string, unknown>
  key: string
}

const NUMBER = 'a number of the fuzzer:'
const NEST = 'a nest of the fuzzer:'

function placesOf(root: Record<string, unknown>): Place[] {
  const places: Place[] = []
  const pending = [root]
  for (let parent = pending.shift(); parent; parent = pending.shift()) {
    for (const [key, child] of Object.entries(parent)) {
      places.push({parent, key})
      if (typeof child === 'object' && child !== null) pending.push(child as Record<string, unknown>)
    }
  }
  return places
}

function define(parent: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(parent, key, {value, enumerable: true, configurable: true, writable: true})
}

function apply(root: Record<string, unknown>, {at, to}: Edit): void {
  const places = placesOf(root)
  const place = places[at % places.length]
  if (!place) return
  const {parent, key} = place
  if (to === 'remove') {
    if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else delete parent[key]
  } else if (to === 'double') {
    if (Array.isArray(parent)) parent.splice(Number(key), 0, structuredClone(parent[Number(key)]))
    else define(parent, key, [parent[key], parent[key]])
  } else if ('rename' in to) {
    const value = parent[key]
    if (!Array.isArray(parent)) delete parent[key]
    define(parent, to.rename, value)
  } else if ('nest' in to) define(parent, key, NEST + to.nest)
  else if ('number' in to) define(parent, key, NUMBER + to.number)
  else if ('long' in to) define(parent, key, 'x'.repeat(to.long))
  else define(parent, key, to.value)
}

/** JSON text of a changed copy of a document. */
export function mutated(document: unknown, edits: Edit[]): string {
  const root = {root: structuredClone(document)}
  for (const edit of edits) apply(root, edit)
  return (JSON.stringify(root.root) ?? 'null')
    .replaceAll(new RegExp(`"${NUMBER}([^"]*)"`, 'g'), '$1')
    .replaceAll(
      new RegExp(`"${NEST}(\\d+)"`, 'g'),
      (_, depth) => `${'[{"a":'.repeat(Number(depth))}1${'}]'.repeat(Number(depth))}`,
    )
}

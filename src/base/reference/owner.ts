import type {CatalogEntry, CatalogOperation} from '../catalog/catalog.js'
import type {ApiOperation} from './operations.js'

/** A command that does what an operation does. */
export interface Owner {
  entry: CatalogEntry
  operation: CatalogOperation
}

type Named = Pick<ApiOperation, 'method' | 'path'>

/** Commands that only use what others offer. */
const BORROWERS = /^(auth|doctor|reference)\b/

function shapeOfPath(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '{}')
}

/** Whether two operations are the same, whatever their parameters are called. */
export function isSame(one: Named, other: Named): boolean {
  return one.method === other.method && shapeOfPath(one.path) === shapeOfPath(other.path)
}

/** The commands that are about operations of their own. */
export function owners(catalog: CatalogEntry[]): CatalogEntry[] {
  return catalog.filter(({command}) => !BORROWERS.test(command))
}

/** How far a command is from being the one for an operation: asked first, named as its path, for it alone. */
function distance({command, topic, operations, arguments: args}: CatalogEntry, operation: CatalogOperation): number[] {
  const named = operation.path.includes(topic.split(' ').at(-1) ?? command)
  return [operations.indexOf(operation), named ? 0 : 1, operations.length, args.length]
}

function compare(a: number[], b: number[]): number {
  const index = a.findIndex((value, place) => value !== b[place])
  return (a[index] ?? 0) - (b[index] ?? 0)
}

/** The command that is there for an operation; undefined where only `langfuse api` can call it. */
export function ownerOf(catalog: CatalogEntry[], wanted: Named): Owner | undefined {
  const found = owners(catalog).flatMap((entry) => {
    const operation = entry.operations.find((one) => isSame(one, wanted))
    return operation ? [{entry, operation}] : []
  })
  return found.sort((a, b) => compare(distance(a.entry, a.operation), distance(b.entry, b.operation)))[0]
}

const ROUTE = /\b(GET|POST|PUT|PATCH|DELETE)\s+(\/api\/[^\s`?),;]+)/g

/** The operation that took the place of an older one: the one that its description names, or the other variant of our command. */
export function replacementOf(old: ApiOperation, owner: Owner | undefined): string | undefined {
  const routes = [...old.description.matchAll(ROUTE)].map(([, method = '', path = '']) => ({
    method,
    path: path.replace(/\.$/, ''),
  }))
  const said = old.deprecated ? routes.find((route) => !isSame(route, old)) : undefined
  const isOlder = old.deprecated || owner?.operation.serverVersion === 3
  const other = owner?.entry.operations.find((one) => one !== owner.operation && one.serverVersion !== 3)
  const found = said ?? (isOlder ? other : undefined)
  return found && `${found.method} ${found.path}`
}

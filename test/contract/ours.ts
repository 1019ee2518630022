import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Operation} from '../../src/api/operation/endpoint.js'
import {type Field, fieldsOf} from '../../src/base/input/fields.js'
import {type ManifestCommand, ROOT, readManifest} from '../manifest.js'

/** A command of ours with one of its operations. */
export interface Ours {
  command: ManifestCommand
  key: string
  /** Not the operation that is sent, but one of another server version. */
  variant: boolean
  /** Flags of the other operations that the command stands for. */
  others: string[]
  query: Field[]
  body: Field[]
}

/** Every endpoint of the API that src/api defines, by method and path; files that servers have beside it are none. */
export async function readEndpoints(): Promise<Map<string, Operation>> {
  const folder = join(ROOT, 'src/api')
  const found = new Map<string, Operation>()
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.ts'))
  for (const file of files) {
    const module = (await import(pathToFileURL(join(folder, file)).href)) as Record<string, unknown>
    for (const value of Object.values(module)) {
      if (typeof value !== 'object' || value === null || !('method' in value && 'path' in value)) continue
      const operation = value as Operation
      if (/^\/api\/(public|admin)\//.test(operation.path)) found.set(`${operation.method} ${operation.path}`, operation)
    }
  }
  return found
}

/** Every command with an operation of its own; those of `auth` only use what others offer, and `reference` reads a file. */
export async function readOurs(): Promise<Ours[]> {
  const endpoints = await readEndpoints()
  const owners = readManifest().filter(
    ({id}) => !['doctor', 'open', 'reference'].includes(id) && !id.startsWith('auth:'),
  )
  return owners.flatMap((command) => {
    const found = (command.operations ?? []).map(({method, path}) => {
      const key = `${method} ${path}`
      const endpoint = endpoints.get(key)
      if (!endpoint) throw new Error(`${command.id}: src/api has no ${key}`)
      return {key, query: fieldsOf(endpoint.query), body: endpoint.body ? fieldsOf(endpoint.body) : []}
    })
    return found.map((one, index) => {
      const others = found.filter((other) => other !== one).flatMap(({query, body}) => [...query, ...body])
      return {...one, command, variant: index > 0, others: others.map(({flag}) => flag)}
    })
  })
}

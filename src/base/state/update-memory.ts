import {isObject} from '../../api/json/object.js'
import {type JsonFile, jsonFile} from './json-file.js'

const VERSION = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/

/** When the registry was asked, and when a person was told, in milliseconds since 1970; and what the registry said. */
export interface UpdateMemory {
  askedAt?: number | undefined
  toldAt?: number | undefined
  version?: string | undefined
}

function parseMemory(value: unknown): UpdateMemory {
  const {askedAt, toldAt, version} = isObject(value) ? value : {}
  return {
    askedAt: typeof askedAt === 'number' ? askedAt : undefined,
    toldAt: typeof toldAt === 'number' ? toldAt : undefined,
    version: typeof version === 'string' && VERSION.test(version) ? version : undefined,
  }
}

/** What earlier runs have learnt and told, in the cache folder. */
export function updateMemory(path: string): JsonFile<UpdateMemory> {
  return jsonFile({
    path,
    what: 'the notice of a newer version',
    parse: parseMemory,
    empty: {},
    whenDamaged: () => ({}),
    patienceMs: 100,
  })
}

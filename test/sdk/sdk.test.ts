import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import * as z from 'zod'
import type {Endpoint, ListEndpoint} from '../../src/api/operation/endpoint.js'
import {ROOT} from '../manifest.js'
import {compared, notCompared} from './schemas.js'

const API = join(ROOT, 'src/api')

function isOperation(value: unknown): value is Endpoint | ListEndpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value
}

/** What each operation answers with, where that is an object or a list of them. */
async function answers(): Promise<[string, z.ZodObject][]> {
  const files = readdirSync(API, {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.ts'))
  const modules = await Promise.all(
    files.map(async (file) => {
      const exported = (await import(join(API, file))) as Record<string, unknown>
      return Object.entries(exported).map(([name, value]) => [`${file}: ${name}`, value] as const)
    }),
  )
  return modules.flat().flatMap(([name, value]): [string, z.ZodObject][] => {
    if (!isOperation(value)) return []
    const schema = 'item' in value ? value.item : value.response
    return schema instanceof z.ZodObject ? [[name, schema]] : []
  })
}

const operations = await answers()

describe('what servers answer, beside the types of the official SDK', () => {
  it('finds the operations', () => {
    expect(operations.length).toBeGreaterThan(100)
  })

  it.each(operations)('%s', (_, schema) => {
    const places = [compared.some((one) => one.schema === schema), notCompared.has(schema)]
    expect(places.filter(Boolean)).toHaveLength(1)
  })

  it('compares nothing that no operation answers with', () => {
    const used = new Set(operations.map(([, schema]) => schema))
    const stale = [...compared.map(({schema}) => schema), ...notCompared.keys()].filter((schema) => !used.has(schema))
    expect(stale.map((schema) => Object.keys(schema.shape))).toEqual([])
  })
})

import {describe, expect, it} from 'vitest'
import * as z from 'zod'
import {answerSchema} from '../../src/api/operation/endpoint.js'
import {allOperations} from '../api/exported.js'
import {compared, notCompared} from './schemas.js'

const operations = (await allOperations()).flatMap(([name, operation]): [string, z.ZodObject][] => {
  const schema = answerSchema(operation)
  return schema instanceof z.ZodObject ? [[name, schema]] : []
})

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

import {describe, expect, it} from 'vitest'
import * as z from 'zod'
import {answerSchema} from '../../../src/api/operation/endpoint.js'
import {matchPath} from '../../../src/api/operation/match-path.js'
import {readRecordings, recordingFolders} from '../../sandbox/replay.js'
import {allOperations} from '../exported.js'

const operations = (await allOperations()).map(([, operation]) => operation)

/** The operation that a request is of, the most literal path first. */
function operationOf(method: string, path: string) {
  const closeness = ({path: template}: {path: string}) => matchPath(template, path) ?? -1
  return operations
    .filter((one) => one.method === method && closeness(one) >= 0)
    .sort((a, b) => closeness(b) - closeness(a))
    .at(0)
}

describe.each(recordingFolders)('what servers sent, in %s', (folder) => {
  it.each(['v3.225.4', 'v4.16.0', 'v4.16.0-dual', 'v4.16.0-legacy'])(
    '%s: every field is declared, so that columns and their hints name it',
    (server) => {
      const undeclared = new Set<string>()
      let compared = 0
      for (const {request, response} of readRecordings(folder, server)) {
        const operation = response.status < 300 ? operationOf(request.method, request.path) : undefined
        const schema = operation && answerSchema(operation)
        if (!(schema instanceof z.ZodObject) || typeof response.body !== 'object') continue
        const body = response.body as Record<string, object[]>
        for (const row of operation && 'rows' in operation ? (body[operation.rows] ?? []) : [body]) {
          compared += 1
          for (const key of Object.keys(row))
            if (!Object.hasOwn(schema.shape, key)) undeclared.add(`${operation?.method} ${operation?.path}: ${key}`)
        }
      }
      expect(compared).toBeGreaterThan(10)
      expect([...undeclared]).toEqual([])
    },
  )
})

import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Recording} from '../sandbox/replay.js'

type Row = Record<string, unknown>

function response(folder: string, server: string, name: string): Recording['response'] {
  return JSON.parse(readFileSync(join(folder, server, `${name}.json`), 'utf8')).response
}

/** The body of a recorded answer: `recorded(folder, 'v4.16.0', 'experiments_list')`. */
export function recorded(folder: string, server: string, name: string): unknown {
  return response(folder, server, name).body
}

/** The bodies of all that a server answered an operation with 200: `recordedBodies(folder, 'v4.16.0', 'trace_get')`. */
export function recordedBodies(folder: string, server: string, operation: string): Row[] {
  return readdirSync(join(folder, server))
    .filter((file) => file.startsWith(`${operation}.`))
    .map((file) => response(folder, server, file.slice(0, -'.json'.length)))
    .filter(({status}) => status === 200)
    .map(({body}) => body as Row)
}

/** The rows of all lists that a server answered an operation with: `recordedRows(folder, 'v4.16.0', 'trace_list')`. */
export function recordedRows(folder: string, server: string, operation: string): Row[] {
  return recordedBodies(folder, server, operation).flatMap(({data}) => data as Row[])
}

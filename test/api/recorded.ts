import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {recordingsFolder} from '../sandbox/replay.js'

/** The body of a recorded answer: `recorded('v4.16.0', 'experiments_list')`. */
export function recorded(server: string, name: string): unknown {
  return JSON.parse(readFileSync(join(recordingsFolder, server, `${name}.json`), 'utf8')).response.body
}

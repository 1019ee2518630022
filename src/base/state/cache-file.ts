import {readFile} from 'node:fs/promises'
import {dirname} from 'node:path'
import type * as z from 'zod'
import {makeFolder} from './folder.js'

/** What a JSON file of the cache folder holds; undefined where it is missing, damaged, or of another shape. */
export async function readCacheFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** Writes a JSON file of the cache folder, whole or not at all. What cannot be written costs a request, and is no error. */
export async function writeCacheFile(path: string, content: object): Promise<void> {
  const {default: writeFile} = await import('write-file-atomic')
  try {
    makeFolder(dirname(path))
    await writeFile(path, JSON.stringify(content), {mode: 0o600})
  } catch {}
}

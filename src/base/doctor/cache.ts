import {constants} from 'node:fs'
import {access, readFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {type Finding, ok, warning} from './finding.js'

const FORGETS = 'Commands work without it, but ask more: which version a server has is not remembered.'

/** The folder, or the nearest one above it that there is. */
async function mayWrite(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK)
    return true
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    return code === 'ENOENT' && dirname(folder) !== folder && mayWrite(dirname(folder))
  }
}

async function isReadable(file: string): Promise<boolean> {
  try {
    JSON.parse(await readFile(file, 'utf8'))
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

/** Whether what is known of servers can be kept. */
export async function checkCache(cacheDir: string): Promise<Finding> {
  if (!(await mayWrite(cacheDir))) return warning('cache', `${cacheDir} cannot be written`, FORGETS)
  const memory = join(cacheDir, 'variants.json')
  if (await isReadable(memory)) return ok('cache', cacheDir)
  return warning('cache', `${memory} is damaged or cannot be read`, `Delete it; it is made anew. ${FORGETS}`)
}

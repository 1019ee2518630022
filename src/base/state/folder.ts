import {mkdirSync} from 'node:fs'
import {dirname} from 'node:path'

function make(path: string): void {
  try {
    mkdirSync(path, {mode: 0o700})
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/**
 * Makes a folder, and those above it, for its owner alone. Node's own way never ends below /proc.
 * @throws the system's error
 */
export function makeFolder(path: string): void {
  try {
    make(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error
    makeFolder(dirname(path))
    make(path)
  }
}

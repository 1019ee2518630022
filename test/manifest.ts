import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {OperationInfo} from '../src/base/command/spec.js'

/** A flag as the manifest has it. */
export interface ManifestFlag {
  type: 'boolean' | 'option'
  char?: string
  summary?: string
  description?: string
  options?: string[]
  multiple?: boolean
  helpValue?: string
  hidden?: boolean
}

/** A command as the manifest has it. */
export interface ManifestCommand {
  id: string
  summary?: string
  description?: string
  examples?: string[]
  args: Record<string, {name: string; description?: string; required?: boolean}>
  flags: Record<string, ManifestFlag>
  operations?: OperationInfo[]
  effect?: string
  hidden?: boolean
  relativePath: string[]
}

/** The root of the repository. */
export const ROOT = join(import.meta.dirname, '..')

/** Every command that the build found, without the shared flags. */
export function readManifest(): ManifestCommand[] {
  const {commands} = JSON.parse(readFileSync(join(ROOT, '.oclif.manifest.json'), 'utf8')) as {
    commands: Record<string, ManifestCommand>
  }
  return Object.values(commands)
}

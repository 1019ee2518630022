import type {Command, Config} from '@oclif/core'
import {sharedFlags} from '../settings/settings.js'
import {type CatalogEntry, type CatalogFlag, catalogFlag, catalogOf} from './catalog.js'

/** The flags that every command has. */
export function sharedCatalogFlags(): CatalogFlag[] {
  return Object.entries(sharedFlags).map(([name, flag]) =>
    catalogFlag(name, {...(flag as object), name} as Command.Flag.Cached),
  )
}

/**
 * What help says, for programs: one command with the flags that all commands have; the commands of a topic; or all.
 * Undefined for what is neither command nor topic.
 * @param id its words, joined with ":"; empty for all
 */
export function helpObject(
  config: Pick<Config, 'commands'>,
  id: string,
): CatalogEntry[] | (CatalogEntry & {globalFlags: CatalogFlag[]}) | undefined {
  const line = id.replaceAll(':', ' ')
  const entries = catalogOf(config)
  const entry = entries.find(({command}) => command === line)
  if (entry) return {...entry, globalFlags: sharedCatalogFlags()}
  const found =
    line === '' || line.startsWith('-') ? entries : entries.filter(({command}) => command.startsWith(`${line} `))
  return found.length === 0 ? undefined : found
}

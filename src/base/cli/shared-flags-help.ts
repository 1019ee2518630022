import type {Command, Config} from '@oclif/core'
import {sharedFlags} from '../settings/settings.js'

/** Adds the shared flags to every command for help and suggestions: the manifest leaves them out. */
export function restoreSharedFlags(config: Config): void {
  const shared = Object.entries(sharedFlags).map(([name, flag]) => [name, {...(flag as object), name}])
  for (const command of config.commands) {
    command.flags = {...command.flags, ...(Object.fromEntries(shared) as Command.Cached['flags'])}
  }
}

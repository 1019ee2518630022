import type {Command, Config} from '@oclif/core'
import {sharedFlags} from '../settings/settings.js'

/** Gives every command of the manifest the shared flags back, which it leaves out; help and suggestions want them. */
export function restoreSharedFlags(config: Config): void {
  const shared = Object.entries(sharedFlags).map(([name, flag]) => [name, {...(flag as object), name}])
  for (const command of config.commands) {
    command.flags = {...command.flags, ...(Object.fromEntries(shared) as Command.Cached['flags'])}
  }
}

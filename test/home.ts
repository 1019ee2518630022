import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {KEYS} from './cli.js'

/** Several command lines of one user, who remembers what the first one learnt. */
export async function inOneHome(work: (env: Record<string, string>) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'langfusectl-test-'))
  try {
    await work({...KEYS, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home})
  } finally {
    await rm(home, {recursive: true, force: true})
  }
}

import {type Mode, type Sandbox, startSandbox} from '../../sandbox/server.js'
import {cli, type Outcome} from '../cli.js'
import {capture, connected} from '../e2e/run.js'
import {words} from '../texts/words.js'

/** Starts a server with some data. */
export async function open(mode: Mode, seed: (one: Sandbox) => void = () => {}): Promise<Sandbox> {
  const sandbox = await startSandbox({mode})
  seed(sandbox)
  return sandbox
}

/** Runs a command line, split as a shell does, with a cache of its own. */
export async function runOn(sandbox: Sandbox, line: string): Promise<Outcome> {
  const outcome = await cli(words(line), {env: connected(sandbox)})
  capture(outcome.stdout + outcome.stderr)
  return outcome
}

/** The ids of rows in ndjson. */
export function idsOf(stdout: string): string[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).id)
}

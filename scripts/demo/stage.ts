import {chmod, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {delimiter, join, resolve} from 'node:path'
import {quote} from '../../src/base/output/curl.js'

/** Host and keys of the server that plays along. */
export interface Server {
  host: string
  publicKey: string
  secretKey: string
}

/** A folder of its own with `langfuse` in it, and an environment that knows one server and nothing of the user's. */
export interface Stage {
  /** Where commands run and may write. */
  folder: string
  env: Record<string, string>
  /** What the environment sets, beyond the user's own: to be said again to a shell that reads start-up files. */
  settings: Record<string, string>
  remove: () => Promise<void>
}

const NOT_OURS = /^(LANGFUSE_.*|CI|CONTINUOUS_INTEGRATION|BUILD_NUMBER|RUN_ID|npm_.*)$/
const ABOUT_COLOR = /^(NO_COLOR|FORCE_COLOR)$/

async function putProgram(folder: string, program: string[]): Promise<void> {
  const script = `#!/bin/sh\nexec ${program.map(quote).join(' ')} "$@"\n`
  await mkdir(folder, {recursive: true})
  for (const name of ['langfuse', 'langfusectl']) {
    await writeFile(join(folder, name), script)
    await chmod(join(folder, name), 0o755)
  }
}

/**
 * Sets the stage in a temporary folder; `remove` takes all of it away.
 * @param asWished colour is as the user's variables wish; else as on any terminal
 * @param program the words that `langfuse` stands for
 */
export async function setStage(
  server: Server,
  asWished = true,
  program = [process.execPath, resolve('bin/run.js')],
): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), 'langfuse-demo-'))
  const folder = join(root, 'work')
  const programs = join(root, 'bin')
  await mkdir(folder)
  await putProgram(programs, program)
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !NOT_OURS.test(entry[0]) && (asWished || !ABOUT_COLOR.test(entry[0])),
  )
  const settings = {
    LANGFUSE_BASE_URL: server.host,
    LANGFUSE_PUBLIC_KEY: server.publicKey,
    LANGFUSE_SECRET_KEY: server.secretKey,
    LANGFUSE_CLI_NO_KEYRING: '1',
    LANGFUSE_CLI_NO_UPDATE_NOTIFIER: '1',
    XDG_CONFIG_HOME: join(root, 'config'),
    XDG_CACHE_HOME: join(root, 'cache'),
    XDG_DATA_HOME: join(root, 'data'),
    PATH: `${programs}${delimiter}${process.env.PATH ?? ''}`,
  }
  return {
    folder,
    env: {...Object.fromEntries(inherited), ...settings},
    settings,
    remove: () => rm(root, {recursive: true, force: true}),
  }
}

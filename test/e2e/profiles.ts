import {mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Sandbox} from '../../sandbox/server.js'
import {sandboxKeys} from '../../sandbox/store/store.js'
import {type Result, run, TEMP} from './run.js'

/** A configuration folder of its own, and what lies in it. */
export interface Home {
  /** Variables that point there. */
  env: Record<string, string>
  folder: string
  path: string
  read: () => {current?: string; profiles: Record<string, Record<string, unknown>>}
  write: (text: string) => void
  /** The permissions of folder and file, as in `700`. */
  modes: () => [string, string]
}

/** Makes an empty configuration folder. */
export function newHome(): Home {
  const config = mkdtempSync(join(TEMP, 'config-'))
  const folder = join(config, 'langfuse')
  const path = join(folder, 'profiles.json')
  const mode = (file: string) => (statSync(file).mode & 0o777).toString(8)
  return {
    env: {XDG_CONFIG_HOME: config},
    folder,
    path,
    read: () => JSON.parse(readFileSync(path, 'utf8')),
    write: (text) => {
      mkdirSync(folder, {recursive: true, mode: 0o700})
      writeFileSync(path, text, {mode: 0o600})
    },
    modes: () => [mode(folder), mode(path)],
  }
}

/** Logs in with keys of the sandbox, the secret through stdin, into the file unless said. */
export function login(
  sandbox: Sandbox,
  {env}: Pick<Home, 'env'>,
  args: string[] = [],
  kind: 'organization' | 'project' = 'project',
): Promise<Result> {
  const {publicKey, secretKey} = sandboxKeys[kind]
  const given = ['--host', sandbox.url, '--public-key', publicKey, '--secret-key-stdin', ...args]
  return run(['auth', 'login', ...given], {env, stdin: `${secretKey}\n`})
}

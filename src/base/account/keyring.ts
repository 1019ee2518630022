import {spawn} from 'node:child_process'
import {existsSync} from 'node:fs'
import {createRequire} from 'node:module'
import {isSea} from 'node:sea'
import {text} from 'node:stream/consumers'
import {CliError} from '../../api/errors/cli-error.js'
import type {Environment} from '../input/environment.js'
import type {KeyringReply, KeyringRequest} from './keyring-child.js'

/** Which secret of a profile. */
export type SecretPart = 'admin' | 'headers' | 'organization' | 'project'

const SERVICE = 'langfusectl'
const LINUX_MS = 2000
/** Elsewhere the system may ask the user for permission first. */
const ELSEWHERE_MS = 60_000

/** Whether the user forbade the keyring, with any non-empty value. */
export function keyringForbidden(env: Environment): boolean {
  return Boolean(env.LANGFUSE_CLI_NO_KEYRING)
}

function lacksSessionBus(env: Environment): boolean {
  if (process.platform !== 'linux' || env.DBUS_SESSION_BUS_ADDRESS) return false
  return !(env.XDG_RUNTIME_DIR && existsSync(`${env.XDG_RUNTIME_DIR}/bus`))
}

/** What a keyring needs to find the session of its user; keys are none of its business. */
const SESSION =
  /^(?:HOME|PATH|USER|LOGNAME|LANG|TMPDIR|TEMP|DISPLAY|WAYLAND_DISPLAY|DBUS_\w+|XDG_\w+|SystemRoot|USERPROFILE|APPDATA|LOCALAPPDATA)$/

/**
 * Asks the keyring in a child process, which can be killed when the keyring hangs or prompts.
 * The single executable has neither the addon nor a Node to start, so it has no keyring.
 */
async function ask(
  request: Omit<KeyringRequest, 'service'>,
  env: Environment,
  timeoutMs = process.platform === 'linux' ? LINUX_MS : ELSEWHERE_MS,
): Promise<KeyringReply> {
  if (isSea() || keyringForbidden(env) || lacksSessionBus(env)) return {ok: false}
  const child = spawn(process.execPath, [createRequire(import.meta.url).resolve('#keyring')], {
    env: Object.fromEntries(Object.entries(env).filter(([variable]) => SESSION.test(variable))),
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  })
  child.on('error', () => {})
  child.on('exit', (_code, signal) => signal && child.stdout.destroy())
  child.stdin.on('error', () => {})
  child.stdin.end(JSON.stringify({service: SERVICE, ...request}))
  try {
    return JSON.parse(await text(child.stdout)) as KeyringReply
  } catch {
    return {ok: false}
  }
}

/**
 * Saves a secret and reads it back.
 * @returns whether it is stored; if not, it is removed again, as far as the keyring allows
 */
export async function saveSecret(
  profile: string,
  part: SecretPart,
  secret: string,
  env: Environment,
): Promise<boolean> {
  const account = `${profile}/${part}`
  if (!(await ask({action: 'write', account, secret}, env)).ok) return false
  const back = await ask({action: 'read', account}, env)
  if (back.ok && back.secret === secret) return true
  await ask({action: 'remove', account}, env)
  return false
}

/** Whether the keyring can be used, and why not. */
export type KeyringState = 'forbidden' | 'no-bus' | 'no-module' | 'silent' | 'usable'

/** Tries the keyring with an entry that does not exist. @param timeoutMs longest wait */
export async function keyringState(env: Environment, timeoutMs: number): Promise<KeyringState> {
  if (isSea()) return 'no-module'
  if (keyringForbidden(env)) return 'forbidden'
  if (lacksSessionBus(env)) return 'no-bus'
  const reply = await ask({action: 'read', account: 'nobody/doctor'}, env, Math.min(timeoutMs, LINUX_MS))
  return reply.ok ? 'usable' : reply.noModule ? 'no-module' : 'silent'
}

/** Why the keyring gives no answer, and what to do about it. */
function obstacle(env: Environment): [string, string] {
  if (isSea()) return ['the single executable cannot ask it', 'Use the npm package']
  if (keyringForbidden(env)) return ['LANGFUSE_CLI_NO_KEYRING forbids to ask it', 'Unset that variable']
  return ['it does not answer, or is locked', 'Unlock it']
}

/** Reads a secret. @throws CliError `credentials` when it is gone, or the keyring does not answer */
export async function readSecret(profile: string, part: SecretPart, env: Environment): Promise<string> {
  const reply = await ask({action: 'read', account: `${profile}/${part}`}, env)
  if (reply.ok && reply.secret !== null) return reply.secret
  const login = `langfuse auth login --profile ${profile}`
  if (reply.ok) {
    const hint = `Save it again: \`${login}\`.`
    throw new CliError('credentials', `The keyring has no secret of profile ${profile} any more`, hint)
  }
  const [why, what] = obstacle(env)
  const message = `The secret of profile ${profile} lies in the keyring of the operating system, and ${why}`
  throw new CliError('credentials', message, `${what}, or save the keys in a file: \`${login} --no-keyring\`.`)
}

/** Removes a secret. @returns false when the keyring does not answer, so that it may still be there */
export async function removeSecret(profile: string, part: SecretPart, env: Environment): Promise<boolean> {
  return (await ask({action: 'remove', account: `${profile}/${part}`}, env)).ok
}

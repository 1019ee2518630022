import type {Environment} from '../input/environment.js'
import {type Finding, ok} from './finding.js'

const VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY']

function isSet(env: Environment, name: string): boolean {
  return Boolean(env[name] || env[name.toLowerCase()])
}

/** An address without user and password. */
function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return '…'
  const {protocol, host} = new URL(address)
  return `${protocol}//${host}`
}

/** Which proxy stands before a host. @param proxy its address, empty for none */
export function checkProxy(proxy: string, host: string, env: Environment): Finding {
  if (proxy !== '') return ok('proxy', `${withoutCredentials(proxy)} for ${host}`)
  const set = VARIABLES.filter((name) => isSet(env, name))
  return ok('proxy', set.length === 0 ? 'none' : `none for ${host}, though ${set.join(', ')} is set`)
}

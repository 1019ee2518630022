import {lookup} from 'node:dns/promises'
import {isIP} from 'node:net'
import {setTimeout as after} from 'node:timers/promises'
import {NetworkError} from '../../api/http/errors.js'
import {type Finding, ok, problem, problemOf} from './finding.js'

const SENTENCES: Record<string, string> = {
  ENOTFOUND: 'There is no such host',
  EAI_AGAIN: 'The name cannot be looked up right now',
}

const SLOW = 'Does the DNS server answer? A VPN that is off, or one that is on, is a common reason.'

/** Whether the name of a host can be looked up. @param timeoutMs longest wait */
export async function checkName(host: string, timeoutMs: number): Promise<Finding> {
  const name = new URL(host).hostname.replace(/^\[|\]$/g, '')
  if (isIP(name)) return ok('dns', `${name} is an address`)
  const stop = new AbortController()
  const late = after(timeoutMs, undefined, {signal: stop.signal}).catch(() => undefined)
  try {
    const found = await Promise.race([lookup(name, {all: true}), late])
    if (!found) return problem('dns', 'network', `No answer about ${name} within ${timeoutMs / 1000} s`, SLOW)
    return ok('dns', `${name} is ${found.map(({address}) => address).join(', ')}`)
  } catch (error) {
    const {code = 'ENOTFOUND'} = error as NodeJS.ErrnoException
    return problemOf('dns', new NetworkError(`${SENTENCES[code] ?? code}: ${name}`, code, host, 1))
  } finally {
    stop.abort()
  }
}

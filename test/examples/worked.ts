import {expect} from 'vitest'
import type {OperationInfo} from '../../src/base/command/spec.js'
import {type Ran, runExample} from './run.js'

function asPattern(path: string): RegExp {
  const parts = path.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]+')}$`)
}

/** The operations of which one must have been asked for: those that write, where the command writes; none by a line that only shows something. */
function wantedOf({command}: Ran, line: string): OperationInfo[] {
  if (/ --help\b/.test(line)) return []
  const all = command?.operations ?? []
  const writes = all.filter(({method}) => method !== 'GET')
  return command?.effect === 'read' || writes.length === 0 ? all : writes
}

/** Runs an example and wants it to succeed: exit status 0, a request of its command, and output where it reads. */
export async function expectExample(line: string): Promise<Ran> {
  const ran = await runExample(line)
  const {command, exitCode, output, stderr, requests} = ran
  expect(exitCode, `${line}\n${stderr}`).toBe(0)
  if (command?.effect === undefined || command.effect === 'read') expect(output.trim(), line).not.toMatch(/^(?:\[\])?$/)
  const wanted = wantedOf(ran, line)
  const arrived = requests.some((request) =>
    wanted.some(({method, path}) => method === request.method && asPattern(path).test(request.path)),
  )
  const [asked, known] = [requests, wanted].map((list) => list.map(({method, path}) => `${method} ${path}`).join(', '))
  expect(arrived, `${line}\nasked for ${asked || 'nothing'}, not for ${known}`).toBe(wanted.length > 0)
  return ran
}

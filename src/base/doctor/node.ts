import {type Finding, ok, problem} from './finding.js'

/** The oldest Node that the program is tested with: major and minor. */
export const OLDEST_NODE: readonly [number, number] = [20, 19]

/** Whether this Node is new enough. @param version as in `process.versions.node` */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldest, oldestMinor] = OLDEST_NODE
  if (major > oldest || (major === oldest && minor >= oldestMinor)) return ok('node', `Node ${version}`)
  return problem(
    'node',
    'usage',
    `Node ${version} is too old: ${OLDEST_NODE.join('.')} or newer is needed`,
    'Install a newer one: https://nodejs.org.',
  )
}

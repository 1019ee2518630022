import type {Config} from '@oclif/core'
import type {Method, Operation} from '../../api/operation/endpoint.js'
import {matchPath} from '../../api/operation/match-path.js'
import type {ManifestCommand} from '../catalog/catalog.js'
import type {BaseCommand} from '../command/command.js'

/** The endpoint of ours that a method and path call; undefined when no command has it. HEAD is what GET is. */
export async function knownEndpoint(
  {commands}: Pick<Config, 'commands'>,
  method: Method,
  path: string,
): Promise<Operation | undefined> {
  const wanted = method === 'HEAD' ? 'GET' : method
  const score = (operation: Pick<Operation, 'method' | 'path'>) =>
    (operation.method === wanted && matchPath(operation.path, path)) || 0
  const fitting = commands.filter((command) => (command as ManifestCommand).operations?.some(score))
  const loaded = await Promise.all(fitting.map((command) => command.load()))
  const endpoints = loaded.flatMap((command) => (command as unknown as typeof BaseCommand).endpoints())
  return endpoints.sort((a, b) => score(b) - score(a)).find(score)
}

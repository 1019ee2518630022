import type {Config} from '@oclif/core'
import {fitsPath} from '../../api/http/raw-address.js'
import type {Method, Operation} from '../../api/operation/endpoint.js'
import type {ManifestCommand} from '../catalog/catalog.js'
import type {BaseCommand} from '../command/command.js'

function names(path: string): number {
  return path.split('{').length
}

/** The endpoint of ours that a method and path call; undefined when no command has it. HEAD is what GET is. */
export async function knownEndpoint(
  {commands}: Pick<Config, 'commands'>,
  method: Method,
  path: string,
): Promise<Operation | undefined> {
  const wanted = method === 'HEAD' ? 'GET' : method
  const found = commands.flatMap((command) =>
    ((command as ManifestCommand).operations ?? [])
      .filter((operation) => operation.method === wanted && fitsPath(operation.path, path))
      .map((operation) => ({command, template: operation.path})),
  )
  for (const {command, template} of found.sort((a, b) => names(a.template) - names(b.template))) {
    const {endpoints} = (await command.load()) as unknown as typeof BaseCommand
    const endpoint = endpoints().find((candidate) => candidate.method === wanted && candidate.path === template)
    if (endpoint) return endpoint
  }
  return undefined
}

import type {Family} from './auth.js'
import * as datasets from './datasets.js'
import type {Call, Reply} from './http.js'
import * as items from './items.js'
import * as models from './models.js'
import * as observations from './observations.js'
import * as prompts from './prompts.js'
import * as runs from './runs.js'
import * as sessions from './sessions.js'
import * as system from './system.js'
import * as traces from './traces.js'

/** One method of one route. */
export interface Operation {
  handle: (call: Call) => Reply
  family: Family
  /** Gone in events_only mode. */
  legacy?: true
  /** In bytes; default 1 MB. */
  bodyLimit?: {bytes: number; name: string}
}

type Methods = Record<string, Operation>

const op = (handle: Operation['handle'], family: Family = 'project', more: Partial<Operation> = {}): Operation => ({
  handle,
  family,
  ...more,
})

const legacy = {legacy: true} as const

const routes: Record<string, Methods> = {
  '/health': {GET: op(system.health, 'none')},
  '/ready': {GET: op(system.ready, 'none')},
  '/projects': {GET: op(system.projects, 'projects')},
  '/organizations/projects': {GET: op(system.licensed, 'organization')},
  '/organizations/apiKeys': {GET: op(system.licensed, 'organization')},
  '/sessions': {GET: op(sessions.list, 'project', legacy)},
  '/sessions/{sessionId}': {GET: op(sessions.get, 'project', legacy)},
  '/traces': {
    GET: op(traces.list, 'project', legacy),
    POST: op(system.unsupported),
    DELETE: op(traces.removeMany),
  },
  '/traces/{traceId}': {GET: op(traces.get, 'project', legacy), DELETE: op(traces.remove)},
  '/observations': {GET: op(observations.list, 'project', legacy)},
  '/observations/{observationId}': {GET: op(observations.get, 'project', legacy)},
  '/models': {GET: op(models.list), POST: op(models.create)},
  '/models/{id}': {GET: op(models.get), DELETE: op(models.remove)},
  '/scores': {GET: op(system.emptyList, 'project', legacy), POST: op(system.unsupported)},
  '/v2/prompts': {GET: op(prompts.list, 'prompts'), POST: op(prompts.create, 'prompts')},
  '/v2/prompts/{name}': {GET: op(prompts.get, 'prompts'), DELETE: op(prompts.remove, 'prompts')},
  '/v2/prompts/{name}/versions/{version}': {PATCH: op(prompts.update)},
  '/v2/datasets': {GET: op(datasets.list), POST: op(datasets.create)},
  '/v2/datasets/{name}': {GET: op(datasets.get)},
  '/dataset-items': {
    GET: op(items.list),
    POST: op(items.create, 'project', {bodyLimit: {bytes: 4_718_592, name: '4.5mb'}}),
  },
  '/dataset-items/{id}': {GET: op(items.get), DELETE: op(items.remove)},
  '/datasets/{name}/runs': {GET: op(runs.list, 'project', legacy)},
  '/datasets/{name}/runs/{run}': {
    GET: op(runs.get, 'project', legacy),
    DELETE: op(runs.remove, 'project', legacy),
  },
  '/dataset-run-items': {GET: op(runs.listItems, 'project', legacy), POST: op(runs.createItem)},
}

const compiled = Object.entries(routes).map(([path, methods]) => ({parts: path.split('/').slice(1), methods}))

/** The route of a path (raw, below the API root) and the values of its parameters, decoded once. */
export function findRoute(path: string): {methods: Methods; params: Record<string, string>} | undefined {
  const segments = path.split('/').slice(1)
  for (const {parts, methods} of compiled) {
    if (parts.length !== segments.length) continue
    const params: Record<string, string> = {}
    const fits = parts.every((part, index) => {
      const segment = segments[index] ?? ''
      if (!part.startsWith('{')) return part === segment
      params[part.slice(1, -1)] = decodeURIComponent(segment)
      return segment !== ''
    })
    if (fits) return {methods, params}
  }
  return undefined
}

import type {Family} from './http/auth.js'
import type {Call, Reply} from './http/call.js'
import {isAtLeast} from './http/modes.js'
import * as metrics from './metrics/metrics.js'
import * as blobStorage from './resources/blob-storage.js'
import * as comments from './resources/comments.js'
import {dashboardRoutes} from './resources/dashboards.js'
import * as datasets from './resources/datasets/datasets.js'
import * as items from './resources/datasets/items.js'
import * as runs from './resources/datasets/runs.js'
import {newerEvaluation, olderEvaluation} from './resources/evaluation/evaluation-routes.js'
import * as feedback from './resources/feedback.js'
import * as ingestion from './resources/ingestion/ingestion.js'
import * as llmConnections from './resources/llm-connections.js'
import * as media from './resources/media.js'
import * as models from './resources/models.js'
import {adminRoutes} from './resources/organization/admin.js'
import * as memberships from './resources/organization/memberships.js'
import * as organization from './resources/organization/organization.js'
import {scimRoutes} from './resources/organization/scim.js'
import * as prompts from './resources/prompts/prompts.js'
import * as queues from './resources/queues.js'
import * as configs from './resources/scores/score-configs.js'
import * as scores from './resources/scores/scores.js'
import * as scoresV3 from './resources/scores/scores-v3.js'
import * as system from './resources/system.js'
import * as observations from './version-3/observations.js'
import * as scoresV2 from './version-3/scores.js'
import * as sessions from './version-3/sessions.js'
import * as traces from './version-3/traces.js'
import * as experimentItems from './version-4/experiment-items.js'
import * as experiments from './version-4/experiments.js'
import * as observationsV2 from './version-4/observations.js'

/** One method of one route. */
export interface Operation {
  handle: (call: Call) => Reply
  family: Family
  /** Gone in 4-events-only. */
  legacy?: true
  /** Reads the bytes of the body itself. */
  raw?: true
  /** In bytes; default 1 MB. */
  bodyLimit?: {bytes: number; name: string}
}

/** The methods of a route. */
export type Methods = Record<string, Operation>

const op = (handle: Operation['handle'], family: Family = 'project', more: Partial<Operation> = {}): Operation => ({
  handle,
  family,
  ...more,
})

const legacy = {legacy: true} as const
const large = {bytes: 4_718_592, name: '4.5mb'}

function membershipRoutes(refusal?: string): Methods {
  return {
    GET: op(system.licensed(memberships.list, refusal), 'organization'),
    PUT: op(system.licensed(memberships.update, refusal), 'organization'),
    DELETE: op(system.licensed(memberships.remove, refusal), 'organization'),
  }
}

const routes: Record<string, Methods> = {
  '/health': {GET: op(system.health, 'none')},
  '/ready': {GET: op(system.ready, 'none')},
  '/projects': {
    GET: op(system.projects, 'projects'),
    POST: op(system.licensed(organization.createProject), 'projectAdmin'),
  },
  '/projects/{projectId}': {
    PUT: op(system.licensed(organization.updateProject), 'projectAdmin'),
    DELETE: op(system.licensed(organization.removeProject), 'projectAdmin'),
  },
  '/projects/{projectId}/apiKeys': {
    GET: op(system.licensed(organization.listKeys), 'projectAdmin'),
    POST: op(system.licensed(organization.createKey), 'projectAdmin'),
  },
  '/projects/{projectId}/apiKeys/{apiKeyId}': {
    DELETE: op(system.licensed(organization.removeKey), 'projectAdmin'),
  },
  '/projects/{projectId}/memberships': membershipRoutes('Your plan does not include project role management.'),
  '/organizations/memberships': membershipRoutes(),
  '/organizations/projects': {GET: op(system.licensed(organization.listProjects), 'organization')},
  '/organizations/apiKeys': {GET: op(system.licensed(organization.listOrganizationKeys), 'organization')},
  '/integrations/blob-storage': {GET: op(blobStorage.list, 'integration'), PUT: op(blobStorage.upsert, 'integration')},
  '/integrations/blob-storage/{id}': {
    GET: op(blobStorage.status, 'integration'),
    DELETE: op(blobStorage.remove, 'integration'),
  },
  ...scimRoutes,
  '/llm-connections': {GET: op(llmConnections.list), PUT: op(llmConnections.upsert)},
  '/llm-connections/{id}': {DELETE: op(llmConnections.remove)},
  ...dashboardRoutes,
  '/sessions': {GET: op(sessions.list, 'project', legacy)},
  '/sessions/{sessionId}': {GET: op(sessions.get, 'project', legacy)},
  '/traces': {
    GET: op(traces.list, 'project', legacy),
    POST: op(system.unsupported),
    DELETE: op(traces.removeMany),
  },
  '/traces/{traceId}': {GET: op(traces.get, 'project', legacy), DELETE: op(traces.remove)},
  '/scores': {GET: op(system.emptyList, 'project', legacy), POST: op(scores.create, 'scores')},
  '/scores/{id}': {DELETE: op(scores.remove)},
  '/v2/scores': {GET: op(scoresV2.list, 'project', legacy)},
  '/v2/scores/{id}': {GET: op(scoresV2.get, 'project', legacy)},
  '/v3/scores': {GET: op(scoresV3.list)},
  '/score-configs': {GET: op(configs.list), POST: op(configs.create)},
  '/score-configs/{id}': {GET: op(configs.get), PATCH: op(configs.update)},
  '/annotation-queues': {GET: op(queues.list), POST: op(queues.create)},
  '/annotation-queues/{queue}': {GET: op(queues.get)},
  '/annotation-queues/{queue}/items': {GET: op(queues.listItems), POST: op(queues.createItem)},
  '/annotation-queues/{queue}/items/{item}': {
    GET: op(queues.getItem),
    PATCH: op(queues.updateItem),
    DELETE: op(queues.removeItem),
  },
  '/annotation-queues/{queue}/assignments': {POST: op(queues.assign), DELETE: op(queues.unassign)},
  '/comments': {GET: op(comments.list), POST: op(comments.create)},
  '/comments/{id}': {GET: op(comments.get)},
  '/observations': {GET: op(observations.list, 'project', legacy)},
  '/observations/{observationId}': {GET: op(observations.get, 'project', legacy)},
  '/v2/observations': {GET: op(observationsV2.list)},
  '/experiments': {GET: op(experiments.list)},
  '/experiment-items': {GET: op(experimentItems.list)},
  '/metrics': {GET: op(metrics.queryV1, 'project', legacy)},
  '/v2/metrics': {GET: op(metrics.queryV2)},
  '/models': {GET: op(models.list), POST: op(models.create)},
  '/models/{id}': {GET: op(models.get), DELETE: op(models.remove)},
  '/v2/prompts': {GET: op(prompts.list, 'prompts'), POST: op(prompts.create, 'prompts')},
  '/v2/prompts/{name}': {GET: op(prompts.get, 'prompts'), DELETE: op(prompts.remove, 'prompts')},
  '/v2/prompts/{name}/versions/{version}': {PATCH: op(prompts.update)},
  '/v2/datasets': {GET: op(datasets.list), POST: op(datasets.create)},
  '/v2/datasets/{name}': {GET: op(datasets.get)},
  '/dataset-items': {
    GET: op(items.list),
    POST: op(items.create, 'project', {bodyLimit: large}),
  },
  '/dataset-items/{id}': {GET: op(items.get), DELETE: op(items.remove)},
  '/ingestion': {POST: op(ingestion.batch, 'ingestion', {bodyLimit: large})},
  '/otel/v1/traces': {
    POST: op(ingestion.otel, 'project', {raw: true, bodyLimit: {bytes: Number.POSITIVE_INFINITY, name: 'no'}}),
  },
  '/media': {POST: op(media.uploadUrl)},
  '/media/{id}': {GET: op(media.get), PATCH: op(media.update)},
  '/datasets/{name}/runs': {GET: op(runs.list, 'project', legacy)},
  '/datasets/{name}/runs/{run}': {
    GET: op(runs.get, 'project', legacy),
    DELETE: op(runs.remove, 'project', legacy),
  },
  '/dataset-run-items': {GET: op(runs.listItems, 'project', legacy), POST: op(runs.createItem)},
}

function compile(known: Record<string, Methods>) {
  return Object.entries(known).map(([path, methods]) => ({parts: path.split('/').slice(1), methods}))
}

const ofGeneration4: Record<string, Methods> = {'/feedback': {POST: op(feedback.submit)}}
const since435: Record<string, Methods> = {
  ...newerEvaluation,
  '/models/{id}': {...routes['/models/{id}'], PUT: op(models.update)},
}

const generation3 = compile({...routes, ...olderEvaluation})
const older = compile({...routes, ...ofGeneration4, ...olderEvaluation})
const newer = compile({...routes, ...ofGeneration4, ...since435})
const admin = compile(adminRoutes)

function routesOf(version: string) {
  if (isAtLeast(version, '4.35')) return newer
  return isAtLeast(version, '4.0') ? older : generation3
}

/** A route, and the values of its parameters. */
export interface Found {
  methods: Methods
  params: Record<string, string>
}

/** The route of a path (raw, below `/api`) in a version, and the values of its parameters, decoded once. */
export function findRoute(path: string, version: string): Found | undefined {
  const [, root, ...segments] = path.split('/')
  if (root !== 'public' && root !== 'admin') return undefined
  for (const {parts, methods} of root === 'admin' ? admin : routesOf(version)) {
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

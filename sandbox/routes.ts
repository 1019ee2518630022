import type {Family} from './http/auth.js'
import {isAtLeast} from './http/modes.js'
import {type Found, type Methods, type Operation, op, type Routes, router} from './http/router.js'
import * as metrics from './metrics/metrics.js'
import * as blobStorage from './resources/blob-storage.js'
import {comments, postComment} from './resources/comments.js'
import {addTile, dashboards, moveTile, removeTile, widgets} from './resources/dashboards.js'
import * as datasets from './resources/datasets/datasets.js'
import * as items from './resources/datasets/items.js'
import * as runs from './resources/datasets/runs.js'
import {evaluators} from './resources/evaluation/evaluators.js'
import {evaluatorsV2, listVersions} from './resources/evaluation/evaluators-v2.js'
import {rules, rulesV2} from './resources/evaluation/rules.js'
import * as ingestion from './resources/ingestion/ingestion.js'
import {connections, listConnections, upsertConnection} from './resources/llm-connections.js'
import * as media from './resources/media.js'
import {models, replaceModel} from './resources/models.js'
import {adminRoutes} from './resources/organization/admin.js'
import * as memberships from './resources/organization/memberships.js'
import * as organization from './resources/organization/organization.js'
import {scimRoutes} from './resources/organization/scim.js'
import * as prompts from './resources/prompts/prompts.js'
import {assign, queueItems, queues, unassign} from './resources/queues.js'
import {scoreConfigs} from './resources/scores/score-configs.js'
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

const large = {bytes: 4_718_592, name: '4.5mb'}
const anySize = {bytes: Number.POSITIVE_INFINITY, name: 'no'}

const legacy = (handle: Operation['handle']) => op(handle, 'project', {legacy: true})
const prompt = (handle: Operation['handle']) => op(handle, 'prompts')

function licensed(
  handle: Operation['handle'],
  family: Family = 'projectAdmin',
  unlicensed = 'This feature is not available on your current plan.',
): Operation {
  return op(handle, family, {unlicensed})
}

function withoutGet({GET: _, ...methods}: Methods): Methods {
  return methods
}

function membershipRoutes(refusal?: string): Methods {
  return {
    GET: licensed(memberships.list, 'organization', refusal),
    PUT: licensed(memberships.update, 'organization', refusal),
    DELETE: licensed(memberships.remove, 'organization', refusal),
  }
}

const everywhere: Routes = {
  '/health': {GET: op(system.health, 'none')},
  '/ready': {GET: op(system.ready, 'none')},

  '/projects': {GET: op(system.ownProject, 'projects'), POST: licensed(organization.createProject)},
  '/projects/{projectId}': {
    PUT: licensed(organization.updateProject),
    DELETE: licensed(organization.removeProject),
  },
  '/projects/{projectId}/apiKeys': {
    GET: licensed(organization.projectKeys.list),
    POST: licensed(organization.projectKeys.create),
  },
  '/projects/{projectId}/apiKeys/{apiKeyId}': {DELETE: licensed(organization.projectKeys.remove)},
  '/projects/{projectId}/memberships': membershipRoutes('Your plan does not include project role management.'),
  '/organizations/memberships': membershipRoutes(),
  '/organizations/projects': {GET: licensed(organization.listProjects, 'organization')},
  '/organizations/apiKeys': {GET: licensed(organization.listOrganizationKeys, 'organization')},
  ...scimRoutes,

  '/traces': {GET: legacy(traces.list), POST: op(system.unsupported), DELETE: op(traces.removeMany)},
  '/traces/{traceId}': {GET: legacy(traces.get), DELETE: op(traces.remove)},
  '/observations': {GET: legacy(observations.list)},
  '/observations/{observationId}': {GET: legacy(observations.get)},
  '/sessions': {GET: legacy(sessions.list)},
  '/sessions/{sessionId}': {GET: legacy(sessions.get)},
  '/metrics': {GET: legacy(metrics.queryV1)},
  '/v2/observations': {GET: op(observationsV2.list)},
  '/v2/metrics': {GET: op(metrics.queryV2)},
  '/experiments': {GET: op(experiments.list)},
  '/experiment-items': {GET: op(experimentItems.list)},
  '/ingestion': {POST: op(ingestion.batch, 'ingestion', {bodyLimit: large})},
  '/otel/v1/traces': {POST: op(ingestion.otel, 'project', {raw: true, bodyLimit: anySize})},

  '/scores': {GET: legacy(system.emptyList), POST: op(scores.create, 'scores')},
  '/scores/{id}': {DELETE: op(scores.remove)},
  '/v2/scores': {GET: legacy(scoresV2.list)},
  '/v2/scores/{id}': {GET: legacy(scoresV2.get)},
  '/v3/scores': {GET: op(scoresV3.list)},
  '/score-configs': scoreConfigs.collection,
  '/score-configs/{id}': scoreConfigs.item,
  '/annotation-queues': queues.collection,
  '/annotation-queues/{queue}': queues.item,
  '/annotation-queues/{queue}/items': queueItems.collection,
  '/annotation-queues/{queue}/items/{item}': queueItems.item,
  '/annotation-queues/{queue}/assignments': {POST: op(assign), DELETE: op(unassign)},
  '/comments': {...comments.collection, POST: postComment},
  '/comments/{id}': comments.item,

  '/v2/prompts': {GET: prompt(prompts.list), POST: prompt(prompts.create)},
  '/v2/prompts/{name}': {GET: prompt(prompts.get), DELETE: prompt(prompts.remove)},
  '/v2/prompts/{name}/versions/{version}': {PATCH: op(prompts.update)},

  '/v2/datasets': {GET: op(datasets.list), POST: op(datasets.create)},
  '/v2/datasets/{name}': {GET: op(datasets.get)},
  '/dataset-items': {GET: op(items.list), POST: op(items.create, 'project', {bodyLimit: large})},
  '/dataset-items/{id}': {GET: op(items.get), DELETE: op(items.remove)},
  '/datasets/{name}/runs': {GET: legacy(runs.list)},
  '/datasets/{name}/runs/{run}': {GET: legacy(runs.get), DELETE: legacy(runs.remove)},
  '/dataset-run-items': {GET: legacy(runs.listItems), POST: op(runs.createItem)},
  '/media': {POST: op(media.uploadUrl)},
  '/media/{id}': {GET: op(media.get), PATCH: op(media.update)},

  '/models': models.collection,
  '/models/{id}': models.item,
  '/llm-connections': {GET: op(listConnections), PUT: op(upsertConnection)},
  '/llm-connections/{id}': withoutGet(connections.item),
  '/integrations/blob-storage': {
    GET: op(blobStorage.listIntegrations, 'integration'),
    PUT: op(blobStorage.upsertIntegration, 'integration'),
  },
  '/integrations/blob-storage/{id}': blobStorage.integrations.item,
  '/unstable/dashboard-widgets': widgets.collection,
  '/unstable/dashboard-widgets/{widgetId}': widgets.item,
  '/unstable/dashboards': dashboards.collection,
  '/unstable/dashboards/{dashboardId}': dashboards.item,
  '/unstable/dashboards/{dashboardId}/placements': {POST: op(addTile, 'evaluation')},
  '/unstable/dashboards/{dashboardId}/placements/{placementId}': {
    PATCH: op(moveTile, 'evaluation'),
    DELETE: op(removeTile, 'evaluation'),
  },
}

const until434: Routes = {
  '/unstable/evaluators': evaluators.collection,
  '/unstable/evaluators/{evaluatorId}': evaluators.item,
  '/unstable/evaluation-rules': rules.collection,
  '/unstable/evaluation-rules/{evaluationRuleId}': rules.item,
}
const since4: Routes = {'/feedback': {POST: op(system.submitFeedback)}}
const since435: Routes = {
  '/v2/evaluators': evaluatorsV2.collection,
  '/v2/evaluators/{evaluatorId}': evaluatorsV2.item,
  '/v2/evaluators/{evaluatorId}/versions': {GET: op(listVersions, 'evaluation')},
  '/v2/evaluation-rules': rulesV2.collection,
  '/v2/evaluation-rules/{evaluationRuleId}': rulesV2.item,
  '/models/{id}': {...models.item, PUT: op(replaceModel)},
}

const ofVersion3 = router({...everywhere, ...until434})
const ofVersion4 = router({...everywhere, ...until434, ...since4})
const newest = router({...everywhere, ...since4, ...since435})
const admin = router(adminRoutes)

/** The route of a path (raw, below `/api`) on a server of a version, and the values of its parameters. */
export function findRoute(path: string, version: string): Found | undefined {
  const [, root = '', rest = ''] = /^\/(public|admin)(\/.*)$/.exec(path) ?? []
  if (root === 'admin') return admin(rest)
  if (root === '') return undefined
  if (isAtLeast(version, '4.35')) return newest(rest)
  return isAtLeast(version, '4.0') ? ofVersion4(rest) : ofVersion3(rest)
}

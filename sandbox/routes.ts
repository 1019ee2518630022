import {isAtLeast} from './http/modes.js'
import {type Found, type Routes, router} from './http/router.js'
import {metricsRoutes} from './metrics/metrics.js'
import {integrationRoutes} from './resources/blob-storage.js'
import {commentRoutes} from './resources/comments.js'
import {dashboardRoutes} from './resources/dashboards.js'
import {datasetRoutes} from './resources/datasets/datasets.js'
import {itemRoutes} from './resources/datasets/items.js'
import {runRoutes} from './resources/datasets/runs.js'
import {evaluators} from './resources/evaluation/evaluators.js'
import {newerEvaluators} from './resources/evaluation/evaluators-v2.js'
import {rules, rulesV2} from './resources/evaluation/rules.js'
import {ingestionRoutes} from './resources/ingestion/ingestion.js'
import {connectionRoutes} from './resources/llm-connections.js'
import {mediaRoutes} from './resources/media.js'
import {models, newerModels} from './resources/models.js'
import {adminRoutes} from './resources/organization/admin.js'
import {membershipRoutes} from './resources/organization/memberships.js'
import {projectRoutes} from './resources/organization/organization.js'
import {scimRoutes} from './resources/organization/scim.js'
import {promptRoutes} from './resources/prompts/prompts.js'
import {queueRoutes} from './resources/queues.js'
import {scoreConfigs} from './resources/scores/score-configs.js'
import {scoreRoutes} from './resources/scores/scores.js'
import {scoreRoutesV3} from './resources/scores/scores-v3.js'
import {feedbackRoutes, healthRoutes} from './resources/system.js'
import {observationRoutes} from './version-3/observations.js'
import {scoreRoutesV2} from './version-3/scores.js'
import {sessionRoutes} from './version-3/sessions.js'
import {traceRoutes} from './version-3/traces.js'
import {experimentItemRoutes} from './version-4/experiment-items.js'
import {experimentRoutes} from './version-4/experiments.js'
import {spanRoutes} from './version-4/observations.js'

const everywhere: Routes = {
  ...healthRoutes,
  ...projectRoutes,
  ...membershipRoutes,
  ...scimRoutes,
  ...traceRoutes,
  ...observationRoutes,
  ...sessionRoutes,
  ...spanRoutes,
  ...metricsRoutes,
  ...experimentRoutes,
  ...experimentItemRoutes,
  ...ingestionRoutes,
  ...scoreRoutes,
  ...scoreRoutesV2,
  ...scoreRoutesV3,
  ...scoreConfigs.routes,
  ...queueRoutes,
  ...commentRoutes,
  ...promptRoutes,
  ...datasetRoutes,
  ...itemRoutes,
  ...runRoutes,
  ...mediaRoutes,
  ...models.routes,
  ...connectionRoutes,
  ...integrationRoutes,
  ...dashboardRoutes,
}
const until434 = {...evaluators.routes, ...rules.routes}
const since435 = {...newerEvaluators, ...rulesV2.routes, ...newerModels}

const ofVersion3 = router({...everywhere, ...until434})
const ofVersion4 = router({...everywhere, ...until434, ...feedbackRoutes})
const newest = router({...everywhere, ...feedbackRoutes, ...since435})
const admin = router(adminRoutes)

/** The route of a path (raw, below `/api`) on a server of a version, and the values of its parameters. */
export function findRoute(path: string, version: string): Found | undefined {
  const [, root = '', rest = ''] = /^\/(public|admin)(\/.*)$/.exec(path) ?? []
  if (root === 'admin') return admin(rest)
  if (root === '') return undefined
  if (isAtLeast(version, '4.35')) return newest(rest)
  return isAtLeast(version, '4.0') ? ofVersion4(rest) : ofVersion3(rest)
}

import type * as sdk from '@langfuse/core'
import type * as z from 'zod'
import * as health from '../../src/api/http/health.js'
import * as admin from '../../src/api/resources/administration/admin.js'
import * as keys from '../../src/api/resources/administration/keys.js'
import * as memberships from '../../src/api/resources/administration/memberships.js'
import * as projects from '../../src/api/resources/administration/projects.js'
import * as scim from '../../src/api/resources/administration/scim.js'
import * as blobStorage from '../../src/api/resources/blob-storage.js'
import * as comments from '../../src/api/resources/comments.js'
import * as dashboards from '../../src/api/resources/dashboards/endpoints.js'
import * as widgets from '../../src/api/resources/dashboards/widgets.js'
import * as datasets from '../../src/api/resources/datasets/endpoints.js'
import * as experiments from '../../src/api/resources/datasets/experiments.js'
import * as items from '../../src/api/resources/datasets/items.js'
import * as runs from '../../src/api/resources/datasets/runs.js'
import {evaluator} from '../../src/api/resources/evaluation/evaluator-fields.js'
import * as evaluatorsV1 from '../../src/api/resources/evaluation/evaluators.js'
import * as evaluators from '../../src/api/resources/evaluation/evaluators-v2.js'
import * as rules from '../../src/api/resources/evaluation/rules.js'
import * as feedback from '../../src/api/resources/feedback.js'
import * as ingestion from '../../src/api/resources/ingestion.js'
import * as connections from '../../src/api/resources/llm-connections.js'
import * as media from '../../src/api/resources/media/endpoints.js'
import * as metrics from '../../src/api/resources/metrics/endpoints.js'
import * as models from '../../src/api/resources/models.js'
import * as observations from '../../src/api/resources/observations/endpoints.js'
import * as prompts from '../../src/api/resources/prompts.js'
import * as queues from '../../src/api/resources/queues/endpoints.js'
import * as queueItems from '../../src/api/resources/queues/items.js'
import * as configs from '../../src/api/resources/scores/configs.js'
import * as scores from '../../src/api/resources/scores/endpoints.js'
import * as scoresV2 from '../../src/api/resources/scores/endpoints-v2.js'
import * as sessions from '../../src/api/resources/sessions/endpoints.js'
import * as traces from '../../src/api/resources/traces/endpoints.js'
import {like} from './agreement.js'

const UNLISTED = 'servers send it, the contract does not list it'
const UNLISTED_OF_TRACES = {
  projectId: UNLISTED,
  createdAt: UNLISTED,
  updatedAt: UNLISTED,
  bookmarked: UNLISTED,
  externalId: UNLISTED,
}
const OLDER_EVALUATORS = 'of the unstable routes, which the SDK has left for those of 4.35'
const ADMIN = 'the SDK has no admin API: that is for self-hosted servers only'
const NO_BODY = 'the contract says that there is no body; servers send a message'

/** Our schemas of what servers answer, each beside its type in the official SDK, with what differs on purpose. */
export const compared = [
  like<sdk.PromptMeta>()(prompts.promptSummary, {}),
  like<sdk.Prompt>()(prompts.prompt, {
    id: UNLISTED,
    projectId: UNLISTED,
    createdBy: UNLISTED,
    createdAt: UNLISTED,
    updatedAt: UNLISTED,
    isActive: UNLISTED,
  }),

  like<sdk.Dataset>()(datasets.dataset, {}),
  like<sdk.DatasetItem>()(items.datasetItem, {}),
  like<sdk.DeleteDatasetItemResponse>()(items.remove.response, {}),
  like<sdk.DatasetRun>()(runs.run, {}),
  like<sdk.DatasetRunItem>()(runs.runItem, {}),
  like<sdk.DatasetRunWithItems>()(runs.get.response, {}),
  like<sdk.DeleteDatasetRunResponse>()(runs.remove.response, {}),
  like<sdk.Experiment>()(experiments.experiment, {}),
  like<sdk.ExperimentItem>()(experiments.experimentItem, {}),

  like<sdk.TraceWithDetails>()(traces.traceSummary, UNLISTED_OF_TRACES),
  like<sdk.TraceWithFullDetails>()(traces.trace, UNLISTED_OF_TRACES),
  like<sdk.DeleteTraceResponse>()(traces.remove.response, {}),
  like<sdk.DeleteTraceResponse>()(traces.removeMany.response, {}),
  like<sdk.ObservationsView>()(observations.observation, {
    unit: UNLISTED,
    projectId: UNLISTED,
    createdAt: UNLISTED,
    updatedAt: UNLISTED,
    usagePricingTierId: UNLISTED,
    usagePricingTierName: UNLISTED,
    totalTokens: UNLISTED,
    promptTokens: UNLISTED,
    completionTokens: UNLISTED,
  }),
  like<sdk.ObservationV2>()(observations.observationV2, {
    inputUsage: UNLISTED,
    outputUsage: UNLISTED,
    totalUsage: UNLISTED,
    inputCost: UNLISTED,
    outputCost: UNLISTED,
    usagePricingTierId: UNLISTED,
  }),
  like<sdk.Session>()(sessions.session, {}),
  like<sdk.SessionWithTraces>()(sessions.get.response, {}),

  like<sdk.ScoreV3>()(scores.score, {}),
  like<sdk.CreateScoreResponse>()(scores.create.response, {}),
  like<sdk.GetScoresResponseData>()(scoresV2.score, {projectId: UNLISTED, executionTraceId: UNLISTED}),
  like<sdk.ScoreConfig>()(configs.scoreConfig, {}),

  like<sdk.legacy.MetricsResponse>()(metrics.query.response, {}),
  like<sdk.MetricsV2Response>()(metrics.queryV2.response, {}),
  like<sdk.Model>()(models.model, {}),
  like<sdk.GetMediaResponse>()(media.media, {}),
  like<sdk.GetMediaUploadUrlResponse>()(media.uploadTarget, {}),
  like<sdk.LlmConnection>()(connections.connection, {}),
  like<sdk.DeleteLlmConnectionResponse>()(connections.remove.response, {}),

  like<sdk.Comment>()(comments.comment, {}),
  like<sdk.CreateCommentResponse>()(comments.create.response, {}),
  like<sdk.AnnotationQueue>()(queues.queue, {}),
  like<sdk.CreateAnnotationQueueAssignmentResponse>()(queues.assign.response, {}),
  like<sdk.DeleteAnnotationQueueAssignmentResponse>()(queues.unassign.response, {}),
  like<sdk.AnnotationQueueItem>()(queueItems.queueItem, {}),
  like<sdk.DeleteAnnotationQueueItemResponse>()(queueItems.remove.response, {}),

  like<sdk.Evaluator>()(evaluator, {scope: OLDER_EVALUATORS, evaluationRuleCount: OLDER_EVALUATORS}),
  like<sdk.EvaluatorVersion>()(evaluators.listVersions.item, {}),
  like<sdk.DeletedEvaluator>()(evaluators.remove.response, {}),
  like<sdk.EvaluationRule>()(rules.rule, {
    target: OLDER_EVALUATORS,
    evaluator: OLDER_EVALUATORS,
    status: OLDER_EVALUATORS,
    pausedReason: OLDER_EVALUATORS,
    pausedMessage: OLDER_EVALUATORS,
    mapping: OLDER_EVALUATORS,
  }),
  like<sdk.DeletedEvaluationRule>()(rules.removeV2.response, {}),

  like<sdk.unstable.Dashboard>()(dashboards.dashboard, {}),
  like<sdk.unstable.Dashboard['definition']['widgets'][number]>()(dashboards.placement, {}),
  like<sdk.unstable.DeleteDashboardResponse>()(dashboards.remove.response, {}),
  like<sdk.unstable.DeleteDashboardPlacementResponse>()(dashboards.removePlacement.response, {}),
  like<sdk.unstable.DashboardWidget>()(widgets.widget, {}),
  like<sdk.unstable.DeleteDashboardWidgetResponse>()(widgets.remove.response, {}),

  like<sdk.Project>()(projects.project, {}),
  like<sdk.ProjectDeletionResponse>()(projects.remove.response, {}),
  like<sdk.OrganizationProject>()(projects.organizationProject, {}),
  like<sdk.ApiKeySummary>()(keys.apiKey, {}),
  like<sdk.OrganizationApiKey>()(keys.apiKey, {}),
  like<sdk.ApiKeyResponse>()(keys.newApiKey, {}),
  like<sdk.ApiKeyDeletionResponse>()(keys.removeFromProject.response, {}),
  like<sdk.MembershipResponse>()(memberships.membership, {}),
  like<sdk.MembershipDeletionResponse>()(memberships.removeFromOrganization.response, {}),

  like<sdk.ScimUser>()(scim.user, {active: UNLISTED}),
  like<sdk.ServiceProviderConfig>()(scim.getServiceProviderConfig.response, {}),
  like<sdk.ResourceType>()(scim.resourceType, {}),
  like<sdk.SchemaResource>()(scim.schema, {}),

  like<sdk.BlobStorageIntegrationResponse>()(blobStorage.integration, {}),
  like<sdk.BlobStorageIntegrationStatusResponse>()(blobStorage.status.response, {}),
  like<sdk.BlobStorageIntegrationDeletionResponse>()(blobStorage.remove.response, {}),

  like<sdk.HealthResponse>()(health.get.response, {}),
  like<sdk.IngestionResponse>()(ingestion.outcome, {}),
  like<sdk.SubmitFeedbackResponse>()(feedback.submit.response, {}),
]

/** Schemas of answers that the SDK has no type for, with the reason. */
export const notCompared = new Map<z.ZodObject, string>([
  [admin.organization, ADMIN],
  [admin.remove.response, ADMIN],
  [rules.remove.response, OLDER_EVALUATORS],
  [evaluatorsV1.remove.response, OLDER_EVALUATORS],
  [media.update.response, NO_BODY],
  [models.remove.response, NO_BODY],
  [scores.remove.response, NO_BODY],
])

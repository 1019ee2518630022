import type {Json} from './store.js'

/** What the value of a score is. */
export type ScoreType = 'BOOLEAN' | 'CATEGORICAL' | 'CORRECTION' | 'NUMERIC' | 'TEXT'

/** A score as it was written. */
export interface ScoreRow {
  id: string
  name: string
  value: number | string
  dataType: ScoreType
  source: string
  environment: string
  comment: string | null
  metadata: Json
  configId: string | null
  queueId: string | null
  traceId: string | null
  observationId: string | null
  sessionId: string | null
  datasetRunId: string | null
  timestamp: string
  createdAt: string
  updatedAt: string
}

/** What scores of one kind may be, with its keys in the order in which the server sends them. */
export interface ScoreConfigRow {
  id: string
  name: string
  isArchived: boolean
  description: string | null
  createdAt: string
  updatedAt: string
  projectId: string
  maxValue: number | null
  minValue: number | null
  dataType: Exclude<ScoreType, 'CORRECTION'>
  categories: {label: string; value: number}[] | null
}

/** An annotation queue; its items and the users who are assigned to it. */
export interface QueueRow {
  id: string
  name: string
  description: string | null
  scoreConfigIds: string[]
  createdAt: string
  updatedAt: string
  items: Map<string, QueueItemRow>
  users: Set<string>
}

/** Something that waits to be annotated. */
export interface QueueItemRow {
  id: string
  queueId: string
  objectId: string
  objectType: string
  status: 'COMPLETED' | 'PENDING'
  completedAt: string | null
  createdAt: string
  updatedAt: string
}

/** A comment. */
export interface CommentRow {
  id: string
  projectId: string
  createdAt: string
  updatedAt: string
  objectType: string
  objectId: string
  content: string
  authorUserId: string | null
}

/** A trace, as it was ingested; observations, cost and latency are found when it is asked for. */
export interface TraceRow {
  id: string
  projectId: string
  name: string | null
  timestamp: string
  environment: string
  tags: string[]
  bookmarked: boolean
  release: string | null
  version: string | null
  userId: string | null
  sessionId: string | null
  public: boolean
  input: Json
  output: Json
  metadata: Json
  createdAt: string
  updatedAt: string
  /** As the server shows them within the trace. */
  scores: {[key: string]: Json}[]
}

/** An observation, as it was ingested. Prices in US dollars for one unit. */
export interface ObservationRow {
  id: string
  traceId: string
  startTime: string
  endTime: string | null
  projectId: string
  parentObservationId: string | null
  type: string
  environment: string
  name: string | null
  level: string
  statusMessage: string | null
  version: string | null
  createdAt: string
  updatedAt: string
  input: Json
  output: Json
  metadata: Json
  model: string | null
  modelParameters: Json
  completionStartTime: string | null
  promptId: string | null
  promptName: string | null
  promptVersion: number | null
  usageDetails: Record<string, number>
  costDetails: Record<string, number>
  usagePricingTierId: string | null
  usagePricingTierName: string | null
  modelId: string | null
  inputPrice: number | null
  outputPrice: number | null
  totalPrice: number | null
}

/** What a span says about its trace, in the form of server version 4: there is no trace, every span carries its own. */
export type SpanAttributes = Pick<
  TraceRow,
  'bookmarked' | 'public' | 'release' | 'sessionId' | 'tags' | 'userId' | 'version'
> & {traceName: string | null}

/** What was exported with the span of an observation and cannot be seen in server version 3. */
export interface ExportedSpan {
  /** Instead of what is known about the trace. */
  attributes?: Partial<SpanAttributes>
  /** The span was sent twice and comes twice: what is different in the second row. */
  double?: Partial<Pick<ObservationRow, 'input' | 'name' | 'output' | 'updatedAt'>>
}

/** A model definition, its keys in the order in which the server sends them. */
export interface ModelRow {
  id: string
  createdAt: string
  modelName: string
  matchPattern: string
  startDate: string | null
  tokenizerId: string | null
  tokenizerConfig: Json
  unit: string
  inputPrice: number | null
  outputPrice: number | null
  totalPrice: number | null
  prices: Json
  isLangfuseManaged: boolean
  pricingTiers: Json
}

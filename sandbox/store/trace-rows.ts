import type {Json} from './json.js'

/** What nearly all rows have: an id, and when they were made and changed. */
export interface DatedRow {
  id: string
  createdAt: string
  updatedAt: string
}

/** A trace, as it was ingested; observations, cost and latency are found when it is asked for. */
export interface TraceRow extends DatedRow {
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
}

/** An observation, as it was ingested. Prices in US dollars for one unit. */
export interface ObservationRow extends DatedRow {
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

/** What the value of a score is. */
export type ScoreType = 'BOOLEAN' | 'CATEGORICAL' | 'CORRECTION' | 'NUMERIC' | 'TEXT'

/** A score as it was written. */
export interface ScoreRow extends DatedRow {
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
}

/** An event of `POST /ingestion` as it was sent. */
export interface IngestedEvent {
  id: string
  type: string
  timestamp: string
  body: {[key: string]: unknown}
}

/** An OTLP request as it was sent. */
export interface OtelExport {
  contentType: string
  gzip: boolean
  /** Unpacked. */
  bytes: Buffer
  ingestionVersion: string
}

import type {Json} from './json.js'

/** What nearly all rows have: an id, and when they were made and changed. */
export interface DatedRow {
  id: string
  createdAt: string
  updatedAt: string
}

/** A trace, as it was ingested, and what it is where nothing was given; cost and latency are found when asked for. */
export class TraceRow implements DatedRow {
  id = ''
  projectId = ''
  name: string | null = null
  timestamp = ''
  environment = 'default'
  tags: string[] = []
  bookmarked = false
  release: string | null = null
  version: string | null = null
  userId: string | null = null
  sessionId: string | null = null
  public = false
  input: Json = null
  output: Json = null
  metadata: Json = {}
  createdAt = ''
  updatedAt = ''
}

/** An observation in the same way. Prices in US dollars for one unit. */
export class ObservationRow implements DatedRow {
  id = ''
  traceId = ''
  startTime = ''
  endTime: string | null = null
  projectId = ''
  parentObservationId: string | null = null
  type = 'SPAN'
  environment = 'default'
  name: string | null = null
  level = 'DEFAULT'
  statusMessage: string | null = null
  version: string | null = null
  createdAt = ''
  updatedAt = ''
  input: Json = null
  output: Json = null
  metadata: Json = {}
  model: string | null = null
  modelParameters: Json = null
  completionStartTime: string | null = null
  promptId: string | null = null
  promptName: string | null = null
  promptVersion: number | null = null
  usageDetails: Record<string, number> = {}
  costDetails: Record<string, number> = {}
  usagePricingTierId: string | null = null
  usagePricingTierName: string | null = null
  modelId: string | null = null
  inputPrice: number | null = null
  outputPrice: number | null = null
  totalPrice: number | null = null
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

import type {Json} from './store.js'

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

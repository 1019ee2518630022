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

/** What scores and comments want to know of a trace. */
export interface TraceRow {
  userId: string | null
  tags: string[]
  environment: string
  sessionId: string | null
}

import type {Json} from './json.js'
import type {DatedRow} from './trace-rows.js'

/** A message of a chat prompt, or a placeholder for several. */
export type ChatMessage = {role: string; content: string} | {name: string; type: 'placeholder'}

/** One version of a prompt. */
export interface PromptRow extends DatedRow {
  projectId: string
  createdBy: string
  prompt: string | ChatMessage[]
  name: string
  version: number
  type: 'text' | 'chat'
  isActive: boolean | null
  config: Json
  tags: string[]
  labels: string[]
  commitMessage: string | null
}

/** What a dataset item holds. */
export interface ItemBody {
  input: Json
  expectedOutput: Json
  metadata: Json
}

/** One state of a dataset item; a write makes a new one. A seeded body may be a function of the id, to save memory. */
export interface ItemRow {
  /** In milliseconds since 1970. */
  at: number
  id: string
  datasetId: string
  status: 'ACTIVE' | 'ARCHIVED'
  sourceTraceId: string | null
  sourceObservationId: string | null
  deleted: boolean
  body: ItemBody | ((id: string) => ItemBody)
}

/** A dataset, with all states that its items ever had. */
export interface DatasetRow extends DatedRow {
  projectId: string
  name: string
  description: string | null
  metadata: Json
  inputSchema: Json
  expectedOutputSchema: Json
  log: ItemRow[]
  runs: Map<string, RunRow>
}

/** One experiment on a dataset; its items by the ids of the dataset's. */
export interface RunRow extends DatedRow {
  name: string
  description: string | null
  metadata: Json
  datasetId: string
  items: Map<string, RunItemRow>
}

/** One dataset item's trace in a run. */
export interface RunItemRow extends DatedRow {
  datasetRunId: string
  datasetRunName: string
  datasetItemId: string
  traceId: string
  observationId: string | null
}

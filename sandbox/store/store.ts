import {createHash} from 'node:crypto'
import type {IngestedEvent, OtelExport} from '../resources/ingestion/ingestion.js'
import type {MediaRow} from '../resources/media.js'
import {noEvaluation} from './evaluation-rows.js'
import {firstKeys, firstProjects, firstRoles, firstUsers} from './organization-rows.js'
import {RowMap} from './row-map.js'
import type {
  CommentRow,
  ExportedSpan,
  ModelRow,
  ObservationRow,
  QueueRow,
  ScoreConfigRow,
  ScoreRow,
  TraceRow,
} from './rows.js'
import {SequenceList} from './sequence.js'
import {firstSettings} from './settings-rows.js'

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | {[key: string]: Json}

/** A message of a chat prompt, or a placeholder for several. */
export type ChatMessage = {role: string; content: string} | {name: string; type: 'placeholder'}

/** One version of a prompt, with its keys in the order in which the server sends them. */
export interface PromptRow {
  id: string
  createdAt: string
  updatedAt: string
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
  seq: number
  at: number
  id: string
  datasetId: string
  status: 'ACTIVE' | 'ARCHIVED'
  sourceTraceId: string | null
  sourceObservationId: string | null
  deleted: boolean
  body: ItemBody | ((id: string) => ItemBody)
}

/** A dataset, with its active items in the order of their last write and all states they ever had. */
export interface DatasetRow {
  id: string
  name: string
  description: string | null
  metadata: Json
  inputSchema: Json
  expectedOutputSchema: Json
  createdAt: string
  updatedAt: string
  active: SequenceList<ItemRow>
  log: ItemRow[]
  snapshots: Map<number, SequenceList<ItemRow>>
  runs: Map<string, RunRow>
}

/** One experiment on a dataset. */
export interface RunRow {
  seq: number
  id: string
  name: string
  description: string | null
  metadata: Json
  datasetId: string
  createdAt: string
  updatedAt: string
  items: Map<string, RunItemRow>
}

/** One dataset item's trace in a run. */
export interface RunItemRow {
  seq: number
  id: string
  datasetRunId: string
  datasetRunName: string
  datasetItemId: string
  traceId: string
  observationId: string | null
  createdAt: string
  updatedAt: string
}

/** Everything the sandbox knows, for tests to seed and look into. */
export class Store {
  readonly project = {
    id: 'lf-test-project',
    name: 'Test Project',
    organization: {id: 'lf-test-org', name: 'Test Org'},
    metadata: {},
  }
  readonly projects = firstProjects(this.project)
  apiKeys = firstKeys(this.project)
  readonly users = firstUsers()
  /** By the id of the organization or of a project. */
  readonly roles = firstRoles(this.project.organization)
  readonly prompts = new Map<string, PromptRow[]>()
  readonly datasets = new Map<string, DatasetRow>()
  readonly datasetsById = new Map<string, DatasetRow>()
  /** The newest state of every item that was not deleted, archived ones included. */
  readonly items = new Map<string, ItemRow>()
  readonly activeItems = new SequenceList<ItemRow>()
  /** Observation id to trace id. */
  readonly observations = new Map<string, string>()
  readonly traces = new RowMap<TraceRow>()
  readonly scores = new RowMap<ScoreRow>()
  readonly scoreConfigs = new Map<string, ScoreConfigRow>()
  readonly queues = new Map<string, QueueRow>()
  readonly comments = new Map<string, CommentRow>()
  readonly ingested = new Map<string, IngestedEvent>()
  readonly exports: OtelExport[] = []
  readonly media = new Map<string, MediaRow>()
  readonly observationRows = new RowMap<ObservationRow>()
  /** What the span of an observation carried besides, by the id of the observation. */
  readonly exported = new RowMap<ExportedSpan>()
  /** Traces which new reads show although they lag or are stale. */
  readonly staleTraceIds = new Set<string>()
  readonly models = new Map<string, ModelRow>()
  readonly evaluation = noEvaluation()
  readonly settings = firstSettings(this.project.organization)
  /** What the health routes report. */
  readonly health = {recentEvents: true, database: true}
  /** The clock; seeds replace it with fixed dates. */
  clock: () => number = Date.now
  private last = 0
  private counter = 0
  private sequence = 0

  constructor(private readonly salt = 'sandbox') {}

  /** The time of a write: never earlier than the write before. */
  tick(): number {
    this.last = Math.max(this.last, this.clock())
    return this.last
  }

  /** `tick()` as the server writes dates. */
  stamp(): string {
    return new Date(this.tick()).toISOString()
  }

  /** A number greater than all before. */
  next(): number {
    this.sequence += 1
    return this.sequence
  }

  /** A new id in the shape of a UUID, the same in every run. */
  uuid(): string {
    return this.hex().replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5')
  }

  /** A new id in the shape of a cuid, the same in every run. */
  cuid(): string {
    return `cm${BigInt(`0x${this.hex()}`).toString(36).padStart(23, '0').slice(0, 23)}`
  }

  /** Runs something with the clock at a given time. */
  during<T>(date: string, work: () => T): T {
    const before = this.clock
    this.clock = () => Date.parse(date)
    try {
      return work()
    } finally {
      this.clock = before
    }
  }

  private hex(): string {
    this.counter += 1
    return createHash('sha256').update(`${this.salt}:${this.counter}`).digest('hex')
  }
}

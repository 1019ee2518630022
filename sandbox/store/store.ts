import {createHash} from 'node:crypto'
import type {ApiKeyRow, Keys, OrganizationRow, ProjectRow, Roles, UserRow} from './organization-rows.js'
import type {DatasetRow, ItemRow, PromptRow} from './project-rows.js'
import {RowMap} from './row-map.js'
import type {ExportedSpan, IngestedEvent, ObservationRow, OtelExport, ScoreRow, TraceRow} from './trace-rows.js'

/** The keys the sandbox knows from the start. */
export const sandboxKeys: {project: Keys; organization: Keys} = {
  project: {publicKey: 'pk-lf-sandbox-project', secretKey: 'sk-lf-sandbox-project'},
  organization: {publicKey: 'pk-lf-sandbox-organization', secretKey: 'sk-lf-sandbox-organization'},
}

const FIRST_DAY = '2025-01-06T09:00:00.000Z'
const UNUSED = {expiresAt: null, lastUsedAt: null, note: null}

/** A pair of keys of a project or organization as it is kept. */
export function keyRow(owner: string, keys: Keys, given: Partial<ApiKeyRow> = {}): ApiKeyRow {
  const displaySecretKey = `sk-lf-...${keys.secretKey.slice(-4)}`
  return {owner, id: `key-${owner}`, createdAt: FIRST_DAY, ...UNUSED, ...keys, displaySecretKey, ...given}
}

function byId<Row extends {id: string}>(...rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}

/** Everything the sandbox knows, for tests to seed and look into. */
export class Store {
  readonly project = {
    id: 'lf-test-project',
    name: 'Test Project',
    organization: {id: 'lf-test-org', name: 'Test Org'},
    metadata: {},
  }

  readonly organizations = byId<OrganizationRow>({...this.project.organization, createdAt: FIRST_DAY, metadata: {}})
  readonly projects = byId<ProjectRow>({
    id: this.project.id,
    name: this.project.name,
    metadata: {},
    createdAt: FIRST_DAY,
    updatedAt: FIRST_DAY,
    retentionDays: 0,
  })
  apiKeys = [
    keyRow(this.project.id, sandboxKeys.project),
    keyRow(this.project.organization.id, sandboxKeys.organization),
  ]
  readonly users = byId<UserRow>(
    {id: 'user-ada', email: 'ada@example.com', name: 'Ada'},
    {id: 'user-bob', email: 'bob@example.com', name: null},
    ...['user-eve', 'user-1', 'user-2'].map((id) => ({id, email: null, name: null})),
  )
  /** By the id of the organization or of a project. */
  readonly roles = new Map<string, Roles>([
    [this.project.organization.id, new Map(Object.entries({'user-ada': 'OWNER', 'user-bob': 'MEMBER'}))],
  ])

  readonly traces = new RowMap<TraceRow>()
  readonly observations = new RowMap<ObservationRow>()
  /** What the span of an observation carried besides, by the id of the observation. */
  readonly exported = new RowMap<ExportedSpan>()
  readonly scores = new RowMap<ScoreRow>()
  /** Traces which new reads show although they lag or are stale. */
  readonly staleTraceIds = new Set<string>()
  readonly ingested = new Map<string, IngestedEvent>()
  readonly exports: OtelExport[] = []

  /** The versions of each prompt by its name, the oldest first. */
  readonly prompts = new Map<string, PromptRow[]>()
  /** By their names. */
  readonly datasets = new Map<string, DatasetRow>()
  /** The newest state of every item that was not deleted, archived ones included, in the order of the writes. */
  readonly items = new RowMap<ItemRow>()
  /** What was submitted; undefined where the server has nowhere to send it. */
  feedback: object[] | undefined

  /** What the health routes report. */
  readonly health = {recentEvents: true, database: true}
  /** Whether evaluators of type code can be made, and whether judges need no model of their own. */
  readonly abilities = {runsCode: false, hasDefaultModel: false}

  /** The clock; seeds replace it with fixed dates. */
  clock: () => number = Date.now
  private last = 0
  private counter = 0
  private readonly others = new Map<string, Store>()

  constructor(private readonly salt = 'sandbox') {}

  /** The data that a key opens: of its own project, empty at first; all keys of the organization share this store. */
  of(owner: string | undefined): Store {
    const project = this.projects.get(owner ?? '')
    if (!project) return this
    const {id, name, metadata} = project
    const store = id === this.project.id ? this : (this.others.get(id) ?? new Store(id))
    this.others.set(id, store)
    Object.assign(store.project, {id, name, metadata})
    return store
  }

  /** The time of a write: never earlier than the write before. */
  tick(): number {
    this.last = Math.max(this.last, this.clock())
    return this.last
  }

  /** `tick()` as the server writes dates. */
  stamp(): string {
    return new Date(this.tick()).toISOString()
  }

  /** When a new row was made and changed. */
  dates(): {createdAt: string; updatedAt: string} {
    const now = this.stamp()
    return {createdAt: now, updatedAt: now}
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

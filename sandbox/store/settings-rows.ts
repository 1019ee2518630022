import type {Json} from './store.js'

/** A chart. */
export interface WidgetRow {
  id: string
  createdAt: string
  updatedAt: string
  name: string
  description: string | null
  view: string
  dimensions: Json[]
  metrics: {measure: string; agg: string}[]
  filters: Json[]
  chartType: string
  chartConfig: object
}

/** A tile: what it shows, and where. */
export type PlacementRow = ({type: 'widget'; widgetId: string} | {type: 'preset'; presetId: string}) & {
  id: string
  x: number
  y: number
  width: number
  height: number
}

/** A dashboard with its tiles. */
export interface DashboardRow {
  id: string
  createdAt: string
  updatedAt: string
  name: string
  description: string | null
  definition: {widgets: PlacementRow[]}
  filters: Json[]
}

/** The key of a provider of models, as it is shown: without the secret and the values of headers. */
export interface ConnectionRow {
  id: string
  provider: string
  adapter: string
  displaySecretKey: string
  baseURL: string | null
  customModels: string[]
  withDefaultModels: boolean
  extraHeaderKeys: string[]
  config: Json
  createdAt: string
  updatedAt: string
}

/** Where the data of a project is exported to; its id is that of the project. */
export interface IntegrationRow {
  id: string
  projectId: string
  enabled: boolean
  createdAt: string
  updatedAt: string
  [key: string]: Json
}

/** An organization of the server. */
export interface OrganizationRow {
  id: string
  name: string
  createdAt: string
  metadata: Json
}

/** What is set up in a project, an organization or on the server. */
export interface Settings {
  widgets: Map<string, WidgetRow>
  dashboards: Map<string, DashboardRow>
  connections: Map<string, ConnectionRow>
  integrations: Map<string, IntegrationRow>
  organizations: Map<string, OrganizationRow>
  /** What was submitted; undefined where the server has nowhere to send it. */
  feedback: object[] | undefined
}

/** Nothing but the organization of the keys. */
export function firstSettings({id, name}: {id: string; name: string}): Settings {
  const organization = {id, name, createdAt: '2025-01-06T09:00:00.000Z', metadata: {}}
  return {
    widgets: new Map(),
    dashboards: new Map(),
    connections: new Map(),
    integrations: new Map(),
    organizations: new Map([[id, organization]]),
    feedback: undefined,
  }
}

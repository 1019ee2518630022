import type {Json} from './json.js'
import type {DatedRow} from './trace-rows.js'

/** An organization of the server. */
export interface OrganizationRow {
  id: string
  name: string
  createdAt: string
  metadata: Json
}

/** A project of the organization. */
export interface ProjectRow extends DatedRow {
  name: string
  metadata: Json
  /** 0 is for ever. */
  retentionDays: number
}

/** A pair of keys. */
export interface Keys {
  publicKey: string
  secretKey: string
}

/** A key pair as it is kept; `secretKey` and `owner` are never listed. */
export interface ApiKeyRow extends Keys {
  /** Id of the project, or of the organization. */
  owner: string
  id: string
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  note: string | null
  displaySecretKey: string
}

/** Somebody with an account. */
export interface UserRow {
  id: string
  email: string | null
  name: string | null
}

/** Who has which role: user id to role. */
export type Roles = Map<string, string>

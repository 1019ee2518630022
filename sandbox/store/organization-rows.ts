import {sandboxKeys} from '../http/auth.js'
import type {Json} from './store.js'

/** A project of the organization. */
export interface ProjectRow {
  id: string
  name: string
  metadata: Json
  createdAt: string
  updatedAt: string
  /** 0 is for ever. */
  retentionDays: number
}

/** A key pair; `secretKey` and `owner` are never listed. */
export interface ApiKeyRow {
  /** Id of the project, or of the organization. */
  owner: string
  id: string
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  note: string | null
  publicKey: string
  secretKey: string
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

interface Owned {
  id: string
  organization: {id: string}
}

const firstDay = '2025-01-06T09:00:00.000Z'

/** The project of the project key. */
export function firstProjects({id, name}: {id: string; name: string}): Map<string, ProjectRow> {
  return new Map([[id, {id, name, metadata: {}, createdAt: firstDay, updatedAt: firstDay, retentionDays: 0}]])
}

/** The two pairs that the sandbox knows. */
export function firstKeys({id, organization}: Owned): ApiKeyRow[] {
  const common = {createdAt: firstDay, expiresAt: null, lastUsedAt: null, note: null}
  return [
    {owner: id, keys: sandboxKeys.project},
    {owner: organization.id, keys: sandboxKeys.organization},
  ].map(({owner, keys: {publicKey, secretKey}}) => ({
    owner,
    id: `key-${owner}`,
    ...common,
    publicKey,
    secretKey,
    displaySecretKey: displayed(secretKey),
  }))
}

/** All of a secret that is ever listed. */
export function displayed(secretKey: string): string {
  return `sk-lf-...${secretKey.slice(-4)}`
}

/** An owner, a member, and somebody from outside. */
export function firstUsers(): Map<string, UserRow> {
  const users = [
    {id: 'user-ada', email: 'ada@example.com', name: 'Ada'},
    {id: 'user-bob', email: 'bob@example.com', name: null},
    {id: 'user-eve', email: null, name: null},
    {id: 'user-1', email: null, name: null},
    {id: 'user-2', email: null, name: null},
  ]
  return new Map(users.map((user) => [user.id, user]))
}

/** Roles in the organization. */
export function firstRoles({id}: {id: string}): Map<string, Roles> {
  const roles: Roles = new Map([
    ['user-ada', 'OWNER'],
    ['user-bob', 'MEMBER'],
  ])
  return new Map([[id, roles]])
}

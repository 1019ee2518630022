import * as z from 'zod'
import {shownPublicKey} from './keys.js'
import type {Profile, ProfileFile} from './profile.js'
import {keyringParts} from './save-keys.js'

/** A saved profile as it is shown: everything but secrets. */
export const profileRow = z.object({
  name: z.string(),
  inUse: z.boolean(),
  host: z.string(),
  project: z.string().nullable(),
  organization: z.string().nullable(),
  /** Which keys there are: project, organization, admin. */
  keys: z.array(z.string()),
  /** Where their secrets are stored: keyring, file, or both. */
  secrets: z.array(z.string()),
  /** The names of the headers for the host. */
  headers: z.array(z.string()),
  publicKey: z.string().nullable(),
  organizationPublicKey: z.string().nullable(),
})

function secretPlaces(profile: Profile, count: number): string[] {
  const inKeyring = keyringParts(profile).length
  return [...(inKeyring > 0 ? ['keyring'] : []), ...(inKeyring < count ? ['file'] : [])]
}

/** What may be shown of a profile. */
export function toProfileRow(name: string, profile: Profile, {current}: ProfileFile): z.output<typeof profileRow> {
  const keys = [
    ...(profile.pair ? ['project'] : []),
    ...(profile.organization ? ['organization'] : []),
    ...(profile.adminKey ? ['admin'] : []),
  ]
  return {
    name,
    inUse: name === current,
    host: profile.host,
    project: profile.project?.name ?? null,
    organization: profile.project?.organization ?? null,
    keys,
    secrets: secretPlaces(profile, keys.length + (profile.headers ? 1 : 0)),
    headers: profile.headers?.names ?? [],
    publicKey: shownPublicKey(profile.pair?.publicKey),
    organizationPublicKey: shownPublicKey(profile.organization?.publicKey),
  }
}

import type {Client} from '../../http/client.js'
import type {ListEndpoint} from '../../operation/endpoint.js'
import {readRowsWithinReach} from '../../paging/read-all.js'

/** Who has which role. */
export interface Member {
  userId: string
  role: string
  email?: string | null
}

/** In ascending order of rights. */
const ROLES = ['NONE', 'VIEWER', 'MEMBER', 'ADMIN', 'OWNER']

/** The members of a list of memberships; none when the server does not let the key read it. @throws as `readRowsWithinReach` */
export async function readMembers(
  client: Client,
  list: ListEndpoint,
  params: Record<string, string> = {},
): Promise<Member[]> {
  return (await readRowsWithinReach(client, list, {params})) as unknown as Member[]
}

/** The last one of a list of members who is an owner, if that is this user. */
export function lastOwner(members: Member[], userId: unknown): Member | undefined {
  const owners = members.filter(({role}) => role === 'OWNER')
  return owners.length === 1 ? owners.find((member) => member.userId === userId) : undefined
}

/** What a new role takes away from a member: `lower ada@example.com from OWNER to VIEWER`; undefined when nothing. */
export function lowering(members: Member[], userId: unknown, role: unknown): string | undefined {
  const member = members.find((candidate) => candidate.userId === userId)
  if (!member) return undefined
  const before = ROLES.indexOf(member.role)
  if (before >= 0 && ROLES.indexOf(String(role)) >= before) return undefined
  const last = lastOwner(members, userId) ? ', the last owner,' : ''
  return `lower ${who(member)}${last} from ${member.role} to ${role}`
}

/** A member, for people. */
export function who({email, userId}: Member): string {
  return email ? `${email} (${userId})` : `user ${userId}`
}

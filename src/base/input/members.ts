/** The member that was typed, in any case; members that differ only in case must be typed exactly. */
export function spelled(members: readonly string[], typed: string): string | undefined {
  const meant = members.filter((member) => member.toLowerCase() === typed.toLowerCase())
  return meant.find((member) => member === typed) ?? (meant.length === 1 ? meant[0] : undefined)
}

/** Members that oclif finds in any case: it asks `includes` whether a value is an option of a flag. */
class Members extends Array<string> {
  override includes(typed: string): boolean {
    return spelled([...this], typed) !== undefined
  }
}

/**
 * What makes an option flag take the members of an enum in upper and lower case alike, and hand them over as the API
 * spells them.
 */
export function anyCase(members: readonly string[]): {options: string[]; parse: (typed: string) => Promise<string>} {
  return {options: Members.from(members), parse: async (typed) => spelled(members, typed) ?? typed}
}

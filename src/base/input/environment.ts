/** Environment variables; empty values count as unset. */
export type Environment = Record<string, string | undefined>

/** Text of a flag or variable; an empty one counts as unset. */
export function nonEmpty(value: unknown): string | undefined {
  return (typeof value === 'string' && value.trim()) || undefined
}

/** What LANGFUSE_CLI_DEBUG asks for: words between commas, `api` (requests and answers) and `stack` (of errors). */
export function debugTopics({LANGFUSE_CLI_DEBUG: list = ''}: Environment): string[] {
  const words = list.split(',').map((word) => word.trim())
  return words.filter((word) => word !== '')
}

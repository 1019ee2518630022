import * as z from 'zod'

/** Groups of fields with commas between them; servers drop unknown names without a word, so they are refused here. */
export function fieldGroups(groups: string[], description: string) {
  return z
    .string()
    .refine(
      (value) => value.split(',').every((name) => groups.includes(name)),
      `has the groups ${groups.join(', ')}, with commas between them`,
    )
    .describe(`${description}: ${groups.join(', ')}; with commas`)
    .optional()
}

/** Environments of which one has to fit. */
export function environments() {
  return z.array(z.string()).describe('Only of this environment, or one of these').optional()
}

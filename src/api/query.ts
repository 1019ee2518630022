import * as z from 'zod'
import {text} from './fields.js'

function isJsonArray(value: string): boolean {
  try {
    return Array.isArray(JSON.parse(value))
  } catch {
    return false
  }
}

/** Structured conditions: a JSON array, which goes out as the text that it is. */
export function conditions(columns: string) {
  const example = '[{"type":"string","column":"name","operator":"=","value":"x"}]'
  return text(`Conditions as a JSON array: type, column, operator, value. Columns: ${columns}`, (schema) =>
    schema.refine(isJsonArray, `must be a JSON array of conditions, such as ${example}`),
  ).optional()
}

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

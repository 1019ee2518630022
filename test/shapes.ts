import type * as z from 'zod'
import * as shapes from '../src/api/variants/canonical.js'

/** The canonical shapes by their names. */
export const SHAPES = {
  observation: shapes.observation,
  run: shapes.run,
  runItem: shapes.runItem,
  runWithItems: shapes.runWithItems,
  score: shapes.score,
  session: shapes.session,
  sessionRow: shapes.sessionRow,
  trace: shapes.trace,
  traceRow: shapes.traceRow,
} satisfies Record<string, z.ZodObject>

/** One of them. */
export type Shape = keyof typeof SHAPES

/** The shapes of rows within rows, by shape and key. */
export const WITHIN: Readonly<Record<string, Shape>> = {
  'trace observations': 'observation',
  'trace scores': 'score',
  'session traces': 'traceRow',
  'runWithItems datasetRunItems': 'runItem',
}

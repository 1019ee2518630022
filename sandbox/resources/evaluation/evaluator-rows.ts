import * as z from 'zod'
import type {Call} from '../../http/call.js'
import {coded, type EvaluatorRow} from '../../store/evaluation-rows.js'
import type {Json, Store} from '../../store/store.js'

/** The definition of an evaluator that runs code. */
export const codeDefinition = z.object({
  type: z.literal('code'),
  sourceCode: z.string(),
  sourceCodeLanguage: z.enum(['PYTHON', 'TYPESCRIPT']),
})

/** A definition more, which is the latest then. */
export function addVersion(store: Store, row: EvaluatorRow, definition: Record<string, Json>): EvaluatorRow {
  const now = store.stamp()
  row.versions.push({id: store.cuid(), createdAt: now, definition})
  row.updatedAt = now
  return row
}

/** One without a definition yet. */
export function newEvaluator(store: Store, name: string, description: string | null): EvaluatorRow {
  const now = store.stamp()
  const row = {
    seq: store.next(),
    id: store.cuid(),
    name,
    description,
    managed: false,
    createdAt: now,
    updatedAt: now,
    versions: [],
  }
  store.evaluation.evaluators.set(row.id, row)
  return row
}

/** What a prompt has in double braces. */
export function variablesIn(prompt: Json | undefined): string[] {
  const text = JSON.stringify(prompt ?? '')
  return [...new Set([...text.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map(([, name]) => name ?? ''))]
}

/** The rules that an evaluator runs in. */
export function rulesOf(store: Store, id: string) {
  return [...store.evaluation.rules.values()].filter((rule) =>
    rule.evaluatorAssignments.some(({evaluatorId}) => evaluatorId === id),
  )
}

/** The definition that counts. */
export function latest(row: EvaluatorRow): EvaluatorRow['versions'][number] {
  return row.versions.at(-1) ?? {id: row.id, createdAt: row.createdAt, definition: {}}
}

/** The evaluator that the path names. */
export function find({store, params}: Call, message: string): EvaluatorRow {
  const row = store.evaluation.evaluators.get(params.evaluatorId ?? '')
  if (!row) throw coded(404, 'resource_not_found', message)
  return row
}

/** What is said about an id that nobody has. */
export const unknown = 'Evaluator not found within authorized project'

/** What is there. */
export function withoutUndefined(values: Record<string, unknown>): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Record<string, Json>
}

import * as z from 'zod'
import {ApiError} from '../http/call.js'
import type {Json} from './store.js'

/** What judges: a prompt for a model, or code. Its latest definition is the last. */
export interface EvaluatorRow {
  seq: number
  id: string
  name: string
  description: string | null
  /** Brought along by the server. */
  managed: boolean
  createdAt: string
  updatedAt: string
  versions: {id: string; createdAt: string; definition: Record<string, Json>}[]
}

/** Which evaluators run on what. The older routes know one evaluator and a target, the newer assignments. */
export interface RuleRow {
  seq: number
  id: string
  name: string
  enabled: boolean
  sampling: number
  target: string
  filter: Json[]
  evaluatorAssignments: {evaluatorId: string; variableMapping: Json}[]
  createdAt: string
  updatedAt: string
}

/** Everything about evaluation. */
export interface EvaluationRows {
  evaluators: Map<string, EvaluatorRow>
  rules: Map<string, RuleRow>
  /** Whether evaluators of type code can be made. */
  runsCode: boolean
  /** Whether judges need no model of their own. */
  hasDefaultModel: boolean
}

/** A server without evaluators, which runs no code and has no model. */
export function noEvaluation(): EvaluationRows {
  return {evaluators: new Map(), rules: new Map(), runsCode: false, hasDefaultModel: false}
}

/** An error of these routes, which carry a code. */
export function coded(status: number, code: string, message: string, details?: object): ApiError {
  return new ApiError(status, {message, code, ...(details && {details})})
}

/** Checks a query or body of these routes. */
export function checkCoded<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: 'body' | 'query',
): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const message = part === 'body' ? 'Invalid request body' : 'Invalid query parameters'
  throw coded(400, `invalid_${part}`, message, {issues: result.error.issues.map(shownIssue)})
}

/** Rows in the order in which they were made, for cursors. */
export function placeInOrder({seq}: {seq: number}): string {
  return String(seq).padStart(9, '0')
}

/** An issue as servers show it: they do not tell which values of a discriminator there are. */
function shownIssue(issue: z.core.$ZodIssue): object {
  if (issue.code !== 'invalid_union') return issue
  const {options, ...rest} = issue as typeof issue & {options?: unknown}
  return {...rest, message: 'Invalid input'}
}

const positive = (fallback: number) => z.coerce.number().int().gt(0).default(fallback)
const limit = z.coerce.number().int().gt(0).lte(100).default(50)

/** `page` and `limit` of the older lists. */
export const pagesQuery = z.object({page: positive(1), limit})

/** `cursor` and `limit` of the newer lists. */
export const cursorQuery = z.object({cursor: z.string().optional(), limit})

/** A body that changes something, but not nothing. */
export function someField<Body extends object>(body: Body): boolean {
  return Object.values(body).some((value) => value !== undefined)
}

/** What an empty change is told. */
export const nothingGiven = 'Request body cannot be empty. At least one field must be provided for update.'

import * as z from 'zod'
import {mismatch} from '../json/check.js'
import type {Operation, Scope} from '../operation/endpoint.js'
import {type ApiError, unexpectedAnswer} from './errors.js'

/** What `unexpectedAnswer` says of an answer. */
type Answer = Parameters<typeof unexpectedAnswer>[2]

/** The newest answer of each operation, to tell whose fault it is when a reader of answers fails. */
export interface KeptAnswers {
  /** Keeps an answer; undefined when the next one is on its way, so that two are never held. */
  keep: (operation: Operation, answer: Answer | undefined) => void
  /** The error for the newest answer that is not as its operation says; undefined when all are. */
  strange: () => ApiError | undefined
}

function schemaOf(operation: Operation): z.ZodType {
  return 'response' in operation ? operation.response : z.looseObject({[operation.rows]: z.array(operation.item)})
}

/** Keeps nothing yet. */
export function keptAnswers(from: {originFor: (scope: Scope) => string}): KeptAnswers {
  const kept = new Map<Operation, Answer>()
  return {
    keep: (operation, answer) => {
      kept.delete(operation)
      if (answer) kept.set(operation, answer)
    },
    strange: () => {
      for (const [operation, answer] of [...kept].reverse()) {
        const problem = mismatch(schemaOf(operation), answer.data)
        if (problem) return unexpectedAnswer(from, operation, answer, problem)
      }
      return undefined
    },
  }
}

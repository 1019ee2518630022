import type {Methods, Operation} from '../../routes.js'
import * as evaluators from './evaluators.js'
import * as evaluatorsV2 from './evaluators-v2.js'
import * as rules from './rules.js'

const op = (handle: Operation['handle']): Operation => ({handle, family: 'evaluation'})

/** Evaluators and rules as servers up to 4.34 have them. */
export const olderEvaluation: Record<string, Methods> = {
  '/unstable/evaluators': {GET: op(evaluators.list), POST: op(evaluators.create)},
  '/unstable/evaluators/{evaluatorId}': {GET: op(evaluators.get), DELETE: op(evaluators.remove)},
  '/unstable/evaluation-rules': {GET: op(rules.list), POST: op(rules.create)},
  '/unstable/evaluation-rules/{evaluationRuleId}': {
    GET: op(rules.get),
    PATCH: op(rules.update),
    DELETE: op(rules.remove),
  },
}

/** Evaluators and rules as servers from 4.35 on have them. */
export const newerEvaluation: Record<string, Methods> = {
  '/v2/evaluators': {GET: op(evaluatorsV2.list), POST: op(evaluatorsV2.create)},
  '/v2/evaluators/{evaluatorId}': {
    GET: op(evaluatorsV2.get),
    PATCH: op(evaluatorsV2.update),
    DELETE: op(evaluatorsV2.remove),
  },
  '/v2/evaluators/{evaluatorId}/versions': {GET: op(evaluatorsV2.versions)},
  '/v2/evaluation-rules': {GET: op(rules.listV2), POST: op(rules.createV2)},
  '/v2/evaluation-rules/{evaluationRuleId}': {
    GET: op(rules.getV2),
    PATCH: op(rules.updateV2),
    DELETE: op(rules.removeV2),
  },
}

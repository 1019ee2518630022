import * as z from 'zod'
import {UnsupportedByVariant} from '../../errors/cli-error.js'
import {readNumber} from '../../json/exact-number.js'
import type {Row} from '../../json/object.js'
import {several} from '../../operation/common-params.js'
import {filters, oneOf, wordList} from '../../operation/fields.js'
import {without} from '../../variants/coerce.js'
import {scoresV2, scoresV3} from './columns.js'
import {withParameters} from './conditions.js'
import * as v3 from './endpoints.js'
import * as v2 from './endpoints-v2.js'

const {authorUserId, fields: _, ...common} = v3.list.query.shape

const OPERATORS = ['<', '>', '<=', '>=', '!=', '=']
const NEWER_FIELDS = ['core', 'details', 'subject', 'annotation']
const OLDER_FIELDS = ['score', 'trace']
const FIELDS = 'What to send (all): core, details, subject, annotation; older servers: score, trace'

const fields = wordList(FIELDS, [...NEWER_FIELDS, ...OLDER_FIELDS]).optional()

const both = {
  ...common,
  operator: oneOf('How --value compares, with --data-type NUMERIC: >= <= =, older servers all', OPERATORS).optional(),
  scoreIds: several('The same as --id'),
  datasetRunId: several('The same as --experiment-id'),
}

/** What older servers filter by one word at a time. */
const SINGLE = [
  'traceId',
  'sessionId',
  'experimentId',
  'datasetRunId',
  'name',
  'dataType',
  'source',
  'configId',
  'queueId',
]

type Complain = (field: string, message: string) => void

const FLAG = /[A-Z]/g

/** The route cannot be asked that; another one may. */
function unfit(field: string, message: string): never {
  throw new UnsupportedByVariant(`--${field.replaceAll(FLAG, (letter) => `-${letter.toLowerCase()}`)}: ${message}`)
}

/** Words that both routes lack are no case for this. */
function checkFields({fields}: Row, there: readonly string[], elsewhere: readonly string[]): void {
  const words = typeof fields === 'string' ? fields.toLowerCase().split(',') : []
  if (words.some((word) => elsewhere.includes(word))) unfit('fields', `that route has ${there.join(', ')}`)
}

function isNumeric({dataType}: Row): boolean {
  return String(dataType ?? '').toUpperCase() === 'NUMERIC'
}

function isNumber(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
}

/** What neither kind of server can be asked. */
function checkBoth(query: Row, complain: Complain): void {
  const {id, scoreIds, experimentId, datasetRunId, operator, value, valueMin, valueMax, dataType} = query
  const bounded = valueMin !== undefined || valueMax !== undefined
  if (id !== undefined && scoreIds !== undefined) complain('scoreIds', 'is the same as --id: give one of them')
  if (experimentId !== undefined && datasetRunId !== undefined)
    complain('datasetRunId', 'is the same as --experiment-id: give one of them')
  if (operator !== undefined && !isNumber(value)) complain('operator', 'needs a number in --value')
  if (operator !== undefined && bounded) complain('operator', 'excludes --value-min and --value-max')
  if (operator === undefined && value !== undefined && !/^(numeric|boolean|categorical)$/i.test(String(dataType ?? '')))
    complain('value', 'needs one --data-type: NUMERIC, BOOLEAN or CATEGORICAL')
  if (bounded && !isNumeric(query)) complain('valueMin', 'and --value-max need --data-type NUMERIC')
}

/** A check of a query, as zod wants it. */
function checked(...rules: ((query: Row, complain: Complain) => void)[]) {
  return (query: Row, context: z.RefinementCtx) => {
    const complain = (field: string, message: string) =>
      context.addIssue({code: 'custom', path: [field], message, input: query[field]})
    for (const rule of rules) rule(query, complain)
  }
}

function checkNewer(query: Row): void {
  checkFields(query, NEWER_FIELDS, OLDER_FIELDS)
  const {operator} = query
  if (operator !== undefined && !['>=', '<=', '='].includes(String(operator)))
    unfit('operator', `newer servers do not know ${operator}; they know >=, <= and =`)
  else if (operator !== undefined && !isNumeric(query)) unfit('operator', 'needs --data-type NUMERIC on newer servers')
  const {traceId, sessionId, experimentId, datasetRunId = experimentId, observationId} = query
  if ([traceId, sessionId, datasetRunId].filter((subject) => subject !== undefined).length > 1)
    unfit('traceId', 'excludes --session-id and --experiment-id: give one of them')
  if (observationId !== undefined && traceId === undefined) unfit('observationId', 'needs --trace-id too')
}

function checkOlder(query: Row): void {
  checkFields(query, OLDER_FIELDS, NEWER_FIELDS)
  const {operator, value, valueMin, valueMax, dataType} = query
  for (const field of SINGLE) if (String(query[field] ?? '').includes(',')) unfit(field, 'older servers take only one')
  if (valueMin !== undefined && valueMax !== undefined) unfit('valueMin', 'excludes --value-max on older servers')
  if (operator !== undefined || value === undefined) return
  const boolean = /^boolean$/i.test(String(dataType)) && /^(true|false)$/i.test(String(value))
  if (!boolean && !(isNumeric(query) && isNumber(value)))
    unfit('value', 'older servers compare it only for NUMERIC, with one number, and BOOLEAN, with true or false')
}

/** What `scores list` takes where servers of version 3.179 and newer answer. */
export const newer = z
  .object({...both, authorUserId, fields, filter: filters(scoresV3)})
  .superRefine((query, context) => checked(checkBoth, checkNewer)(withParameters(query), context))

/** What it takes where older servers answer. */
export const older = z
  .object({
    ...both,
    userId: v2.list.query.shape.userId,
    traceTags: v2.list.query.shape.traceTags,
    fields,
    filter: filters(scoresV2),
  })
  .superRefine(checked(checkBoth, checkOlder))

/** A query that `newer` has checked, in the words of `/v3/scores`. */
export function toV3(given: Row): Row {
  const {operator, scoreIds, datasetRunId, ...query} = withParameters(given)
  const {value, ...others} = query
  const bound = operator === '>=' ? 'valueMin' : 'valueMax'
  const compared = operator === undefined || operator === '=' ? query : {...others, [bound]: readNumber(String(value))}
  return {...compared, id: query.id ?? scoreIds, experimentId: query.experimentId ?? datasetRunId}
}

function comparison({operator = '=', value, valueMin, valueMax}: Row): Row {
  if (valueMin !== undefined) return {operator: '>=', value: valueMin}
  if (valueMax !== undefined) return {operator: '<=', value: valueMax}
  if (value === undefined) return {}
  const number = /^(true|false)$/i.test(String(value))
    ? Number(String(value).toLowerCase() === 'true')
    : readNumber(String(value))
  return {operator, value: number}
}

function upper(word: unknown): string | undefined {
  return typeof word === 'string' ? word.toUpperCase() : undefined
}

/** A query that `older` has checked, in the words of `/v2/scores`. */
export function toV2(query: Row): Row {
  const {id, scoreIds = id, experimentId, datasetRunId = experimentId, environment, source, dataType, ...more} = query
  return {
    ...without(more, 'operator', 'value', 'valueMin', 'valueMax'),
    scoreIds,
    datasetRunId,
    environment: typeof environment === 'string' ? environment.split(',') : undefined,
    source: upper(source),
    dataType: upper(dataType),
    ...comparison(query),
  }
}

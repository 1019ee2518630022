import {isObject, type Row} from '../../json/object.js'
import type {Question} from './endpoints.js'

/** The names by which servers know columns of observations that have another name everywhere else. */
const OF_OBSERVATIONS = new Map([['model', 'providedModelName']])

function nameThere({view}: Question, name: string): string {
  return (view === 'observations' && OF_OBSERVATIONS.get(name)) || name
}

function hasColumn(condition: unknown): condition is {column: string} {
  return isObject(condition) && typeof condition.column === 'string'
}

/** A question with the names that servers know. */
export function withNamesThere(question: Question): Question {
  const {dimensions, filters, orderBy} = question
  const there = (name: string) => nameThere(question, name)
  return {
    ...question,
    ...(dimensions ? {dimensions: dimensions.map(({field}) => ({field: there(field)}))} : {}),
    ...(filters ? {filters: filters.map((one) => (hasColumn(one) ? {...one, column: there(one.column)} : one))} : {}),
    ...(orderBy ? {orderBy: orderBy.map((order) => ({...order, field: there(order.field)}))} : {}),
  }
}

/** Rows under the names that the question has, and null where a dimension has no value: servers have "" for most. */
export function withNamesAsked(rows: readonly Row[], question: Question): Row[] {
  const fields = (question.dimensions ?? []).map(({field}) => field)
  const renamed = fields.map((field): [string, string] => [field, nameThere(question, field)])
  const dropped = renamed
    .filter(([field, there]) => field !== there && !fields.includes(there))
    .map(([, there]) => there)
  return rows.map((row) => {
    const values = renamed.map(([field, there]): [string, unknown] => [field, row[there] === '' ? null : row[there]])
    const others = Object.entries(row).filter(([name]) => !dropped.includes(name))
    return Object.fromEntries([...others, ...values.filter(([, value]) => value !== undefined)])
  })
}

import {queryPairs} from '../../api/http/request.js'

/** Fields as a query: lists repeat their name, objects and lists of them are JSON, null is empty. */
export function toQuery(fields: object): string {
  const encode = (value: unknown) => encodeURIComponent(String(value ?? ''))
  return queryPairs(fields)
    .map((pair) => pair.map(encode).join('='))
    .join('&')
}

/** Queries as one. */
export function joinQueries(...queries: string[]): string {
  return queries.filter((query) => query !== '').join('&')
}

/** A query with other values for some names; the rest stays as it was typed. */
export function replaceInQuery(query: string, fields: object): string {
  const others = query.split('&').filter((pair) => {
    const [name = ''] = new URLSearchParams(pair).keys()
    return !Object.hasOwn(fields, name)
  })
  return joinQueries(...others, toQuery(fields))
}

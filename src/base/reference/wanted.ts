import {matchPath} from '../../api/operation/match-path.js'
import type {CatalogEntry} from '../catalog/catalog.js'
import type {ApiOperation} from './operations.js'

/** An operation that is called by its method and path, or by its path alone. */
export interface Route {
  method?: string
  path: string
}

const METHOD = /^(get|post|put|patch|delete)$/i
const PATH = /^(\/|api\/|v\d+\/)/

/** The path of a URL, below the host or from /api/public on; other text as it is. */
function pathOf(typed: string, host: string | undefined): string {
  if (!/^https?:\/\//i.test(typed)) return typed
  if (host !== undefined && typed.startsWith(`${host}/`)) return typed.slice(host.length)
  return /^[^?#]*?(\/api\/public\/.*)$/.exec(typed)?.[1] ?? typed
}

/**
 * The route that is typed, if words are one: `POST /v2/prompts`, `/api/public/health`, a URL.
 * @param host what URLs may begin with
 */
export function routeOf(words: string[], host?: string): Route | undefined {
  const [first = '', second = '', ...rest] = words.join(' ').trim().split(/\s+/)
  if (rest.length > 0) return undefined
  const method = second === '' ? undefined : first
  const typed = pathOf(second || first, host)
  if (method === undefined ? !PATH.test(typed) : !METHOD.test(method) || !typed.includes('/')) return undefined
  const path = typed.replace(/[?#].*$/, '').replace(/\/+$/, '')
  return {...(method ? {method: method.toUpperCase()} : {}), path: path.startsWith('/') ? path : `/${path}`}
}

/** The paths that a typed one can stand for. */
function rooted(path: string): string[] {
  return [path, `/api/public${path}`, `/api${path}`]
}

/** The path of an operation with the values that a route has in the place of its parameters. */
export function calledPath(template: string, {path}: Route): string {
  return rooted(path).find((typed) => matchPath(template, typed) !== undefined) ?? template
}

/** The operations of a route, with or without `/api/public`; values may stand in the place of parameters. */
export function matchRoute<T extends {method: string; path: string}>(all: T[], {method, path}: Route): T[] {
  const fitting = all.filter((operation) => method === undefined || operation.method === method)
  const scored = fitting.flatMap((operation) => {
    const scores = rooted(path).flatMap((typed) => matchPath(operation.path, typed) ?? [])
    return scores.length > 0 ? [{operation, score: Math.max(...scores)}] : []
  })
  const best = Math.max(...scored.map(({score}) => score))
  return scored.filter(({score}) => score === best).map(({operation}) => operation)
}

function joined(words: string): string {
  return words.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** A word as it is, and as one of many. */
function isNamed(name: string, words: string): boolean {
  const [one, other] = [joined(name), joined(words)]
  return one === other || one === `${other}s` || `${one}s` === other
}

/** The operations of a tag, or of a topic of ours, in the order of the document; none where words are neither. */
export function ofTopic<T extends Pick<ApiOperation, 'tag'> & {entry: CatalogEntry | undefined}>(
  all: T[],
  words: string,
): T[] {
  const tagged = all.filter(({tag}) => isNamed(tag, words))
  const ours = all.filter(
    ({entry}) => entry?.command.includes(' ') && isNamed(entry.command.split(' ')[0] ?? '', words),
  )
  return [...new Set([...tagged, ...ours])]
}

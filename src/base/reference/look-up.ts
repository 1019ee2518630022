import {CliError} from '../../api/errors/cli-error.js'
import {nearest} from '../../api/errors/nearest.js'
import {matchPath} from '../../api/operation/match-path.js'
import {search} from '../catalog/search.js'
import {shortPath} from './api-line.js'
import type {ApiOperation} from './operations.js'

/** What words mean: one operation, or a list; of an empty list the words that were probably meant. */
export type Found = {operation: ApiOperation} | {operations: ApiOperation[]; meant?: string | undefined}

/** Where words are looked up: what somebody has, what our commands ask, and the host whose URLs stand for paths. */
export interface Place {
  name: string
  operations: ApiOperation[]
  own: ApiOperation[]
  host?: string
}

/** A path, and the method if one was typed. */
type Route = {method?: string | undefined; path: string}

/** What to do where nothing was found. */
export const LISTS_ALL = '`langfuse reference` lists all there are.'
const PATH = /^(\/|api\/|v\d+\/)/

/** The route that is typed, if it is one: `POST /v2/prompts`, `/api/public/health`, a URL below the host or of another server. */
function routeOf(typed: string, host = ''): Route | undefined {
  const [, method, address = ''] = /^(?:(get|post|put|patch|delete)\s+)?(\S+)$/i.exec(typed) ?? []
  const isBelow = host !== '' && address.startsWith(`${host}/`)
  const path = isBelow ? address.slice(host.length) : address.replace(/^https?:[^?#]*?(?=\/api\/public\/)/i, '')
  if (!(method ? path.includes('/') : PATH.test(path))) return undefined
  const bare = path.replace(/[?#].*$/, '').replace(/\/+$/, '')
  return {method: method?.toUpperCase(), path: bare.startsWith('/') ? bare : `/${bare}`}
}

/** The operations of a route, with or without `/api/public`; values may stand in the place of parameters. */
function matchRoute(operations: ApiOperation[], {method, path}: Route): ApiOperation[] {
  const typed = ['', '/api/public', '/api'].map((root) => root + path)
  const fitting = operations.flatMap((operation) => {
    const called = typed.find((candidate) => matchPath(operation.path, candidate) !== undefined)
    return called && (method ?? operation.method) === operation.method ? [{...operation, called}] : []
  })
  const fixed = (operation: Route) => operation.path.split('/').filter((step) => !step.startsWith('{')).length
  const most = Math.max(...fitting.map(fixed))
  return fitting.filter((operation) => fixed(operation) === most)
}

/** @throws CliError `not_available` for an operation of ours that is not there, else CliError `not_found` */
function refuseRoute(route: Route, {operations, own, name}: Place): never {
  const [known] = matchRoute(own, route)
  if (known?.owner) {
    const {entry, operation} = known.owner
    const came = operation.since ? `; it came with server ${operation.since}` : ''
    throw new CliError(
      'not_available',
      `${name} does not list ${known.method} ${known.path}${came}`,
      `Its command is \`langfuse ${entry.command}\`; \`langfuse reference --offline\` has what this program knows of it.`,
    )
  }
  const spoken = (path: string) => [route.method, path].filter(Boolean).join(' ')
  const names = operations.map(({path}) => spoken(shortPath(path)))
  const meant = nearest(spoken(shortPath(route.path)), names)
  const [there, ...others] = matchRoute(operations, {path: route.path}).map(({method}) => method)
  const hint = there ? `It has ${[there, ...others].join(', ')} there.` : meant ? `Did you mean ${meant}?` : LISTS_ALL
  throw new CliError('not_found', `${name} has no operation ${spoken(route.path)}`, hint)
}

/** The operations of a tag, then those of a topic of ours, in the order of the document. */
function ofTopic(operations: ApiOperation[], words: string): ApiOperation[] {
  const bare = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]|s$/gu, '')
  const isWanted = (name: string) => name !== '' && bare(name) === bare(words)
  const topicOf = ({owner}: ApiOperation) => /^(\S+) /.exec(owner?.entry.command ?? '')?.[1] ?? ''
  const tagged = operations.filter(({tag}) => isWanted(tag))
  return [...new Set([...tagged, ...operations.filter((operation) => isWanted(topicOf(operation)))])]
}

/** What has all of the words, else what has some. What a long description has at its end is examples and details. */
function byWords(operations: ApiOperation[], words: string): ApiOperation[] {
  const all = operations.map((operation) => {
    const {method, path, operationId, tag, summary, description, owner} = operation
    const entry = owner?.entry
    return {
      operation,
      name: [method, path, operationId, entry?.command].join(' '),
      phrases: entry?.phrases ?? [],
      text: [tag, summary, description.slice(0, 500), entry?.summary, entry?.description].join(' '),
    }
  })
  const withAll = search(all, words, 'AND')
  return (withAll.length > 0 ? withAll : search(all, words)).map(({operation}) => operation)
}

function nearestWords(operations: ApiOperation[], typed: string): string | undefined {
  const texts = operations.map(({tag, path, owner}) => `${tag} ${path} ${owner?.entry.command ?? ''}`.toLowerCase())
  const known = texts.join(' ').match(/[a-z0-9-]{3,}/g) ?? []
  const meant = typed.split(/\s+/).map((word) => nearest(word, known) ?? word)
  return meant.join(' ') === typed ? undefined : meant.join(' ')
}

/**
 * What is meant: all without words, a route (`POST /v2/prompts`), an operationId, a topic, or what can be found by words.
 * @throws CliError `not_found` or CliError `not_available` for a route that is not there
 */
export function lookUpWords(words: string[], place: Place): Found {
  const {operations} = place
  const typed = words.join(' ').trim()
  if (typed === '') return {operations}
  const named = operations.find(({operationId}) => operationId?.toLowerCase() === typed.toLowerCase())
  if (named) return {operation: named}
  const route = routeOf(typed, place.host)
  if (route) {
    const [first, ...others] = matchRoute(operations, route)
    if (!first) return refuseRoute(route, place)
    return others.length === 0 ? {operation: first} : {operations: [first, ...others]}
  }
  const topic = ofTopic(operations, typed)
  const found = topic.length > 0 ? topic : byWords(operations, typed)
  return {operations: found, meant: found.length === 0 ? nearestWords(operations, typed) : undefined}
}

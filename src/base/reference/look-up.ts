import {CliError} from '../../api/errors/cli-error.js'
import {nearest} from '../../api/errors/nearest.js'
import type {CatalogEntry} from '../catalog/catalog.js'
import {findable, search} from '../catalog/search.js'
import {annotate} from '../../api/errors/cli-error.js'
import {shortPath} from './api-line.js'
import type {Indexed, Reference} from './item.js'
import {ownerOf, owners} from './owner.js'
import {calledPath, matchRoute, ofTopic, type Route, routeOf} from './wanted.js'

/** What words mean: one operation, or a list; of a list without any the word that was probably meant. */
export type Found = {one: Indexed} | {list: Indexed[]; meant?: string | undefined}

/** Characters of a description that are searched: the rest is examples and details. */
const SEARCHED = 500

/** Where words are looked up. */
export interface Place {
  reference: Reference
  catalog: CatalogEntry[]
  /** What has the operations, for people. */
  name: string
  /** Scheme, host and base path: a URL below it stands for its path. */
  host?: string
}

function spoken({method, path}: Route): string {
  return method ? `${method} ${path}` : path
}

/** @throws CliError `not_available` for an operation of ours that is not there, else CliError `not_found` */
function refuseRoute(route: Route, {reference, catalog, name}: Place): never {
  const [ours] = owners(catalog).flatMap((entry) => matchRoute(entry.operations, route))
  const known = ours && ownerOf(catalog, ours)
  if (known) {
    const {since} = known.operation
    const came = since ? `; it came with server ${since}` : ''
    throw new CliError(
      'not_available',
      `${name} does not list ${known.operation.method} ${known.operation.path}${came}`,
      `Its command is \`langfuse ${known.entry.command}\`; \`langfuse reference --offline\` has what this program knows of it.`,
    )
  }
  const missing = new CliError('not_found', `${name} has no operation ${spoken(route)}`)
  const others = matchRoute(reference.operations, {path: route.path}).map(({method}) => method)
  if (others.length > 0) throw annotate(missing, `It has ${others.join(', ')} there.`)
  const names = reference.operations.map(({method, path}) => (route.method ? `${method} ` : '') + shortPath(path))
  const meant = nearest(spoken({...route, path: shortPath(route.path)}), [...new Set(names)])
  throw annotate(missing, meant ? `Did you mean ${meant}?` : '`langfuse reference` lists all there are.')
}

function nearestWord(typed: string, {reference}: Place): string | undefined {
  const texts = reference.operations.flatMap(({tag, path, entry}) => [tag, path, entry?.command ?? ''])
  const words = new Set(
    texts.flatMap((text) => text.toLowerCase().split(/[^a-z0-9-]+/)).filter((word) => word.length > 2),
  )
  const meant = typed.split(/\s+/).map((word) => nearest(word, [...words]))
  return meant.some(Boolean) ? meant.map((word, index) => word ?? typed.split(/\s+/)[index]).join(' ') : undefined
}

/** What has all of the words, else what has some. */
function byWords(words: string, operations: Indexed[]): Indexed[] {
  const all = operations.map((operation) => {
    const {method, path, operationId, tag, summary, description, entry} = operation
    const name = `${method} ${path} ${operationId} ${entry?.command ?? ''}`
    const ours = entry ? findable(entry).text : ''
    return {
      name,
      phrases: entry?.phrases ?? [],
      text: `${tag} ${summary} ${description.slice(0, SEARCHED)} ${ours}`,
      operation,
    }
  })
  const whole = search(all, words, 'AND')
  return (whole.length > 0 ? whole : search(all, words)).map(({operation}) => operation)
}

/**
 * What is meant: all without words, a route (`POST /v2/prompts`), an operationId, a topic, or what can be found by words.
 * @throws CliError `not_found` or CliError `not_available` for a route that is not there
 */
export function lookUpWords(words: string[], place: Place): Found {
  const {operations} = place.reference
  const typed = words.join(' ').trim()
  if (typed === '') return {list: operations}
  const route = routeOf(words, place.host)
  const named = operations.find(
    ({operationId}) => operationId !== '' && operationId.toLowerCase() === typed.toLowerCase(),
  )
  if (named) return {one: named}
  if (route) {
    const fitting = matchRoute(operations, route).map((one) => ({...one, called: calledPath(one.path, route)}))
    const [first, ...others] = fitting
    if (!first) return refuseRoute(route, place)
    return others.length === 0 ? {one: first} : {list: [first, ...others]}
  }
  const topic = ofTopic(operations, typed)
  const list = topic.length > 0 ? topic : byWords(typed, operations)
  return {list, meant: list.length === 0 ? nearestWord(typed, place) : undefined}
}

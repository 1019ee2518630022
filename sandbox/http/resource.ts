import * as z from 'zod'
import {rowsOf} from '../store/row-map.js'
import type {Store} from '../store/store.js'
import type {Family} from './auth.js'
import {type Call, notFound, ok} from './call.js'
import {codedCursor, codedPaging, type Page, pageOf, pageOfNewest, paging} from './paging.js'
import {type Methods, op, type Routes} from './router.js'
import {check, checkCoded, coded} from './validation.js'

/** A plain resource: in what its routes differ from those of others. */
export interface ResourceSpec<Row extends {id: string}, Change extends object> {
  /** The path of the list; that of a row has its id besides. */
  path: string
  /** Where the rows are, if they are not its own; throws where the path names a parent that nobody has. */
  rows?: (call: Pick<Call, 'params' | 'store'>) => Map<string, Row>
  /** The parameter of the path that holds the id; default `id`. */
  param?: string
  /** What is said about an id that nobody has. */
  missing: string | ((id: string) => string)
  /** Errors of `evaluation` carry a code; default `project`. */
  family?: Family
  /** A row as answers show it; default as it is kept. */
  shown?: (row: Row, call: Call) => object
  /** `GET` of a page, newest first. What the query has besides pages are fields that rows must have so; or with cursors. */
  list?: {query?: z.ZodType<Page>; order?: (rows: Row[]) => Row[]} | 'cursor'
  /** `POST`: checks a body and makes a row of it, or changes one. */
  create?: (store: Store, body: unknown, call: Pick<Call, 'params' | 'store'>) => Row
  /** `PATCH`: the body is checked before the row is looked for; default what is given, and the time. */
  update?: {body: z.ZodType<Change>; change?: (given: Change, row: Row, store: Store) => object}
  /** `DELETE`: what is answered; what may refuse it first; what is said about unknown ids where it differs. */
  remove?: {answer: object | ((row: Row) => object); refuse?: (row: Row, store: Store) => void; missing?: string}
}

/** A plain resource with its routes. */
export interface Resource<Row> {
  /** Its rows by their ids, oldest first. */
  rows: (store: Store) => Map<string, Row>
  /** Makes a row as `POST` does, with an id of one's own. */
  create: (store: Store, body: unknown, id?: string, params?: Call['params']) => Row
  /** The row that a path names. Throws 404. */
  find: (call: Pick<Call, 'params' | 'store'>) => Row
  /** `GET` of a page and `POST`; `GET`, `PATCH` and `DELETE` of one row. */
  routes: Routes
}

function hasFields(row: object, wanted: object): boolean {
  return Object.entries(wanted).every(([name, value]) => value === undefined || Reflect.get(row, name) === value)
}

/** Makes the routes of a plain resource. */
export function resource<Row extends {id: string}, Change extends object>(
  spec: ResourceSpec<Row, Change>,
): Resource<Row> {
  const own = rowsOf<Row>()
  const {rows = ({store}) => own(store), param = 'id', family = 'project', shown = (row) => row, list} = spec
  const isCoded = family === 'evaluation'
  const find: Resource<Row>['find'] = (call) => found(call, spec.missing)
  const found = (call: Pick<Call, 'params' | 'store'>, missing: typeof spec.missing): Row => {
    const id = call.params[param] ?? ''
    const row = rows(call).get(id)
    if (row) return row
    const text = typeof missing === 'string' ? missing : missing(id)
    throw isCoded ? coded(404, 'resource_not_found', text) : notFound(text)
  }
  const put = (call: Pick<Call, 'params' | 'store'>, body: unknown, id?: string): Row => {
    if (!spec.create) throw new Error('Nothing is made here')
    const row = spec.create(call.store, body, call)
    if (id !== undefined) row.id = id
    rows(call).set(row.id, row)
    return row
  }
  const collection: Methods = {}
  const item: Methods = {GET: op((call) => ok(shown(find(call), call)), family)}
  if (list === 'cursor') {
    collection.GET = op((call) => {
      const asked = checkCoded(codedCursor, call.query, 'query')
      return ok(pageOfNewest([...rows(call).values()], asked, (row) => shown(row, call)))
    }, family)
  } else if (list) {
    const {query = isCoded ? codedPaging : z.object(paging), order = (all) => all.reverse()} = list
    collection.GET = op((call) => {
      const {page, limit, ...wanted} = isCoded ? checkCoded(query, call.query, 'query') : check(query, call.query)
      const asked = [...rows(call).values()].filter((row) => hasFields(row, wanted))
      return ok(pageOf(order(asked), {page, limit}, (row) => shown(row, call)))
    }, family)
  }
  if (spec.create) collection.POST = op((call) => ok(shown(put(call, call.body), call)), family)
  const {update, remove} = spec
  if (update) {
    const {body, change = (given) => given} = update
    item.PATCH = op((call) => {
      const given = isCoded ? checkCoded(body, call.body) : check(body, call.body)
      const row = find(call)
      return ok(shown(Object.assign(row, {updatedAt: call.store.stamp()}, change(given, row, call.store)), call))
    }, family)
  }
  if (remove) {
    item.DELETE = op((call) => {
      const row = found(call, remove.missing ?? spec.missing)
      remove.refuse?.(row, call.store)
      rows(call).delete(row.id)
      return ok(typeof remove.answer === 'function' ? remove.answer(row) : remove.answer)
    }, family)
  }
  const create: Resource<Row>['create'] = (store, body, id, params = {}) => put({store, params}, body, id)
  const routes = {[spec.path]: collection, [`${spec.path}/{${param}}`]: item}
  return {rows: (store) => rows({store, params: {}}), create, find, routes}
}

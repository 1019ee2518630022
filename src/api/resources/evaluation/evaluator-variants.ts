import {listSide, oneSide} from '../../variants/variant.js'
import {evaluator} from './evaluator-fields.js'
import * as older from './evaluators.js'
import * as newer from './evaluators-v2.js'

/** Split by release, not by generation: servers before 4.35 have the one route, later ones the other. */
const first = 'older'

/** An evaluator of either route: what both of them have, and the rest as the server sends it. */
const item = evaluator.partial().required({id: true})

/** `evaluators list` */
export const list = {sides: [listSide(older.list), listSide(newer.list)], first, item} as const

/** `evaluators get` */
export const get = {sides: [oneSide(older.get), oneSide(newer.get)], first, item} as const

/** `evaluators create`: the bodies differ, and so the flags decide where they do. */
export const create = {sides: [oneSide(older.create), oneSide(newer.create)], first, item} as const

/** `evaluators delete` */
export const remove = {sides: [oneSide(older.remove), oneSide(newer.remove)], first, item} as const

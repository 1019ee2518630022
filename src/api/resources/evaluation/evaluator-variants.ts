import {listVariant, objectVariant} from '../../variants/variant.js'
import {evaluator} from './evaluator-fields.js'
import * as older from './evaluators.js'
import * as newer from './evaluators-v2.js'

/** Split by release, not by server version: servers before 4.35 have the one route, later ones the other. */
const first = 'older'

/** An evaluator of either route: what both of them have, and the rest as the server sends it. */
const item = evaluator.partial().required({id: true})

/** `evaluators list` */
export const list = {variants: [listVariant(older.list), listVariant(newer.list)], first, item} as const

/** `evaluators get` */
export const get = {variants: [objectVariant(older.get), objectVariant(newer.get)], first, item} as const

/** `evaluators create`: the bodies differ, and so the flags decide where they do. */
export const create = {variants: [objectVariant(older.create), objectVariant(newer.create)], first, item} as const

/** `evaluators delete` */
export const remove = {variants: [objectVariant(older.remove), objectVariant(newer.remove)], first, item} as const

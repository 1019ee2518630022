import {listSide, oneSide} from '../../variants/variant.js'
import * as rules from './rules.js'

/** Split by release, as evaluators are. */
const first = 'older'

/** A rule of either route: what both of them have, and the rest as the server sends it. */
const item = rules.rule.partial().required({id: true})

/** `evaluation-rules list` */
export const list = {sides: [listSide(rules.list), listSide(rules.listV2)], first, item} as const

/** `evaluation-rules get` */
export const get = {sides: [oneSide(rules.get), oneSide(rules.getV2)], first, item} as const

/** `evaluation-rules create`: the bodies differ, and so the flags decide where they do. */
export const create = {sides: [oneSide(rules.create), oneSide(rules.createV2)], first, item} as const

/** `evaluation-rules update` */
export const update = {sides: [oneSide(rules.update), oneSide(rules.updateV2)], first, item} as const

/** `evaluation-rules delete` */
export const remove = {sides: [oneSide(rules.remove), oneSide(rules.removeV2)], first, item} as const

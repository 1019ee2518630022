import {listVariant, objectVariant} from '../../variants/variant.js'
import * as rules from './rules.js'

/** Split by release, as evaluators are. */
const first = 'older'

/** A rule of either route: what both of them have, and the rest as the server sends it. */
const item = rules.rule.partial().required({id: true})

/** `evaluation-rules list` */
export const list = {variants: [listVariant(rules.list), listVariant(rules.listV2)], first, item} as const

/** `evaluation-rules get` */
export const get = {variants: [objectVariant(rules.get), objectVariant(rules.getV2)], first, item} as const

/** `evaluation-rules create`: the bodies differ, and so the flags decide where they do. */
export const create = {variants: [objectVariant(rules.create), objectVariant(rules.createV2)], first, item} as const

/** `evaluation-rules update` */
export const update = {variants: [objectVariant(rules.update), objectVariant(rules.updateV2)], first, item} as const

/** `evaluation-rules delete` */
export const remove = {variants: [objectVariant(rules.remove), objectVariant(rules.removeV2)], first, item} as const

import {describe, expect, it} from 'vitest'
import type {Variant} from '../../../src/api/variants/variant.js'
import {fieldsOf} from '../../../src/base/input/fields.js'
import {flagsOfVariant} from '../../../src/base/input/flags.js'
import {allQuestions} from '../../api/exported.js'

/** Their two routes are of two releases, and take other bodies. */
const OF_RELEASES = /^resources\/evaluation\//

const questions = (await allQuestions()).filter(([name]) => !OF_RELEASES.test(name))

function columnsOf({operation, query = operation.query}: Variant): string {
  return fieldsOf(query).find(({columns}) => columns)?.description ?? ''
}

describe('a question has the same flags on both server versions', () => {
  it('finds the questions', () => {
    expect(questions.length).toBeGreaterThanOrEqual(10)
  })

  it.each(questions)('%s: or says what to do without one', (_, {variants}) => {
    const all = variants.flatMap(flagsOfVariant)
    for (const variant of variants) {
      const lacking = all.filter((flag) => !flagsOfVariant(variant).includes(flag))
      expect(Object.keys(variant.instead ?? {}).sort()).toEqual([...new Set(lacking)].sort())
    }
  })

  it.each(questions)('%s: and help names the same columns for conditions', (_, {variants}) => {
    expect(new Set(variants.map(columnsOf)).size).toBe(1)
  })
})

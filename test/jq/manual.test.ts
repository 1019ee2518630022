import {isDeepStrictEqual} from 'node:util'
import {expect, it} from 'vitest'
import {parseJson} from '../../src/api/json/parse.js'
import {compileJq} from '../../src/base/output/jq.js'
import {engine} from './engine.js'
import {type Example, FILTERS} from './manual.js'
import {LANGUAGE} from './manual-language.js'
import {TEXT} from './manual-text.js'

const EXAMPLES = [...FILTERS, ...TEXT, ...LANGUAGE]
const RESPELLED = 'a row has the value of a number, not its zeros'
const NO_ENVIRONMENT = 'the environment holds keys: expressions do not see it'

/** The programs that fail, and why. */
const FAILING: Record<string, string> = {
  'map([., . == 1]) | tojson': RESPELLED,
  '$ENV.PAGER': NO_ENVIRONMENT,
  'env.PAGER': NO_ENVIRONMENT,
}

async function passes([program, input, ...outputs]: Example): Promise<boolean> {
  const {results, failure} = (await compileJq(program, engine)).run([parseJson(input)])
  const wanted = outputs.map((output) => parseJson(output))
  return failure === undefined && isDeepStrictEqual(results, [wanted])
}

it.each(EXAMPLES.map((example) => [example] as const))('%j', async (example) => {
  const reason = FAILING[example[0]]
  expect(await passes(example), reason).toBe(reason === undefined)
})

it('fails known programs only, each of them one of the manual', () => {
  const programs = new Set(EXAMPLES.map(([program]) => program))
  expect(Object.keys(FAILING).filter((program) => !programs.has(program))).toEqual([])
})

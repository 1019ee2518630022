import {describe, expect, it} from 'vitest'
import {CliError} from '../../../src/api/errors/cli-error.js'
import {describeColumns, type FilterColumns} from '../../../src/api/filter/column.js'
import {parseConditions, toFilter} from '../../../src/api/filter/compile.js'
import {experimentColumns} from '../../../src/api/resources/datasets/experiments.js'
import {observationsV1, observationsV2} from '../../../src/api/resources/observations/columns.js'
import {scoresV2, scoresV3} from '../../../src/api/resources/scores/columns.js'
import {tracesV1, tracesV2} from '../../../src/api/resources/traces/columns.js'

/** Reads dates as UTC, and everything else as it is. */
function time(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00.000Z` : text
}

function wire(table: FilterColumns, ...texts: string[]) {
  return toFilter(parseConditions(texts), table, {time})
}

function refusal(table: FilterColumns, ...texts: string[]): string {
  try {
    wire(table, ...texts)
  } catch (error) {
    const strange = (error as Error).message.includes('is not known here')
    expect(error).toMatchObject({name: strange ? 'UnsupportedByVariant' : 'CliError', code: 'usage'})
    return (error as Error).message
  }
  throw new Error(`not refused: ${texts.join('; ')}`)
}

describe('an expression is read', () => {
  it.each<[string, object]>([
    ['latency > 5', {column: 'latency', operator: '>', value: '5'}],
    ['latency>=5', {column: 'latency', operator: '>=', value: '5'}],
    ['name == chat', {column: 'name', operator: '=', value: 'chat'}],
    ['name <> chat', {column: 'name', operator: '!=', value: 'chat'}],
    ['name!=chat', {column: 'name', operator: '!=', value: 'chat'}],
    ['name = a > b', {column: 'name', operator: '=', value: 'a > b'}],
    ['name contains a = b', {column: 'name', operator: 'contains', value: 'a = b'}],
    ['name  CONTAINS  x y ', {column: 'name', operator: 'contains', value: 'x y'}],
    ['name does  not contain x', {column: 'name', operator: 'does not contain', value: 'x'}],
    ['name starts with in', {column: 'name', operator: 'starts with', value: 'in'}],
    ['name = " a, b "', {column: 'name', operator: '=', value: ' a, b '}],
    [`name = 'say "hi"'`, {column: 'name', operator: '=', value: 'say "hi"'}],
    ["name = it's", {column: 'name', operator: '=', value: "it's"}],
    ['sessionId = ""', {column: 'sessionId', operator: '=', value: ''}],
    ['name = a,b', {column: 'name', operator: '=', value: 'a,b'}],
    ['name = first\nsecond', {column: 'name', operator: '=', value: 'first\nsecond'}],
    ['tags any of a, b', {column: 'tags', operator: 'any of', value: ['a', 'b']}],
    ['tags in (a,b)', {column: 'tags', operator: 'any of', value: ['a', 'b']}],
    ['tags not in ["a", "b"]', {column: 'tags', operator: 'none of', value: ['a', 'b']}],
    [`tags all of "a, b",'c',it's,he's`, {column: 'tags', operator: 'all of', value: ['a, b', 'c', "it's", "he's"]}],
    ['tags none of ""', {column: 'tags', operator: 'none of', value: ['']}],
    ['sessionId is not null', {column: 'sessionId', operator: 'is not null', value: ''}],
    ['sessionId IS NULL', {column: 'sessionId', operator: 'is null', value: ''}],
    ['metadata.tenant = acme', {column: 'metadata', key: 'tenant', operator: '=', value: 'acme'}],
    ['metadata.a.b-c = x=y', {column: 'metadata', key: 'a.b-c', operator: '=', value: 'x=y'}],
    ['metadata.my key contains x', {column: 'metadata', key: 'my key', operator: 'contains', value: 'x'}],
    ['metadata."a = b" = c', {column: 'metadata', key: 'a = b', operator: '=', value: 'c'}],
    ['metadata.inside = x', {column: 'metadata', key: 'inside', operator: '=', value: 'x'}],
  ])('%s', (text, condition) => {
    expect(parseConditions([text])).toEqual([condition])
  })

  it.each([
    ['', 'is not a valid condition'],
    ['latency', 'is not a valid condition'],
    ['latency 5', 'is not a valid condition'],
    ['> 5', 'is not a valid condition'],
    ['my name = x', 'is not a valid condition'],
    ['latency >', 'value is missing'],
    ['name contains', 'value is missing'],
    ['sessionId is null x', 'nothing can follow is null'],
    ['name = "a" or "b"', 'quotes do not end'],
    ['name = "a', 'quotes do not end'],
    ['tags any of a,,b', 'between the commas'],
    ['tags in ()', 'between the commas'],
    ['[{"column":', 'not valid JSON'],
    ['[5]', 'condition 1'],
    ['[{"column":"name","value":"x"}]', 'condition 1 of the filter, operator'],
    ['[{"colum":"name","operator":"=","value":"x"}]', 'condition 1'],
  ])('%s is refused', (text, words) => {
    expect(() => parseConditions([text])).toThrow(CliError)
    expect(() => parseConditions([text])).toThrow(words)
  })

  it('and so is JSON, one object or many, and all are joined', () => {
    const json = '[{"type":"string","column":"name","operator":"=","value":"x"}]'
    const one = ' {"column":"metadata","key":"k","operator":"in","value":["y"]}'
    expect(parseConditions([json, 'latency > 1', one])).toEqual([
      {type: 'string', column: 'name', operator: '=', value: 'x'},
      {column: 'latency', operator: '>', value: '1'},
      {column: 'metadata', key: 'k', operator: 'any of', value: ['y']},
    ])
    expect(parseConditions([])).toEqual([])
  })
})

describe('conditions for a route', () => {
  it.each<[string, object]>([
    ['name = chat', {type: 'string', column: 'name', operator: '=', value: 'chat'}],
    ['name = 5', {type: 'string', column: 'name', operator: '=', value: '5'}],
    ['name != chat', {type: 'stringOptions', column: 'name', operator: 'none of', value: ['chat']}],
    ['name in a,b', {type: 'stringOptions', column: 'name', operator: 'any of', value: ['a', 'b']}],
    ['sessionId = ""', {type: 'string', column: 'sessionId', operator: '=', value: ''}],
    ['sessionId is not null', {type: 'null', column: 'sessionId', operator: 'is not null', value: ''}],
    ['latency > 5', {type: 'number', column: 'latency', operator: '>', value: 5}],
    ['totalCost = "-0.5e-3"', {type: 'number', column: 'totalCost', operator: '=', value: -0.0005}],
    ['bookmarked = TRUE', {type: 'boolean', column: 'bookmarked', operator: '=', value: true}],
    ['bookmarked != true', {type: 'boolean', column: 'bookmarked', operator: '<>', value: true}],
    ['tags all of a,b', {type: 'arrayOptions', column: 'tags', operator: 'all of', value: ['a', 'b']}],
    ['metadata.a.b = 5', {type: 'stringObject', column: 'metadata', key: 'a.b', operator: '=', value: '5'}],
    ['scores_avg.acc >= .9', {type: 'numberObject', column: 'scores_avg', key: 'acc', operator: '>=', value: 0.9}],
    [
      'score_categories.mood = good',
      {type: 'categoryOptions', column: 'score_categories', key: 'mood', operator: 'any of', value: ['good']},
    ],
    [
      'score_booleans.ok != true',
      {type: 'booleanObject', column: 'score_booleans', key: 'ok', operator: '<>', value: true},
    ],
    [
      'timestamp >= 2026-11-01',
      {type: 'datetime', column: 'timestamp', operator: '>=', value: '2026-11-01T00:00:00.000Z'},
    ],
    [
      'timestamp < 2026-11-01',
      {type: 'datetime', column: 'timestamp', operator: '<', value: '2026-11-01T00:00:00.000Z'},
    ],
    [
      'timestamp <= 2026-11-01',
      {type: 'datetime', column: 'timestamp', operator: '<=', value: '2026-11-01T00:00:00.000Z'},
    ],
    [
      'timestamp > 2026-11-01',
      {type: 'datetime', column: 'timestamp', operator: '>', value: '2026-11-01T00:00:00.000Z'},
    ],
    [
      'timestamp <= 2026-11-01T10:00:00Z',
      {type: 'datetime', column: 'timestamp', operator: '<=', value: '2026-11-01T10:00:00Z'},
    ],
  ])('%s', (text, condition) => {
    expect(wire(tracesV1, text)).toEqual([condition])
  })

  it.each<[string, object]>([
    ['name = chat', {type: 'string', column: 'traceName', operator: '=', value: 'chat'}],
    ['id in a,b', {type: 'stringOptions', column: 'traceId', operator: 'any of', value: ['a', 'b']}],
    ['tags any of a', {type: 'arrayOptions', column: 'traceTags', operator: 'any of', value: ['a']}],
    [
      'timestamp < 2026-11-01',
      {type: 'datetime', column: 'startTime', operator: '<', value: '2026-11-01T00:00:00.000Z'},
    ],
    ['latency > 5', {type: 'number', column: 'latency', operator: '>', value: 5}],
    ['metadata.k matches x', {type: 'stringObject', column: 'metadata', key: 'k', operator: 'matches', value: 'x'}],
    ['input matches refund', {type: 'string', column: 'input', operator: 'matches', value: 'refund'}],
    [
      '{"type":"string","column":"name","operator":"=","value":"chat"}',
      {type: 'string', column: 'traceName', operator: '=', value: 'chat'},
    ],
  ])('on server version 4: %s', (text, condition) => {
    expect(wire(tracesV2, text)).toEqual([condition])
  })

  it.each(['errorCount', 'bookmarked', 'scores_avg', 'totalCost', 'totalTokens', 'level'])(
    'traces of server version 4 have no %s',
    (name) => {
      expect(Object.keys(tracesV1)).toContain(name)
      expect(() => wire(tracesV2, `${name} = 1`)).toThrow(
        expect.objectContaining({
          code: 'not_available',
          message: expect.stringContaining(`column "${name}" is not known here: only server version 3 has it`),
          hint:
            name === 'bookmarked'
              ? undefined
              : expect.stringMatching(/^`(metrics query|observations list|scores list)/),
        }),
      )
    },
  )

  it.each([
    ['isRootObservation = true', 'is null'],
    ['isRootObservation = false', 'is not null'],
    ['isRootObservation != true', 'is not null'],
    ['hasParentObservation = true', 'is not null'],
    ['hasParentObservation <> true', 'is null'],
  ])('on server version 3: %s', (text, operator) => {
    expect(wire(observationsV1, text)).toEqual([{type: 'null', column: 'parentObservationId', operator, value: ''}])
  })

  it('both versions take either name of the model, and each knows the columns of the other', () => {
    expect(wire(observationsV1, 'providedModelName = gpt')).toMatchObject([{column: 'model'}])
    expect(wire(observationsV2, 'providedModelName = gpt')).toMatchObject([{column: 'providedModelName'}])
    for (const [older, newer] of [
      [tracesV1, tracesV2],
      [observationsV1, observationsV2],
      [scoresV2, scoresV3],
    ] as const) {
      expect(Object.keys(older).sort()).toEqual(Object.keys(newer).sort())
      expect(describeColumns(older)).toBe(describeColumns(newer))
    }
  })

  it('renames the model of newer observations', () => {
    expect(wire(observationsV2, 'model = gpt', 'isRootObservation = true')).toEqual([
      {type: 'string', column: 'providedModelName', operator: '=', value: 'gpt'},
      {type: 'boolean', column: 'isRootObservation', operator: '=', value: true},
    ])
    expect(wire(observationsV1, 'model = gpt')).toMatchObject([{column: 'model'}])
  })
})

describe('what JSON names', () => {
  const condition = (more: object) => JSON.stringify({column: 'name', operator: '=', value: 'x', ...more})

  it('is kept where it fits the column, and corrected where only the operator contradicts it', () => {
    const options = {type: 'stringOptions', operator: 'any of', value: ['x']}
    expect(wire(tracesV1, condition(options))).toEqual([{...options, column: 'name'}])
    expect(wire(tracesV1, condition({type: 'stringOptions'}))).toMatchObject([{type: 'string', value: 'x'}])
    const number = {type: 'numberObject', column: 'metadata', key: 'n', operator: '>', value: 3}
    expect(wire(tracesV1, condition(number))).toEqual([number])
    expect(wire(tracesV1, '{"type":"null","column":"userId","operator":"is null"}')).toEqual([
      {type: 'null', column: 'userId', operator: 'is null', value: ''},
    ])
  })

  it.each<[object, string]>([
    [{type: 'number', value: 1}, 'name has the type string or stringOptions or null, not number'],
    [{column: 'nope'}, 'column "nope" is not known here'],
    [{value: null}, 'compared with text, not with null'],
    [{value: {}}, 'compared with text, not with {}'],
    [{operator: 'like'}, 'does not go with like'],
    [{operator: 'any of', value: []}, 'needs a value at least'],
    [{operator: 'any of', value: [null]}, 'compared with text'],
    [{column: 'latency', operator: '>', value: null}, 'compared with a number of s, not with null'],
    [{column: 'latency', operator: '>', value: true}, 'compared with a number'],
    [{column: 'toString'}, 'column "toString" is not known'],
  ])('%j is refused', (more, words) => {
    expect(refusal(tracesV1, condition(more))).toContain(words)
  })

  it('on server version 4 is text for metadata alone', () => {
    const number = {type: 'numberObject', column: 'metadata', key: 'n', operator: '>', value: 3}
    expect(refusal(tracesV2, condition(number))).toContain('has the type stringObject, not numberObject')
  })
})

describe('a refusal says what works', () => {
  it.each([
    ['latncy > 5', 'did you mean "latency"? Columns: id, name,'],
    ['nonsense = 5', 'is not known here; columns: id, name,'],
    ['nonsense = 5', 'metadata.<key>'],
    ['latency != 5', 'latency does not go with !=; with =, >, <, >=, <=, is null, is not null'],
    ['latency contains 5', 'with =, >, <'],
    ['latency > soon', 'a number of s, not with "soon"'],
    ['latency > ""', 'a number of s'],
    [
      'name > a',
      'with =, contains, does not contain, starts with, ends with, any of, none of, is null, is not null, !=',
    ],
    ['name matches a', 'does not go with matches'],
    ['tags = a', 'tags does not go with =; with any of, none of, all of'],
    ['timestamp = 2026-11-01', 'with >, <, >=, <='],
    ['bookmarked = yes', 'true or false, not "yes"'],
    ['metadata = x', 'metadata needs a key: metadata.<key>'],
    ['metadata.k is null', 'with =, contains'],
    ['metadata.k != x', 'with =, contains'],
    ['name.k = x', 'name has no parts'],
  ])('%s', (text, words) => {
    expect(refusal(tracesV1, text)).toContain(words)
  })

  it('and knows the name that the route uses', () => {
    expect(refusal(tracesV2, 'traceName = x')).toContain('did you mean "name"?')
  })

  it('and that texts want a search that servers can do', () => {
    expect(refusal(observationsV2, 'input contains x', 'name = y')).toContain('only with matches or =')
    expect(refusal(observationsV2, 'input is null')).toContain('does not go with is null')
    expect(refusal(observationsV2, 'input in a,b')).toContain('does not go with any of')
    expect(refusal(observationsV2, 'input != a')).toMatch(/does not go with !=; with .*matches$/)
    expect(wire(observationsV2, 'input contains x', 'output matches y')).toHaveLength(2)
  })

  it('a time that cannot be read is the caller’s to refuse', () => {
    const unreadable = () => {
      throw new CliError('usage', '"soon" is not a valid time')
    }
    expect(() => toFilter(parseConditions(['timestamp > soon']), tracesV1, {time: unreadable})).toThrow(
      'is not a valid time',
    )
  })
})

it('tables tell their columns in one line', () => {
  expect(describeColumns(experimentColumns)).toBe('id, name, datasetId')
  expect(describeColumns(tracesV2)).toBe(
    'id, name, userId, sessionId, environment, version, release, timestamp, tags, metadata.<key>, latency (s); on server version 3 only: inputCost (US$), outputCost (US$), totalCost (US$), inputTokens, outputTokens, totalTokens, level, errorCount, warningCount, defaultCount, debugCount, bookmarked, scores_avg.<key>, score_categories.<key>, score_booleans.<key>; on server version 4 only: input, output',
  )
})

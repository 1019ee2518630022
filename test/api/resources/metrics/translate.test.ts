import {describe, expect, it} from 'vitest'
import {parseConditions, toFilter} from '../../../../src/api/filter/compile.js'
import {metricsV1, metricsV2} from '../../../../src/api/resources/metrics/columns.js'
import {AGGREGATIONS, type Question, VIEWS} from '../../../../src/api/resources/metrics/endpoints.js'
import {withNamesAsked} from '../../../../src/api/resources/metrics/names.js'
import {fromV2, toV2} from '../../../../src/api/resources/metrics/translate.js'

const MEASURES = [
  'count',
  'observationsCount',
  'scoresCount',
  'uniqueUserIds',
  'uniqueSessionIds',
  'latency',
  'totalTokens',
  'totalCost',
]
const window = {fromTimestamp: '2026-11-20T00:00:00.000Z', toTimestamp: '2026-11-21T00:00:00.000Z'}
const root = {type: 'boolean', column: 'isRootObservation', operator: '=', value: true}

function metric(name: string): Question['metrics'][number] {
  const [aggregation, measure] = name.split('_') as [(typeof AGGREGATIONS)[number], string]
  return {measure, aggregation}
}

/** A query from names such as `sum_totalCost`. */
function asked(names: string, more: Partial<Question> = {}): Question {
  return {view: 'traces', metrics: names.split(' ').map(metric), ...window, ...more}
}

function refusal(question: Question): string {
  try {
    toV2(question)
  } catch (error) {
    expect(error).toMatchObject({name: 'CliError', code: 'usage'})
    return (error as Error).message
  }
  throw new Error(`not refused: ${JSON.stringify(question)}`)
}

describe('measures of traces', () => {
  const possible: Record<string, string> = {
    count_count: 'uniq_traceId',
    sum_count: 'uniq_traceId',
    sum_observationsCount: 'count_count',
    sum_scoresCount: 'sum_countScores',
    count_uniqueUserIds: 'uniq_uniqueUserIds',
    uniq_uniqueUserIds: 'uniq_uniqueUserIds',
    count_uniqueSessionIds: 'uniq_uniqueSessionIds',
    uniq_uniqueSessionIds: 'uniq_uniqueSessionIds',
    sum_totalTokens: 'sum_totalTokens',
    sum_totalCost: 'sum_totalCost',
  }
  const all = MEASURES.flatMap((measure) => AGGREGATIONS.map((aggregation) => `${aggregation}_${measure}`))
  const latencies = all.filter((name) => name.endsWith('_latency'))
  const impossible = all.filter((name) => !(name in possible) && !latencies.includes(name))

  it('are 8 with 12 aggregations', () => {
    expect(all).toHaveLength(96)
    expect(Object.keys(possible).length + latencies.length + impossible.length).toBe(96)
  })

  it.each(Object.entries(possible))('%s becomes %s of all observations, and comes back', (name, there) => {
    const question = asked(name)
    expect(toV2(question).question).toEqual({
      view: 'observations',
      dimensions: [],
      metrics: [metric(there)],
      filters: [],
      ...window,
      config: {row_limit: 1000},
    })
    expect(fromV2([{[there]: '7'}], question)).toEqual([{[name]: '7'}])
  })

  it.each(latencies)('%s is that of roots', (name) => {
    const {question} = toV2(asked(name))
    expect(question).toMatchObject({view: 'observations', metrics: [metric(name)], filters: [root]})
    expect(fromV2([{[name]: 5}], asked(name))).toEqual([{[name]: 5}])
  })

  it.each(impossible)('%s is refused', (name) => {
    const [aggregation, measure] = name.split('_')
    expect(refusal(asked(name))).toMatch(
      new RegExp(`^This server measures observations, not traces, so ${aggregation} of ${measure} .* works with `),
    )
  })

  it('say what works instead', () => {
    expect(refusal(asked('avg_totalCost'))).toContain('totalCost works with sum; the view observations has more')
    expect(refusal(asked('sum_nope'))).toContain('no measure "nope"; they have count, observationsCount')
    expect(refusal(asked('sum_toString'))).toContain('no measure "toString"')
  })

  it('take latency only alone', () => {
    expect(refusal(asked('count_count p95_latency'))).toContain('Ask two queries, one with latency alone')
    expect(toV2(asked('p50_latency p95_latency')).question.metrics).toHaveLength(2)
  })
})

describe('a query about traces', () => {
  const question = asked('count_count sum_count sum_observationsCount sum_totalCost', {
    dimensions: ['name', 'tags', 'release', 'version', 'environment', 'timestampMonth'].map((field) => ({field})),
    filters: [
      {type: 'string', column: 'name', operator: '=', value: 'chat'},
      {type: 'stringOptions', column: 'id', operator: 'any of', value: ['a']},
      {type: 'arrayOptions', column: 'tags', operator: 'any of', value: ['a']},
      {type: 'string', column: 'userId', operator: '=', value: 'u'},
      {type: 'stringObject', column: 'metadata', key: 'k', operator: '=', value: 'v'},
      {type: 'datetime', column: 'timestamp', operator: '<', value: '2026-11-21T00:00:00.000Z'},
    ],
    timeDimension: {granularity: 'day'},
    orderBy: [
      {field: 'count_count', direction: 'desc'},
      {field: 'name', direction: 'asc'},
      {field: 'time_dimension', direction: 'asc'},
    ],
    config: {row_limit: 10, bins: 5},
  })

  it('becomes one about observations', () => {
    expect(toV2(question).question).toEqual({
      ...question,
      view: 'observations',
      dimensions: ['traceName', 'tags', 'release', 'version', 'environment', 'startTimeMonth'].map((field) => ({
        field,
      })),
      metrics: [metric('uniq_traceId'), metric('count_count'), metric('sum_totalCost')],
      filters: [
        {type: 'string', column: 'traceName', operator: '=', value: 'chat'},
        {type: 'stringOptions', column: 'traceId', operator: 'any of', value: ['a']},
        {type: 'arrayOptions', column: 'tags', operator: 'any of', value: ['a']},
        {type: 'string', column: 'userId', operator: '=', value: 'u'},
        {type: 'stringObject', column: 'metadata', key: 'k', operator: '=', value: 'v'},
        {type: 'datetime', column: 'start_time', operator: '<', value: '2026-11-21T00:00:00.000Z'},
      ],
      orderBy: [
        {field: 'uniq_traceId', direction: 'desc'},
        {field: 'traceName', direction: 'asc'},
        {field: 'time_dimension', direction: 'asc'},
      ],
    })
  })

  it('gets its names back, in its order', () => {
    const row = {
      traceName: 'chat',
      tags: ['a'],
      release: 'r',
      version: 'v',
      environment: 'e',
      startTimeMonth: '2026-11',
      time_dimension: '2026-11-20',
      uniq_traceId: 2,
      count_count: 9,
      sum_totalCost: null,
    }
    expect(Object.entries(fromV2([row], question)[0] ?? {})).toEqual([
      ['time_dimension', '2026-11-20'],
      ['name', 'chat'],
      ['tags', ['a']],
      ['release', 'r'],
      ['version', 'v'],
      ['environment', 'e'],
      ['timestampMonth', '2026-11'],
      ['count_count', 2],
      ['sum_count', 2],
      ['sum_observationsCount', 9],
      ['sum_totalCost', null],
    ])
    expect(fromV2([], question)).toEqual([])
  })

  it.each<[Partial<Question>, string]>([
    [{dimensions: [{field: 'nope'}]}, 'no dimension "nope"; they have id, name'],
    [{dimensions: [{field: 'constructor'}]}, 'no dimension "constructor"'],
    [{filters: [{type: 'number', column: 'totalCost', operator: '>', value: 1}]}, 'no column "totalCost" to filter by'],
    [{filters: ['name = x']}, 'is an object with a column'],
  ])('%j is refused', (more, words) => {
    expect(refusal(asked('count_count', more))).toContain(words)
  })
})

describe('dimensions of many values', () => {
  const by = (field: string, more: Partial<Question> = {}) => asked('count_count', {dimensions: [{field}], ...more})

  it.each([
    ['id', 'traceId'],
    ['userId', 'userId'],
    ['sessionId', 'sessionId'],
  ])('traces by %s are ordered by the measure', (field, there) => {
    expect(toV2(by(field)).question).toMatchObject({
      dimensions: [{field: there}],
      orderBy: [{field: 'uniq_traceId', direction: 'desc'}],
      config: {row_limit: 1000},
    })
  })

  it.each(['id', 'traceId', 'parentObservationId', 'userId', 'sessionId', 'experimentId', 'experimentName'])(
    'and observations by %s',
    (field) => {
      const question = asked('histogram_latency count_count', {view: 'observations', dimensions: [{field}]})
      expect(toV2(question).question.orderBy).toEqual([{field: 'count_count', direction: 'desc'}])
    },
  )

  it('keep an order that servers take', () => {
    const order = [
      {field: 'observationId', direction: 'asc' as const},
      {field: 'count_count', direction: 'desc' as const},
    ]
    const question = asked('count_count', {
      view: 'scores-numeric',
      dimensions: [{field: 'observationId'}],
      orderBy: order,
    })
    expect(toV2(question).question.orderBy).toEqual(order)
  })

  it('are refused in another order, with time, and without a measure to order by', () => {
    expect(refusal(by('userId', {orderBy: [{field: 'count_count', direction: 'asc'}]}))).toContain(
      'only in descending order of a measure: order by uniq_traceId, desc',
    )
    expect(refusal(by('userId', {timeDimension: {granularity: 'day'}}))).toContain(
      'does not group by userId and time together',
    )
    expect(refusal({...by('userId'), metrics: [metric('histogram_latency')]})).toContain('besides the histogram')
  })

  it('others keep no order', () => {
    expect(toV2(by('name')).question.orderBy).toBeUndefined()
    expect(toV2(by('name', {orderBy: null})).question.orderBy).toBeNull()
  })
})

describe('other views', () => {
  it.each(VIEWS.filter((view) => view !== 'traces'))('%s pass, but for the limit of rows', (view) => {
    const question = asked('count_count', {
      view,
      dimensions: [{field: 'name'}],
      filters: [{type: 'string', column: 'traceRelease', operator: '=', value: 'r'}],
    })
    expect(toV2(question).question).toEqual({...question, config: {row_limit: 1000}})
    expect(fromV2([{name: 'x', count_count: 1}], question)).toEqual([{name: 'x', count_count: 1}])
  })
})

describe('a dimension without a value', () => {
  const dimensions = [{field: 'userId'}, {field: 'tags'}]

  it('is null, whether it came as null or as an empty text', () => {
    const rows = ['', null, 'u'].map((userId) => ({userId, tags: [], count_count: '', more: ''}))
    const wanted = [null, null, 'u'].map((userId) => ({userId, tags: [], count_count: '', more: ''}))
    const question = asked('count_count', {view: 'observations', dimensions})
    expect(withNamesAsked(rows, question)).toEqual(wanted)
    expect(fromV2(rows, question)).toEqual(wanted)
  })

  it('is null in answers about traces, too', () => {
    const rows = [{userId: '', tags: [], uniq_traceId: 1}]
    expect(fromV2(rows, asked('count_count', {dimensions}))).toEqual([{userId: null, tags: [], count_count: 1}])
  })
})

describe('conditions of metrics', () => {
  const time = () => 'never'

  it('are written with the names of each view', () => {
    const conditions = parseConditions(['traceName contains chat', 'tags any of a,b', 'metadata.k = v'])
    expect(toFilter(conditions, metricsV1.observations, {time})).toEqual([
      {type: 'string', column: 'traceName', operator: 'contains', value: 'chat'},
      {type: 'arrayOptions', column: 'tags', operator: 'any of', value: ['a', 'b']},
      {type: 'stringObject', column: 'metadata', key: 'k', operator: '=', value: 'v'},
    ])
    expect(toFilter(parseConditions(['value >= 1']), metricsV1['scores-numeric'], {time})).toMatchObject([{value: 1}])
    expect(toFilter(parseConditions(['isRootObservation = true']), metricsV2.observations, {time})).toEqual([root])
  })

  it.each(['totalCost > 1', 'isRootObservation = true', 'startTime > 2026-11-01'])('%s is refused', (text) => {
    expect(() => toFilter(parseConditions([text]), metricsV1.observations, {time})).toThrow('is not known here')
  })

  it('on traces are all understood by the translation', () => {
    const text = (name: string) =>
      name === 'metadata' ? 'metadata.k = v' : `${name} ${name === 'tags' ? 'in' : '='} x`
    const filters = toFilter(parseConditions(Object.keys(metricsV2.traces).map(text)), metricsV2.traces, {time})
    const columns = toV2(asked('count_count', {filters})).question.filters?.map((filter) => Object(filter).column)
    expect(columns).toEqual([
      ...['traceId', 'traceName', 'userId', 'sessionId', 'environment', 'version', 'release'],
      ...['tags', 'startTimeMonth', 'metadata'],
    ])
  })
})

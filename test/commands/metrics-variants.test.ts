import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli, type Sent} from '../cli.js'
import {inOneHome} from '../home.js'
import {NO_OLDER, noNewer} from '../missing-routes.js'

const WINDOW = '--from 2026-11-20T00:00:00Z --to 2026-11-21T00:00:00Z'
const BOUNDS = {fromTimestamp: '2026-11-20T00:00:00.000Z', toTimestamp: '2026-11-21T00:00:00.000Z'}
const BEFORE = {type: 'datetime', column: 'start_time', operator: '<', value: BOUNDS.toTimestamp}
const COUNT = '--measure count --aggregation count'

/** The questions that went out, by their routes. */
function asked(sent: Sent[]): [string, unknown][] {
  return sent.map(({method, path, authorization}) => {
    expect({method, authorization}).toEqual({method: 'GET', authorization: BASIC})
    const [route = '', query = ''] = path.split('?')
    return [route.replace('/api/public/', ''), JSON.parse(new URLSearchParams(query).get('query') ?? '')]
  })
}

describe('metrics query of traces', () => {
  const LINE = `metrics query --view traces ${COUNT} --measure totalCost --aggregation sum --dimension name ${WINDOW} --filter 'tags any of prod' --filter 'metadata.k = v' --order-by count_count:desc`
  const V1 = {
    view: 'traces',
    dimensions: [{field: 'name'}],
    metrics: [
      {measure: 'count', aggregation: 'count'},
      {measure: 'totalCost', aggregation: 'sum'},
    ],
    filters: [
      {type: 'arrayOptions', column: 'tags', operator: 'any of', value: ['prod']},
      {type: 'stringObject', column: 'metadata', key: 'k', operator: '=', value: 'v'},
      {...BEFORE, column: 'timestamp'},
    ],
    ...BOUNDS,
    orderBy: [{field: 'count_count', direction: 'desc'}],
  }
  const V2 = {
    ...V1,
    view: 'observations',
    dimensions: [{field: 'traceName'}],
    filters: [...V1.filters.slice(0, 2), BEFORE],
    metrics: [
      {measure: 'traceId', aggregation: 'uniq'},
      {measure: 'totalCost', aggregation: 'sum'},
    ],
    orderBy: [{field: 'uniq_traceId', direction: 'desc'}],
    config: {row_limit: 1000},
  }
  const NEW_ROW = {traceName: 'chat', uniq_traceId: '7', sum_totalCost: 0.5}
  const OLD_ROW = {name: 'chat', count_count: '7', sum_totalCost: 0.5}

  it('asks the older route, then the newer one in its own words, and remembers it', async () => {
    await inOneHome(async (env) => {
      const sent = answers(NO_OLDER, {body: {data: [NEW_ROW]}})
      const first = await cli(`${LINE} -o csv`, {env})
      expect(first).toMatchObject({
        stdout: 'name,count_count,sum_totalCost\r\nchat,7,0.5\r\n',
        stderr: '',
        exitCode: 0,
      })
      answers({body: {data: [NEW_ROW]}})
      expect((await cli(`${LINE} -o csv`, {env})).stdout).toBe(first.stdout)
      expect(asked(sent)).toEqual([
        ['metrics', V1],
        ['v2/metrics', V2],
        ['v2/metrics', V2],
      ])
    })
  })

  it.each(['csv', 'tsv', 'table'])('prints the same from both: -o %s', async (format) => {
    answers({body: {data: [OLD_ROW]}}, NO_OLDER, {body: {data: [NEW_ROW]}})
    const older = await cli(`${LINE} -o ${format}`)
    expect(await cli(`${LINE} -o ${format}`)).toEqual(older)
  })

  it('asks only the route of the version that is wanted', async () => {
    const sent = answers({body: {data: [NEW_ROW]}}, {body: {data: [OLD_ROW]}})
    await cli(`${LINE} --api-version 4`)
    await cli(`${LINE} --api-version 3`)
    expect(asked(sent).map(([route]) => route)).toEqual(['v2/metrics', 'metrics'])
  })

  it('translates a whole query, too', async () => {
    const question = {view: 'traces', metrics: [{measure: 'count', aggregation: 'count'}], ...BOUNDS}
    const sent = answers(NO_OLDER, {body: {data: [{uniq_traceId: 7}]}})
    const {stdout} = await cli('metrics query --query - -o csv', {stdin: JSON.stringify(question)})
    expect(stdout).toBe('count_count\r\n7\r\n')
    expect(asked(sent)).toEqual([
      ['metrics', question],
      [
        'v2/metrics',
        {
          ...question,
          view: 'observations',
          dimensions: [],
          metrics: [{measure: 'traceId', aggregation: 'uniq'}],
          filters: [],
          config: {row_limit: 1000},
        },
      ],
    ])
  })

  it('says why the newer route was not asked', async () => {
    answers(NO_OLDER)
    const line = `metrics query --view traces ${COUNT} --measure latency --aggregation p95`
    const {stdout, stderr, exitCode} = await cli(line)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('measures observations, not traces')
    expect(stderr).toContain('Ask two queries, one with latency alone')
  })

  it('refuses unsent what server version 4 cannot measure', async () => {
    const {stdout, stderr, exitCode} = await cli(
      'metrics query --view traces --measure totalCost --aggregation avg --api-version 4',
    )
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('avg of totalCost per trace cannot be had')
  })
})

describe('metrics query of observations', () => {
  const LINE = `metrics query --view observations ${COUNT} ${WINDOW}`

  it('names columns that only newer servers have', async () => {
    const sent = answers({body: {data: [{count_count: 1}]}}, noNewer('metrics v2'))
    const line = `${LINE} --filter 'isRootObservation = true'`
    expect((await cli(line)).exitCode).toBe(0)
    expect(asked(sent)).toEqual([
      [
        'v2/metrics',
        {
          view: 'observations',
          dimensions: [],
          metrics: [{measure: 'count', aggregation: 'count'}],
          filters: [{type: 'boolean', column: 'isRootObservation', operator: '=', value: true}, BEFORE],
          ...BOUNDS,
          config: {row_limit: 1000},
        },
      ],
    ])
    const {stderr, exitCode} = await cli(line)
    expect(exitCode).toBe(5)
    expect(stderr).toContain('so it was not asked: The filter\'s column "isRootObservation" is not known here')
  })

  it.each([
    ['', 1000, '1000 rows: '],
    ['', 100, ''],
    ['--row-limit 5', 5, '5 rows: '],
  ])('%s looks at the limit that was sent: %i rows', async (flags, rows, note) => {
    const sent = answers(NO_OLDER, {body: {data: Array.from({length: rows}, () => ({count_count: 1}))}})
    const {stderr} = await cli(`${LINE} ${flags}`)
    expect(asked(sent)[1]?.[1]).toMatchObject({config: {row_limit: flags === '' ? 1000 : 5}})
    if (note === '') expect(stderr).toBe('')
    else expect(stderr).toContain(note)
  })

  it('survives an answer without rows', async () => {
    answers(NO_OLDER, {body: {}})
    const {stdout, stderr, exitCode} = await cli(LINE)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 0})
    expect(stderr).toContain('the answer is not as expected')
  })
})

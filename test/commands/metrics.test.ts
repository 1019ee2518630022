import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli, type Sent} from '../cli.js'

const WINDOW = '--from 2026-11-20T00:00:00Z --to 2026-11-21T00:00:00Z'
const BOUNDS = {fromTimestamp: '2026-11-20T00:00:00.000Z', toTimestamp: '2026-11-21T00:00:00.000Z'}
const BEFORE = {type: 'datetime', column: 'start_time', operator: '<', value: BOUNDS.toTimestamp}
const COUNT = '--view observations --measure count --aggregation count'

/** The question that went out; the rest of the request must be as always. */
function asked(sent: Sent[]): Record<string, unknown> {
  expect(sent.map(({path, ...rest}) => ({...rest, path: path.split('?')[0]}))).toEqual([
    {method: 'GET', path: '/api/public/metrics', authorization: BASIC, body: undefined},
  ])
  const query = new URLSearchParams(sent[0]?.path.split('?')[1])
  expect([...query.keys()]).toEqual(['query'])
  return JSON.parse(query.get('query') ?? '')
}

describe('metrics query', () => {
  it.each<[string, object]>([
    [
      `${COUNT} ${WINDOW}`,
      {
        view: 'observations',
        dimensions: [],
        metrics: [{measure: 'count', aggregation: 'count'}],
        filters: [BEFORE],
        ...BOUNDS,
      },
    ],
    [
      `${COUNT} --measure totalCost --aggregation sum --dimension name --dimension userId --granularity day ${WINDOW} --filter '[{"type":"string","column":"name","operator":"=","value":"x"}]' --order-by sum_totalCost:desc --order-by name:asc --row-limit 10`,
      {
        view: 'observations',
        dimensions: [{field: 'name'}, {field: 'userId'}],
        metrics: [
          {measure: 'count', aggregation: 'count'},
          {measure: 'totalCost', aggregation: 'sum'},
        ],
        filters: [{type: 'string', column: 'name', operator: '=', value: 'x'}, BEFORE],
        timeDimension: {granularity: 'day'},
        ...BOUNDS,
        orderBy: [
          {field: 'sum_totalCost', direction: 'desc'},
          {field: 'name', direction: 'asc'},
        ],
        config: {row_limit: 10},
      },
    ],
  ])('%s', async (flags, question) => {
    const sent = answers({body: {data: []}})
    const {stdout, stderr, exitCode} = await cli(`metrics query ${flags}`)
    expect(asked(sent)).toEqual(question)
    expect({stdout, stderr, exitCode}).toEqual({stdout: '', stderr: '', exitCode: 0})
  })

  it('sends a whole query as it is', async () => {
    const question = {view: 'traces', metrics: [{measure: 'count', aggregation: 'count'}], ...BOUNDS, config: {bins: 5}}
    const sent = answers({body: {data: [{count_count: '7'}]}})
    const {stdout, exitCode} = await cli('metrics query --query -', {stdin: JSON.stringify(question)})
    expect(asked(sent)).toEqual(question)
    expect({stdout, exitCode}).toEqual({stdout: '7\n', exitCode: 0})
  })

  it('asks for a day unless said', async () => {
    const sent = answers({body: {data: []}})
    await cli(`metrics query ${COUNT}`)
    const {fromTimestamp, toTimestamp} = asked(sent)
    expect(Date.parse(String(toTimestamp)) - Date.parse(String(fromTimestamp))).toBe(24 * 3_600_000)
  })

  const DATA = [
    {count_count: '12', sum_totalCost: 0.5, name: 'rec-gen', time_dimension: '2026-11-20'},
    {count_count: '98765432109876543210', sum_totalCost: null, name: '42', time_dimension: '2026-11-21'},
  ]
  const GROUPED = `metrics query ${COUNT} --measure totalCost --aggregation sum --dimension name --granularity day ${WINDOW}`

  it.each([
    [
      '-o table',
      'TIME_DIMENSION  NAME     COUNT_COUNT           SUM_TOTALCOST\n2026-11-20      rec-gen  12                    $0.50\n2026-11-21      42       98765432109876543210\n',
    ],
    ['-o tsv', '2026-11-20\trec-gen\t12\t0.5\n2026-11-21\t42\t98765432109876543210\t\n'],
    ['-o csv --columns name,count_count', 'name,count_count\r\nrec-gen,12\r\n42,98765432109876543210\r\n'],
    [
      '-o json',
      '[\n  {"count_count":12,"sum_totalCost":0.5,"name":"rec-gen","time_dimension":"2026-11-20"},\n  {"count_count":"98765432109876543210","sum_totalCost":null,"name":"42","time_dimension":"2026-11-21"}\n]\n',
    ],
  ])('prints dimensions first, numbers as numbers: %s', async (format, expected) => {
    answers({body: {data: DATA}})
    const {stdout, stderr, exitCode} = await cli(`${GROUPED} ${format}`)
    expect({stdout, stderr, exitCode}).toEqual({stdout: expected, stderr: '', exitCode: 0})
  })

  it.each([
    ['--row-limit 2', 2, '2 rows: just as many as the limit'],
    ['--row-limit 3', 2, ''],
    ['', 100, ''],
    ['', 1000, ''],
  ])('%s, %i rows', async (flags, rows, note) => {
    answers({body: {data: Array.from({length: rows}, () => ({count_count: 1}))}})
    const {stderr, exitCode} = await cli(`metrics query ${COUNT} ${flags}`)
    expect(exitCode).toBe(0)
    if (note === '') expect(stderr).toBe('')
    else expect(stderr).toContain(note)
  })

  it.each(['3', '4'])(
    'an order by what the answer does not have is refused, with what it has: server version %s',
    async (version) => {
      const line = `metrics query --view observations --measure latency --aggregation p95 --dimension name --api-version ${version}`
      const query = {view: 'traces', metrics: [{measure: 'count', aggregation: 'count'}], ...BOUNDS}
      const whole = JSON.stringify({...query, orderBy: [{field: 'count', direction: 'desc'}]})
      const typed = await cli(`${line} --order-by name:asc --order-by latency:desc`)
      expect(typed).toMatchObject({
        stdout: '',
        exitCode: 2,
        stderr: expect.stringMatching(/"latency".* name, p95_latency/),
      })
      const given = await cli(['metrics', 'query', '--query', whole, '--api-version', version])
      expect(given).toMatchObject({stdout: '', exitCode: 2, stderr: expect.stringMatching(/"count".* count_count/)})
    },
  )

  it.each([
    ['', '--view is missing'],
    ['--view nope', 'scores-numeric'],
    ['--view traces', '--measure is missing'],
    ['--view traces --measure count', '1 --measure, but 0 --aggregation'],
    ['--view traces --measure count --aggregation most', 'p95'],
    [`${COUNT} --granularity year`, 'month'],
    [`${COUNT} --order-by name`, '--order-by: "name" is not a valid order'],
    [`${COUNT} --row-limit 1001`, '1000'],
    [`${COUNT} --filter {}`, 'condition 1 of the filter, column'],
    [`${COUNT} --filter 'latency > 5'`, 'column "latency" is not known here'],
    [`${COUNT} --filter [`, 'The filter is not valid JSON'],
    [`${COUNT} --from now --to 24h`, 'is not before --to'],
    ['--query {', '--query is not valid JSON'],
    [`--query '{"view":"traces"}'`, '--query: metrics'],
    [`--query '{}' --view traces`, '--query is the whole query; --view does not go with it'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`metrics query ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('survives an answer without rows', async () => {
    answers({body: {}})
    const {stdout, stderr, exitCode} = await cli(`metrics query ${COUNT}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 0})
    expect(stderr).toContain('the answer is not as expected')
  })

  it("passes the server's refusal on", async () => {
    const message = 'Invalid metric nope. Must be one of count,latency'
    answers({status: 400, body: {message, error: 'InvalidRequestError'}})
    const {stderr, exitCode} = await cli('metrics query --view traces --measure nope --aggregation sum')
    expect(exitCode).toBe(5)
    expect(stderr).toContain(message)
  })
})

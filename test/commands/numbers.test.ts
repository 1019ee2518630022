import {describe, expect, it} from 'vitest'
import {randomFrom, randomNumber, valueOfDecimal} from '../api/json/random.js'
import {type Answer, answers, cli} from '../cli.js'

const NOW = '2026-11-21T22:53:14.635Z'
const ID = '1546130668394913822'
const JSON_TYPE = {'content-type': 'application/json'}

/** What server version 4 says of its tables, which is asked first. */
const PROBE: Answer = {body: {data: []}}

/** An answer whose numbers are written just so. */
function answer(body: string, more: Answer = {}): Answer {
  return {body, headers: JSON_TYPE, ...more}
}

function page(...rows: string[]): Answer {
  const meta = `{"page":1,"limit":100,"totalItems":${rows.length},"totalPages":1}`
  return answer(`{"data":[${rows.join(',')}],"meta":${meta}}`)
}

function item(id: string, input: string, expectedOutput: string, metadata = 'null'): string {
  const values = `"input":${input},"expectedOutput":${expectedOutput},"metadata":${metadata}`
  const rest = `"status":"ACTIVE","datasetId":"d","datasetName":"d","createdAt":"${NOW}","updatedAt":"${NOW}"`
  return `{"id":"${id}",${values},"sourceTraceId":null,"sourceObservationId":null,${rest}}`
}

function observation(input: string, output: string, more = ''): string {
  const texts = `"input":${JSON.stringify(input)},"output":${JSON.stringify(output)}`
  return `{"id":"o","traceId":"t","startTime":"${NOW}","type":"SPAN","name":"n","level":"DEFAULT",${texts}${more}}`
}

const random = randomFrom(20)
const NUMBERS = [ID, '-9007199254740993', '1E400', '1e-400', '1e5', '1.0', '0', ...Array(200).fill('')].map(
  (number) => number || randomNumber(random),
)

function valuesIn(text: string): string[] {
  return [...text.matchAll(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g)].map(([number]) => valueOfDecimal(number))
}

const EACH_TWICE = NUMBERS.flatMap((number) => [number, number]).map(valueOfDecimal)
const FORMATS = ['json', 'ndjson', 'csv', 'tsv', 'yaml', 'table']

describe('every number of an answer is printed with its value', () => {
  it.each([
    ...FORMATS.map((format) => `-o ${format} --columns input,expectedOutput`),
    '--columns input.list.0,expectedOutput',
    '--jq "{input, expectedOutput}"',
    '--jq ".input.list[], .expectedOutput"',
  ])('datasets items list %s', async (flags) => {
    answers(page(...NUMBERS.map((number, at) => item(`i${at}`, `{"list":[${number}]}`, number))))
    const {stdout, stderr, exitCode} = await cli(`datasets items list --all ${flags}`)
    expect(valuesIn(stdout)).toEqual(EACH_TWICE)
    expect({stderr, exitCode}).toEqual({stderr: expect.not.stringContaining('Warning'), exitCode: 0})
  })

  it.each([
    ...FORMATS.map((format) => `-o ${format} --columns input,output`),
    '--columns input.list.0,output',
    '--jq "{input, output}"',
    '--raw-io --columns input,output',
  ])('observations list %s, server version 4', async (flags) => {
    const rows = NUMBERS.map((number) => observation(`{"list":[${number}]}`, number))
    answers(PROBE, answer(`{"data":[${rows.map((row, at) => row.replace('"o"', `"o${at}"`)).join(',')}],"meta":{}}`))
    const {stdout, exitCode} = await cli(`observations list --all --api-version 4 ${flags}`)
    expect(valuesIn(stdout)).toEqual(EACH_TWICE)
    expect(exitCode).toBe(0)
  })

  it.each(FORMATS)('datasets items get -o %s', async (format) => {
    answers(answer(item('i', `{"id":${ID},"list":[${ID},1e400]}`, ID, '[0.1234567890123456789]')))
    const {stdout, stderr, exitCode} = await cli(`datasets items get i -o ${format}`)
    expect(stdout.match(/1546130668394913822|1e400|0\.1234567890123456789/g)).toHaveLength(5)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('datasets items get, on a terminal', async () => {
    answers(answer(item('i', `[${ID},1e400]`, ID)))
    const {stdout} = await cli('datasets items get i', {tty: {stdout: true}})
    expect(stdout).toMatch(new RegExp(`^input: +${ID}, 1e400\nexpectedOutput: +${ID}$`, 'm'))
  })

  it.each([
    [
      'prompts get p',
      `{"name":"p","version":1,"type":"text","prompt":"x","config":{"seed":${ID}},"labels":[],"tags":[]}`,
    ],
    ['api /x -o ndjson', `{"a":${ID}}`],
    ['api /x -o yaml', `{"a":${ID}}`],
    ['api /x --jq .a', `{"a":${ID}}`],
    ['api /x', `{"a":${ID}, "b": 1.0}`],
    ['scores list -o json', `{"data":[{"id":"s","metadata":{"a":${ID}}}],"meta":{}}`],
    ['observations get o --api-version 3 -o yaml', `{"id":"o","input":{"a":[${ID}]}}`],
    ['traces get t --api-version 3', `{"id":"t","metadata":{"a":${ID}},"observations":[],"scores":[]}`],
  ])('%s', async (line, body) => {
    answers(answer(body))
    const {stdout, exitCode} = await cli(line)
    expect(stdout).toContain(ID)
    expect(exitCode).toBe(0)
  })
})

describe('where the schema has a number', () => {
  const COST = '0.000012345678901234567'
  const priced = observation('', '', `,"calculatedTotalCost":${COST},"costDetails":{"total":${COST}},"latency":1`)

  it.each([
    ['-o json', COST],
    ['-o yaml', `totalCost: ${COST}`],
    ['-o tsv --columns totalCost', `${COST}\n`],
  ])('one with more digits is as expected: %s', async (flags, text) => {
    answers(page(priced))
    const {stdout, stderr} = await cli(`observations list --api-version 3 ${flags}`)
    expect(stdout).toContain(text)
    expect(stderr).toBe('')
  })

  it('tables show money as ever', async () => {
    answers(page(priced))
    const {stdout} = await cli('observations list --api-version 3 -o table --columns totalCost,cost')
    expect(stdout).toContain('$0.000012')
  })

  it('sums are made of doubles', async () => {
    const spans = [priced, priced].map((row, at) => row.replace('calculatedT', 't').replace('"o"', `"o${at}"`))
    answers(PROBE, answer(`{"data":[${spans.join(',')}],"meta":{}}`), answer('{"data":[],"meta":{}}'))
    const {stdout} = await cli('traces get t --api-version 4 --jq "[.totalCost, .observations[].totalCost]"')
    expect(stdout).toBe(`[0.000024691357802469136,${COST},${COST}]\n`)
  })
})

describe('text of server version 4 stays text', () => {
  it.each([
    ['00123', '"00123"'],
    ['1e5', '"1e5"'],
    ['1.0', '"1.0"'],
    [ID, ID],
    ['{"exp":1E400}', '{"exp":1E400}'],
  ])('%s', async (input, printed) => {
    answers(PROBE, answer(`{"data":[${observation(input, '')}],"meta":{}}`))
    expect((await cli('observations list --api-version 4 -o ndjson --columns input')).stdout).toBe(
      `{"input":${printed}}\n`,
    )
  })
})

describe('what is sent has the digits that were typed', () => {
  it.each([
    [`scores list --data-type NUMERIC --value-min 0.1234567890123456789`, 'valueMin=0.1234567890123456789'],
    [`traces list --filter [{"column":"userId","operator":"=","value":${ID}}]`, `%22value%22%3A%22${ID}%22`],
    [`traces list --filter latency>${ID}`, `%22value%22%3A${ID}`],
    [`datasets items create --dataset-name d --input "${ID}"`, String.raw`"input":"\"${ID}\""`],
    [`prompts create --name p --prompt x --config {"a":0.10000000000000001}`, '"config":{"a":0.10000000000000001}'],
    [`prompts create --name p --prompt x --config {"seed":1.0,"big":1e300}`, '"config":{"seed":1,"big":1e+300}'],
  ])('%s', async (line, sent) => {
    const {stdout, stderr, exitCode} = await cli([...line.split(' '), '--curl'])
    expect(stdout).toContain(sent)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('and where it breaks is said as ever', async () => {
    const line = 'datasets items create --dataset-name d --input'.split(' ')
    const {stderr, exitCode} = await cli([...line, `{"a":${ID},\n]`])
    expect(stderr).toContain('--input is not valid JSON: property name expected at line 2, column 1')
    expect(exitCode).toBe(2)
  })
})

describe('what servers would change is not sent', () => {
  const NUL = String.raw`{"a":["b\u0000c"]}`
  const HALF = String.raw`{"\ud800":1}`

  it.each([
    [`datasets items create --dataset-name d --input {"a":[1,${ID},1e400]}`, '--input (a.1): 1546130668394913822 has'],
    [`datasets items create --dataset-name d --body {"input":${ID}}`, '--input: 1546130668394913822 has more digits'],
    [`datasets items create --dataset-name d --input ${NUL}`, '--input (a.0): has a NUL character'],
    [`datasets create --name d --metadata ${HALF}`, '--metadata (\ud800): is not valid Unicode'.toWellFormed()],
    [`prompts create --name p --prompt x --config {"seed":${ID}}`, '--config (seed): '],
    [String.raw`prompts create --body {"name":"p","prompt":"a\u0000"}`, '--prompt: has a NUL character'],
    [String.raw`prompts create --body {"name":"p","prompt":"\udc00"}`, '--prompt: is not valid Unicode'],
    [`scores create --name s --trace-id t --value 1 --metadata {"a":${ID}}`, '--metadata (a): '],
    [`scores create --body {"name":"s","traceId":"t","value":0.1234567890123456789}`, '--value: 0.1234567890123456789'],
    [
      String.raw`comments create --object-type TRACE --object-id t --body {"content":"a\u0000b"}`,
      '--content: has a NUL',
    ],
    [
      `models create --model-name m --match-pattern m --unit TOKENS --input-price 0.12345678901234567`,
      '--input-price: ',
    ],
    [`scores configs create --name c --data-type NUMERIC --min-value ${ID}`, '--min-value: '],
    [`projects create --name abc --retention 0 --metadata {"a":${ID}}`, '--metadata (a): '],
    [String.raw`projects keys create p --json --body {"note":"\u0000"}`, '--note: has a NUL'],
  ])('%s', async (line, words) => {
    const {stdout, stderr, exitCode} = await cli(line.split(' '))
    expect(stderr).toContain(words)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
  })

  it('names the first places of many', async () => {
    const {stderr} = await cli('datasets items create --dataset-name d --input -', {stdin: `[${Array(99).fill(ID)}]`})
    expect(stderr.match(/--input \(\d\): /g)).toHaveLength(5)
    expect(stderr).toContain('and more of that kind')
  })
})

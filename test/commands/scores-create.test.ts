import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const CONFIG = {
  id: 'cfg-1',
  name: 'accuracy',
  isArchived: false,
  description: null,
  createdAt: '2026-11-21T22:53:09.887Z',
  updatedAt: '2026-11-21T22:53:09.887Z',
  projectId: 'lf-test-project',
  maxValue: 1,
  minValue: 0,
  dataType: 'NUMERIC',
  categories: null as {label: string; value: number}[] | null,
}
const TONE = {
  ...CONFIG,
  name: 'tone',
  dataType: 'CATEGORICAL',
  minValue: null,
  maxValue: null,
  categories: [
    {label: 'warm', value: 1},
    {label: '5', value: 0},
  ],
}

function post(body: unknown) {
  return {method: 'POST', path: '/api/public/scores', authorization: BASIC, body}
}
const readConfig = {method: 'GET', path: '/api/public/score-configs/cfg-1', authorization: BASIC, body: undefined}

describe('scores create', () => {
  it.each([
    ['--name n --value 0.9 --trace-id t', {name: 'n', value: 0.9, traceId: 't'}],
    [
      '--name n --value -1e3 --trace-id t --data-type NUMERIC',
      {name: 'n', value: -1000, traceId: 't', dataType: 'NUMERIC'},
    ],
    [
      '--name n --value 1 --session-id s --data-type BOOLEAN',
      {name: 'n', value: 1, sessionId: 's', dataType: 'BOOLEAN'},
    ],
    ['--name n --value good --dataset-run-id r', {name: 'n', value: 'good', datasetRunId: 'r'}],
    [
      '--name n --value 5 --trace-id t --data-type CATEGORICAL',
      {name: 'n', value: '5', traceId: 't', dataType: 'CATEGORICAL'},
    ],
    ['--name n --value 5 --trace-id t --data-type TEXT', {name: 'n', value: '5', traceId: 't', dataType: 'TEXT'}],
    [
      '--name output --value "{}" --trace-id t --data-type CORRECTION',
      {name: 'output', value: '{}', traceId: 't', dataType: 'CORRECTION'},
    ],
    ['--name n --value .5 --trace-id t', {name: 'n', value: 0.5, traceId: 't'}],
    [
      '--name n --value True --trace-id t --data-type BOOLEAN',
      {name: 'n', value: 1, traceId: 't', dataType: 'BOOLEAN'},
    ],
    [
      `--name n --trace-id t --body '{"value":false,"dataType":"BOOLEAN"}'`,
      {name: 'n', value: 0, traceId: 't', dataType: 'BOOLEAN'},
    ],
    ['--name n --value NaN --trace-id t --data-type TEXT', {name: 'n', value: 'NaN', traceId: 't', dataType: 'TEXT'}],
    ['--name n --value [x] --trace-id t', {name: 'n', value: '[x]', traceId: 't'}],
    ['--name n --value true --trace-id t --config-id c', {name: 'n', value: 'true', traceId: 't', configId: 'c'}],
    [
      `--name n --value 1 --trace-id t --body '{"id":null,"comment":null,"sessionId":null,"configId":null}'`,
      {name: 'n', value: 1, traceId: 't', id: null, comment: null, sessionId: null, configId: null},
    ],
    [`--name n --trace-id t --body '{"value":"5"}'`, {name: 'n', value: '5', traceId: 't'}],
    [
      `--name n --value 1 --data-type NUMERIC --trace-id t --observation-id o --comment why --metadata '{"a":1}' --environment prod_1 --config-id c --queue-id q --source ANNOTATION --id i`,
      {
        name: 'n',
        value: 1,
        dataType: 'NUMERIC',
        traceId: 't',
        observationId: 'o',
        comment: 'why',
        metadata: {a: 1},
        environment: 'prod_1',
        configId: 'c',
        queueId: 'q',
        source: 'ANNOTATION',
        id: 'i',
      },
    ],
  ])('%s', async (flags, body) => {
    const sent = answers({method: 'POST', body: {id: 'i'}})
    const {stdout, stderr, exitCode} = await cli(`scores create ${flags} --no-check-config`)
    expect(sent).toEqual([post(body)])
    expect(JSON.parse(stdout)).toEqual({id: 'i'})
    expect({stderr, exitCode}).toEqual({stderr: '✓ Queued score i\n', exitCode: 0})
  })

  it.each([
    ['--value 1 --trace-id t', '--name is missing'],
    ['--name n --trace-id t', '--value is missing'],
    ['--name n --value good --trace-id t --data-type NUMERIC', '--value: must be a number for NUMERIC'],
    ['--name n --value 5 --trace-id t --data-type BOOLEAN', '--value: must be 0 or 1 for BOOLEAN'],
    ...['true', 'null', 'NaN', '-Infinity', '007', '0x10', '1,5', '{"a":1}', '[]', '"2"'].map((value) => [
      `--name n --value '${value}' --trace-id t`,
      'is ambiguous: give --data-type',
    ]),
    [`--name n --trace-id t --body '{"value":"true","dataType":"BOOLEAN"}'`, '--value: must be 0 or 1 for BOOLEAN'],
    ['--name n --value constructor --trace-id t --data-type BOOLEAN', 'must be 0 or 1 for BOOLEAN'],
    ['--name n --value 1e400 --trace-id t', '--value: '],
    ['--name n --value 0.12345678901234567890 --trace-id t', '--value: 0.12345678901234567890 has more digits'],
    [`--name n --value 1 --trace-id t --body '{"environment":null}'`, '--environment: '],
    [`--name n --value ${'x'.repeat(501)} --trace-id t --data-type TEXT`, '--value: must be text of 1 to 500'],
    [`--name n --trace-id t --data-type CATEGORICAL --body '{"value":5}'`, '--value: must be text for CATEGORICAL'],
    [`--name n --trace-id t --body '{"value":true}'`, '--value: expected number, received boolean'],
    ['--name n --value x --trace-id t --data-type CORRECTION', 'a CORRECTION has the name output'],
    ['--name output --value x --trace-id t --data-type CORRECTION --config-id c', 'no --config-id'],
    ['--name output --value x --session-id s --data-type CORRECTION', 'a trace'],
    ['--name n --value 1', 'exactly one of --trace-id, --session-id and --dataset-run-id'],
    ['--name n --value 1 --trace-id t --session-id s', 'exactly one of'],
    ['--name n --value 1 --session-id s --observation-id o', '--observation-id: needs --trace-id too'],
    ['--name n --value 1 --trace-id t --source ANNOTATION', 'ANNOTATION needs --config-id'],
    ['--name n --value 1 --trace-id t --source EVAL', 'API, ANNOTATION'],
    ['--name n --value 1 --trace-id t --environment Prod', '--environment: up to 40 lower-case letters'],
    ['--name n --value 1 --trace-id t --environment langfuse-x', '--environment: up to 40'],
    [`--name n --value 1 --trace-id t --body '{"timestamp":"2026-01-01"}'`, 'unknown field "timestamp"'],
    ['--name n --value 1 --trace-id ""', '--trace-id: is empty'],
    ['--name n --value 1 --trace-id t --config-id ""', '--config-id: is empty'],
    ['--name n --value 1 --check-config --config-id c', 'exactly one of'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`scores create ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('is repeated after a reset when it carries an id, and only then', async () => {
    const line = 'scores create --name n --value 1 --trace-id t --retries 1'
    const sent = answers({method: 'POST', error: 'ECONNRESET'}, {method: 'POST', body: {id: 'i'}})
    expect(await cli(`${line} --id i`)).toMatchObject({exitCode: 0})
    expect(sent).toEqual([post({name: 'n', value: 1, traceId: 't', id: 'i'})])
    answers({method: 'POST', error: 'ECONNRESET'})
    expect(await cli(line)).toMatchObject({stdout: '', exitCode: 4})
  })
})

describe.each(['', '--check-config'])('scores create --config-id %s', (flag) => {
  const LINE = `scores create --name n --trace-id t --config-id cfg-1 ${flag}`

  it.each([
    ['--value 1', CONFIG, 1],
    ['--value 0', {...CONFIG, dataType: 'BOOLEAN'}, 0],
    ['--value -7', {...CONFIG, minValue: null}, -7],
    ['--value warm', TONE, 'warm'],
    ['--value 5', TONE, '5'],
    ['--value 5', {...CONFIG, dataType: 'TEXT', minValue: null, maxValue: null}, '5'],
  ])('lets %s pass', async (flags, config, value) => {
    const sent = answers({body: config}, {method: 'POST', body: {id: 'i'}})
    expect(await cli(`${LINE} ${flags}`)).toMatchObject({exitCode: 0})
    expect(sent).toEqual([readConfig, post({name: 'n', value, traceId: 't', configId: 'cfg-1'})])
  })

  it.each([
    ['--value 1.5', CONFIG, 'the config accuracy goes from 0 to 1'],
    ['--value -1', {...CONFIG, maxValue: null}, 'the config accuracy goes from 0 to any value'],
    ['--value good', CONFIG, 'the config accuracy takes a number'],
    ['--value 2', {...CONFIG, dataType: 'BOOLEAN', maxValue: null}, 'the config accuracy takes 0 or 1'],
    ['--value cold', TONE, 'the categories of tone are warm, 5'],
    ['--value 1 --data-type BOOLEAN', CONFIG, 'the config accuracy is NUMERIC'],
    ['--value 1', {...CONFIG, isArchived: true}, 'the config accuracy is archived'],
    ['--value 1', {...CONFIG, dataType: 'JSON'}, 'the config accuracy has a data type that is not known here: JSON'],
    ['--value 1', {} as typeof CONFIG, 'the config undefined has a data type that is not known here'],
    ['--value ""', {...CONFIG, dataType: 'TEXT'}, 'the config accuracy takes text of 1 to 500 characters'],
    [
      `--value ${'x'.repeat(501)}`,
      {...CONFIG, dataType: 'TEXT'},
      'the config accuracy takes text of 1 to 500 characters',
    ],
  ])('refuses %s and sends no score', async (flags, config, words) => {
    const sent = answers({body: config})
    const {stdout, stderr, exitCode} = await cli(`${LINE} ${flags}`)
    expect(sent).toEqual([readConfig])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(`The score does not fit: ${words}`)
  })

  it('passes on that there is no such config', async () => {
    answers({
      status: 404,
      body: {message: 'Score config not found within authorized project', error: 'LangfuseNotFoundError'},
    })
    expect(await cli(`${LINE} --value 1`)).toMatchObject({stdout: '', exitCode: 8})
  })
  it('says that the config names the score', async () => {
    answers({body: CONFIG}, {method: 'POST', body: {id: 'i'}})
    expect((await cli(`${LINE} --value 1`)).stderr).toContain('The score gets the name of its config: accuracy')
  })

  it('does not send a score whose config cannot be read', async () => {
    answers({status: 500, body: {message: 'busy'}})
    const {stderr, exitCode} = await cli(`${LINE} --value 1 --retries 0`)
    expect(exitCode).toBe(5)
    expect(stderr).toContain('The score was not sent; --no-check-config')
  })

  it('reads nothing for --curl', async () => {
    expect(await cli(`${LINE} --value 1 --curl`)).toMatchObject({exitCode: 0})
  })
})

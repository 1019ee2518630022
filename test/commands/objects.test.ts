import {describe, expect, it} from 'vitest'
import {answers, cli, KEYS} from '../cli.js'

const WELL = {status: 'OK', version: '3.225.4', future: {a: [1, 'x,y']}}

describe('one object', () => {
  it.each([
    ['json', `${JSON.stringify(WELL, null, 2)}\n`],
    ['ndjson', `${JSON.stringify(WELL)}\n`],
    ['csv', 'status,version,future\r\nOK,3.225.4,"{""a"":[1,""x,y""]}"\r\n'],
    ['tsv', 'OK\t3.225.4\t{"a":[1,"x,y"]}\n'],
    ['yaml', 'status: OK\nversion: 3.225.4\nfuture:\n  a:\n    - 1\n    - x,y\n'],
    ['table', 'status:   OK\nversion:  3.225.4\n\nfuture:\n  {\n    "a": [\n      1,\n      "x,y"\n    ]\n  }\n'],
  ])('-o %s, with fields that we do not know', async (format, expected) => {
    answers({body: WELL})
    expect(await cli(`health -o ${format}`)).toMatchObject({stdout: expected, stderr: '', exitCode: 0})
  })

  it.each([
    ['json', '{\n  "future": {\n    "a": [\n      1,\n      "x,y"\n    ]\n  },\n  "status": "OK"\n}\n'],
    ['ndjson', '{"future":{"a":[1,"x,y"]},"status":"OK"}\n'],
    ['csv', 'future.a,status\r\n"[1,""x,y""]",OK\r\n'],
    ['tsv', '[1,"x,y"]\tOK\n'],
    ['yaml', 'future:\n  a:\n    - 1\n    - x,y\nstatus: OK\n'],
    ['table', 'future.a:  1, x,y\nstatus:    OK\n'],
  ])('-o %s --columns future.a,status', async (format, expected) => {
    answers({body: WELL})
    expect(await cli(`health -o ${format} --columns future.a,status`)).toMatchObject({stdout: expected, exitCode: 0})
  })

  it('refuses a column that it does not have', async () => {
    answers({body: WELL})
    const {stdout, stderr, exitCode} = await cli('health --columns statsu')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('there is no "statsu" here')
  })

  it.each(['table', 'tsv', 'csv', 'ndjson', 'yaml', 'json'])(
    '-o %s shows keys that are paths or everybody has',
    async (format) => {
      answers({
        body: '{"status":"OK","version":"1","a.b":"dotted","__proto__":"own"}',
        headers: {'content-type': 'application/json'},
      })
      const {stdout, exitCode} = await cli(`health -o ${format}`)
      expect(stdout).toMatch(/dotted.*own/s)
      expect(exitCode).toBe(0)
    },
  )

  it('says what was done without what the answer lacks', async () => {
    answers({method: 'POST', body: {name: 'd'}})
    const {stderr} = await cli('datasets create --name d')
    expect(stderr).toContain('dataset d ((unknown))')
    expect(stderr).not.toMatch(/\bundefined \(|\(undefined/)
  })

  it('colours nothing but on a terminal', async () => {
    answers({body: {}}, {body: {}})
    expect((await cli('health')).stderr).not.toContain('\u001b')
    expect((await cli('health', {tty: {stderr: true}})).stderr).toContain('\u001b[33mWarning:')
  })

  it.each([
    ['--no-color', KEYS],
    ['', {...KEYS, NO_COLOR: '1'}],
    ['', {...KEYS, TERM: 'dumb'}],
  ])('honours %s %j', async (flag, env) => {
    answers({body: {}})
    expect((await cli(`health ${flag}`, {env, tty: {stderr: true}})).stderr).not.toContain('\u001b')
  })
})

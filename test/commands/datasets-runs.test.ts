import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'
import {inOneHome} from '../home.js'
import {NO_OLDER} from '../missing-routes.js'

const RUN = {
  id: 'run-1',
  name: 'nightly/50%',
  description: 'Every night',
  metadata: {model: 'm'},
  datasetId: 'cmi9qkq6o0001',
  datasetName: 'a/100%',
  createdAt: '2026-11-21T22:53:14.635Z',
  updatedAt: '2026-11-21T22:53:15.635Z',
}
const RUN_ITEM = {
  id: 'ri-1',
  datasetRunId: 'run-1',
  datasetRunName: 'nightly/50%',
  datasetItemId: 'ticket-1042',
  traceId: '0a1b2c3d',
  observationId: null,
  createdAt: '2026-11-21T22:53:14.635Z',
  updatedAt: '2026-11-21T22:53:15.635Z',
}
const SHAPED = {...RUN_ITEM, endTime: null, level: null, environment: null}
const META = {page: 1, limit: 50, totalPages: 1, totalItems: 1}

/** Tells whether the server would store it; without keys. */
const PROBE = {method: 'GET', path: '/api/public/sessions', authorization: undefined, body: undefined}

function request(method: string, path: string, body?: unknown) {
  return {method, path: `/api/public/${path}`, authorization: BASIC, body}
}

describe('datasets runs', () => {
  it('list', async () => {
    const sent = answers({body: {data: [RUN], meta: META}})
    const {stdout, stderr, exitCode} = await cli('datasets runs list "a/100%"')
    expect(sent).toEqual([request('GET', 'datasets/a%2F100%2525/runs?page=1&limit=50')])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'nightly/50%\tEvery night\t\trun-1\t2026-11-21T22:53:14.635Z\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it.each([
    ['"a/100%" "nightly/50%"', 'datasets/a%2F100%2525/runs/nightly%2F50%2525'],
    ['d "2026-11-20 ü"', 'datasets/d/runs/2026-11-20%20%C3%BC'],
  ])('get %s', async (args, path) => {
    const whole = {...RUN, datasetRunItems: [RUN_ITEM]}
    const sent = answers({body: whole})
    const {stdout, exitCode} = await cli(`datasets runs get ${args}`)
    expect(sent).toEqual([request('GET', path)])
    expect(JSON.parse(stdout)).toEqual({...RUN, itemCount: 1, endTime: null, scores: null, datasetRunItems: [SHAPED]})
    expect(exitCode).toBe(0)
  })

  it('delete says queued, not deleted', async () => {
    const sent = answers({method: 'DELETE', body: {message: 'Dataset run successfully deleted'}})
    const {stdout, stderr, exitCode} = await cli('datasets runs delete d "50%" -y')
    expect(sent).toEqual([request('DELETE', 'datasets/d/runs/50%2525')])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: '',
      stderr: '✓ Queued the deletion of run 50% of dataset d, with its items\n',
      exitCode: 0,
    })
  })

  it('delete sends nothing without --yes', async () => {
    expect(await cli('datasets runs delete d r')).toMatchObject({stdout: '', exitCode: 2})
  })

  it.each(['runs list d', 'runs get d r', 'run-items list --dataset-id d --run-name r'])(
    '%s says that it needs another server version, when server version 3 is asked for',
    async (command) => {
      answers(NO_OLDER)
      const {stdout, stderr, exitCode} = await cli(`datasets ${command} --json --api-version 3`)
      expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
      expect(JSON.parse(stderr)).toMatchObject({error: {code: 'not_available', status: 404}})
      expect(stderr).toContain('needs a server of version')
    },
  )

  it('delete says what works where runs cannot be deleted', async () => {
    answers({method: 'DELETE', ...NO_OLDER})
    const {stdout, stderr, exitCode} = await cli('datasets runs delete d r --yes --json')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(JSON.parse(stderr).error).toEqual({
      code: 'not_available',
      message:
        'http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY) runs in Langfuse v4 events_only mode, where a run is an experiment and no route deletes one',
      hint: 'It goes with its traces: `datasets run-items list --columns traceId -o tsv` prints their ids, `traces delete-many --ids-from -` deletes them.',
    })
  })

  it('delete is refused unsent when server version 4 is asked for', async () => {
    const {stdout, stderr, exitCode} = await cli('datasets runs delete d r --yes --api-version 4')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('needs a server of version')
  })
})

describe('datasets run-items', () => {
  it('list', async () => {
    const sent = answers({body: {data: [RUN_ITEM], meta: META}})
    const {stdout, exitCode} = await cli('datasets run-items list --dataset-id d1 --run-name "nightly/50%"')
    expect(sent).toEqual([request('GET', 'dataset-run-items?datasetId=d1&runName=nightly%2F50%25&page=1&limit=50')])
    expect({stdout, exitCode}).toEqual({
      stdout: 'ticket-1042\t0a1b2c3d\t\t2026-11-21T22:53:14.635Z\n',
      exitCode: 0,
    })
  })

  it.each([
    ['', '--dataset-id is missing'],
    ['--dataset-id d', '--run-name is missing'],
  ])('list refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`datasets run-items list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it.each([
    ['--run-name r --dataset-item-id i --trace-id t', {runName: 'r', datasetItemId: 'i', traceId: 't'}],
    [
      `--run-name r --dataset-item-id i --observation-id o --run-description why --metadata '{"m":1}' --dataset-version 2026-11-01T00:00:00Z --created-at 2026-11-02T00:00:00.5Z`,
      {
        runName: 'r',
        datasetItemId: 'i',
        observationId: 'o',
        runDescription: 'why',
        metadata: {m: 1},
        datasetVersion: '2026-11-01T00:00:00.000Z',
        createdAt: '2026-11-02T00:00:00.500Z',
      },
    ],
  ])('create %s', async (flags, body) => {
    const sent = answers({status: 401, body: {message: 'No authorization header'}}, {method: 'POST', body: RUN_ITEM})
    const {stdout, stderr, exitCode} = await cli(`datasets run-items create ${flags}`)
    expect(sent).toEqual([PROBE, request('POST', 'dataset-run-items', body)])
    expect(JSON.parse(stdout)).toEqual(SHAPED)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Queued item ticket-1042 for run nightly/50%\n', exitCode: 0})
  })

  const ADD = 'datasets run-items create --run-name r --dataset-item-id i --trace-id t'

  it('create asks a server once whether it stores anything, and remembers', async () => {
    await inOneHome(async (env) => {
      const sent = answers({status: 401, body: {message: 'No authorization header'}})
      for (const _ of [1, 2]) {
        answers({method: 'POST', body: RUN_ITEM})
        expect((await cli(ADD, {env})).exitCode).toBe(0)
      }
      const post = request('POST', 'dataset-run-items', {runName: 'r', datasetItemId: 'i', traceId: 't'})
      expect(sent).toEqual([PROBE, post, post])
    })
  })

  it.each(['', ' --api-version 3'])('create%s sends nothing to a server that would not store it', async (flag) => {
    await inOneHome(async (env) => {
      const sent = answers(NO_OLDER)
      for (const _ of [1, 2]) {
        const {stdout, stderr, exitCode} = await cli(`${ADD}${flag} --json`, {env})
        expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
        expect(JSON.parse(stderr).error).toEqual({
          code: 'not_available',
          message:
            'http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY) runs in Langfuse v4 events_only mode, where POST /api/public/dataset-run-items answers as ever but stores nothing; nothing was sent',
          hint: 'There a run is made of traces: send spans with langfuse.experiment.* attributes (`langfuse ingest otel`), or use the experiment runner of an SDK.',
        })
      }
      expect(sent).toEqual([PROBE])
    })
  })

  it('create asks a proxy that wants keys for everything, and goes on', async () => {
    const sent = answers({status: 403, body: {message: 'Forbidden'}}, {method: 'POST', body: RUN_ITEM})
    expect((await cli(ADD)).exitCode).toBe(0)
    expect(sent).toHaveLength(2)
  })

  it.each([
    ['no Langfuse server', {status: 'fine'}],
    ['web pages', '<html></html>'],
  ])('create sends nothing to what answers for its version as %s', async (_, body) => {
    const page = {status: 404, body: '<html></html>', headers: {'content-type': 'text/html'}}
    const sent = answers(page, {body})
    const {stdout, exitCode} = await cli(ADD)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(sent.map(({method, path}) => `${method} ${path}`)).toEqual([
      'GET /api/public/sessions',
      'GET /api/public/health',
    ])
  })

  it('create --curl asks nobody', async () => {
    const {stdout, exitCode} = await cli(`${ADD} --curl`)
    expect(stdout).toContain('/api/public/dataset-run-items')
    expect(exitCode).toBe(0)
  })

  it('create wants a trace or an observation', async () => {
    const {stdout, stderr, exitCode} = await cli('datasets run-items create --run-name r --dataset-item-id i')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('needs --trace-id or --observation-id')
  })
})

import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

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
const META = {page: 1, limit: 50, totalPages: 1, totalItems: 1}

function request(method: string, path: string, body?: unknown) {
  return {method, path: `/api/public/${path}`, authorization: BASIC, body}
}

describe('datasets runs', () => {
  it('list', async () => {
    const sent = answers({body: {data: [RUN], meta: META}})
    const {stdout, stderr, exitCode} = await cli('datasets runs list "a/100%"')
    expect(sent).toEqual([request('GET', 'datasets/a%2F100%2525/runs?page=1&limit=50')])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'nightly/50%\tEvery night\trun-1\t2026-11-21T22:53:14.635Z\n',
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
    expect(JSON.parse(stdout)).toEqual(whole)
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
    '%s says that it needs the other generation',
    async (command) => {
      answers({
        status: 404,
        body: {
          message:
            'This endpoint is not available on deployments running in Langfuse v4 events_only mode. Learn more about Langfuse v4 at: https://langfuse.com/docs/v4',
        },
      })
      const {stdout, stderr, exitCode} = await cli(`datasets ${command} --json`)
      expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
      expect(JSON.parse(stderr)).toMatchObject({error: {code: 'not_available', status: 404}})
      expect(stderr).toContain('needs the other generation')
    },
  )

  it('is refused unsent when generation 4 is asked for', async () => {
    const {stdout, stderr, exitCode} = await cli('datasets runs list d --api-version 4')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('needs the other generation')
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
    const sent = answers({method: 'POST', body: RUN_ITEM})
    const {stdout, stderr, exitCode} = await cli(`datasets run-items create ${flags}`)
    expect(sent).toEqual([request('POST', 'dataset-run-items', body)])
    expect(JSON.parse(stdout)).toEqual(RUN_ITEM)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Added item ticket-1042 to run nightly/50%\n', exitCode: 0})
  })

  it('create wants a trace or an observation', async () => {
    const {stdout, stderr, exitCode} = await cli('datasets run-items create --run-name r --dataset-item-id i')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('needs --trace-id or --observation-id')
  })
})

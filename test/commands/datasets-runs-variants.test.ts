import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'
import {inOneHome} from '../home.js'
import {NO_OLDER, noNewer} from '../missing-routes.js'

const NO_NEWER = noNewer('experiments')
const DATASET = {body: {id: 'ds1', name: 'a/b', metadata: null, projectId: 'p', createdAt: 'x', updatedAt: 'x'}}
const SINCE = 'fromStartTime=1970-01-01T00%3A00%3A00.000Z'

const EXPERIMENT = {
  id: 'e1',
  name: 'nightly',
  description: null,
  startTime: '2026-11-21T22:53:32.013Z',
  endTime: '2026-11-21T22:53:33.013Z',
  itemCount: 2,
  datasetId: 'ds1',
  metadata: {m: '1'},
}
const RUN = {
  ...EXPERIMENT,
  datasetName: 'a/b',
  createdAt: '2026-11-21T22:53:32.013Z',
  updatedAt: null,
  scores: null,
}
const ITEM = {
  id: 'aa51',
  traceId: 'c6cf',
  startTime: '2026-11-21T22:53:32.013Z',
  endTime: '2026-11-21T22:53:33.013Z',
  level: 'DEFAULT',
  environment: 'sdk-experiment',
  experimentId: 'e1',
  experimentName: 'nightly',
  experimentItemId: 'ticket-1042',
}
const RUN_ITEM = {
  ...ITEM,
  datasetRunId: 'e1',
  datasetRunName: 'nightly',
  datasetItemId: 'ticket-1042',
  observationId: 'aa51',
  createdAt: '2026-11-21T22:53:32.013Z',
  updatedAt: null,
}

function page(rows: object[], cursor?: string) {
  return {body: {data: rows, meta: cursor === undefined ? {} : {cursor}}}
}

/** The lookup of one experiment. */
function byName(datasetId: string, name: string): string {
  const filter = JSON.stringify([{type: 'string', column: 'name', operator: '=', value: name}])
  const query = new URLSearchParams({datasetId, fromStartTime: '1970-01-01T00:00:00.000Z', filter})
  return String(query)
}

/** The path of a request, with its parameters in the order of their names. */
function sorted(path: string): string {
  const [route, query = ''] = path.split('?')
  const parameters = new URLSearchParams(query)
  parameters.sort()
  return `${route?.replace('/api/public/', '')}${query === '' ? '' : `?${parameters}`}`
}

/** Before the newer routes are asked alone, whether they have new rows: servers in legacy mode have none of this. */
const NOT_LEGACY = {body: {data: []}}

describe('datasets runs list', () => {
  const EXPERIMENTS = sorted(`experiments?datasetId=ds1&${SINCE}&fields=core%2Cmetadata&limit=50&cursor=`).replace(
    'cursor=&',
    '',
  )

  it('does not take the runs of all datasets for those of a dataset without an id', async () => {
    answers(NO_OLDER, {body: {name: 'a/b'}})
    expect(await cli('datasets runs list a/b')).toMatchObject({stdout: '', exitCode: 5})
  })

  it('asks the older route, then for experiments, and remembers it', async () => {
    await inOneHome(async (env) => {
      const sent = answers(NO_OLDER, DATASET, page([EXPERIMENT]))
      const first = await cli('datasets runs list a/b --json', {env})
      expect({...first, stdout: JSON.parse(first.stdout)}).toMatchObject({stdout: [RUN], stderr: '', exitCode: 0})
      answers(DATASET, page([EXPERIMENT]))
      expect((await cli('datasets runs list a/b --json', {env})).stdout).toBe(first.stdout)
      expect(sent.every(({authorization, method}) => authorization === BASIC && method === 'GET')).toBe(true)
      expect(sent.map(({path}) => sorted(path))).toEqual([
        'datasets/a%2Fb/runs?limit=50&page=1',
        'v2/datasets/a%2Fb',
        EXPERIMENTS,
        'v2/datasets/a%2Fb',
        EXPERIMENTS,
      ])
    })
  })

  it('turns back when the server has gone back', async () => {
    await inOneHome(async (env) => {
      answers(NO_OLDER, DATASET, page([EXPERIMENT]))
      await cli('datasets runs list a/b', {env})
      const sent = answers(DATASET, NO_NEWER, {body: {data: [], meta: {totalPages: 0}}})
      expect((await cli('datasets runs list a/b --json', {env})).exitCode).toBe(0)
      expect(sent.map(({path}) => sorted(path)).slice(3)).toEqual([
        'v2/datasets/a%2Fb',
        EXPERIMENTS,
        'datasets/a%2Fb/runs?limit=50&page=1',
      ])
    })
  })

  it('asks only for what a table shows', async () => {
    const sent = answers(NO_OLDER, DATASET, page([EXPERIMENT]))
    const {stdout} = await cli('datasets runs list a/b -o tsv')
    expect(stdout).toBe('nightly\t\t2\te1\t2026-11-21T22:53:32.013Z\n')
    expect(new URLSearchParams(sent[2]?.path.split('?')[1]).get('fields')).toBe('core')
  })

  it('asks only servers of version 4 for scores, and says it of the others', async () => {
    const sent = answers(NOT_LEGACY, DATASET, page([EXPERIMENT]), NOT_LEGACY, DATASET, NO_NEWER)
    await cli('datasets runs list a/b --fields core,scores')
    expect(new URLSearchParams(sent[2]?.path.split('?')[1]).get('fields')).toBe('core,scores')
    const {stdout, stderr, exitCode} = await cli('datasets runs list a/b --fields core,scores')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('needs a server of version 4')
    expect(stderr).toContain('so it was not asked: --fields')
  })

  it('says it when there is no such dataset', async () => {
    answers(NO_OLDER, {status: 404, body: {message: 'Dataset not found', error: 'LangfuseNotFoundError'}})
    const {stdout, stderr, exitCode} = await cli('datasets runs list a/b --json')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 8})
    expect(JSON.parse(stderr).error.message).toContain('Dataset not found')
  })

  it('asks no experiments of a server that may be in legacy mode', async () => {
    const sent = answers(noNewer('metrics v2'))
    const {exitCode, stderr} = await cli('datasets runs list a/b --api-version 4')
    expect(exitCode).toBe(5)
    expect(stderr).toContain('legacy')
    expect(sent.map(({path}) => path.split('?')[0])).toEqual(['/api/public/v2/metrics'])
  })
})

describe('datasets runs get', () => {
  it('puts an experiment and all its items together', async () => {
    const sent = answers(NO_OLDER, DATASET, page([EXPERIMENT]), page([ITEM], 'next'), page([ITEM]))
    const {stdout, stderr, exitCode} = await cli('datasets runs get a/b "a, b%"')
    expect(JSON.parse(stdout)).toEqual({...RUN, datasetRunItems: [RUN_ITEM, RUN_ITEM]})
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    expect(sent.map(({path}) => sorted(path))).toEqual([
      'datasets/a%2Fb/runs/a%2C%20b%2525',
      'v2/datasets/a%2Fb',
      sorted(`experiments?${byName('ds1', 'a, b%')}&fields=core%2Cmetadata&limit=100`),
      sorted(`experiment-items?experimentId=e1&${SINCE}&fields=core&limit=100`),
      sorted(`experiment-items?experimentId=e1&${SINCE}&fields=core&limit=100&cursor=next`),
    ])
  })

  it('takes the newest of a name, and names the others', async () => {
    const older = {...EXPERIMENT, id: 'e0', startTime: '2026-11-20T22:53:32.013Z'}
    const oldest = {...EXPERIMENT, id: 'e-1', startTime: '2026-11-19T22:53:32.013Z'}
    answers(NO_OLDER, DATASET, page([oldest, EXPERIMENT, older]), page([]))
    const {stdout, stderr, exitCode} = await cli('datasets runs get a/b nightly')
    expect(JSON.parse(stdout)).toMatchObject({id: 'e1', datasetRunItems: []})
    expect(stderr).toBe('3 runs are called nightly: this is e1, the newest; the others are e0, e-1\n')
    expect(exitCode).toBe(0)
  })

  it('is not found when no experiment has the name', async () => {
    answers(NO_OLDER, DATASET, page([]))
    const {stdout, stderr, exitCode} = await cli('datasets runs get a/b nope --json')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 8})
    expect(JSON.parse(stderr).error.message).toContain('Dataset run nope not found')
  })
})

describe('datasets run-items list', () => {
  it('walks the items of the experiment', async () => {
    const sent = answers(NO_OLDER, page([EXPERIMENT]), page([ITEM], 'next'), page([ITEM]))
    const {stdout, stderr, exitCode} = await cli(
      'datasets run-items list --dataset-id ds1 --run-name nightly --limit 101',
    )
    const row = 'ticket-1042\tc6cf\taa51\t2026-11-21T22:53:32.013Z\n'
    expect({stdout, stderr, exitCode}).toEqual({stdout: row + row, stderr: '', exitCode: 0})
    expect(sent.map(({path}) => sorted(path))).toEqual([
      'dataset-run-items?datasetId=ds1&limit=100&page=1&runName=nightly',
      sorted(`experiments?${byName('ds1', 'nightly')}&fields=core%2Cmetadata&limit=100`),
      sorted(`experiment-items?experimentId=e1&${SINCE}&fields=core&limit=100`),
      sorted(`experiment-items?experimentId=e1&${SINCE}&fields=core&limit=100&cursor=next`),
    ])
  })

  it('goes on from a cursor, which only experiments have', async () => {
    const sent = answers(NOT_LEGACY, page([EXPERIMENT]), page([ITEM]))
    const {exitCode} = await cli('datasets run-items list --dataset-id ds1 --run-name nightly --cursor abc --json')
    expect(exitCode).toBe(0)
    expect(new URLSearchParams(sent[2]?.path.split('?')[1]).get('cursor')).toBe('abc')
  })

  it('is the older list with a page number', async () => {
    answers(NO_OLDER)
    const {stderr, exitCode} = await cli('datasets run-items list --dataset-id ds1 --run-name nightly --page 2')
    expect(exitCode).toBe(5)
    expect(stderr).toContain('so it was not asked: This list has no page numbers')
  })

  it('is not found when no experiment has the name', async () => {
    answers(NO_OLDER, page([]))
    expect((await cli('datasets run-items list --dataset-id ds1 --run-name nope')).exitCode).toBe(8)
  })
})

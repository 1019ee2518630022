import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'
import {noNewer} from '../missing-routes.js'

const EXPERIMENT = {
  id: '691c316cc239bbdd',
  name: 'run r-e966cc4c',
  description: 'an experiment',
  startTime: '2026-11-21T22:53:32.013Z',
  endTime: '2026-11-21T22:53:33.013Z',
  itemCount: 1,
  datasetId: 'cmwr087e5000qtp7ddvoc3t4k',
}
const ITEM = {
  id: 'aa51a5dadf0a4c29',
  traceId: 'c6cf3491216a3c68df235af3535acbed',
  startTime: '2026-11-21T22:53:32.013Z',
  endTime: '2026-11-21T22:53:33.013Z',
  level: 'DEFAULT',
  environment: 'sdk-experiment',
  experimentId: '691c316cc239bbdd',
  experimentName: 'run r-e966cc4c',
  experimentItemId: '7b43e5ab-91b5-400c-b345-045fdc8903a3',
}
const EVER = 'fromStartTime=1970-01-01T00%3A00%3A00.000Z'

function request(path: string) {
  return {method: 'GET', path: `/api/public/${path}`, authorization: BASIC, body: undefined}
}

describe('experiments list', () => {
  it.each([
    ['', `${EVER}&limit=50`],
    [
      '--name a,b --dataset-id d --id i --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z --fields core,scores --score-limit 5 --filter [] --cursor abc --limit 10',
      'fromStartTime=2026-11-01T00%3A00%3A00.000Z&name=a%2Cb&datasetId=d&id=i&toStartTime=2026-11-02T00%3A00%3A00.000Z&fields=core%2Cscores&scoreLimit=5&cursor=abc&limit=10',
    ],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [EXPERIMENT], meta: {}}})
    const {stdout, stderr, exitCode} = await cli(`experiments list ${flags}`)
    expect(sent).toEqual([request(`experiments?${query}`)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout:
        'run r-e966cc4c\t691c316cc239bbdd\t1\t2026-11-21T22:53:32.013Z\tan experiment\tcmwr087e5000qtp7ddvoc3t4k\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('goes on by cursor, with the same filters', async () => {
    const sent = answers({body: {data: [EXPERIMENT], meta: {cursor: 'next'}}}, {body: {data: [EXPERIMENT], meta: {}}})
    const {stdout, exitCode} = await cli('experiments list --all --columns id')
    const paths = sent.map((asked) => ({...asked, path: asked.path.replace(/&toStartTime=[^&]+/, '')}))
    expect(paths).toEqual([
      request(`experiments?${EVER}&limit=100`),
      request(`experiments?${EVER}&cursor=next&limit=100`),
    ])
    expect(new Set(sent.map(({path}) => /toStartTime=[^&]+/.exec(path)?.[0])).size).toBe(1)
    expect({stdout, exitCode}).toEqual({stdout: '691c316cc239bbdd\n691c316cc239bbdd\n', exitCode: 0})
  })

  it.each([
    ['--fields core,io', 2, '--fields: has the groups core, metadata, scores'],
    ['--score-limit 51', 2, '50'],
    ['--page 2', 2, 'no page numbers'],
    ['--api-version 3', 5, 'needs a server of version 4'],
  ])('refuses %s', async (flags, exit, words) => {
    const {stdout, stderr, exitCode} = await cli(`experiments list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: exit})
    expect(stderr).toContain(words)
  })

  it('says in one sentence what an older server lacks', async () => {
    answers(noNewer('experiments'))
    const {stderr, exitCode} = await cli('experiments list')
    expect(exitCode).toBe(5)
    expect(stderr).toContain('needs a server of version 4')
  })
})

describe('experiments items list', () => {
  it.each([
    ['', `${EVER}&limit=50`],
    [
      '--experiment-id e --experiment-name n --experiment-item-id i --dataset-id d --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z --fields core,dataset,io,metadata,itemMetadata,experimentMetadata,scores --score-limit 0 --filter [] --limit 2',
      'fromStartTime=2026-11-01T00%3A00%3A00.000Z&experimentId=e&experimentName=n&experimentItemId=i&datasetId=d&toStartTime=2026-11-02T00%3A00%3A00.000Z&fields=core%2Cdataset%2Cio%2Cmetadata%2CitemMetadata%2CexperimentMetadata%2Cscores&scoreLimit=0&limit=2',
    ],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [ITEM], meta: {}}})
    const {stdout, stderr, exitCode} = await cli(`experiments items list ${flags}`)
    expect(sent).toEqual([request(`experiment-items?${query}`)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout:
        '7b43e5ab-91b5-400c-b345-045fdc8903a3\tc6cf3491216a3c68df235af3535acbed\taa51a5dadf0a4c29\t2026-11-21T22:53:32.013Z\trun r-e966cc4c\tDEFAULT\n',
      stderr: '',
      exitCode: 0,
    })
  })
})

describe('datasets runs and run items', () => {
  it.each([
    ['runs get d r --score-limit 3', '--score-limit'],
    ['run-items list --dataset-id d --run-name r --from 7d', '--from'],
  ])('%s: only experiments have that flag', async (line, flag) => {
    const {stdout, stderr, exitCode} = await cli(`datasets ${line}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(`Unknown flag ${flag}`)
  })
})

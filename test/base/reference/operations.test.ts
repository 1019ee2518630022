import {describe, expect, it} from 'vitest'
import {itemOf, rowOf, serverOperations} from '../../../src/base/reference/operations.js'
import {documentOf, OPERATIONS, OWN, operationOf} from './fixture.js'

describe('the operations', () => {
  it('are in the order of the document', () => {
    expect(OPERATIONS.map(({method, path}) => `${method} ${path.slice('/api/public'.length)}`)).toEqual([
      'GET /health',
      'GET /v2/prompts/{promptName}',
      'DELETE /v2/prompts/{promptName}',
      'GET /v2/prompts',
      'POST /v2/prompts',
      'GET /v2/scores',
      'GET /v3/scores',
      'POST /scores',
      'GET /sessions',
      'POST /v2/things',
      'GET /folders',
    ])
  })

  it('have one sentence each, and what it leaves out', () => {
    const found = operationOf('GET', '/v2/prompts/{promptName}')
    expect(found).toMatchObject({tag: 'Prompts', summary: 'Get a prompt', deprecated: false})
    expect(found.description).toContain('\n\nWithout version and label')
  })

  it.each([
    [{summary: 'Turn it.'}, 'Turn it.'],
    [{summary: 'Turn it', description: 'Half a turn.\r\nOr more.'}, 'Turn it\n\nHalf a turn.\nOr more.'],
    [{summary: 'Turn it', description: 'Turn it. By half.'}, 'Turn it. By half.'],
    [{description: 'Turn it'}, 'Turn it'],
  ])('say what their summary and their description say: %j', async (get, description) => {
    const [operation] = serverOperations(await documentOf({paths: {'/a': {get}}}), OWN)
    expect(operation).toMatchObject({summary: 'Turn it', description})
  })

  it('are deprecated by their flag or their words, and then still say what they do', () => {
    expect(OPERATIONS.filter(({deprecated}) => deprecated).map(({summary}) => summary)).toEqual([
      'List scores of traces and sessions',
      'List sessions',
    ])
  })

  it.each([
    ['GET', '/health', 'health'],
    ['GET', '/projects', 'projects list'],
    ['GET', '/v2/prompts', 'prompts list'],
    ['GET', '/v2/prompts/{promptName}', 'prompts get'],
    ['GET', '/v2/observations', 'observations list'],
    ['GET', '/v3/scores', 'scores list'],
    ['GET', '/experiments', 'experiments list'],
    ['GET', '/experiment-items', 'experiments items list'],
    ['GET', '/v2/datasets/{datasetName}', 'datasets get'],
  ])('%s %s have their command: %s', (method, path, command) => {
    expect(rowOf(operationOf(method, path, OWN))).toMatchObject({
      command,
      example: expect.stringContaining(`langfuse ${command}`),
    })
  })

  it('have their command whatever their parameters are called, and none where there is none', async () => {
    const paths = {'/api/public/v2/prompts/{name}': {get: {}}, '/api/public/v2/things': {post: {}}}
    const rows = serverOperations(await documentOf({paths}), OWN).map(rowOf)
    expect(rows.map(({command}) => command)).toEqual(['prompts get', null])
  })

  it('say what took their place: what their description names, else the other variant of their command', () => {
    const replaced = OPERATIONS.map(rowOf).filter(({replacedBy}) => replacedBy)
    expect(Object.fromEntries(replaced.map(({operationId, replacedBy}) => [operationId, replacedBy]))).toEqual({
      scores_getMany: 'GET /api/public/v3/scores',
      sessions_list: 'GET /api/public/v2/observations',
    })
  })

  it('of older servers name the newer one although their server does not call them deprecated', async () => {
    const document = await documentOf({paths: {'/api/public/traces': {get: {description: 'List'}}}})
    expect(serverOperations(document, OWN).map(rowOf)).toMatchObject([
      {deprecated: false, replacedBy: 'GET /api/public/v2/observations'},
    ])
  })
})

describe('one operation', () => {
  it('has its parameters, those of the path too', () => {
    expect(itemOf(operationOf('GET', '/v2/prompts/{promptName}'))).toMatchObject({
      keys: 'project',
      rate: 'prompts: not limited',
      plan: null,
      parameters: [
        {name: 'promptName', in: 'path', required: true, schema: {type: 'string'}},
        {name: 'version', in: 'query', schema: {type: 'integer', nullable: true}},
        {name: 'label', in: 'query', schema: {type: 'string', nullable: true}},
      ],
      requestBody: null,
      responses: {'200': {content: {'application/json': {schema: {title: 'Prompt'}}}}, '400': {}, '404': {}},
    })
  })

  it('has what it takes and answers, without references', () => {
    const {requestBody} = itemOf(operationOf('POST', '/v2/prompts'))
    expect(requestBody).toMatchObject({
      required: true,
      content: {'application/json': {schema: {oneOf: [{title: 'CreateChatPrompt'}, {title: 'CreateTextPrompt'}]}}},
    })
    const {responses} = itemOf(operationOf('GET', '/v2/prompts'))
    expect(responses).toMatchObject({
      '200': {
        content: {
          'application/json': {
            schema: {
              properties: {data: {items: {properties: {name: {}, versions: {}}, required: ['name', 'versions']}}},
            },
          },
        },
      },
    })
    expect(JSON.stringify([requestBody, responses])).not.toContain('$ref')
  })
})

describe('without a server', () => {
  it('every operation of our commands is there once, with its command', () => {
    const keys = OWN.map(({method, path}) => `${method} ${path}`)
    expect(keys.length).toBeGreaterThan(120)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter((key) => key.includes('openapi'))).toEqual([])
    for (const item of OWN.map(itemOf))
      expect(item).toMatchObject({example: expect.stringMatching(/^langfuse /), flags: expect.any(Array)})
  })
})

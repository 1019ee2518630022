import {createRequire} from 'node:module'
import {describe, expect, it} from 'vitest'
import type {Method} from '../../../src/api/operation/endpoint.js'
import {knownEndpoint} from '../../../src/base/raw/call.js'
import {readEndpoints} from '../../contract/ours.js'
import {readManifest} from '../../manifest.js'

const require = createRequire(import.meta.url)
const {loadProgram} = require('../../../dist/langfuse.cjs') as typeof import('../../../src/main.js')
const config = await loadProgram()
const endpoints = await readEndpoints()

const scopes = new Map(
  readManifest().flatMap(({operations = []}) =>
    operations.map(({method, path, scope}) => [`${method} ${path}`, scope]),
  ),
)

describe('the endpoint of a path', () => {
  it.each([...scopes])('%s is found', async (key, scope) => {
    const [method = '', template = ''] = key.split(' ')
    const found = await knownEndpoint(config, method as Method, template.replaceAll(/\{\w+\}/g, 'a%2Fb'))
    expect(found && `${found.method} ${found.path}`).toBe(key)
    expect({scope: found?.scope, effect: found?.effect}).toEqual({scope, effect: endpoints.get(key)?.effect ?? 'read'})
  })

  it('is that of GET for HEAD', async () => {
    expect((await knownEndpoint(config, 'HEAD', '/api/public/v2/prompts'))?.method).toBe('GET')
  })

  it.each(['/api/public/nope', '/api/public/v2/prompts/a/b', '/api/public/v2/prompts/', '/v2/prompts'])(
    'is none for %s',
    async (path) => {
      expect(await knownEndpoint(config, 'GET', path)).toBeUndefined()
    },
  )
})

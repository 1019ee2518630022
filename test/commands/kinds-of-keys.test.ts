import {describe, expect, it} from 'vitest'
import {answers, cli, HOST, KEYS} from '../cli.js'
import {ADMIN, ORG, PLAN, PROJECT_KEY, scimError} from './organization.js'

const ORG_VARIABLES = 'set LANGFUSE_ORG_PUBLIC_KEY and LANGFUSE_ORG_SECRET_KEY'
const SHAPES: [string, (text: string) => object][] = [
  ['orgs projects list', (error) => ({error})],
  ['projects keys list p1', (message) => ({message})],
  ['scim users list', (detail) => scimError(403, detail)],
]

describe('a project key where an organization key is needed', () => {
  it.each(SHAPES)('%s', async (line, shape) => {
    answers({status: 403, body: shape(PROJECT_KEY)})
    const {stdout, stderr, exitCode} = await cli(line)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 3})
    expect(stderr).toContain(`${HOST} (keys from LANGFUSE_PUBLIC_KEY) answered 403: ${PROJECT_KEY}`)
    expect(stderr).toContain(`That is the key of a project; this needs an organization key: ${ORG_VARIABLES}`)
  })

  it('in the words of the blob storage routes', async () => {
    const message = 'Organization-scoped API key required for this operation.'
    answers({status: 403, body: {message, error: 'ForbiddenError'}})
    expect((await cli('orgs keys list')).stderr).toContain(ORG_VARIABLES)
  })
})

describe('a plan or licence that lacks it', () => {
  it.each([
    ...SHAPES.map(([line, shape]): [string, object] => [line, shape(PLAN)]),
    ['projects memberships list p1', {error: 'Your plan does not include project role management.'}],
    ['projects list', {message: 'The data-retention entitlement is required to set a non-zero retention period.'}],
  ])('%s is not about keys: %j', async (line, body) => {
    answers({status: 403, body})
    const {stdout, stderr, exitCode} = await cli(`${line} --json`, {env: {...KEYS, ...ORG}})
    const {error} = JSON.parse(stderr) as {error: {code: string; hint: string}}
    expect({stdout, exitCode, code: error.code}).toEqual({stdout: '', exitCode: 5, code: 'not_available'})
    expect(error.hint).toContain('The key is right')
    expect(error.hint).not.toMatch(/LANGFUSE_|does not know/)
  })
})

describe('an organization key where a project key is needed', () => {
  it.each([
    [403, {message: 'Access denied - insufficient permissions for this endpoint'}],
    [403, {message: 'Invalid API key. Are you using an organization key?'}],
    [401, {message: 'Missing projectId in scope. Are you using an organization key?'}],
  ])('%i %j', async (status, body) => {
    answers({status, body})
    const {stderr, exitCode} = await cli('datasets list')
    expect(exitCode).toBe(3)
    expect(stderr).toContain('key of an organization')
    expect(stderr).toContain('set LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY')
    expect(stderr).not.toContain('does not know')
  })

  it('is said before anything is sent, when there is no other', async () => {
    const {stderr, exitCode} = await cli('datasets list', {env: ORG})
    expect(exitCode).toBe(3)
    expect(stderr).toContain('No keys of a project, only those of an organization (LANGFUSE_ORG_PUBLIC_KEY)')
    expect(stderr).toContain('LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY')
  })
})

describe('the admin key', () => {
  it.each([
    ['none', KEYS, 'No admin key: this command needs one; keys of projects and organizations do not open it'],
    ['the key of a project', {...ADMIN, LANGFUSE_ADMIN_API_KEY: 'sk-lf-hidden'}, 'holds a key of a project or an org'],
  ])('%s: nothing is sent', async (_, env, words) => {
    const {stderr, exitCode} = await cli('admin orgs list', {env})
    expect(exitCode).toBe(3)
    expect(stderr).toContain(words)
    expect(stderr).toContain('Set LANGFUSE_ADMIN_API_KEY')
    expect(stderr).not.toContain('hidden')
  })

  it.each(['https://cloud.langfuse.com', 'hipaa'])('is not sent to Langfuse Cloud: %s', async (host) => {
    const {stderr, exitCode} = await cli(`admin orgs list --host ${host}`, {env: ADMIN})
    expect(exitCode).toBe(5)
    expect(stderr).toContain('is Langfuse Cloud, which has no admin API')
  })

  it.each([
    [401, 'Unauthorized: Invalid token', 3, 'set LANGFUSE_ADMIN_API_KEY to what the server has as ADMIN_API_KEY'],
    [403, 'ADMIN_API_KEY is not set', 5, 'where ADMIN_API_KEY is set on the server'],
    [403, 'Not accessible on Langfuse Cloud', 5, 'self-hosted servers'],
  ])('%i %s', async (status, error, exit, words) => {
    answers({status, body: {error}})
    const {stderr, exitCode} = await cli('admin orgs list', {env: ADMIN})
    expect(exitCode).toBe(exit)
    expect(stderr).toContain(error)
    expect(stderr).toContain(words)
    expect(stderr).not.toContain('does not know this key')
  })
})

import {describe, expect, it} from 'vitest'
import {answers, cli} from '../cli.js'
import {asOrganization, member, ORG, PLAN, scimError} from './organization.js'

const ROUTE = '/api/public/scim'

function user(id: string) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id,
    userName: `${id}@example.com`,
    name: {formatted: 'Ada'},
    emails: [{primary: true, value: `${id}@example.com`, type: 'work'}],
    meta: {resourceType: 'User', created: '2026-11-20T00:00:00.000Z', lastModified: '2026-11-20T00:00:00.000Z'},
  }
}

function page(ids: string[], totalResults: number, startIndex: number) {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults,
    startIndex,
    itemsPerPage: ids.length,
    Resources: ids.map(user),
  }
}

describe('scim users list', () => {
  it.each([
    ['', 'startIndex=1&count=50'],
    ['--page-size 7', 'startIndex=1&count=7'],
    ['--page 3 --page-size 20', 'startIndex=41&count=20'],
    [`--filter 'userName eq "ada@example.com"'`, 'filter=userName+eq+%22ada%40example.com%22&startIndex=1&count=50'],
  ])('%s', async (flags, query) => {
    const sent = answers({body: page(['ada'], 1, 1)})
    const {stdout, exitCode} = await cli(`scim users list ${flags} -q`, {env: ORG})
    expect(sent).toEqual([asOrganization('GET', `${ROUTE}/Users?${query}`)])
    expect({stdout, exitCode}).toEqual({stdout: 'ada@example.com\tAda\tada\t2026-11-20T00:00:00.000Z\n', exitCode: 0})
  })

  it('walks on by startIndex until totalResults, whatever a page holds', async () => {
    const sent = answers({body: page(['a', 'b'], 5, 1)}, {body: page(['c'], 5, 3)}, {body: page(['e'], 5, 5)})
    const {stdout, exitCode} = await cli('scim users list --all --page-size 2 --columns id', {env: ORG})
    expect(sent.map(({path}) => path)).toEqual([
      `${ROUTE}/Users?startIndex=1&count=2`,
      `${ROUTE}/Users?startIndex=3&count=2`,
      `${ROUTE}/Users?startIndex=5&count=2`,
    ])
    expect({stdout, exitCode}).toEqual({stdout: 'a\nb\nc\ne\n', exitCode: 7})
  })

  it.each(['emails eq "a"', 'userName sw "a"', 'userName eq ada', 'userName eq "a" or active eq true'])(
    'refuses the filter %s, which the server would ignore',
    async (filter) => {
      const {stdout, stderr, exitCode} = await cli(['scim', 'users', 'list', '--filter', filter], {env: ORG})
      expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
      expect(stderr).toContain('ignores all else')
    },
  )

  it('has no cursor', async () => {
    expect(await cli('scim users list --cursor x', {env: ORG})).toMatchObject({exitCode: 2})
  })
})

describe('scim users', () => {
  it('get', async () => {
    const sent = answers({body: user('ada')})
    const {stdout, stderr, exitCode} = await cli('scim users get a/1', {env: ORG})
    expect(sent).toEqual([asOrganization('GET', `${ROUTE}/Users/a%2F1`)])
    expect(JSON.parse(stdout)).toEqual(user('ada'))
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('get passes a 404 of SCIM on', async () => {
    answers({status: 404, body: scimError(404, 'User not found')})
    const {stderr, exitCode} = await cli('scim users get nope', {env: ORG})
    expect(exitCode).toBe(8)
    expect(stderr).toContain('answered 404: User not found')
  })

  it.each([
    ['--user-name a@b.c --name Ada', {userName: 'a@b.c', name: {formatted: 'Ada'}}, ''],
    [
      `--user-name a@b.c --name '{"formatted":"Ada","givenName":"A"}' --emails '[{"primary":true,"value":"a@b.c","type":"work"}]' --active --password x`,
      {
        userName: 'a@b.c',
        name: {formatted: 'Ada', givenName: 'A'},
        emails: [{primary: true, value: 'a@b.c', type: 'work'}],
        active: true,
        password: 'x',
      },
      'Warning: the server ignores --no-active and --password.\n',
    ],
  ])('create %s', async (flags, body, warning) => {
    const sent = answers({method: 'POST', status: 201, body: user('ada')})
    const {stdout, stderr, exitCode} = await cli(`scim users create ${flags}`, {env: ORG})
    expect(sent).toEqual([asOrganization('POST', `${ROUTE}/Users`, body)])
    expect(JSON.parse(stdout)).toEqual(user('ada'))
    expect({stderr, exitCode}).toEqual({stderr: `${warning}✓ Added user ada@example.com (ada)\n`, exitCode: 0})
  })

  it.each([
    ['--name Ada', '--user-name is missing'],
    ['--user-name a', '--name is missing'],
    ['--user-name a --name 7', '--name'],
    ['--user-name a --name Ada --emails a@b.c', '--emails'],
  ])('create refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`scim users create ${flags}`, {env: ORG})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  const members = asOrganization('GET', '/api/public/organizations/memberships')

  it.each([
    ['warns before the last owner goes', [member('ada', 'OWNER'), member('bob', 'ADMIN')], 'Warning: ada@example.com'],
    ['does not warn of an owner beside another', [member('ada', 'OWNER'), member('bob', 'OWNER')], ''],
  ])('delete %s', async (_, memberships, warning) => {
    const sent = answers({body: {memberships}}, {method: 'DELETE', status: 204, body: ''})
    const {stdout, stderr, exitCode} = await cli('scim users delete ada --yes', {env: ORG})
    expect(sent).toEqual([members, asOrganization('DELETE', `${ROUTE}/Users/ada`)])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 0})
    expect(stderr).toContain('✓ Deleted user ada from the organization\n')
    if (warning === '') expect(stderr).not.toContain('Warning')
    else expect(stderr).toContain(`${warning} (ada) is the last owner`)
  })

  it('delete goes on where the members may not be read', async () => {
    answers({status: 403, body: {error: PLAN}}, {method: 'DELETE', status: 204, body: ''})
    const {stdout, exitCode} = await cli('scim users delete ada --yes --json', {env: ORG})
    expect({stdout, exitCode}).toEqual({stdout: '{}\n', exitCode: 0})
  })

  it('delete sends nothing without --yes and without a terminal', async () => {
    expect(await cli('scim users delete ada', {env: ORG})).toMatchObject({stdout: '', exitCode: 2})
  })
})

describe('what SCIM is here', () => {
  it('service-provider-config get', async () => {
    const body = {documentationUri: 'https://x', patch: {supported: false}, filter: {supported: true, maxResults: 100}}
    const sent = answers({body})
    const {stdout, exitCode} = await cli('scim service-provider-config get', {env: ORG})
    expect(sent).toEqual([asOrganization('GET', `${ROUTE}/ServiceProviderConfig`)])
    expect({body: JSON.parse(stdout), exitCode}).toEqual({body, exitCode: 0})
  })

  it('resource-types list', async () => {
    const type = {
      id: 'User',
      name: 'User',
      endpoint: '/api/public/scim/Users',
      description: 'User Account',
      schema: 'urn:x',
    }
    const sent = answers({body: {schemas: [], totalResults: 1, Resources: [type]}})
    const {stdout, stderr, exitCode} = await cli('scim resource-types list', {env: ORG})
    expect(sent).toEqual([asOrganization('GET', `${ROUTE}/ResourceTypes`)])
    const row = 'User\tUser\t/api/public/scim/Users\tUser Account\turn:x\n'
    expect({stdout, stderr, exitCode}).toEqual({stdout: row, stderr: '', exitCode: 0})
  })

  it('schemas list', async () => {
    const schema = {id: 'urn:x', name: 'User', description: 'User Account', attributes: [{name: 'id'}]}
    const sent = answers({body: {schemas: [], totalResults: 1, Resources: [schema]}})
    const {stdout, stderr, exitCode} = await cli('scim schemas list', {env: ORG})
    expect(sent).toEqual([asOrganization('GET', `${ROUTE}/Schemas`)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'urn:x\tUser\tUser Account\t[{"name":"id"}]\n',
      stderr: '',
      exitCode: 0,
    })
  })
})

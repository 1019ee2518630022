import {describe, expect, it} from 'vitest'
import {answers, cli} from '../cli.js'
import {asOrganization, member, ORG, PLAN} from './organization.js'

const families = [
  ['orgs memberships', '', '/api/public/organizations/memberships', 'of the organization', 'last owner: nobody'],
  ['projects memberships', 'p/1', '/api/public/projects/p%2F1/memberships', 'of project p/1', 'last owner listed'],
] as const

describe.each(families)('%s', (topic, place, route, where, lastOwner) => {
  const list = asOrganization('GET', route)

  it.each(['', '--limit 2 --columns userId,role,email,name'])('list %s', async (flags) => {
    const sent = answers({body: {memberships: [member('ada', 'OWNER'), {...member('bob', 'NONE'), email: null}]}})
    const {stdout, stderr, exitCode} = await cli(`${topic} list ${place} ${flags}`, {env: ORG})
    expect(sent).toEqual([list])
    const rows = 'ada\tOWNER\tada@example.com\t\nbob\tNONE\t\t\n'
    expect({stdout, stderr, exitCode}).toEqual({stdout: rows, stderr: '', exitCode: 0})
  })

  it('list has no pages', async () => {
    expect(await cli(`${topic} list ${place} --page 2`, {env: ORG})).toMatchObject({stdout: '', exitCode: 2})
  })

  it.each([
    ['raises', 'MEMBER', 'ADMIN'],
    ['keeps', 'ADMIN', 'ADMIN'],
  ])('update %s a role unasked', async (_, before, role) => {
    const sent = answers({body: {memberships: [member('ada', before)]}}, {method: 'PUT', body: member('ada', role)})
    const {stdout, stderr, exitCode} = await cli(`${topic} update ${place} --user-id ada --role ${role}`, {env: ORG})
    expect(sent).toEqual([list, asOrganization('PUT', route, {userId: 'ada', role})])
    expect(JSON.parse(stdout)).toEqual(member('ada', role))
    expect({stderr, exitCode}).toEqual({stderr: `✓ ada@example.com is ADMIN ${where}\n`, exitCode: 0})
  })

  it('update is not done when the answer has another role', async () => {
    answers({body: {memberships: [member('ada', 'VIEWER')]}}, {method: 'PUT', body: member('ada', 'OWNER')})
    const {stdout, stderr, exitCode} = await cli(`${topic} update ${place} --user-id ada --role VIEWER`, {env: ORG})
    expect(exitCode).toBe(7)
    expect(JSON.parse(stdout)).toEqual(member('ada', 'OWNER'))
    expect(stderr).toContain('did not take over what was sent: role')
    expect(stderr).not.toContain('✓')
  })

  it('update adds a user who had no role', async () => {
    const lists = topic.startsWith('projects') ? 2 : 1
    const nobody = {body: {memberships: []}}
    answers(...Array.from({length: lists}, () => nobody), {method: 'PUT', body: member('eve', 'VIEWER')})
    expect(await cli(`${topic} update ${place} --user-id eve --role VIEWER`, {env: ORG})).toMatchObject({exitCode: 0})
  })

  it('update lowers a role only with --yes where nobody can be asked', async () => {
    const sent = answers({body: {memberships: [member('ada', 'OWNER'), member('bob', 'OWNER')]}})
    const line = `${topic} update ${place} --user-id ada --role VIEWER`
    const {stdout, stderr, exitCode} = await cli(line, {env: ORG})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(
      'lower ada@example.com (ada) from OWNER to VIEWER on http://langfuse.test (keys from LANGFUSE_ORG_PUBLIC_KEY)',
    )
    expect(sent).toEqual([list])
    sent.length = 0
    answers({method: 'PUT', body: member('ada', 'VIEWER')})
    expect(await cli(`${line} --yes`, {env: ORG})).toMatchObject({exitCode: 0})
    expect(sent).toEqual([asOrganization('PUT', route, {userId: 'ada', role: 'VIEWER'})])
  })

  it('update says when it is the last owner', async () => {
    answers({body: {memberships: [member('ada', 'OWNER'), member('bob', 'ADMIN')]}})
    const {stderr} = await cli(`${topic} update ${place} --body '{"userId":"ada","role":"ADMIN"}'`, {env: ORG})
    expect(stderr).toContain('lower ada@example.com (ada), the last owner, from OWNER to ADMIN')
  })

  it('update finds a member on a later page', async () => {
    const page = (number: number, ...memberships: object[]) => ({
      body: {memberships, meta: {page: number, limit: 1, totalItems: 2, totalPages: 2}},
    })
    const sent = answers(page(1, member('bob', 'OWNER')), page(2, member('ada', 'OWNER')))
    const {stderr, exitCode} = await cli(`${topic} update ${place} --user-id ada --role VIEWER`, {env: ORG})
    expect(exitCode).toBe(2)
    expect(stderr).toContain('lower ada@example.com (ada) from OWNER to VIEWER')
    expect(sent).toEqual([list, {...list, path: `${route}?page=2`}])
  })

  it('update asks where it does not know the role', async () => {
    answers({body: {memberships: [member('ada', 'SUPERUSER')]}})
    const {stderr, exitCode} = await cli(`${topic} update ${place} --user-id ada --role OWNER`, {env: ORG})
    expect(exitCode).toBe(2)
    expect(stderr).toContain('from SUPERUSER to OWNER')
  })

  it('update goes on where the list may not be read', async () => {
    const refused = {status: 403, body: {error: PLAN}}
    answers(refused, ...(topic.startsWith('projects') ? [refused] : []), {...refused, method: 'PUT'})
    const {stderr, exitCode} = await cli(`${topic} update ${place} --user-id ada --role VIEWER`, {env: ORG})
    expect(exitCode).toBe(5)
    expect(stderr).toContain(PLAN)
  })

  it.each([
    ['', '--user-id is missing\n'],
    ['--user-id ada', '--role is missing'],
    ['--user-id ada --role BOSS', 'OWNER, ADMIN, MEMBER, VIEWER'],
    ['--user-id "" --role OWNER', '--user-id: is empty'],
  ])('update refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`${topic} update ${place} ${flags}`, {env: ORG})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it.each(['--user-id ada', `--body '{"userId":"ada"}'`])('delete sends a body: %s', async (flags) => {
    const gone = {message: 'Membership deleted successfully', userId: 'ada'}
    const sent = answers(
      {body: {memberships: [member('ada', 'OWNER'), member('bob', 'OWNER')]}},
      {method: 'DELETE', body: gone},
    )
    const {stdout, stderr, exitCode} = await cli(`${topic} delete ${place} ${flags} --yes --json`, {env: ORG})
    expect(sent).toEqual([list, asOrganization('DELETE', route, {userId: 'ada'})])
    expect(JSON.parse(stdout)).toEqual(gone)
    expect(stderr).toMatch(/^✓ Deleted .*user ada .*\n$/)
    expect(exitCode).toBe(0)
  })

  it('delete warns before the last owner goes', async () => {
    answers({body: {memberships: [member('ada', 'OWNER'), member('bob', 'ADMIN')]}}, {method: 'DELETE', body: {}})
    const {stderr, exitCode} = await cli(`${topic} delete ${place} --user-id ada --yes`, {env: ORG})
    expect(stderr).toContain(`Warning: ada@example.com (ada) is the ${lastOwner}`)
    expect(exitCode).toBe(0)
  })

  it('delete does not warn of others, nor where it may not look', async () => {
    answers({body: {memberships: [member('ada', 'OWNER'), member('bob', 'ADMIN')]}}, {method: 'DELETE', body: {}})
    expect((await cli(`${topic} delete ${place} --user-id bob --yes`, {env: ORG})).stderr).not.toContain('Warning')
    answers({status: 403, body: {error: PLAN}}, {method: 'DELETE', body: {}})
    expect((await cli(`${topic} delete ${place} --user-id ada --yes`, {env: ORG})).stderr).not.toContain('Warning')
  })

  it('delete asks nobody and sends nothing without --yes', async () => {
    const {stdout, stderr, exitCode} = await cli(`${topic} delete ${place} --user-id ada`, {env: ORG})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('user ada')
    expect(await cli(`${topic} delete ${place} --yes`, {env: ORG})).toMatchObject({exitCode: 2})
  })
})

describe('projects memberships update', () => {
  it('asks before the role in the organization is lowered for a project', async () => {
    const sent = answers({body: {memberships: []}}, {body: {memberships: [member('ada', 'ADMIN')]}})
    const line = 'projects memberships update p1 --user-id ada --role VIEWER'
    const {stderr, exitCode} = await cli(line, {env: ORG})
    expect(exitCode).toBe(2)
    expect(stderr).toContain('lower ada@example.com (ada) from ADMIN to VIEWER')
    expect(sent[1]?.path).toBe('/api/public/organizations/memberships')
  })
})

describe('orgs memberships delete', () => {
  it('finds nobody to delete', async () => {
    answers({body: {memberships: [member('ada', 'OWNER')]}})
    const {stderr, exitCode} = await cli('orgs memberships delete --user-id nope --yes', {env: ORG})
    expect(exitCode).toBe(8)
    expect(stderr).toContain('User nope is not a member of the organization; nothing was sent')
  })
})

describe('orgs projects list', () => {
  it.each(['', '-q --all'])('%s', async (flags) => {
    const dates = {createdAt: '2026-11-20T00:00:00.000Z', updatedAt: '2026-11-21T00:00:00.000Z'}
    const sent = answers({body: {projects: [{id: 'p1', name: 'checkout', metadata: {}, ...dates}]}})
    const {stdout, stderr, exitCode} = await cli(`orgs projects list ${flags}`, {env: ORG})
    expect(sent).toEqual([asOrganization('GET', '/api/public/organizations/projects')])
    const row = 'checkout\tp1\t2026-11-20T00:00:00.000Z\t{}\n'
    expect({stdout, stderr, exitCode}).toEqual({stdout: row, stderr: '', exitCode: 0})
  })
})

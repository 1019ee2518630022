import {describe, expect, it} from 'vitest'
import {answers, cli} from '../../cli.js'

const PAGE = {'content-type': 'text/html; charset=utf-8'}
const CLOUDFLARE = 'https://team.cloudflareaccess.com/cdn-cgi/access/login/langfuse.test?kid=1&redirect_url=%2F'

describe('an answer of something in front of the server', () => {
  it.each<[string, number, Record<string, string>, object | string, number]>([
    ['Cloudflare Access without a token', 302, {location: CLOUDFLARE}, '', 5],
    [
      'Cloudflare Access with a wrong token',
      403,
      PAGE,
      '<!DOCTYPE html><title>Forbidden ・ Cloudflare Access</title>',
      5,
    ],
    ['oauth2-proxy that is asked for JSON', 401, {'content-type': 'application/json'}, '{}', 3],
    ['oauth2-proxy with its page', 403, PAGE, '<html><head><title>Sign In</title></head></html>', 5],
    ['oauth2-proxy that redirects', 302, {location: 'https://auth.example.com/oauth2/start?rd=%2F'}, '', 5],
    [
      'Identity-Aware Proxy',
      401,
      {...PAGE, 'x-goog-iap-generated-response': 'true'},
      'Invalid IAP credentials: empty token',
      3,
    ],
    ['Google', 302, {location: 'https://accounts.google.com/o/oauth2/v2/auth?client_id=1'}, '', 5],
    ['Microsoft', 302, {location: 'https://login.microsoftonline.com/t/oauth2/v2.0/authorize'}, '', 5],
    ['Authelia', 302, {location: 'https://authelia.example.com/?rd=x'}, '', 5],
    ['Authentik', 302, {location: 'https://id.example.com/outpost.goauthentik.io/auth/start'}, '', 5],
    ['Keycloak', 303, {location: 'https://sso.example.com/realms/x/protocol/openid-connect/auth'}, '', 5],
    ['Kong', 401, {'www-authenticate': 'Key realm="kong"'}, {message: 'No API key found in request'}, 3],
    [
      'nginx',
      401,
      {...PAGE, 'www-authenticate': 'Basic realm="x"'},
      '<html><title>401 Authorization Required</title></html>',
      3,
    ],
    ['a page to log in on, as success', 200, PAGE, '<html><title>Log in | Company</title><form></form></html>', 5],
    ['a form with a password', 200, PAGE, '<html><form><input name="p" type="password"></form></html>', 5],
  ])('%s has a hint that names -H', async (_, status, headers, body, exitCode) => {
    for (const line of ['projects list', 'auth status', 'health']) {
      if (line === 'auth status') answers({status, headers, body})
      answers({status, headers, body})
      const result = await cli(line)
      expect(result.stderr).toContain("with -H 'name: value' or LANGFUSE_CLI_HEADERS")
      expect(result.stderr).not.toMatch(/does not know this key|did not satisfy/)
      expect(result.exitCode).toBe(exitCode)
    }
  })

  it('names the headers that it was sent', async () => {
    answers({status: 403, headers: PAGE, body: '<html></html>'})
    const {stderr} = await cli(['projects', 'list', '-H', 'X-Pass: 1', '-H', 'x-pin: 2', '-H', 'accept: a/b'])
    expect(stderr).toContain('x-pass, x-pin did not satisfy it')
  })

  it.each<[string, number, Record<string, string>, object | string]>([
    ['a wrong key', 401, {}, {message: 'Invalid credentials.'}],
    ['a wrong key of SCIM', 401, {}, {detail: 'No'}],
    ['a wrong key of an organization', 401, {}, {error: 'No authorization header'}],
    ['a plan', 403, {}, {error: 'This feature is not available on your current plan.'}],
    ['another address', 301, {location: 'https://www.langfuse.test/api/public/projects'}, ''],
    ['a page of another kind', 200, PAGE, '<html><title>Welcome</title></html>'],
    ['a gateway that has no server', 502, PAGE, '<html><title>Log in later</title></html>'],
  ])('is not %s', async (_, status, headers, body) => {
    answers({status, headers, body})
    const {stderr} = await cli('projects list --retries 0')
    expect(stderr).toContain(`answered ${status}`)
    expect(stderr).not.toContain('-H')
  })
})

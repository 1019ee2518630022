import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {CliError} from '../../../src/api/errors/cli-error.js'
import {problem, problemOf, problemsIn, reportLines, reportObject, skipped} from '../../../src/base/doctor/finding.js'
import {checkKeyring, checkNode, checkProgram, type Executable, OLDEST_NODE} from '../../../src/base/doctor/machine.js'
import {checkHandshake, checkName, checkProxy, type Handshake} from '../../../src/base/doctor/network.js'
import {checkClock, judgeApiVersion} from '../../../src/base/doctor/server.js'
import {ROOT} from '../../manifest.js'

describe('node', () => {
  it.each([
    ['20.18.9', 'problem'],
    ['18.20.0', 'problem'],
    ['20.19.0', 'ok'],
    ['22.0.0', 'ok'],
    ['100.0.0', 'ok'],
  ])('%s: %s', (version, state) => {
    expect(checkNode(version).state).toBe(state)
  })

  it('is what package.json says', () => {
    const {engines} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(engines.node).toBe(`>=${OLDEST_NODE}`)
  })
})

describe('program', () => {
  const self: Executable = {name: 'langfuse', path: '/a/langfuse', self: true, package: 'langfusectl', version: '0.1.0'}
  const vendor = {...self, path: '/b/langfuse', self: false, package: 'langfuse-cli', version: '1.2.4'}
  const copy = {...self, path: '/c/langfuse', self: false, version: '0.0.9'}
  const other = {...self, path: '/d/langfuse', self: false, package: undefined, version: undefined}

  it.each([
    ['ours alone', [self], 'ok', '/a/langfuse, this program'],
    ['ours before the vendor’s', [self, vendor], 'ok', "also on PATH: /b/langfuse (the vendor's langfuse-cli 1.2.4)"],
    ['the vendor’s first', [vendor, self], 'warning', "langfuse is /b/langfuse (the vendor's langfuse-cli 1.2.4)"],
    ['another copy first', [copy, self], 'warning', 'another copy of langfusectl 0.0.9'],
    ['a stranger first', [other], 'warning', '/d/langfuse (another program)'],
    ['nothing', [], 'warning', 'nothing on PATH is called langfuse'],
    ['the longer name alone', [{...self, name: 'langfusectl'}], 'warning', 'nothing on PATH is called langfuse'],
  ])('%s', (_, found, state, text) => {
    const finding = checkProgram(found, '/a/real')
    expect(finding.state).toBe(state)
    expect(finding.text).toContain(text)
    expect(finding.hint === undefined).toBe(state === 'ok')
  })

  it('says how to take the name from the vendor, and which copy to remove', () => {
    expect(checkProgram([vendor], '/a').hint).toContain('npm i -g langfusectl --force')
    expect(checkProgram([copy], '/a').hint).toContain('npm rm -g langfusectl')
  })
})

describe('keyring', () => {
  it.each([
    ['usable', 'ok', 'answers'],
    ['forbidden', 'skipped', 'LANGFUSE_CLI_NO_KEYRING'],
    ['no-bus', 'skipped', 'D-Bus'],
    ['no-module', 'skipped', '@napi-rs/keyring'],
    ['silent', 'skipped', 'locked'],
  ] as const)('%s', (state, expected, text) => {
    expect(checkKeyring(state)).toMatchObject({state: expected, text: expect.stringContaining(text)})
  })
})

describe('proxy', () => {
  const host = 'https://langfuse.test'

  it('is shown with the host that it stands before', () => {
    const proxy = {url: 'http://proxy.test:3128', authorization: 'Basic geheim', variable: 'HTTPS_PROXY'}
    expect(checkProxy(proxy, host, {}).text).toBe('http://proxy.test:3128 for https://langfuse.test')
  })

  it('says when the variables do not concern the host', () => {
    expect(checkProxy(undefined, host, {}).text).toBe('none')
    const env = {https_proxy: 'http://u:geheim@p', NO_PROXY: 'langfuse.test'}
    expect(checkProxy(undefined, host, env).text).toBe(
      'none for https://langfuse.test, though HTTPS_PROXY, NO_PROXY is set',
    )
  })
})

describe('dns', () => {
  const LIMITS = {timeoutMs: 5000, signal: new AbortController().signal}

  it('is given up with Ctrl-C', async () => {
    const interrupted = {...LIMITS, signal: AbortSignal.abort(new CliError('interrupted', 'Interrupted'))}
    await expect(checkName('http://localhost', interrupted)).rejects.toMatchObject({code: 'interrupted'})
  })

  it('leaves addresses be', async () => {
    expect(await checkName('http://127.0.0.1:3000', LIMITS)).toMatchObject({
      state: 'ok',
      text: '127.0.0.1 is an address',
    })
    expect((await checkName('http://[::1]:3000/base', LIMITS)).state).toBe('ok')
  })

  it('finds localhost, and no host that cannot be', async () => {
    expect((await checkName('http://localhost', LIMITS)).text).toMatch(/^localhost is .*(127\.0\.0\.1|::1)/)
    expect(await checkName('https://no-such.invalid', LIMITS)).toMatchObject({state: 'problem', code: 'network'})
  })
})

describe('tls', () => {
  const now = Date.parse('2026-11-22T00:00:00Z')
  const good: Handshake = {
    protocol: 'TLSv1.3',
    validTo: Date.parse('2027-02-22T12:00:00Z'),
    issuer: 'Example CA',
    distrust: undefined,
  }

  it.each([
    ['a good one', {}, 'ok', 'TLSv1.3, certificate by Example CA good for 92 more days'],
    ['one that ends soon', {validTo: now + 3 * 86_400_000}, 'warning', '3 more days'],
    ['an old one', {validTo: now - 3 * 86_400_000, distrust: 'CERT_HAS_EXPIRED'}, 'problem', 'ended 3 days ago'],
    ['a private one', {distrust: 'SELF_SIGNED_CERT_IN_CHAIN'}, 'problem', 'refused (SELF_SIGNED_CERT_IN_CHAIN)'],
    ['one for another name', {distrust: 'ERR_TLS_CERT_ALTNAME_INVALID'}, 'problem', 'refused'],
  ])('%s', (_, change, state, text) => {
    const finding = checkHandshake('https://langfuse.test', {...good, ...change}, now)
    expect(finding).toMatchObject({state, text: expect.stringContaining(text)})
    if (state === 'problem') expect(finding.code).toBe('network')
    expect(finding.hint === undefined).toBe(state === 'ok')
  })

  it('says how to trust a company CA', () => {
    const {hint} = checkHandshake('https://x.test', {...good, distrust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'}, now)
    expect(hint).toContain('NODE_EXTRA_CA_CERTS')
  })
})

describe('api version', () => {
  it.each([
    ['3.225.4', false, 'auto', 'ok', '3'],
    ['v4.16.0', false, 'auto', 'ok', '4, and the older routes too (legacy or dual mode)'],
    ['4.16.0', true, 'auto', 'ok', '4, in events_only mode: the older routes are gone'],
    ['4.16.0', true, '3', 'warning', 'but API version 3 is asked for'],
    ['3.225.4', false, '4', 'warning', 'but API version 4 is asked for'],
    ['4.16.0', false, '3', 'ok', '4'],
    ['4.16.0', true, '4', 'ok', '4'],
  ] as const)('%s, events only %s, wanted %s', (version, eventsOnly, wanted, state, text) => {
    expect(judgeApiVersion(version, eventsOnly, wanted)).toMatchObject({state, text: expect.stringContaining(text)})
  })
})

describe('clock', () => {
  const date = 'Sun, 22 Nov 2026 12:00:00 GMT'
  const at = Date.parse(date)

  it.each([
    [0, 'ok', "as the server's"],
    [60_000, 'ok', "60 s from the server's"],
    [61_000, 'warning', "61 s ahead of the server's"],
    [-61_000, 'warning', "61 s behind the server's"],
    [30 * 60_000, 'warning', "30 min ahead of the server's"],
    [-86_400_000, 'warning', "24 h behind the server's"],
  ])('%i ms', (off, state, text) => {
    expect(checkClock(date, at + off)).toMatchObject({state, text})
  })

  it.each([undefined, 'soon'])('of a server that says %s', (strange) => {
    expect(checkClock(strange, at).state).toBe('skipped')
  })
})

describe('report', () => {
  const findings = [
    {name: 'node', state: 'ok', text: 'Node 20'} as const,
    skipped('tls', 'not encrypted', 'use it'),
    problem('server', 'network', 'gone\u001b[2J', 'start it\nor not'),
    problem('keys', 'credentials', 'refused'),
  ]

  it('has a line each, and what to do below it', () => {
    expect(reportLines(findings, false)).toBe(
      [
        '✓ node    Node 20',
        '- tls     not encrypted',
        '          → use it',
        '✗ server  gone␛[2J',
        '          → start it',
        '          → or not',
        '✗ keys    refused',
        '',
      ].join('\n'),
    )
  })

  it('ends as the first problem says', () => {
    expect(problemsIn(findings)).toMatchObject({message: '2 problems: server, keys', code: 'network'})
    expect(problemsIn(findings.slice(0, 2))).toBeUndefined()
  })

  it('is an object without codes for programs', () => {
    expect(reportObject(findings.slice(2, 3))).toEqual({
      checks: [{name: 'server', state: 'problem', text: 'gone\u001b[2J', hint: 'start it\nor not'}],
    })
  })

  it('has no place for bugs and Ctrl-C', () => {
    expect(() => problemOf('x', new TypeError('oops'))).toThrow('oops')
    expect(() => problemOf('x', new CliError('interrupted', 'Interrupted'))).toThrow('Interrupted')
  })
})

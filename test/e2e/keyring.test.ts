import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {type Home, newHome} from './profiles.js'
import {type Result, start, TEMP} from './run.js'

const PROGRAMS = ['dbus-run-session', 'dbus-send', 'gnome-keyring-daemon']
const lacking = PROGRAMS.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0)

const IN_KEYRING = 'The secret lies in the keyring of the operating system.'

/** A bus of its own on which nothing is started by being asked for. */
const EMPTY_BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`

const UNLOCKED = `
printf pw | gnome-keyring-daemon --foreground --unlock >/dev/null 2>&1 &
daemon=$!
trap 'kill -CONT $daemon; kill $daemon' EXIT
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \\
  string:org.freedesktop.secrets | grep -q 'boolean true'
do sleep 0.05; done`

const LOCK = `dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \\
  org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null`

let sandbox: Sandbox
let home: Home
let env: Record<string, string>

beforeAll(async () => {
  sandbox = await startSandbox()
})

beforeEach(() => {
  home = newHome()
  sandbox.requests.length = 0
  env = {...home.env, HOME: mkdtempSync(join(TEMP, 'home-'))}
})

afterAll(() => sandbox.close())

function login(kind: 'organization' | 'project', flags = ''): string {
  const {publicKey, secretKey} = sandbox.keys[kind]
  return `echo ${secretKey} | langfuse auth login --host ${sandbox.url} --public-key ${publicKey} --secret-key-stdin ${flags}`
}

async function session(lines: string[], bus: string[] = []): Promise<Result> {
  const result = await start('dbus-run-session', [...bus, '--', 'bash', '-c', lines.join('\n')], {env}).result
  return {...result, stderr: result.stderr.replaceAll(/^dbus-daemon\[.*\n|^\s*\n|^.*Gtk-WARNING.*\n/gm, '')}
}

describe.skipIf(lacking.length > 0)(`a Secret Service (needs ${PROGRAMS.join(', ')})`, () => {
  it('keeps both secrets; file and kernel have none; commands read them; logging out removes them', async () => {
    const kept = join(TEMP, 'kept.json')
    const {code, stdout, stderr} = await session([
      UNLOCKED,
      login('project'),
      login('organization'),
      `cp '${home.path}' '${kept}'`,
      'langfuse projects list --columns name',
      'langfuse auth status --columns works,secretKeySource,organizationSecretKeySource --json',
      'langfuse profiles show --columns secrets --json',
      'cat /proc/keys 2>/dev/null | grep -c langfusectl',
      'langfuse auth logout',
      `cp '${kept}' '${home.path}'`,
      'langfuse projects list; echo $?',
    ])
    expect(stderr.split(IN_KEYRING)).toHaveLength(3)
    expect(JSON.parse(readFileSync(kept, 'utf8')).profiles.default).toEqual({
      host: sandbox.url,
      project: {id: 'lf-test-project', name: 'Test Project', organization: 'Test Org'},
      pair: {publicKey: 'pk-lf-sandbox-project', keyring: true},
      organization: {publicKey: 'pk-lf-sandbox-organization', keyring: true},
    })
    const works = {
      works: true,
      secretKeySource: 'keyring (profile default)',
      organizationSecretKeySource: 'keyring (profile default)',
    }
    const shown = [works, {secrets: ['keyring']}].map((row) => JSON.stringify(row, null, 2))
    expect(stdout).toBe(['Test Project', ...shown, '0', '3', ''].join('\n'))
    expect(stderr).toContain('Logged out')
    expect(stderr).toContain('The keyring has no secret of profile default any more')
    expect(code).toBe(0)
  })

  it('keeps headers beside the secret, and gives them to every request', async () => {
    const kept = join(TEMP, 'headers.json')
    const {code, stdout, stderr} = await session([
      UNLOCKED,
      login('project', '-H "x-gate: gate-pass-0123456789"'),
      `cp '${home.path}' '${kept}'`,
      'langfuse health --columns status --json',
      'langfuse profiles show --columns secrets,headers --json',
      'langfuse auth logout',
      `cp '${kept}' '${home.path}'`,
      'langfuse health; echo $?',
    ])
    expect(JSON.parse(readFileSync(kept, 'utf8')).profiles.default.headers).toEqual({names: ['x-gate'], keyring: true})
    expect(sandbox.requests.map(({headers}) => headers['x-gate'])).toEqual(Array(2).fill('gate-pass-0123456789'))
    const shown = [{status: 'OK'}, {secrets: ['keyring'], headers: ['x-gate']}].map((row) =>
      JSON.stringify(row, null, 2),
    )
    expect({code, stdout}).toEqual({code: 0, stdout: [...shown, '3', ''].join('\n')})
    expect(stderr).toContain('Headers saved with it: x-gate.')
    expect(stderr).not.toContain('gate-pass')
  })

  it('--no-keyring puts the secret into the file, and takes the old one out of the keyring', async () => {
    const kept = join(TEMP, 'before.json')
    const {stdout, stderr} = await session([
      UNLOCKED,
      login('project'),
      `cp '${home.path}' '${kept}'`,
      login('project', '--no-keyring'),
      'langfuse projects list --columns name',
      `cp '${kept}' '${home.path}'`,
      'langfuse projects list; echo $?',
    ])
    expect(stderr).toContain(IN_KEYRING)
    expect(stderr).toContain(home.path)
    expect(stdout).toBe('Test Project\n3\n')
    expect(stderr).toContain('The keyring has no secret')
  })

  it('that is forbidden by the variable is not asked', async () => {
    const {stdout, stderr} = await session([
      UNLOCKED,
      login('project'),
      'export LANGFUSE_CLI_NO_KEYRING=1',
      'langfuse projects list; echo $?',
      'langfuse auth status --columns works --json',
      login('project'),
      'langfuse projects list --columns name',
    ])
    expect(stdout).toBe('3\n{\n  "works": false\n}\nTest Project\n')
    expect(stderr).toMatch(/Unset that variable.*Warning: [^\n]* still hold langfusectl default\/project/s)
  })

  it('that is locked: reading says so, logging in turns to the file', async () => {
    const {stdout, stderr} = await session([
      UNLOCKED,
      login('project'),
      LOCK,
      'langfuse projects list; echo $?',
      login('project'),
      'langfuse projects list --columns name',
    ])
    expect(stderr).toMatch(/is locked.*--no-keyring.*\(no keyring answered\)/s)
    expect(stdout).toBe('3\nTest Project\n')
    expect(home.modes()).toEqual(['700', '600'])
  })

  it('that hangs is given up: reading says so, logging in turns to the file', async () => {
    const {stdout, stderr} = await session([
      UNLOCKED,
      login('project'),
      'kill -STOP $daemon',
      'langfuse projects list; echo $?',
      login('project'),
      'langfuse projects list --columns name',
    ])
    expect(stderr).toMatch(/is locked.*\(no keyring answered\)/s)
    expect(stdout).toBe('3\nTest Project\n')
  })

  it('that was never set up counts as none', async () => {
    const {stdout, stderr} = await session([login('project'), 'langfuse projects list --columns name'])
    expect(stderr).toContain('(no keyring answered)')
    expect(stdout).toMatch(/^Test Project\n$/m)
  })

  it('that is not on the bus counts as none', async () => {
    const config = join(TEMP, 'empty-bus.conf')
    writeFileSync(config, EMPTY_BUS)
    const bus = [`--config-file=${config}`]
    const {stdout, stderr} = await session([login('project'), 'langfuse projects list --columns name'], bus)
    expect(stderr).toContain('(no keyring answered)')
    expect(stdout).toBe('Test Project\n')
  })
})

describe('no session bus', () => {
  it.each([{}, {XDG_RUNTIME_DIR: '/nowhere'}, {DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus'}])(
    'the secret goes into the file with %j',
    async (bus) => {
      const {code, stderr} = await start('bash', ['-c', login('project')], {env: {...env, ...bus}}).result
      expect(code).toBe(0)
      expect(stderr).toContain(`The secret lies in ${home.path}, which only you can read (no keyring answered).`)
      expect(existsSync(home.path)).toBe(true)
    },
  )
})

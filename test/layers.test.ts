import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, normalize} from 'node:path'
import {describe, expect, it} from 'vitest'
import {ROOT} from './manifest.js'

const TOPICS = 'administration dashboards datasets evaluation media metrics observations queues scores sessions traces'
  .split(' ')
  .map((topic) => `api/resources/${topic}`)
  .join(' ')

const SANDBOX_TOPICS = ['', ...'datasets evaluation ingestion organization prompts scores'.split(' ')]
  .map((topic) => join('sandbox/resources', topic))
  .join(' ')

/**
 * The one table of allowed imports: which folders the files of a folder may import besides their own, types included.
 * A row stands below all that it names, so no folder can be in a circle; `npm test` fails on an import that is not here,
 * on a row that names what nobody imports, and on a folder without a row. The sandbox is a program of its own: it and
 * `src` know nothing of each other.
 */
const MAY_IMPORT: Record<string, string> = {
  'api/errors': '',
  'api/json': 'api/errors',
  'api/filter': 'api/errors api/json',
  'api/operation': 'api/filter',
  'api/http': 'api/errors api/json api/operation',
  'api/paging': 'api/json api/http api/operation',
  'api/variants': 'api/errors api/json api/operation api/http api/paging',
  'api/resources': 'api/json api/operation api/http api/paging api/variants',
  'api/resources/administration': 'api/operation api/http api/paging',
  'api/resources/evaluation': 'api/filter api/operation api/variants',
  'api/resources/media': 'api/operation',
  'api/resources/metrics': 'api/errors api/json api/filter api/operation api/http api/variants',
  'api/resources/queues': 'api/operation',
  'api/resources/scores': 'api/errors api/json api/filter api/operation api/paging api/variants',
  'api/resources/dashboards': 'api/filter api/operation api/resources/metrics',
  'api/resources/datasets':
    'api/errors api/json api/filter api/operation api/http api/paging api/variants api/resources/metrics',
  'api/resources/observations': 'api/json api/filter api/operation api/paging api/variants api/resources/metrics',
  'api/resources/traces':
    'api/errors api/json api/http api/filter api/operation api/paging api/variants api/resources/metrics api/resources/observations api/resources/scores',
  'api/resources/sessions':
    'api/json api/operation api/paging api/variants api/resources/metrics api/resources/observations api/resources/traces',
  'base/errors': 'api/errors api/json api/http api/operation',
  'base/state': 'api/errors api/json api/variants',
  'base/input': 'api/errors api/json api/filter api/operation api/variants',
  'base/output': 'api/errors api/json api/http api/operation api/paging base/input',
  'base/account': 'api/errors api/json api/http api/operation base/state base/input base/output',
  'base/settings': 'api/errors api/http base/input base/output',
  'base/cli': 'api/errors api/json base/errors base/state base/input base/output base/settings',
  'base/command':
    'api/errors api/json api/http api/operation api/paging api/variants base/errors base/state base/input base/output base/account base/settings base/cli',
  'base/catalog': 'api/operation base/settings base/command',
  'base/completion': 'api/errors base/input base/settings',
  'base/doctor':
    'api/errors api/http api/operation api/variants base/errors base/input base/output base/account base/settings',
  'base/raw':
    'api/errors api/json api/http api/operation api/paging base/input base/output base/cli base/command base/catalog',
  'base/reference':
    'api/errors api/json api/http api/operation base/errors base/state base/output base/command base/catalog',
  'base/skill': 'api/errors base/state base/cli base/catalog',
  commands: `api/errors api/json api/operation api/http api/paging api/variants api/resources ${TOPICS} base/errors base/input base/output base/account base/settings base/cli base/command base/catalog base/completion base/doctor base/raw base/reference base/skill`,
  '': 'api/errors base/errors base/input base/output base/cli base/catalog base/raw',
  'sandbox/store': '',
  'sandbox/http': 'sandbox/store',
  'sandbox/filter': 'sandbox/store sandbox/http',
  'sandbox/resources/datasets': 'sandbox/store sandbox/http sandbox/filter',
  'sandbox/resources/evaluation': 'sandbox/store sandbox/http',
  'sandbox/resources/organization': 'sandbox/store sandbox/http',
  'sandbox/resources/prompts': 'sandbox/store sandbox/http sandbox/filter',
  'sandbox/resources/scores': 'sandbox/store sandbox/http sandbox/filter',
  'sandbox/resources/ingestion': 'sandbox/store sandbox/http sandbox/resources/scores',
  'sandbox/resources': 'sandbox/store sandbox/http sandbox/resources/scores',
  'sandbox/version-3': 'sandbox/store sandbox/http sandbox/filter sandbox/resources/scores',
  'sandbox/version-4': 'sandbox/store sandbox/http sandbox/filter sandbox/resources/datasets sandbox/resources/scores',
  'sandbox/metrics': 'sandbox/store sandbox/http sandbox/filter sandbox/version-3 sandbox/version-4',
  'sandbox/seeds': 'sandbox/store sandbox/resources/datasets sandbox/resources/prompts sandbox/resources/scores',
  sandbox: `sandbox/store sandbox/http ${SANDBOX_TOPICS} sandbox/version-3 sandbox/version-4 sandbox/metrics`,
}

/** The files that may import a package which decides how the program is built; every other file leaves it alone. */
const PACKAGES: Record<string, (file: string) => boolean> = {
  '@oclif/core': (file) => !/^(api|sandbox)\//.test(file),
  got: (file) => file === 'api/http/send.ts',
}

/** Where the streams, the variables and the words of the process may be taken; all else has them from its context. */
const TAKES_PROCESS = /^(main|base\/account\/keyring-child|base\/cli\/.*)\.ts$/

/** Where the clock is read: once for a command line, and where time that passes is measured. */
const READS_CLOCK =
  /^(api\/http\/clock|base\/command\/context|base\/state\/lock|base\/output\/list-progress|base\/cli\/.*)\.ts$/

type Sources = Record<string, string>

function importsOf(source: string): string[] {
  return [...source.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"]+)\1/g)].map((match) => match[2] ?? '')
}

/** The files of the tree that a file imports. */
function targets(file: string, sources: Sources): string[] {
  const paths = importsOf(sources[file] ?? '').filter((name) => name.startsWith('.'))
  return paths.map((name) => normalize(join(dirname(file), name)).replace(/\.js$/, '.ts'))
}

/** The folder that stands in the table; a topic of the commands is a part of `commands`. */
function folderOf(file: string): string {
  const folder = dirname(file)
  return folder.startsWith('commands') ? 'commands' : folder === '.' ? '' : folder
}

/** Imports of a file that the table does not allow. */
function forbidden(file: string, sources: Sources): string[] {
  const allowed = [folderOf(file), ...(MAY_IMPORT[folderOf(file)] ?? '').split(' ')]
  const packages = importsOf(sources[file] ?? '').filter((name) =>
    Object.entries(PACKAGES).some(([known, mayUse]) => name.split('/', 2).join('/').startsWith(known) && !mayUse(file)),
  )
  const otherTopic = (target: string) => target.startsWith('commands/') && target.split('/')[1] !== file.split('/')[1]
  const files = targets(file, sources).filter((target) => !allowed.includes(folderOf(target)) || otherTopic(target))
  return [...packages, ...files]
}

/** What a file takes of the process although it should have it from its context. */
function takenOfProcess(file: string, sources: Sources): string[] {
  const names = 'stdin|stdout|stderr|env|argv'
  const taken = new RegExp(
    `\\bprocess\\.(?:${names})\\b|\\{[^{}]*\\b(?:${names})\\b[^{}]*\\} = process\\b|['"](?:node:)?process['"]`,
    'g',
  )
  return TAKES_PROCESS.test(file) ? [] : (sources[file]?.match(taken) ?? [])
}

/** Where a file reads the clock although it should take the one instant of the command line. */
function clockReads(file: string, sources: Sources): string[] {
  return READS_CLOCK.test(file) ? [] : (sources[file]?.match(/\bnew Date\(\)|\bDate\.now\b/g) ?? [])
}

/** The files that import each other in a circle: one that is reached from itself, of each such group. */
function circles(sources: Sources): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file) || path.includes(file)) return
    for (const target of targets(file, sources)) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of Object.keys(sources)) visit(file, [])
  return found
}

/** The files below a folder, by their paths within it, which stand behind a prefix. */
function sourcesIn(folder: string, prefix = ''): Sources {
  const files = readdirSync(join(ROOT, folder), {recursive: true, encoding: 'utf8'})
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  return Object.fromEntries(
    files.sort().map((file) => [`${prefix}${file}`, readFileSync(join(ROOT, folder, file), 'utf8')]),
  )
}

const SOURCES: Sources = {...sourcesIn('src'), ...sourcesIn('sandbox', 'sandbox/')}

describe('imports', () => {
  it.each(Object.keys(SOURCES))('of %s are allowed', (file) => {
    expect(forbidden(file, SOURCES)).toEqual([])
  })

  it('make no circle', () => {
    expect(circles(SOURCES)).toEqual([])
  })

  it('are of folders that stand in the table', () => {
    const folders = new Set(Object.keys(SOURCES).map(folderOf))
    expect([...folders].sort()).toEqual(Object.keys(MAY_IMPORT).sort())
  })

  it.each(Object.entries(MAY_IMPORT))('of %s need all that its row allows', (folder, row) => {
    const files = Object.keys(SOURCES).filter((file) => folderOf(file) === folder)
    const used = new Set(files.flatMap((file) => targets(file, SOURCES)).map(folderOf))
    expect(row.split(' ').filter((name) => name !== '' && !used.has(name))).toEqual([])
  })

  it('go to rows above their own', () => {
    const rows = Object.keys(MAY_IMPORT)
    const upwards = Object.entries(MAY_IMPORT).flatMap(([folder, row]) =>
      row.split(' ').filter((name) => name !== '' && rows.indexOf(name) >= rows.indexOf(folder)),
    )
    expect(upwards).toEqual([])
  })
})

describe('streams, variables and words of the process', () => {
  it.each(Object.keys(SOURCES))('come to %s with its context', (file) => {
    expect(takenOfProcess(file, SOURCES)).toEqual([])
  })
})

describe('the clock', () => {
  it.each(Object.keys(SOURCES).filter((file) => !file.startsWith('sandbox/')))('is not read in %s', (file) => {
    expect(clockReads(file, SOURCES)).toEqual([])
  })
})

describe('the check notices', () => {
  it.each([
    ['a folder that is not in the row', 'api/http/x.ts', "import {x} from '../resources/prompts.js'"],
    ['a type', 'api/http/x.ts', "import type {X} from '../resources/prompts.js'"],
    ['an import that is awaited', 'base/input/x.ts', "const {x} = await import('../output/table.js')"],
    ['an export', 'base/command/x.ts', "export {main} from '../../main.js'"],
    ['another topic of the API', 'api/resources/metrics/x.ts', "import {x} from '../traces/endpoints.js'"],
    ['another topic of the commands', 'commands/prompts/get.ts', "import x from '../datasets/get.js'"],
    ['oclif in the API', 'api/http/x.ts', "import {Flags} from '@oclif/core'"],
    ['got elsewhere', 'api/http/client.ts', "const {got} = await import('got')"],
    ['the sandbox in the program', 'base/doctor/x.ts', "import {startSandbox} from '../../../sandbox/server.js'"],
    ['the program in the sandbox', 'sandbox/http/x.ts', "import {redact} from '../../src/base/output/redact.js'"],
    ['an upper layer of the sandbox', 'sandbox/store/x.ts', "import type {Call} from '../http/call.js'"],
  ])('%s', (_, file, source) => {
    expect(forbidden(file, {[file]: source})).toHaveLength(1)
  })

  it.each([
    ['api/http/send.ts', "const {got} = await import('got')\nimport type {Got} from 'got'"],
    ['commands/prompts/versions/update.ts', "import x from '../get.js'"],
    ['base/command/x.ts', "import {Flags} from '@oclif/core'"],
  ])('nothing in %s', (file, source) => {
    expect(forbidden(file, {[file]: source})).toEqual([])
  })

  it.each([
    'process.stdout.write(text)',
    'if (process.stdin.isTTY) ask()',
    'const {isTTY} = process.stderr',
    'read(process.env)',
    "process.argv.includes('--quiet')",
    'const {env} = process',
    'const {platform, stdout: out} = process',
    "import {stdin} from 'node:process'",
  ])('what is taken of the process: %s', (source) => {
    expect(takenOfProcess('commands/prompts/get.ts', {'commands/prompts/get.ts': source})).toHaveLength(1)
  })

  it.each([
    ['main.ts', 'process.stdout.write(text)'],
    ['base/cli/argv.ts', 'const {env} = process'],
    ['base/account/keyring-child.ts', 'process.stdin'],
    ['base/command/context.ts', 'io.stdout.write(text)'],
    ['base/doctor/machine.ts', 'process.versions.node'],
    ['base/account/keyring.ts', 'process.platform'],
  ])('nothing of the process in %s: %s', (file, source) => {
    expect(takenOfProcess(file, {[file]: source})).toEqual([])
  })

  it.each(['parseTime(text, flag, new Date(), end)', 'const started = Date.now()', 'const {now = Date.now} = options'])(
    'a look at the clock: %s',
    (source) => {
      expect(clockReads('base/input/flags.ts', {'base/input/flags.ts': source})).toHaveLength(1)
      expect(clockReads('api/http/clock.ts', {'api/http/clock.ts': source})).toEqual([])
    },
  )

  it('no look at the clock in a date that is given', () => {
    const sources = {'base/input/time.ts': 'new Date(year, month - 1, day)\nnew Date(Date.parse(text))'}
    expect(clockReads('base/input/time.ts', sources)).toEqual([])
  })

  it('a circle, of types too', () => {
    const sources = {'a/a.ts': "import type {B} from './b.js'", 'a/b.ts': "import type {A} from './a.js'"}
    expect(circles(sources)).toEqual(['a/a.ts → a/b.ts → a/a.ts'])
  })
})

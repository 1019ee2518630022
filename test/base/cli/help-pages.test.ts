import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {EXIT_CODES} from '../../../src/api/errors/cli-error.js'
import {HELP_PAGES, helpPage} from '../../../src/base/cli/help-pages.js'
import {OUTPUT_FORMATS} from '../../../src/base/output/format.js'
import {cli} from '../../cli.js'
import {ROOT} from '../../manifest.js'

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
const names = Object.keys(HELP_PAGES)
const page = (name: string) => HELP_PAGES[name] ?? ''

describe.each(names)('langfuse help %s', (name) => {
  it('is a page of 40 lines and 80 columns at most', async () => {
    const {stdout, stderr, exitCode} = await cli(`help ${name}`)
    expect({stderr, exitCode, stdout}).toEqual({stderr: '', exitCode: 0, stdout: `${page(name)}\n`})
    const lines = page(name).split('\n')
    expect(lines.length).toBeLessThanOrEqual(40)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
    expect((await cli(`help ${name} --no-color`)).stdout).toBe(stdout)
  })

  it('is named by the first page and the help of help', async () => {
    expect((await cli('')).stdout.trimEnd().split('\n').at(-1)).toBe(`Help pages: ${names.join(', ')}`)
    expect((await cli('help help')).stdout.replaceAll(/\s+/g, ' ')).toContain(names.join(', '))
  })

  it.each([[`help ${name}x`], [name], [`${name.slice(0, -1)}`]])('is meant by: %s', async (line) => {
    const {stderr, exitCode} = await cli(line)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`Did you mean \`langfuse help ${name}\`?`)
  })
})

it('no page stands for two words, or for none', () => {
  expect(helpPage(['environment', 'x'])).toBeUndefined()
  expect(helpPage([])).toBeUndefined()
  expect(helpPage(['constructor'])).toBeUndefined()
})

describe('the pages say what the README says', () => {
  it('of variables', () => {
    const variables = (text: string) => new Set(text.match(/\bLANGFUSE_[A-Z_]+[A-Z]\b|\b(?:NO|FORCE)_COLOR\b/g))
    const [table = ''] = /^\| variable \|[\s\S]*?\n\n/m.exec(readme) ?? []
    expect(variables(table).size).toBeGreaterThan(10)
    for (const name of variables(table)) expect(page('environment')).toContain(name)
  })

  it('of exit statuses', () => {
    for (const [word, status] of Object.entries(EXIT_CODES)) {
      expect(page('exit-codes')).toContain(word)
      expect(page('exit-codes')).toMatch(new RegExp(`^  ${status} `, 'm'))
    }
  })

  it('of formats', () => {
    for (const format of OUTPUT_FORMATS) expect(page('formatting')).toMatch(new RegExp(`^  ${format} `, 'm'))
  })

  it.each(['--limit', '--all', '--page-size', '--page', '--cursor', '--retries', '--max-wait'])(
    'of paging: %s',
    (flag) => {
      expect(page('pagination')).toContain(flag)
    },
  )
})

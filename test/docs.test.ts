import {spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {rateText} from '../src/api/operation/rates.js'
import {ROOT, readManifest} from './manifest.js'

const page = readFileSync(join(ROOT, 'docs/commands.md'), 'utf8')
const commands = readManifest().map((command) => ({...command, line: command.id.replaceAll(':', ' ')}))

function sectionOf(line: string): string {
  const start = page.indexOf(`\n### ${line}\n`)
  const end = page.slice(start + 1).search(/\n##/)
  return start < 0 ? '' : page.slice(start, end < 0 ? undefined : start + 1 + end)
}

describe('docs/commands.md', () => {
  it('is what `npm run docs` makes', () => {
    const {stdout, status} = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/commands-doc.ts'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    expect(status).toBe(0)
    expect(page === stdout, 'Rewrite it: npm run docs').toBe(true)
  })

  it('is linked from the README', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain('(docs/commands.md)')
  })

  it.each(commands)('has $line with all that it takes and needs', ({line, flags, args, operations = []}) => {
    const text = sectionOf(line)
    expect(page).toContain(`- [${line}](#${line.replaceAll(' ', '-')}): `)
    for (const [name, {hidden}] of Object.entries(flags)) {
      if (!hidden) expect(text).toMatch(new RegExp(`--(\\[no-\\])?${name}\\b`))
    }
    for (const name of Object.keys(args)) expect(text).toContain(`- \`${name.toUpperCase()}\`: `)
    for (const {method, path, limits} of operations) {
      expect(text).toContain(`- \`${method} ${path}\`; `)
      expect(text).toContain(rateText(limits.rate))
    }
    expect(text).not.toContain('<%=')
  })
})

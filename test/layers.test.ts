import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, relative, resolve} from 'node:path'
import {describe, expect, it} from 'vitest'
import {ROOT} from './manifest.js'

const SRC = join(ROOT, 'src')
/** The parts of src/api that say nothing about a single endpoint. */
const GENERAL_API = [
  'answer-body',
  'client',
  'endpoint',
  'errors',
  'fields',
  'filter',
  'generation',
  'http',
  'is-object',
  'nearest',
  'paging',
  'raw',
  'raw-place',
  'request',
  'retry',
  'server',
  'size',
  'transport',
  'variants',
]
/** Which layers a layer may import, itself included. */
const BELOW: Record<string, string[]> = {
  api: ['api'],
  base: ['api', 'base'],
  transfer: ['api', 'transfer'],
  commands: ['api', 'base', 'commands', 'help', 'transfer'],
  'help.ts': ['base'],
  'program.ts': [],
  'main.ts': ['base', 'help', 'program'],
}

/** Inside base: which of its folders a folder may use besides itself; the files beside the folders may use all. */
const BELOW_IN_BASE: Record<string, string[]> = {
  errors: [],
  input: ['errors'],
  output: ['errors', 'input'],
  account: ['errors', 'input', 'output'],
}

function importsOf(source: string): string[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"]+)\1/g
  return [...source.replace(/^import type .* from '\.\.\/(context|settings)\.js'$/gm, '').matchAll(pattern)].map(
    (match) => match[2] ?? '',
  )
}

function topicOf(path: string): string {
  return dirname(path).split('/')[1] ?? ''
}

/** Imports of a file (path below src) that the layers do not allow. */
function violations(file: string, source: string): string[] {
  const layer = file.split('/')[0] ?? ''
  return importsOf(source).filter((name) => {
    if (!name.startsWith('.')) {
      if (/^@?oclif\b|^@oclif\//.test(name)) return layer === 'api' || layer === 'transfer'
      return name === 'got' && file !== 'api/http.ts'
    }
    const target = relative(SRC, resolve(SRC, dirname(file), name)).replace(/\.js$/, '')
    const [other = '', part = ''] = target.split('/')
    if (!(BELOW[layer] ?? []).includes(other)) return true
    if (layer === 'base' && other === 'api') return !GENERAL_API.includes(part)
    const folders = BELOW_IN_BASE[topicOf(file)]
    if (layer === 'base' && folders) return ![topicOf(file), ...folders].includes(topicOf(target))
    return other === 'commands' && topicOf(target) !== topicOf(file)
  })
}

const files = (readdirSync(SRC, {recursive: true}) as string[])
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort()

describe('imports go downwards', () => {
  it('in files that there are', () => {
    expect(files.length).toBeGreaterThan(50)
  })

  it.each(files)('%s', (file) => {
    expect(violations(file, readFileSync(join(SRC, file), 'utf8'))).toEqual([])
  })
})

describe('the check notices', () => {
  it.each([
    ['api/prompts.ts', "import {x} from '../base/flags.js'"],
    ['api/prompts.ts', "import {x} from '../commands/health.js'"],
    ['api/prompts.ts', "import {Flags} from '@oclif/core'"],
    ['api/prompts.ts', "const {got} = await import('got')"],
    ['base/list.ts', "import * as prompts from '../api/prompts.js'"],
    ['base/list.ts', "import type {x} from '../commands/health.js'"],
    ['base/input/time.ts', "import {x} from '../output/table.js'"],
    ['base/output/table.ts', "import {x} from '../list.js'"],
    ['base/errors/errors.ts', "import {x} from '../settings.js'"],
    ['base/list.ts', "export {x} from '../main.js'"],
    ['commands/prompts/get.ts', "import x from '../datasets/get.js'"],
    ['commands/prompts/get.ts', "await import('../health.js')"],
    ['commands/prompts/get.ts', "import '../.js'"],
  ])('%s: %s', (file, source) => {
    expect(violations(file, source)).toHaveLength(1)
  })

  it.each([
    ['api/http.ts', "const {got} = await import('got')\nimport type {Got} from 'got'"],
    ['api/prompts.ts', "import * as z from 'zod'\nimport {endpoint} from './endpoint.js'"],
    ['base/list.ts', "import {paginate} from '../api/paging.js'\nimport {Flags} from '@oclif/core'"],
    [
      'commands/prompts/versions/update.ts',
      "import x from '../get.js'\nimport * as prompts from '../../../api/prompts.js'",
    ],
  ])('nothing in %s', (file, source) => {
    expect(violations(file, source)).toEqual([])
  })
})

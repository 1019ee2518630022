import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {lookUpWords} from '../../../src/base/reference/look-up.js'
import {itemOf, serverOperations} from '../../../src/base/reference/operations.js'
import {referencePage} from '../../../src/base/reference/print.js'
import {ROOT} from '../../manifest.js'
import {documentOf, OWN} from './fixture.js'

const EXCERPTS = join(ROOT, 'test/recordings')
const WHOLE = join(ROOT, '../shared/api')

/** Excerpts of the documents of two servers, and the whole ones where they lie beside the repository. */
const DOCUMENTS = [...(existsSync(WHOLE) ? [WHOLE] : []), EXCERPTS].flatMap((folder) =>
  ['3.225.4', '4.16.0'].map((version) => ({
    title: `${version}, ${folder === WHOLE ? 'whole' : 'excerpt'}`,
    file: join(folder, `openapi-v${version}.yml`),
    atLeast: folder === WHOLE ? 113 : 11,
  })),
)

/** A schema as the document has it, its references followed; only what this test looks at. */
function requiredOf(schemas: Record<string, Raw>, schema: Raw): string[] {
  const name = schema.$ref?.split('/').at(-1)
  if (name) return requiredOf(schemas, schemas[name] ?? {})
  return [...(schema.required ?? []), ...(schema.allOf ?? []).flatMap((one) => requiredOf(schemas, one))]
}

interface Body {
  content: {'application/json': {schema: Raw}}
}

interface Raw {
  $ref?: string
  required?: string[]
  allOf?: Raw[]
  oneOf?: Raw[]
}

describe('documents of real servers', () => {
  describe.each(DOCUMENTS)('$title', async ({title, file, atLeast}) => {
    const document = await documentOf(readFileSync(file, 'utf8'))
    const operations = serverOperations(document, OWN)
    const place = {operations, own: OWN, name: title}

    it('is read', () => {
      expect(operations.length).toBeGreaterThanOrEqual(atLeast)
    })

    it('has a command of ours for each operation', () => {
      expect(operations.filter(({owner}) => !owner).map(({method, path}) => `${method} ${path}`)).toEqual([])
    })

    it('has each operation of ours that it has, found by method and path', () => {
      const there = OWN.filter(({method, path}) => operations.some((one) => one.method === method && one.path === path))
      expect(there).toHaveLength(operations.length)
      for (const {method, path} of there)
        expect(lookUpWords([method, path], place)).toMatchObject({operation: {method, path}})
    })

    it('lists my prompts first', () => {
      const found = lookUpWords(['list', 'my', 'prompts'], place)
      expect('operations' in found && found.operations[0]).toMatchObject({
        method: 'GET',
        path: '/api/public/v2/prompts',
      })
    })

    it('finds an operation by what is said for its command, among the first three', () => {
      const missed = operations.flatMap((operation) =>
        (operation.owner?.entry.phrases ?? []).filter((phrase) => {
          const found = lookUpWords(phrase.split(' '), place)
          const first = 'operations' in found ? found.operations.slice(0, 3) : [found.operation]
          return !first.some(({owner}) => owner?.entry === operation.owner?.entry)
        }),
      )
      expect(missed).toEqual([])
    })

    it.each(operations.map((one) => [`${one.method} ${one.path}`, one] as const))('%s is shown', (_, operation) => {
      const text = referencePage(operation, {columns: 80, hard: true})
      const wide = text.split('\n').filter((line) => line.length > 80 && !/^ {4}'.*'( \\)?$/.test(line))
      expect(wide).toEqual([])
      const item = itemOf(operation)
      expect(JSON.stringify(item)).not.toContain('"$ref"')
      const raw = (document.paths as Record<string, Record<string, {requestBody?: Body}>>)[operation.path]
      const schema = raw?.[operation.method.toLowerCase()]?.requestBody?.content['application/json'].schema
      if (!schema) return expect(item.requestBody).toBeNull()
      const {schemas} = document.components as {schemas: Record<string, Raw>}
      const shown = (item.requestBody as Body).content['application/json'].schema
      const target = schemas[schema.$ref?.split('/').at(-1) ?? ''] ?? schema
      expect((shown.oneOf ?? [shown]).map(({required = []}) => [...new Set(required)].sort())).toEqual(
        (target.oneOf ?? [target]).map((form) => [...new Set(requiredOf(schemas, form))].sort()),
      )
    })
  })
})

import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {readDocument} from '../../../src/base/reference/document.js'
import {serverReference} from '../../../src/base/reference/item.js'
import {lookUpWords} from '../../../src/base/reference/look-up.js'
import {owners} from '../../../src/base/reference/owner.js'
import {referencePage} from '../../../src/base/reference/page.js'
import {ROOT} from '../../manifest.js'
import {CATALOG} from './fixture.js'

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

interface Raw {
  $ref?: string
  required?: string[]
  allOf?: Raw[]
  oneOf?: Raw[]
}

interface Shown {
  name?: string
  required?: boolean
  fields?: Shown[]
  variants?: Shown[]
}

function shownRequired({fields = []}: Shown): string[] {
  return fields.filter(({required}) => required).map(({name}) => name ?? '')
}

describe('documents of real servers', () => {
  describe.each(DOCUMENTS)('$title', async ({title, file, atLeast}) => {
    const document = await readDocument(readFileSync(file, 'utf8'))
    const reference = serverReference(document, CATALOG)
    const place = {reference, catalog: CATALOG, name: title}
    const ours = owners(CATALOG).flatMap(({operations}) => operations)
    const {operations} = reference

    it('is read', () => {
      expect(operations.length).toBeGreaterThanOrEqual(atLeast)
    })

    it('has a command of ours for each operation', () => {
      expect(operations.filter(({entry}) => !entry).map(({method, path}) => `${method} ${path}`)).toEqual([])
    })

    it('has each operation of ours that it has, found by method and path', () => {
      const there = ours.filter(({method, path}) =>
        operations.some((one) => one.method === method && one.path === path),
      )
      expect(new Set(there.map(({method, path}) => `${method} ${path}`)).size).toBe(operations.length)
      for (const {method, path} of there)
        expect(lookUpWords([method, path], place)).toMatchObject({one: {method, path}})
    })

    it('lists my prompts first', () => {
      const found = lookUpWords(['list', 'my', 'prompts'], place)
      expect('list' in found && found.list[0]).toMatchObject({method: 'GET', path: '/api/public/v2/prompts'})
    })

    it('finds an operation by what is said for its command, among the first three', () => {
      const missed = operations.flatMap((operation) =>
        (operation.entry?.phrases ?? []).filter((phrase) => {
          const found = lookUpWords(phrase.split(' '), place)
          const first = 'list' in found ? found.list.slice(0, 3) : [found.one]
          return !first.some(({entry}) => entry === operation.entry)
        }),
      )
      expect(missed).toEqual([])
    })

    it.each(operations.map((one) => [`${one.method} ${one.path}`, one] as const))('%s is shown', (_, operation) => {
      const whole = reference.whole(operation)
      const text = referencePage(whole, {columns: 80, strict: true})
      const wide = text.split('\n').filter((line) => line.length > 80 && !/^ {4}'.*'( \\)?$/.test(line))
      expect(wide).toEqual([])
      expect(JSON.stringify(whole)).not.toContain('"$ref"')
      const raw = document.paths[operation.path]?.[operation.method.toLowerCase()] as {
        requestBody?: {content: Record<string, {schema: Raw}>}
      }
      const schema = raw.requestBody?.content['application/json']?.schema
      if (!schema) return expect(whole.body).toBeNull()
      const schemas = document.components.schemas as Record<string, Raw>
      const target = schemas[schema.$ref?.split('/').at(-1) ?? ''] ?? schema
      const [forms, shown] = target.oneOf
        ? [target.oneOf, (whole.body as Shown).variants ?? []]
        : [[target], [whole.body as Shown]]
      expect(shown.map((one) => shownRequired(one).sort())).toEqual(
        forms.map((one) => [...new Set(requiredOf(schemas, one))].sort()),
      )
    })
  })
})

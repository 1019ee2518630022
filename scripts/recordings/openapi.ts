import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

/** The paths that test/recordings/openapi-*.yml keep: lists, bodies with choices, several methods, deprecated ones. */
const KEPT = [
  '/api/public/annotation-queues',
  '/api/public/health',
  '/api/public/v2/prompts',
  '/api/public/v2/prompts/{promptName}',
  '/api/public/v2/datasets',
  '/api/public/scores',
  '/api/public/sessions',
  '/api/public/feedback',
]

/** The text of a document from each line that starts with as many spaces to the next, by its key. */
function blocks(text: string, spaces: number): Map<string, string> {
  const found = text.split(new RegExp(String.raw`^(?= {${spaces}}[^\s])`, 'm'))
  return new Map(found.map((block) => [block.trimStart().split(/:\s/)[0] ?? '', block]))
}

/** The schemas and anchors that a text refers to, with those that these refer to. */
function referredTo(text: string, schemas: Map<string, string>, found = new Set<string>()): Set<string> {
  const names = [...text.matchAll(/#\/components\/schemas\/([\w-]+)/g)].map(([, name = '']) => name)
  const anchors = [...text.matchAll(/[:-] \*(\w+)/g)].map(([, anchor]) => `&${anchor}\n`)
  const holders = [...schemas].filter(([, schema]) => anchors.some((anchor) => schema.includes(anchor)))
  for (const name of [...names, ...holders.map(([holder]) => holder)]) {
    if (found.has(name)) continue
    found.add(name)
    referredTo(schemas.get(name) ?? '', schemas, found)
  }
  return found
}

function excerpt(document: string): string {
  const sections = blocks(document, 0)
  const paths = blocks(sections.get('paths') ?? '', 2)
  const components = blocks(sections.get('components') ?? '', 2)
  const schemas = blocks(components.get('schemas') ?? '', 4)
  const kept = [...paths].filter(([path]) => KEPT.includes(path)).map(([, text]) => text)
  const names = referredTo(kept.join(''), schemas)
  const keptSchemas = [...schemas].filter(([name]) => names.has(name)).map(([, text]) => text)
  const security = components.get('securitySchemes') ?? ''
  const parts = [sections.get('openapi'), sections.get('info'), 'paths:\n', ...kept, 'components:\n  schemas:\n']
  return [...parts, ...keptSchemas, security].join('')
}

const [source = '', target = join(import.meta.dirname, '../../test/recordings')] = process.argv.slice(2)
for (const file of readdirSync(source).filter((name) => /^openapi-v.*\.yml$/.test(name))) {
  writeFileSync(join(target, file), excerpt(readFileSync(join(source, file), 'utf8')))
}

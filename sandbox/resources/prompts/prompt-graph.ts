import type {PromptRow} from '../../store/project-rows.js'
import type {Store} from '../../store/store.js'

/** A reference from one prompt to another. */
export interface Reference {
  name: string
  version?: number
  label?: string
}

/** Which prompts were inlined into which. */
export interface ResolutionGraph {
  root: {name: string; version: number; id: string}
  dependencies: Record<string, {id: string; name: string; version: number}[]>
}

const maxDepth = 5

/** The references in a prompt's text or messages; malformed ones are no references. */
export function references(content: PromptRow['prompt']): Reference[] {
  const found: Reference[] = []
  for (const match of JSON.stringify(content).matchAll(/@@@langfusePrompt:(.*?)@@@/g)) {
    const reference = parse(match[1] ?? '')
    if (reference) found.push(reference)
  }
  return found
}

function parse(inner: string): Reference | undefined {
  const [first = '', second = '', ...more] = inner.split('|')
  if (!first.startsWith('name=') || first.length === 5 || more.length > 0) return undefined
  const name = first.slice(5)
  if (second.startsWith('version=') && Number.isFinite(Number(second.slice(8)))) {
    return {name, version: Number(second.slice(8))}
  }
  return second.startsWith('label=') ? {name, label: second.slice(6)} : undefined
}

/** The version a reference means. */
export function target(store: Store, reference: Reference): PromptRow | undefined {
  return store.prompts
    .get(reference.name)
    ?.find((row) =>
      reference.version === undefined ? row.labels.includes(reference.label ?? '') : row.version === reference.version,
    )
}

type Node = Pick<PromptRow, 'id' | 'name' | 'version' | 'prompt'>

/** Inlines all references. Throws plain errors in the server's words: what they become differs by route. */
export function resolve(store: Store, root: Node): {prompt: PromptRow['prompt']; graph: ResolutionGraph | null} {
  const graph: ResolutionGraph = {root: {name: root.name, version: root.version, id: root.id}, dependencies: {}}
  const path = new Set<string>()

  const inline = (node: Node, depth: number): PromptRow['prompt'] => {
    if (depth >= maxDepth) throw new Error(`Maximum nesting depth exceeded (${maxDepth})`)
    if (path.has(node.id) || (node.name === root.name && node.id !== root.id)) {
      throw new Error(`Circular dependency detected involving prompt '${node.name}' version ${node.version}`)
    }
    path.add(node.id)
    let text = JSON.stringify(node.prompt)
    for (const reference of references(node.prompt)) {
      const child = dependency(store, reference)
      graph.dependencies[node.id] ??= []
      graph.dependencies[node.id]?.push({id: child.id, name: child.name, version: child.version})
      const inner = JSON.stringify(inline(child, depth + 1)).slice(1, -1)
      const tag = `@@@langfusePrompt:name=${child.name}`
      for (const end of [`version=${child.version}`, ...child.labels.map((label) => `label=${label}`)]) {
        text = text.replaceAll(`${tag}|${end}@@@`, () => inner)
      }
    }
    path.delete(node.id)
    return JSON.parse(text)
  }

  const prompt = inline(root, 0)
  return {prompt, graph: Object.keys(graph.dependencies).length > 0 ? graph : null}
}

function dependency(store: Store, reference: Reference): PromptRow {
  const which = reference.version === undefined ? `label ${reference.label}` : `version ${reference.version}`
  const child = target(store, reference)
  if (!child) throw new Error(`Prompt dependency not found: ${reference.name} - ${which}`)
  if (child.type !== 'text') throw new Error(`Prompt dependency is not a text prompt: ${reference.name} - ${which}`)
  return child
}

/** The lines which say who needs the versions that are to go. */
export function dependents(store: Store, going: PromptRow[], staying: PromptRow[]): string[] {
  const name = going[0]?.name
  const versions = new Set(going.map((row) => row.version))
  const lost = new Set(going.flatMap((row) => row.labels))
  for (const label of staying.flatMap((row) => row.labels)) lost.delete(label)
  const lines: string[] = []
  for (const row of [...store.prompts.values()].flat()) {
    for (const reference of references(row.prompt)) {
      if (reference.name !== name) continue
      const {version, label = ''} = reference
      if (version === undefined ? !lost.has(label) : !versions.has(version)) continue
      lines.push(`${row.name} v${row.version} depends on ${name} ${version === undefined ? label : `v${version}`}`)
    }
  }
  return lines
}

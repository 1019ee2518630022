import {Store} from './store.js'

const others = new WeakMap<Store, Map<string, Store>>()

/** The data that a key opens: of its own project, empty at first; all keys of the organization share the first store. */
export function storeOf(store: Store, owner: string | undefined): Store {
  const project = store.projects.get(owner ?? '')
  if (!project) return store
  const known = others.get(store) ?? new Map([[store.project.id, store]])
  const found = known.get(project.id) ?? new Store(project.id)
  const {id, name, metadata} = project
  Object.assign(found.project, {id, name, metadata})
  others.set(store, known.set(id, found))
  return found
}

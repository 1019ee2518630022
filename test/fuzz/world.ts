import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {ADMIN_KEY} from '../../sandbox/http/auth.js'
import {createDataset} from '../../sandbox/resources/datasets/datasets.js'
import {createItem} from '../../sandbox/resources/datasets/items.js'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {createScore} from '../../sandbox/resources/scores/scores.js'
import {type Store, sandboxKeys} from '../../sandbox/store/store.js'
import {putObservation, putTrace} from '../../sandbox/store/traces.js'
import {FILES, filesAbout} from '../examples/files.js'
import {seedExamples} from '../examples/world.js'
import type {Case} from './case.js'

/** Rows of each list beside those of the examples: several pages of `PAGE`. */
const ROWS = 23
/** The page size of walks over whole lists. */
export const PAGE = 10

/** Walks over whole lists, and the field that tells their rows apart. */
export const WHOLE_LISTS: {line: string; id: string}[] = [
  {line: 'datasets items list --dataset-name fuzz', id: 'id'},
  {line: 'datasets list', id: 'id'},
  {line: 'prompts list', id: 'name'},
  {line: 'traces list', id: 'id'},
  {line: 'observations list', id: 'id'},
  {line: 'sessions list', id: 'id'},
  {line: 'scores list', id: 'id'},
]

/** What examples name, and lists of several pages. */
export function seedFuzz(store: Store): void {
  seedExamples(store)
  createDataset(store, {name: 'fuzz'})
  for (let index = 0; index < ROWS; index++) {
    const name = `row-${String(index).padStart(3, '0')}`
    const at = new Date(Date.now() - 60_000 * (index + 1)).toISOString()
    store.during(at, () => {
      createItem(store, {id: name, datasetName: 'fuzz', input: {index}})
      createDataset(store, {name})
      createPrompt(store, {name, prompt: name})
    })
    putTrace(store, {id: name, name, timestamp: at, sessionId: name, input: {index}, output: name})
    putObservation(store, {
      id: `${name}-o`,
      traceId: name,
      type: 'SPAN',
      name,
      startTime: at,
      endTime: at,
      input: {index},
    })
    createScore(store, {id: `${name}-s`, name, value: index, traceId: name})
  }
}

/** All secrets of the world. */
export const SECRETS = [sandboxKeys.project, sandboxKeys.organization]
  .map(({publicKey, secretKey}) => ({publicKey, secretKey}))
  .concat({publicKey: '', secretKey: ADMIN_KEY})

/** The variables of a run. */
export function environmentFor(given: Case, url: string, folder: string): Record<string, string> {
  const env = {
    LANGFUSE_HOST: url,
    LANGFUSE_PUBLIC_KEY: sandboxKeys.project.publicKey,
    LANGFUSE_SECRET_KEY: sandboxKeys.project.secretKey,
    LANGFUSE_ORG_PUBLIC_KEY: sandboxKeys.organization.publicKey,
    LANGFUSE_ORG_SECRET_KEY: sandboxKeys.organization.secretKey,
    LANGFUSE_ADMIN_API_KEY: ADMIN_KEY,
    LANGFUSE_CLI_NO_KEYRING: '1',
    LANGFUSE_CLI_NO_UPDATE_NOTIFIER: '1',
    LANGFUSE_CLI_TIMEOUT: '1',
    LANGFUSE_CLI_RETRIES: '1',
    LANGFUSE_CLI_MAX_WAIT: '1',
    NO_COLOR: '1',
    TZ: 'UTC',
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    ...given.env,
  }
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replaceAll('{url}', url)]))
}

/** A new folder with the files of a case; it is home and working directory. */
export function newFolder(given: Case, url: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'langfuse-fuzz-'))
  for (const [name, content] of Object.entries({...FILES, ...filesAbout(url), ...given.files})) {
    const path = join(folder, name)
    mkdirSync(dirname(path), {recursive: true, mode: 0o700})
    writeFileSync(path, content.replaceAll('{url}', url), {mode: 0o600})
  }
  return folder
}

import type {Recording} from './replay.js'

/** The names and ids of what the recorded requests are about. */
export interface Names {
  prompt: string
  chat: string
  composed: string
  dataset: string
  datasetId: string
  folder: string
  schema: string
  run: string
  item: string
  spare: string
  media: string
}

/** The names and ids which the recorded requests refer to. */
export function namesIn(recordings: Recording[]): Names {
  const text = JSON.stringify(recordings.map(({request}) => request))
    .replaceAll('%2F', '/')
    .replaceAll('%20', ' ')
  const first = (pattern: RegExp, fallback: string) => pattern.exec(text)?.[1] ?? fallback
  return {
    prompt: first(/"name":"(prompt-\w+)"/, 'prompt-1'),
    chat: first(/(folder\/chat prompt-\w+)/, 'folder/chat'),
    composed: first(/(ref-\w{8})/, 'ref'),
    dataset: first(/(dataset-\w{8})/, 'dataset-1'),
    datasetId: first(/"datasetId":"(cm\w+)"/, 'cm1'),
    folder: first(/(evals\/ds-\w+)/, 'evals/ds'),
    schema: first(/(ds-schema-\w+)/, 'ds-schema'),
    run: first(/(run r-\w+)/, 'run 1'),
    item: first(/"datasetItemId":"([0-9a-f-]{36})"/, 'item-1'),
    spare: first(/(item-[0-9a-f]{8})/, 'item-2'),
    media: first(/public\/media\/([\w-]{22})"/, 'media-1'),
  }
}

import {parse as parseYaml} from 'yaml'

/** The ids in what a format printed, an unclosed array closed first. */
export const idsIn: Record<string, (text: string) => string[]> = {
  json: (text) => JSON.parse(text.trimEnd().endsWith(']') ? text : `${text}]`).map(({id}: {id: string}) => id),
  ndjson: (text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id),
  csv: (text) =>
    text
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[0] ?? ''),
  tsv: (text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[0] ?? ''),
  yaml: (text) => (parseYaml(text) as {id: string}[]).map(({id}) => id),
  table: (text) => [...text.matchAll(/^many-\d+/gm)].map(([id]) => id),
}

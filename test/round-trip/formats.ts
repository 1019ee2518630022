import {parse as parseYaml} from 'yaml'

/** One way to print a column of one row: what is typed for it, and whether it printed a value. */
export interface Format {
  flags: (column: string) => string[]
  holds: (stdout: string, column: string, value: unknown) => boolean
}

/** JSON with the keys of objects in order: servers keep none. */
function ordered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(ordered).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${ordered(inner)}`).join(',')}}`
}

function ofRows(name: string, parse: (stdout: string) => unknown): Format {
  return {
    flags: (column) => ['-o', name, '--columns', column],
    holds: (stdout, column, value) => {
      const row = [parse(stdout)].flat()[0] as Record<string, unknown>
      return ordered(row[column]) === ordered(value)
    },
  }
}

/** Text stands as it is, all else as JSON. @param nothing what stands for null */
function sameText(cell: string, value: unknown, nothing: string): boolean {
  if (typeof value === 'string') return cell === value
  return value === null ? cell === nothing : ordered(JSON.parse(cell)) === ordered(value)
}

function ofCells(name: string, cellOf: (stdout: string) => string): Format {
  return {
    flags: (column) => ['-o', name, '--columns', column],
    holds: (stdout, _, value) => sameText(cellOf(stdout), value, ''),
  }
}

/** A field of RFC 4180, alone in its record, behind a heading. */
function csvCell(stdout: string): string {
  const record = stdout.slice(stdout.indexOf('\r\n') + 2).replace(/\r\n$/, '')
  return record.startsWith('"') ? record.slice(1, -1).replaceAll('""', '"') : record
}

const ESCAPES: Record<string, string> = {t: '\t', n: '\n', r: '\r', '\\': '\\'}

function tsvCell(stdout: string): string {
  return stdout.replace(/\n$/, '').replaceAll(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? `?${letter}`)
}

/** Every format that is not for people. */
export const FORMATS: Record<string, Format> = {
  json: ofRows('json', JSON.parse),
  ndjson: ofRows('ndjson', JSON.parse),
  yaml: ofRows('yaml', parseYaml),
  csv: ofCells('csv', csvCell),
  tsv: ofCells('tsv', tsvCell),
  jq: {
    flags: (column) => ['--jq', `.${column}`],
    holds: (stdout, _, value) => sameText(stdout.replace(/\n$/, ''), value, 'null'),
  },
}

import type {Row} from '../../json/object.js'
import {list, parsedIo, valuesAt, word, wordsAt} from '../../variants/coerce.js'
import {withoutIo} from '../observations/normalize.js'

/** Groups rows by a key, in the order of their first row. */
export function grouped(rows: Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const name = key(row)
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return groups
}

/** What a trace of server version 3 has in every answer, in the canonical shape. */
export function traceOfV1(row: Row): Row {
  return {
    ...row,
    ...wordsAt(row, 'name', 'userId', 'sessionId'),
    tags: list(row.tags),
    ...wordsAt(row, 'release', 'version', 'environment'),
    ...valuesAt(row, 'public', 'bookmarked', 'input', 'output', 'metadata'),
    ...wordsAt(row, 'projectId', 'externalId', 'createdAt', 'updatedAt'),
    htmlPath: word(row.htmlPath) ?? htmlPath(row.projectId, row.id),
    ...UNKNOWN,
    roots: null,
  }
}

/** What not every answer tells of a trace. */
const UNKNOWN = {latency: null, totalCost: null, observations: null, scores: null}

/** Where the web UI shows a trace. */
function htmlPath(projectId: unknown, id: unknown): string | null {
  return word(projectId) === null ? null : `/project/${projectId}/traces/${id}`
}

/** Roots of one trace as its row in the list; they come newest first. */
export function traceOfRoots(roots: Row[], rawIo: boolean): Row {
  const root = roots.at(-1) ?? {}
  const first = (key: string) =>
    word(root[key]) ?? roots.map((span) => word(span[key])).find((value) => value !== null) ?? null
  const sorted = (key: string) => roots.flatMap((span) => word(span[key]) ?? []).sort()
  return {
    id: root.traceId,
    timestamp: root.startTime,
    name: first('traceName'),
    userId: first('userId'),
    sessionId: first('sessionId'),
    tags: [...new Set(roots.flatMap((span) => list(span.tags)))],
    release: first('release'),
    version: first('version'),
    environment: first('environment'),
    ...valuesAt(root, 'public', 'bookmarked'),
    input: parsedIo(root.input, rawIo),
    output: parsedIo(root.output, rawIo),
    metadata: root.metadata ?? null,
    ...UNKNOWN,
    latency: duration(roots),
    projectId: word(root.projectId),
    externalId: null,
    htmlPath: htmlPath(root.projectId, root.traceId),
    createdAt: sorted('createdAt')[0] ?? null,
    updatedAt: sorted('updatedAt').at(-1) ?? null,
    roots: roots.map((span) => (span === root ? withoutIo(span) : span)),
  }
}

/** Seconds from the first start to the last end; null where none has ended. */
export function duration(spans: Row[]): number | null {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const {startTime, endTime} of spans) {
    first = Math.min(first, Date.parse(String(startTime)))
    const end = Date.parse(String(endTime))
    if (end > last) last = end
  }
  return last === Number.NEGATIVE_INFINITY ? null : (last - first) / 1000
}

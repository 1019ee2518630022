import {readFileSync} from 'node:fs'
import {SourceMap} from 'node:module'
import {getAsset, isSea} from 'node:sea'
import {fileURLToPath} from 'node:url'

const PROGRAM = 'langfuse.cjs'
const MAP = `${PROGRAM}.map`

/** The source map lies beside the program, or within the single executable; without it positions are of the program's one file. */
function readMap(): SourceMap | undefined {
  try {
    const text = isSea() ? getAsset(MAP, 'utf8') : readFileSync(fileURLToPath(new URL(MAP, import.meta.url)), 'utf8')
    return new SourceMap(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** `src/main.ts:12:5` of a position such as `2:31415` in the program. */
function inSources(position: string, map: SourceMap | undefined): string {
  const [line = 0, column = 0] = position.split(':').map(Number)
  const origin = map?.findOrigin(line, column)
  if (!origin || !('fileName' in origin)) return `${PROGRAM}:${position}`
  return `${origin.fileName.replace(/^(\.\.\/)+/, '')}:${origin.lineNumber}:${origin.columnNumber}`
}

function chain(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)]
  return [error.stack ?? String(error), ...(error.cause === undefined ? [] : chain(error.cause))]
}

/** The stacks of an error and of what caused it, with positions in the sources where the source map is at hand. */
export function stackOf(error: unknown): string {
  const map = readMap()
  const file = isSea() ? PROGRAM : fileURLToPath(import.meta.url)
  const [head = '', ...frames] = chain(error).join('\nCaused by: ').split(`${file}:`)
  return head + frames.map((frame) => frame.replace(/^\d+:\d+/, (position) => inSources(position, map))).join('')
}

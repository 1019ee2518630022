import {readFileSync} from 'node:fs'
import {SourceMap} from 'node:module'
import {getAsset, isSea} from 'node:sea'
import {fileURLToPath} from 'node:url'

const MAP = 'langfuse.cjs.map'

/** The source map lies beside the program, or within the single executable; without it positions are of the program's one file. */
function readMap(): SourceMap | undefined {
  try {
    const text = isSea() ? getAsset(MAP, 'utf8') : readFileSync(fileURLToPath(new URL(MAP, import.meta.url)), 'utf8')
    return new SourceMap(JSON.parse(text))
  } catch {
    return undefined
  }
}

function chain(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)]
  return [error.stack ?? String(error), ...(error.cause === undefined ? [] : chain(error.cause))]
}

/** The stacks of an error and of what caused it; `langfuse.cjs:2:31415` as `src/main.ts:12:5` where the source map is at hand. */
export function stackOf(error: unknown): string {
  const map = readMap()
  const text = chain(error).join('\nCaused by: ')
  return text.replaceAll(/\blangfuse\.cjs:(\d+):(\d+)/g, (position, line, column) => {
    const origin = map?.findOrigin(Number(line), Number(column))
    if (!origin || !('fileName' in origin)) return position
    return `${origin.fileName.replace(/^(\.\.\/)+/, '')}:${origin.lineNumber}:${origin.columnNumber}`
  })
}

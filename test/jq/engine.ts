import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {type Jq, loadJq} from 'jq-wasm'
import {ROOT} from '../manifest.js'

const loaded = readFile(join(ROOT, 'dist/jq.wasm')).then((wasmBinary) => loadJq({wasmBinary}))

/** jq as it ships, loaded once for a test file. */
export function engine(): Promise<Jq> {
  return loaded
}

import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {type Jq, loadJq} from 'jq-wasm'
import {ROOT} from '../manifest.js'

/** jq as it ships. */
export async function engine(): Promise<Jq> {
  return loadJq({wasmBinary: await readFile(join(ROOT, 'dist/jq.wasm'))})
}

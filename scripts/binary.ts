import {createHash} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {pipeline} from 'node:stream/promises'
import {parseArgs} from 'node:util'
import {makeExecutable, nativeTarget, RELEASE} from './binary/make.js'
import {nodePackage, TARGETS} from './binary/nodes.js'

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** The licences of all that is in the executables: ours, the libraries', Node's. */
async function writeLicences(): Promise<void> {
  const node = await nodePackage(nativeTarget())
  const files = ['LICENSE', 'THIRD_PARTY_LICENSES', join(node, 'LICENSE')]
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  await writeFile(join(RELEASE, 'LICENSES.txt'), texts.join(`\n${'='.repeat(80)}\n\n`))
}

async function writeSums(): Promise<void> {
  const names = (await readdir(RELEASE)).filter((name) => name !== 'SHA256SUMS').sort()
  const lines = await Promise.all(names.map(async (name) => `${await sha256(join(RELEASE, name))}  ${name}\n`))
  await writeFile(join(RELEASE, 'SHA256SUMS'), lines.join(''))
}

const {values} = parseArgs({options: {all: {type: 'boolean'}}})
await mkdir(RELEASE, {recursive: true})
for (const target of values.all ? TARGETS : [nativeTarget()]) {
  const file = await makeExecutable(target)
  const {size} = await stat(file)
  process.stdout.write(`${file}: ${Math.round(size / 1e6)} MB, Node ${target.version}\n`)
}
await writeLicences()
await writeSums()

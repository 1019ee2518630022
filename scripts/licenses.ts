import {existsSync} from 'node:fs'
import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'

/** The folder of the package that a bundled file belongs to. */
function packageFolder(file: string): string | undefined {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)
  return match?.[1]
}

async function entry(folder: string): Promise<string> {
  const {name, version, license} = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const file = (await readdir(folder)).find((one) => /^(licen[cs]e|copying)/i.test(one))
  const text = file ? await readFile(join(folder, file), 'utf8') : ''
  return `${name} ${version} (${license})\n\n${text.trim()}\n`
}

/** The licences of everything that was bundled, one after the other, by name. */
export async function licenses(files: string[]): Promise<string> {
  const folders = [...new Set(files.map(packageFolder))].filter(
    (one): one is string => one !== undefined && existsSync(one),
  )
  const entries = await Promise.all(folders.sort().map(entry))
  return `langfusectl contains parts of these packages.\n\n${entries.join(`\n${'-'.repeat(80)}\n\n`)}`
}

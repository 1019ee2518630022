import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import type {Endpoint, ListEndpoint} from '../../src/api/operation/endpoint.js'
import type {Variants} from '../../src/api/variants/variant.js'
import {ROOT} from '../manifest.js'

const API = join(ROOT, 'src/api')

/** What the files of `src/api` export, by file and name. */
async function exported(): Promise<[name: string, value: unknown][]> {
  const files = readdirSync(API, {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.ts'))
  const modules = await Promise.all(
    files.map(async (file) => {
      const values = (await import(join(API, file))) as Record<string, unknown>
      return Object.entries(values).map(([name, value]): [string, unknown] => [`${file}: ${name}`, value])
    }),
  )
  return modules.flat()
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** All operations. */
export async function allOperations(): Promise<[name: string, operation: Endpoint | ListEndpoint][]> {
  return (await exported()).filter(
    (one): one is [string, Endpoint | ListEndpoint] => isObject(one[1]) && 'method' in one[1] && 'path' in one[1],
  )
}

/** All questions that have two variants. */
export async function allQuestions(): Promise<[name: string, question: Variants][]> {
  return (await exported()).filter(
    (one): one is [string, Variants] =>
      isObject(one[1]) && 'first' in one[1] && (one[1] as Variants).variants.length > 1,
  )
}

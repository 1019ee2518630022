import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Row} from '../../../src/api/json/object.js'
import {catalogOf} from '../../../src/base/catalog/catalog.js'
import {readDocument} from '../../../src/base/reference/document.js'
import {type ApiOperation, ownOperations, serverOperations} from '../../../src/base/reference/operations.js'
import {ROOT, readManifest} from '../../manifest.js'

/** The small document that the sandbox serves. */
export const TEXT = readFileSync(join(ROOT, 'sandbox/http/openapi.yml'), 'utf8')

/** A document that is JSON, as it is read. */
export async function documentOf(content: object | string): Promise<Row> {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return (await readDocument(text, 'HOST answered')).document
}

/** The document of the sandbox, read. */
export const DOCUMENT = await documentOf(TEXT)

/** What our commands ask. */
export const OWN: ApiOperation[] = ownOperations(catalogOf({commands: readManifest() as never}))

/** Its operations. */
export const OPERATIONS: ApiOperation[] = serverOperations(DOCUMENT, OWN)

/** The operation of a method and a path below /api/public. */
export function operationOf(method: string, path: string, operations: ApiOperation[] = OPERATIONS): ApiOperation {
  const found = operations.find((one) => one.method === method && one.path === `/api/public${path}`)
  if (!found) throw new Error(`no ${method} ${path}`)
  return found
}

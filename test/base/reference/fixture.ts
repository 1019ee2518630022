import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type CatalogEntry, catalogOf} from '../../../src/base/catalog/catalog.js'
import {type ApiDocument, readDocument} from '../../../src/base/reference/document.js'
import {ROOT, readManifest} from '../../manifest.js'

/** The small document that the sandbox serves. */
export const TEXT = readFileSync(join(ROOT, 'sandbox/http/openapi.yml'), 'utf8')

/** It, read. */
export const DOCUMENT: ApiDocument = await readDocument(TEXT)

/** Every command of this program. */
export const CATALOG: CatalogEntry[] = catalogOf({commands: readManifest() as never})

import type {Session} from '@langfuse/core'
import * as z from 'zod'
import type {Row} from '../../src/api/json/object.js'
import type {project} from '../../src/api/resources/administration/projects.js'
import type {promptSummary} from '../../src/api/resources/prompts.js'
import type {ColumnSpec} from '../../src/base/output/column.js'
import {like} from './agreement.js'

/** Columns that the compiler takes, and such that it must refuse: where it does not, it says so. */
export const columns: ColumnSpec<z.output<typeof promptSummary>>[] = [
  'lastUpdatedAt',
  {path: 'versions', kind: 'ranges'},
  // @ts-expect-error misspelt
  'lastUpdateAt',
  // @ts-expect-error misspelt
  {path: 'lastUpdateAt', header: 'updated'},
  // @ts-expect-error text has nothing below it
  'name.length',
]

/** The same of columns below a field. */
export const columnsBelow: ColumnSpec<z.output<typeof project>>[] = [
  'organization.name',
  // @ts-expect-error misspelt
  'organization.nmae',
  // @ts-expect-error misspelt
  'organisation.name',
]

/** Rows of a shape that is not known have any column. */
export const columnsOfRows: ColumnSpec<Row>[] = ['sum_totalCost', {path: 'metadata.owner'}]

const session = {id: z.string(), createdAt: z.string()}

/** Schemas that agree with a type of the SDK, and such that do not. */
export const schemas = [
  like<Session>()(z.looseObject(session), {}),
  like<Session>()(z.looseObject({...session, createdAt: z.number()}), {createdAt: 'another type'}),
  like<Session>()(z.looseObject({...session, user: z.string()}), {user: 'not of the SDK'}),
  // @ts-expect-error another type
  like<Session>()(z.looseObject({...session, createdAt: z.number()}), {}),
  // @ts-expect-error misspelt
  like<Session>()(z.looseObject({...session, projektId: z.string()}), {}),
  // @ts-expect-error may be absent or null, and ours takes neither
  like<{id: string; createdAt?: string | null}>()(z.looseObject(session), {}),
  // @ts-expect-error another type, further down
  like<{id: string; createdAt: string; tags: string[]}>()(z.looseObject({...session, tags: z.array(z.number())}), {}),
  // @ts-expect-error a reason for what does not differ
  like<Session>()(z.looseObject(session), {id: 'no longer true'}),
  // @ts-expect-error `any`, which a type of the SDK is when it cannot be read
  like<ReturnType<typeof JSON.parse>>()(z.looseObject(session), {}),
]

import {Flags, type Interfaces} from '@oclif/core'
import type * as z from 'zod'
import {CliError, UnsupportedByVariant} from '../../api/errors/cli-error.js'
import type {Row} from '../../api/json/object.js'
import {answerSchema, type ListEndpoint, type Paging} from '../../api/operation/endpoint.js'
import type {Page} from '../../api/paging/paginate.js'
import type {PagePlan} from '../../api/paging/plan.js'
import {dryRun, runWithFallback} from '../../api/variants/run.js'
import {type ListVariant, listVariant, type VariantCall, type Variants} from '../../api/variants/variant.js'
import type {FlagValues} from '../input/flags.js'
import {type Column, type ColumnSpec, toColumns} from '../output/column.js'
import {toCurl} from '../output/curl.js'
import {ListProgress} from '../output/list-progress.js'
import {warnIfUnexpected} from '../output/object.js'
import {listFormat, printRows} from '../output/rows.js'
import {write} from '../output/write.js'
import {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, describeCommand} from './describe.js'
import type {CommandSpec} from './spec.js'

/** The spec of a list command. */
export interface ListSpec<Item> extends CommandSpec {
  /** What a table shows, the most important first; a narrow terminal drops them from the right. */
  columns: readonly ColumnSpec<Item>[]
}

const DEFAULT_LIMIT = 50

const helpGroup = 'PAGING'

function pagingFlags(variants: readonly ListVariant[]): Interfaces.FlagInput {
  const has = (...kinds: Paging[]) => variants.some(({operation: {paging}}) => kinds.includes(paging))
  const most = Math.max(...variants.map(({operation: {maxPageSize}}) => maxPageSize))
  const number = {min: 1, helpValue: '<number>', helpGroup}
  return {
    limit: Flags.integer({...number, summary: `Rows in all (default: ${DEFAULT_LIMIT})`}),
    all: Flags.boolean({summary: 'Every row', exclusive: ['limit'], helpGroup}),
    'page-size': Flags.integer({
      ...number,
      summary: `Rows in one request, up to ${most}`,
      max: most,
      hidden: !has('page', 'cursor', 'scim'),
    }),
    page: Flags.integer({
      ...number,
      summary: 'Begin with this page, of --page-size rows, else of --limit, else of 50',
      hidden: !has('page', 'scim'),
    }),
    cursor: Flags.string({
      summary: 'Begin where an earlier answer ended',
      helpValue: '<cursor>',
      helpGroup,
      hidden: !has('cursor'),
    }),
  }
}

function readPlan(
  flags: FlagValues,
  {operation: {paging, maxPageSize}, withoutCursors}: ListVariant,
  now: Date,
): PagePlan {
  const {limit, page, cursor} = flags as {limit?: number; page?: number; cursor?: string}
  if (page !== undefined && cursor !== undefined) throw new CliError('usage', '--page and --cursor exclude each other')
  if (cursor !== undefined && paging !== 'cursor')
    throw new UnsupportedByVariant('This list has no cursors', 'Go on with --page N.')
  if (cursor !== undefined && withoutCursors)
    throw new UnsupportedByVariant('This list cannot go on from a cursor', 'Ask for more with --limit N or --all.')
  if (page !== undefined && paging === 'cursor')
    throw new UnsupportedByVariant('This list has no page numbers', 'Go on with --cursor.')
  const typedSize = flags['page-size'] as number | undefined
  if (paging === 'none' && (page !== undefined || typedSize !== undefined)) {
    const hint = 'Leave --page and --page-size out.'
    throw new CliError('usage', 'This list has no pages: it comes whole, in one answer', hint)
  }
  const asked = page === undefined ? maxPageSize : (limit ?? DEFAULT_LIMIT)
  if (page !== undefined && typedSize === undefined && asked > maxPageSize) {
    const hint = `A page has up to ${maxPageSize} rows here: say how many with --page-size.`
    throw new CliError('usage', `--page ${page} of --limit ${asked} rows is more than one request gives`, hint)
  }
  const size = Math.min(typedSize ?? asked, maxPageSize)
  const rows = flags.all ? Number.POSITIVE_INFINITY : (limit ?? (page === undefined ? DEFAULT_LIMIT : size))
  return {
    limit: rows,
    pageSize: size,
    ...(flags.all ? {asOf: now} : {}),
    ...(typedSize === undefined ? {} : {sized: true as const}),
    ...(page === undefined ? {} : {page}),
    ...(cursor === undefined ? {} : {cursor}),
  }
}

/** Rows that a variant has begun to give. */
interface Walking extends Pick<ListVariant, 'operation'> {
  plan: PagePlan
  pages: AsyncGenerator<Page>
}

async function* following(first: IteratorResult<Page>, rest: AsyncGenerator<Page>): AsyncGenerator<Page> {
  if (first.done) return
  yield first.value
  yield* rest
}

/** Whether fields are needed that the columns of the table do not show. */
function wantsAll(context: Context, declared: Column[]): boolean {
  const known = declared.flatMap(({header, path}) => [header.toLowerCase(), path.join('.').toLowerCase()])
  const {columns} = context.settings
  if (columns) return columns.some((name) => !known.includes(name.toLowerCase()))
  return !['table', 'tsv'].includes(listFormat(context))
}

/** Makes the command of a list operation, or of the variants of a question that is answered with rows. */
export function list<Item extends z.ZodObject>(
  asked: ListEndpoint<string, z.ZodObject, Item> | Variants<ListVariant, Item>,
  spec: ListSpec<z.output<Item>>,
): CommandClass {
  const variants: Variants<ListVariant, Item> =
    'variants' in asked ? asked : {variants: [listVariant(asked)], first: 'older', item: asked.item}
  const {item} = variants
  const declared = toColumns(spec.columns, item)
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, selection} = await this.select(variants, spec, async (variant, {flags, now}) => {
        readPlan(flags, variant, now)
        return {}
      })
      const {flags, notes, settings} = context
      const walk = async (variant: ListVariant, ask: VariantCall): Promise<Walking> => {
        const plan = readPlan(flags, variant, ask.now)
        const pages = variant.pages(ask, plan)
        return {plan, operation: variant.operation, pages: following(await pages.next(), pages)}
      }
      const whole = wantsAll(context, declared)
      if (settings.curl) return write(this.io.stdout, `${toCurl(await dryRun(selection, walk, whole))}\n`)
      notes.progress('asking…')
      const walking = await runWithFallback(selection, walk, whole).finally(() => notes.pause())
      await this.print(context, walking)
    }

    private async print(context: Context, walking: Walking): Promise<void> {
      const {plan} = walking
      const {notes} = context
      const progress = new ListProgress(notes, plan, {
        typed: context.flags.limit !== undefined,
        toTerminal: Boolean(this.io.stdout.isTTY) && listFormat(context) !== 'table',
      })
      try {
        await printRows(context, this.counted(context, walking, progress), declared, item)
      } catch (error) {
        notes.pause()
        throw progress.annotate(error as Error)
      }
      progress.finish()
    }

    private async *counted(
      context: Context,
      {pages, operation}: Walking,
      progress: ListProgress,
    ): AsyncGenerator<Row[]> {
      let warned = false
      for await (const page of pages) {
        if (!warned) warned = warnIfUnexpected(context, page.sent, answerSchema(operation))
        yield page.rows
        progress.add(page)
      }
    }
  }
  return describeCommand(command, variants, spec, pagingFlags(variants.variants))
}

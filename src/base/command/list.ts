import {Flags, type Interfaces} from '@oclif/core'
import type * as z from 'zod'
import {UnfitError} from '../../api/http/errors.js'
import type {ListEndpoint, Paging} from '../../api/operation/endpoint.js'
import type {Page, PagePlan} from '../../api/paging/paginate.js'
import {type Ask, type ListSide, listSide, type Twins} from '../../api/variants/variant.js'
import {UsageError} from '../errors/errors.js'
import type {FlagValues} from '../input/flags.js'
import {type Column, type ColumnSpec, type Row, toColumns} from '../output/column.js'
import {toCurl} from '../output/curl.js'
import {warnOfSurprise} from '../output/object.js'
import {listFormat, printRows} from '../output/rows.js'
import {Tally} from '../output/tally.js'
import {write} from '../output/write.js'
import type {Settings} from '../settings/settings.js'
import {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, type CommandWords, describeCommand} from './describe.js'
import {firstAnswer, firstOf} from './run-variants.js'

/** The words and columns of a list command. */
export interface ListWords<Item> extends CommandWords {
  /** What a table shows, the most important first; a narrow terminal drops them from the right. */
  columns: ColumnSpec<Item>[]
}

const DEFAULT_LIMIT = 50

const helpGroup = 'PAGING'

function pagingFlags(sides: readonly ListSide[]): Interfaces.FlagInput {
  const has = (...kinds: Paging[]) => sides.some(({operation: {paging}}) => kinds.includes(paging))
  const most = Math.max(...sides.map(({operation: {maxPageSize}}) => maxPageSize))
  return {
    limit: Flags.integer({
      summary: `Rows in all (default: ${DEFAULT_LIMIT})`,
      min: 1,
      helpValue: '<number>',
      helpGroup,
    }),
    all: Flags.boolean({summary: 'Every row', exclusive: ['limit'], helpGroup}),
    'page-size': Flags.integer({
      summary: `Rows in one request, up to ${most}`,
      min: 1,
      max: most,
      helpValue: '<number>',
      helpGroup,
      hidden: !has('page', 'cursor', 'scim'),
    }),
    page: Flags.integer({
      summary: 'Begin with this page; one has --page-size rows, 50 unless said',
      min: 1,
      helpValue: '<number>',
      helpGroup,
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

function readPlan(flags: FlagValues, {operation: {paging, maxPageSize}, withoutCursors}: ListSide): PagePlan {
  const {limit, page, cursor} = flags as {limit?: number; page?: number; cursor?: string}
  if (page !== undefined && cursor !== undefined) throw new UsageError('--page and --cursor exclude each other')
  if (cursor !== undefined && paging !== 'cursor')
    throw new UnfitError('This list has no cursors', 'Go on with --page N.')
  if (cursor !== undefined && withoutCursors)
    throw new UnfitError('This list cannot go on from a cursor', 'Ask for more with --limit N or --all.')
  if (page !== undefined && paging === 'cursor')
    throw new UnfitError('This list has no page numbers', 'Go on with --cursor.')
  const typedSize = flags['page-size'] as number | undefined
  if (paging === 'none' && (page !== undefined || typedSize !== undefined))
    throw new UsageError('This list has no pages: it comes whole, in one answer', 'Leave --page and --page-size out.')
  const size =
    typedSize !== undefined
      ? Math.min(typedSize, maxPageSize)
      : page === undefined
        ? maxPageSize
        : Math.min(DEFAULT_LIMIT, maxPageSize)
  const rows = flags.all ? Number.POSITIVE_INFINITY : (limit ?? (page === undefined ? DEFAULT_LIMIT : size))
  return {
    limit: rows,
    pageSize: size,
    ...(typedSize === undefined ? {} : {sized: true as const}),
    ...(page === undefined ? {} : {page}),
    ...(cursor === undefined ? {} : {cursor}),
  }
}

/** Rows that a side has begun to give. */
interface Walking {
  plan: PagePlan
  pages: AsyncGenerator<Page>
}

async function* following(first: IteratorResult<Page>, rest: AsyncGenerator<Page>): AsyncGenerator<Page> {
  if (first.done) return
  yield first.value
  yield* rest
}

/** Whether more is wanted than the columns of a table show. */
function wantsAll(settings: Settings, declared: Column[]): boolean {
  const known = declared.flatMap(({header, path}) => [header.toLowerCase(), path.join('.').toLowerCase()])
  if (settings.columns) return settings.columns.some((name) => !known.includes(name.toLowerCase()))
  return !['table', 'tsv'].includes(listFormat(settings))
}

/** Makes the command of a list operation, or of the sides of a question that is answered with rows. */
export function list<Item extends z.ZodObject>(
  asked: ListEndpoint<string, z.ZodObject, Item> | Twins<ListSide, Item>,
  words: ListWords<z.output<Item>>,
): CommandClass {
  const twins: Twins<ListSide, Item> =
    'sides' in asked ? asked : {sides: [listSide(asked)], first: 'older', item: asked.item}
  const {item} = twins
  const declared = toColumns(words.columns, item)
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, calls} = await this.beginAny(twins, words, async (side, {flags}) => {
        readPlan(flags, side)
        return {}
      })
      const {flags, notes, settings} = context
      const walk = async (side: ListSide, ask: Ask): Promise<Walking> => {
        const plan = readPlan(flags, side)
        const pages = side.pages(ask, plan)
        return {plan, pages: following(await pages.next(), pages)}
      }
      const whole = wantsAll(settings, declared)
      if (settings.curl) return write(`${toCurl(await firstOf(context, calls, walk, whole))}\n`)
      notes.progress('asking…')
      const walking = await firstAnswer(context, calls, walk, whole).finally(() => notes.pause())
      await this.print(context, walking)
    }

    private async print(context: Context, {plan, pages}: Walking): Promise<void> {
      const {notes} = context
      const tally = new Tally(notes, plan, {
        typed: context.flags.limit !== undefined,
        toTerminal: Boolean(process.stdout.isTTY) && listFormat(context.settings) !== 'table',
      })
      try {
        await printRows(context, this.counted(context, pages, tally), declared, item)
      } catch (error) {
        notes.pause()
        throw tally.annotate(error as Error)
      }
      tally.finish()
    }

    private async *counted(context: Context, pages: AsyncIterable<Page>, tally: Tally): AsyncGenerator<Row[]> {
      let warned = false
      for await (const page of pages) {
        if (!warned) warned = page.rows.some((row) => warnOfSurprise(context, row, item))
        yield page.rows
        tally.add(page)
      }
    }
  }
  return describeCommand(command, twins, words, pagingFlags(twins.sides))
}

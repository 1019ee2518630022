import {Flags, type Interfaces} from '@oclif/core'
import type * as z from 'zod'
import type {Input, ListEndpoint} from '../api/endpoint.js'
import {firstPageQuery, type PagePlan, paginate} from '../api/paging.js'
import {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {type CommandClass, type CommandWords, describeCommand} from './describe.js'
import {UsageError} from './errors/errors.js'
import type {FlagValues} from './input/flags.js'
import {type ColumnSpec, type Row, toColumns} from './output/column.js'
import {toCurl} from './output/curl.js'
import {warnOfSurprise} from './output/object.js'
import {listFormat, printRows} from './output/rows.js'
import {Tally} from './output/tally.js'
import {write} from './output/write.js'

/** The words and columns of a list command. */
export interface ListWords<Item> extends CommandWords {
  /** What a table shows, the most important first; a narrow terminal drops them from the right. */
  columns: ColumnSpec<Item>[]
}

const DEFAULT_LIMIT = 50

const helpGroup = 'PAGING'

function pagingFlags({paging, maxPageSize}: ListEndpoint): Interfaces.FlagInput {
  const cursor = paging === 'cursor'
  const sized = paging !== 'none'
  return {
    limit: Flags.integer({summary: `Rows in all (${DEFAULT_LIMIT})`, min: 1, helpValue: '<number>', helpGroup}),
    all: Flags.boolean({summary: 'Every row', exclusive: ['limit'], helpGroup}),
    'page-size': Flags.integer({
      summary: `Rows in one request, up to ${maxPageSize}`,
      min: 1,
      max: maxPageSize,
      helpValue: '<number>',
      helpGroup,
      hidden: !sized,
    }),
    page: Flags.integer({
      summary: 'Begin with this page, of --page-size rows (50)',
      min: 1,
      helpValue: '<number>',
      helpGroup,
      hidden: !sized || cursor,
    }),
    cursor: Flags.string({
      summary: 'Begin where an earlier answer ended',
      helpValue: '<cursor>',
      helpGroup,
      hidden: !cursor,
    }),
  }
}

function readPlan(flags: FlagValues, {paging, maxPageSize}: ListEndpoint): PagePlan {
  const {limit, page, cursor} = flags as {limit?: number; page?: number; cursor?: string}
  if (page !== undefined && cursor !== undefined) throw new UsageError('--page and --cursor exclude each other')
  if (cursor !== undefined && paging !== 'cursor')
    throw new UsageError('This list has no cursors', 'Go on with --page N.')
  if (page !== undefined && paging === 'cursor')
    throw new UsageError('This list has no page numbers', 'Go on with --cursor.')
  const typedSize = flags['page-size'] as number | undefined
  if (paging === 'none' && (page !== undefined || typedSize !== undefined))
    throw new UsageError('This list has no pages: it comes whole, in one answer', 'Leave --page and --page-size out.')
  const size = typedSize ?? (page === undefined ? maxPageSize : Math.min(DEFAULT_LIMIT, maxPageSize))
  const rows = flags.all ? Number.POSITIVE_INFINITY : (limit ?? (page === undefined ? DEFAULT_LIMIT : size))
  return {limit: rows, pageSize: size, ...(page === undefined ? {} : {page}), ...(cursor === undefined ? {} : {cursor})}
}

/** Makes the command of a list operation. */
export function list<Item extends z.ZodObject>(
  operation: ListEndpoint<string, z.ZodObject, Item>,
  words: ListWords<z.output<Item>>,
): CommandClass {
  const declared = toColumns(words.columns, operation.item)
  const command = class extends BaseCommand {
    async run(): Promise<void> {
      const {context, input} = await this.begin(operation, words)
      const plan = readPlan(context.flags, operation)
      if (context.settings.curl) {
        const whole = {...input, query: {...input.query, ...firstPageQuery(operation, plan)}}
        return write(`${toCurl(context.client.prepare(operation, whole))}\n`)
      }
      await this.print(context, input, plan)
    }

    private async print(context: Context, input: Input, plan: PagePlan): Promise<void> {
      const {notes} = context
      const tally = new Tally(notes, plan, {
        typed: context.flags.limit !== undefined,
        toTerminal: Boolean(process.stdout.isTTY) && listFormat(context.settings) !== 'table',
      })
      try {
        await printRows(context, this.pages(context, input, plan, tally), declared, operation.item)
      } catch (error) {
        notes.pause()
        throw tally.annotate(error as Error)
      }
      tally.finish()
    }

    private async *pages(context: Context, input: Input, plan: PagePlan, tally: Tally): AsyncGenerator<Row[]> {
      let warned = false
      tally.start()
      for await (const page of paginate(context.client, operation, input, plan)) {
        if (!warned) warned = page.rows.some((row) => warnOfSurprise(context, row, operation.item))
        yield page.rows
        tally.add(page)
      }
    }
  }
  return describeCommand(command, operation, words, pagingFlags(operation))
}

import {format} from 'node:util'
import {Help} from '@oclif/core'
import {write} from '../output/write.js'
import {type Entry, GROUPS, grouped} from './groups.js'
import {HELP_PAGES, helpPage} from './help-pages.js'

/**
 * oclif's help, but for the first page (topics and single commands in groups, one line each) and the pages about no
 * command. It is written as a whole, so that what cannot be written is noticed.
 */
export default class GroupedHelp extends Help {
  private text = ''

  /** @throws what `write` throws */
  override async showHelp(argv: string[]): Promise<void> {
    const page = helpPage(argv)
    if (page === undefined) await super.showHelp(argv)
    else this.log(page)
    await write(process.stdout, this.text)
  }

  protected override log(...args: string[]): void {
    this.text += `${format(...args)}\n`
  }

  protected override async showRootHelp(): Promise<void> {
    this.log(`Usage: ${this.config.bin} COMMAND [FLAGS]\n`)
    for (const [heading, entries] of grouped(this.rootEntries())) this.log(`${this.group(heading, entries)}\n`)
    this.log(`Help pages: ${Object.keys(HELP_PAGES).join(', ')}`)
  }

  private rootEntries(): Entry[] {
    const filled = this.sortedTopics.filter(({name}) => this.config.commandIDs.some((id) => id.startsWith(`${name}:`)))
    const topics = filled.map(({name, description}) => ({name, text: description ?? ''}))
    const commands = this.sortedCommands.map((command) => ({name: command.id, text: this.summary(command) ?? ''}))
    return [...topics, ...commands].filter(({name}) => name !== '' && !name.includes(':'))
  }

  private group(heading: string, entries: Entry[]): string {
    const longest = Math.max(...Object.values(GROUPS).flatMap((names) => names.map((name) => name.length)))
    const lines = entries.map(({name, text}) => `${name.padEnd(longest)}  ${text}`)
    return this.section(heading.toUpperCase(), lines.join('\n'))
  }
}

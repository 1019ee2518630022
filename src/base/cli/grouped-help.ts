import {Help} from '@oclif/core'
import {type Entry, GROUPS, grouped} from './groups.js'
import {HELP_PAGES, helpPage} from './help-pages.js'

/** oclif's help, with a root page of topics and commands in groups, and with the pages about no command. */
export default class GroupedHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    const page = helpPage(argv)
    if (page === undefined) return super.showHelp(argv)
    this.log(page)
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

import {Flags} from '@oclif/core'
import * as z from 'zod'
import {CliError} from '../api/errors/cli-error.js'
import {nearest} from '../api/errors/nearest.js'
import {catalogOf} from '../base/catalog/catalog.js'
import {BaseCommand} from '../base/command/command.js'
import {commandExamples} from '../base/command/spec.js'
import {printLines} from '../base/output/max-bytes.js'
import {printObject} from '../base/output/object.js'
import {DESCRIPTION, skillText} from '../base/skill/document.js'
import {withFrontMatter} from '../base/skill/front-matter.js'

const answer = z.object({name: z.string(), description: z.string(), version: z.string(), text: z.string()})

export default class Skill extends BaseCommand {
  static override summary = 'Print what a coding agent should know of this program'
  static override phrases = ['teach my coding agent to use Langfuse', 'print the skill for agents']
  static override description =
    'Markdown with front matter, as coding agents read it: credentials, which command does what, pages, limits, safe writing, errors. Made from the commands of this very version. `langfuse skill install` writes it where an agent looks. Sends nothing.'
  static override examples = commandExamples('', '--topic prompts', '--topic "datasets items"')
  static override flags = {
    topic: Flags.string({summary: 'One topic in depth: prompts, datasets, "datasets items"', helpValue: '<topic>'}),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(Skill)
    const local = await this.openOffline(flags)
    const {topic} = flags
    const entries = catalogOf(this.config)
    const text = skillText(entries, topic)
    if (text === undefined) {
      const topics = [...new Set(entries.map(({command}) => command.split(' ')[0] ?? ''))]
      const meant = nearest(topic ?? '', topics)
      const hint = `${meant ? `Did you mean ${meant}? ` : ''}Topics: ${topics.join(', ')}.`
      throw new CliError('usage', `--topic: there is no topic "${topic}"`, hint)
    }
    const {version} = this.config
    const {output, jq} = local.settings
    if (output !== undefined || jq !== undefined) {
      return printObject(local, {name: 'langfuse', description: DESCRIPTION, version, text}, answer, 'json')
    }
    return printLines(local, topic === undefined ? withFrontMatter(text, version, 'claude') : text)
  }
}

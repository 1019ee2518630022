import {Flags} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import {nearest} from '../../api/errors/nearest.js'
import {readRows} from '../../api/paging/paginate.js'
import {getByName} from '../../api/resources/prompt-by-name.js'
import * as prompts from '../../api/resources/prompts.js'
import type {Context} from '../../base/command/context.js'
import {get} from '../../base/command/get.js'
import {printWhole} from '../../base/output/max-bytes.js'
import {toJson} from '../../base/output/serialize.js'
import {sanitizeForTerminal} from '../../base/output/terminal.js'

export default get(getByName, {
  summary: 'Show a version of a prompt',
  phrases: [
    'fetch a specific prompt',
    'show a prompt, the version that is live right now',
    'get the production prompt',
  ],
  description:
    'Without --version and --label it is the version labelled production. --raw prints the prompt alone: a text prompt byte for byte, a chat prompt as the JSON array that `prompts create --prompt @file` takes.',
  examples: ['greet', 'support/triage --label staging --raw > triage.txt', 'greet --version 3 --no-resolve --json'],
  flags: {raw: Flags.boolean({summary: 'Print the prompt alone', exclusive: ['output', 'json', 'columns', 'jq']})},
  print: async ({prompt}, context) => {
    if (!context.flags.raw) return false
    if (prompt === undefined || prompt === null)
      throw new CliError('rejected', 'The answer has no prompt', 'Without --raw the whole answer is shown.')
    const text = typeof prompt === 'string' ? prompt : `${toJson(prompt, 2)}\n`
    await printWhole(context, context.io.stdout.isTTY ? `${sanitizeForTerminal(text).replace(/\n$/, '')}\n` : text)
    return true
  },
  whenMissing: suggest,
})

/** Which labels and versions there are, and the one that was probably meant. */
async function suggest(
  {client, flags}: Context,
  {promptName = ''}: Record<string, string>,
): Promise<string | undefined> {
  const [found] = await readRows(client, prompts.list, {query: {name: promptName, limit: 1}})
  if (!found) return 'There is no prompt of this name. `langfuse prompts list` shows the names.'
  const labels = (found.labels as string[]).join(', ')
  const versions = (found.versions as number[]).join(', ')
  const typed = typeof flags.label === 'string' ? flags.label : undefined
  const meant = typed === undefined ? undefined : nearest(typed, found.labels as string[])
  return `${meant ? `Did you mean --label ${meant}? ` : ''}Labels of ${promptName}: ${labels}. Versions: ${versions}.`
}

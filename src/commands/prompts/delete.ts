import {CliError} from '../../api/errors/cli-error.js'
import {listOf} from '../../api/json/object.js'
import {readRows} from '../../api/paging/paginate.js'
import * as prompts from '../../api/resources/prompts.js'
import type {Context} from '../../base/command/context.js'
import {remove} from '../../base/command/remove.js'

export default remove(prompts.remove, {
  summary: 'Delete a prompt, or one version of it',
  phrases: ['delete a prompt', 'throw a prompt away', 'remove a version of a prompt'],
  description: 'Without --version and --label ALL versions go. The server refuses while other prompts refer to it.',
  examples: ['greet --version 2', 'greet --label staging --yes', 'greet --yes'],
  what: ({promptName}, {version, label}) => {
    if (version !== undefined) return `version ${version} of prompt ${promptName}`
    return label === undefined
      ? `prompt ${promptName}, all versions`
      : `the version of prompt ${promptName} labelled ${label}`
  },
  details: describe,
})

function labelled(labels: unknown): string {
  const list = listOf(labels)
  const production = list.includes('production') ? ' — production is among them' : ''
  return list.length > 0 ? `labels ${list.join(', ')}${production}` : 'no labels'
}

/** How many versions go, which labels, whether production. */
async function describe(
  {client, flags}: Context,
  {promptName = ''}: Record<string, string>,
): Promise<string | undefined> {
  const {version, label} = flags
  if (version === undefined && label === undefined) {
    const [found] = await readRows(client, prompts.list, {query: {name: promptName, limit: 1}})
    if (found?.name !== promptName)
      throw new CliError('not_found', `There is no prompt ${promptName}; \`langfuse prompts list\` shows the names`)
    const {length} = listOf(found.versions)
    const count = length === 1 ? 'its one version' : `all ${length} versions`
    return `prompt ${promptName}, ${count} (${labelled(found.labels)})`
  }
  const {data} = await client.request(prompts.get, {params: {promptName}, query: {version, label, resolve: false}})
  return `version ${data.version} of prompt ${promptName} (${labelled(data.labels)})`
}

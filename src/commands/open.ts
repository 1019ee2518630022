import {Args} from '@oclif/core'
import * as z from 'zod'
import {CliError} from '../api/errors/cli-error.js'
import {readRows} from '../api/paging/paginate.js'
import * as projects from '../api/resources/administration/projects.js'
import {datasetId} from '../api/resources/datasets/by-name.js'
import * as datasets from '../api/resources/datasets/endpoints.js'
import {onDesktop, showPage} from '../base/cli/browser.js'
import {BaseCommand} from '../base/command/command.js'
import type {Context} from '../base/command/context.js'
import {commandExamples, operationInfo} from '../base/command/spec.js'
import {toCurl} from '../base/output/curl.js'
import {printWhole} from '../base/output/max-bytes.js'
import {printObject} from '../base/output/object.js'
import {write} from '../base/output/write.js'

const answer = z.object({kind: z.string(), id: z.string(), projectId: z.string(), url: z.string()})

/** Where the web UI shows each kind of thing, below the page of its project. */
const PLACES = {
  trace: 'traces',
  prompt: 'prompts',
  dataset: 'datasets',
  session: 'sessions',
  queue: 'annotation-queues',
} as const

type Kind = keyof typeof PLACES

const KINDS = Object.keys(PLACES) as Kind[]

/** A class of its own, because a page of the web UI is no operation. */
export default class Open extends BaseCommand {
  static override summary = 'Print the address of something in the web UI, and open it'
  static override phrases = ['open this trace in the browser', 'give me a link to that prompt', 'show it in the web UI']
  static override description =
    'Finds the project out from the keys. A browser is opened on a terminal of a desktop only, never in CI, over SSH or into a pipe. Whether there is such a thing is asked for datasets alone, whose address has their id. Needs the keys of a project. Rate: not limited; datasets: 100 a minute on Hobby, 1,000 on other plans.'
  static override examples = commandExamples('trace 0a1b2c3d', 'prompt greet', 'dataset support/tickets --json')
  static override args = {
    kind: Args.string({
      ignoreStdin: true,
      description: `What it is: ${KINDS.join(', ')}; the plurals will do`,
      required: true,
      parse: async (word) => {
        const kind = KINDS.find((candidate) => word === candidate || word === `${candidate}s`)
        if (kind) return kind
        throw new CliError('usage', `"${word}" is nothing that can be opened`, `What can be: ${KINDS.join(', ')}.`)
      },
    }),
    id: Args.string({ignoreStdin: true, description: 'Its id; the name of a prompt or a dataset', required: true}),
  }
  static override operations = [operationInfo(projects.list), operationInfo(datasets.get)]

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Open)
    const {id} = args
    if (id === '') throw new CliError('usage', 'ID is empty')
    const kind = args.kind as Kind
    const context = await this.open(flags)
    const {client, notes, settings} = context
    if (settings.curl) return write(this.io.stdout, `${toCurl(client.prepare(projects.list, {}))}\n`)
    notes.progress('asking…')
    const {projectId, last} = await this.find(context, kind, id).finally(() => notes.pause())
    const url = `${client.host}/project/${encodeURIComponent(projectId)}/${PLACES[kind]}/${encodeURIComponent(last)}`
    const plain = settings.output === undefined && settings.jq === undefined && !settings.columns
    if (plain) await printWhole(context, `${url}\n`)
    else await printObject(context, {kind, id, projectId, url}, answer, 'json')
    if (!onDesktop(this.io)) return
    await showPage(url).catch((error: Error) => notes.warn(`no browser could be opened: ${error.message}`))
  }

  private async find({client}: Context, kind: Kind, id: string): Promise<{projectId: string; last: string}> {
    const [project] = await readRows(client, projects.list)
    if (typeof project?.id !== 'string') throw new CliError('not_found', 'These keys belong to no project')
    if (kind !== 'dataset') return {projectId: project.id, last: id}
    return {projectId: project.id, last: await datasetId(client, id)}
  }
}

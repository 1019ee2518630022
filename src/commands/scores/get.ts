import {readRows} from '../../api/paging.js'
import * as scores from '../../api/scores.js'
import * as scoresV2 from '../../api/scores-v2.js'
import {BaseCommand} from '../../base/command.js'
import {describeCommand, operationInfo} from '../../base/describe.js'
import {NotFoundError} from '../../base/errors/errors.js'
import {toCurl} from '../../base/output/curl.js'
import {printObject, warnOfSurprise} from '../../base/output/object.js'
import {write} from '../../base/output/write.js'

const words = {
  summary: 'Show a score',
  description: 'A score that was just created appears a moment later.',
  examples: [
    '<%= config.bin %> <%= command.id %> sc-1042',
    '<%= config.bin %> <%= command.id %> sc-1042 --columns name,value,comment',
  ],
}

/** A class of its own, because the one score is looked up in a list. */
class GetScore extends BaseCommand {
  async run(): Promise<void> {
    const {args, flags} = await this.parse(this.ctor)
    const context = await this.open(flags)
    const id = String(args['score-id'])
    const input = {query: {id, fields: 'details,subject,annotation'}}
    if (context.settings.curl) return write(`${toCurl(context.client.prepare(scores.list, input))}\n`)
    context.notes.progress('asking…')
    const rows = await readRows(context.client, scores.list, input).finally(() => context.notes.pause())
    const row = rows.find((one) => one.id === id)
    if (!row) throw new NotFoundError(`${context.connection.origin} has no score ${id}`)
    warnOfSurprise(context, row, scores.score)
    await printObject(context, row, scores.score, process.stdout.isTTY ? 'table' : 'json')
  }
}

export default Object.assign(describeCommand(GetScore, {...scoresV2.get, limits: scores.list.limits}, words, {}), {
  operations: [scores.list, scoresV2.get].map(operationInfo),
})

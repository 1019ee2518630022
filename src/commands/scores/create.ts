import {Flags} from '@oclif/core'
import {annotate, CliError} from '../../api/errors/cli-error.js'
import {readNumber} from '../../api/json/exact-number.js'
import type {Row} from '../../api/json/object.js'
import * as configs from '../../api/resources/scores/configs.js'
import * as scores from '../../api/resources/scores/endpoints.js'
import {action} from '../../base/command/action.js'
import type {Context} from '../../base/command/context.js'
import {check} from '../../base/input/flags.js'

export default action(scores.create, {
  summary: 'Create a score, or replace it by its id',
  phrases: ['score this trace', 'give that trace a rating of 0.9', 'add user feedback', 'create a score'],
  description:
    'The server takes it at once and stores it later, and drops one that does not fit its score config silently. So the config of --config-id is read first, and a score that does not fit it is refused.',
  examples: [
    '--name accuracy --value 0.9 --trace-id 0a1b2c3d',
    '--name tone --value friendly --trace-id 0a1b2c3d --comment "Warm, but short"',
    '--name helpful --value 1 --data-type BOOLEAN --session-id chat-7 --id chat-7-helpful',
    '--name accuracy --value 0.9 --trace-id 0a1b2c3d --config-id cfg-1',
  ],
  flags: {
    'check-config': Flags.boolean({summary: 'Read the score config first; --no-check-config does not', allowNo: true}),
  },
  completeBody: complete,
  done: ({id}) => `Queued score ${id}`,
})

/** Text that is a number, as a number, where the data type allows. */
function typed(body: Row, dataType: unknown): Row {
  const {value} = body
  const takesNumber = dataType === undefined || dataType === 'NUMERIC' || dataType === 'BOOLEAN'
  const number = typeof value === 'string' && value.trim() !== '' ? readNumber(value) : Number.NaN
  return takesNumber && Number.isFinite(Number(number)) ? {...body, value: number} : body
}

async function complete(body: Row, {client, flags, notes, settings}: Context): Promise<Row> {
  const read = (dataType: unknown) => (flags.value === undefined ? body : typed(body, dataType))
  const score = read(body.dataType)
  const {configId} = body
  if (typeof configId !== 'string' || flags['check-config'] === false) return score
  check(scores.create.body, score)
  if (settings.curl) return score
  const {data} = await client.request(configs.get, {params: {configId}}).catch((error: unknown) => {
    throw annotate(error, 'The score was not sent; --no-check-config sends it without reading its config.')
  })
  const whole = read(body.dataType ?? data.dataType)
  const reason = configs.misfit(data, whole)
  const hint = 'The server would drop it silently; --no-check-config sends it all the same.'
  if (reason) throw new CliError('usage', `The score does not fit: ${reason}`, hint)
  if (data.name !== body.name) notes.note(`The score gets the name of its config: ${data.name}`)
  return whole
}

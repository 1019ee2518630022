import {Flags} from '@oclif/core'
import {annotate, CliError} from '../../api/errors/cli-error.js'
import {readNumber} from '../../api/json/exact-number.js'
import type {Row} from '../../api/json/object.js'
import {parseJson} from '../../api/json/parse.js'
import * as configs from '../../api/resources/scores/configs.js'
import * as scores from '../../api/resources/scores/endpoints.js'
import {action} from '../../base/command/action.js'
import type {Context} from '../../base/command/context.js'
import {checkBody} from '../../base/input/body.js'

export default action(scores.create, {
  summary: 'Create a score, or replace it by its id',
  phrases: ['score this trace', 'give that trace a rating of 0.9', 'add user feedback', 'create a score'],
  description:
    'The server takes it at once and stores it later, and drops one that does not fit its score config silently. So the config of --config-id is read first, and a score that does not fit it is refused.',
  examples: [
    '--name accuracy --value 0.9 --trace-id 0a1b2c3d',
    '--name tone --value friendly --trace-id 0a1b2c3d --comment "Warm, but short"',
    '--name helpful --value true --data-type BOOLEAN --session-id chat-7 --id chat-7-helpful',
    '--name accuracy --value 0.9 --trace-id 0a1b2c3d --config-id cfg-1',
  ],
  flags: {
    'check-config': Flags.boolean({summary: 'Read the score config first; --no-check-config does not', allowNo: true}),
  },
  completeBody: complete,
  done: ({id}) => `Queued score ${id}`,
})

const TAKES_NUMBERS: unknown[] = [undefined, 'NUMERIC', 'BOOLEAN']
const BITS = new Map([
  ['true', 1],
  ['false', 0],
])

/** Whether text could as well be of another kind: a boolean, JSON, a number in other notation, or one that is none. */
function isUnclear(text: string): boolean {
  if (/^(?:true|false|null|nan|[+-]?inf(?:inity)?|[+-]?0x?\d.*|[+-]?\d+,\d+)$/i.test(text)) return true
  if (!/^[[{"]/.test(text)) return false
  try {
    return Boolean(parseJson(text))
  } catch {
    return false
  }
}

/** The value as its data type has it: text that is a number as a number, true and false as 1 and 0. */
function typed(body: Row, dataType: unknown, isTyped: boolean): Row {
  const {value, configId} = body
  const word = isTyped || typeof value === 'boolean' ? String(value).trim() : ''
  const bit = dataType === 'BOOLEAN' ? BITS.get(word.toLowerCase()) : undefined
  if (bit !== undefined) return {...body, value: bit}
  if (!isTyped || !TAKES_NUMBERS.includes(dataType)) return body
  if (dataType === undefined && typeof configId !== 'string' && isUnclear(word)) {
    const hint = 'BOOLEAN takes true and false, NUMERIC any number; CATEGORICAL and TEXT take it as it stands.'
    throw new CliError('usage', `--value: "${word.slice(0, 40)}" is ambiguous: give --data-type`, hint)
  }
  const number = readNumber(word)
  return Number.isNaN(Number(number)) ? body : {...body, value: number}
}

async function complete(body: Row, {client, flags, notes, settings}: Context): Promise<Row> {
  const read = (dataType: unknown) => typed(body, dataType, flags.value !== undefined)
  const score = read(body.dataType)
  const {configId} = body
  if (typeof configId !== 'string' || flags['check-config'] === false) return score
  checkBody(scores.create.body, score, scores.create)
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

import {Flags} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
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
    'The server takes it at once and stores it later; one that does not fit its score config is then dropped silently. --check-config finds that out before.',
  examples: [
    '--name accuracy --value 0.9 --trace-id 0a1b2c3d',
    '--name tone --value friendly --trace-id 0a1b2c3d --comment "Warm, but short"',
    '--name helpful --value true --data-type BOOLEAN --session-id chat-7 --id chat-7-helpful',
    '--name accuracy --value 0.9 --trace-id 0a1b2c3d --config-id cfg-1 --check-config',
  ],
  flags: {
    'check-config': Flags.boolean({summary: 'Read the score config first and refuse what does not fit it'}),
  },
  completeBody: complete,
  done: ({id}) => `Queued score ${id}`,
})

const TAKES_NUMBERS: unknown[] = [undefined, 'NUMERIC', 'BOOLEAN']
const BOOLEANS: Record<string, number> = {true: 1, false: 0}

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
  const bit = dataType === 'BOOLEAN' ? BOOLEANS[word.toLowerCase()] : undefined
  if (bit !== undefined) return {...body, value: bit}
  if (!isTyped || !TAKES_NUMBERS.includes(dataType)) return body
  if (dataType === undefined && configId === undefined && isUnclear(word)) {
    const hint = 'BOOLEAN takes true and false, NUMERIC any number; CATEGORICAL and TEXT take it as it stands.'
    throw new CliError('usage', `--value: "${word.slice(0, 40)}" may be text or not: say which with --data-type`, hint)
  }
  const number = readNumber(word)
  return Number.isNaN(Number(number)) ? body : {...body, value: number}
}

async function complete(body: Row, {client, flags, settings}: Context): Promise<Row> {
  const read = (dataType: unknown) => typed(body, dataType, flags.value !== undefined)
  const score = read(body.dataType)
  if (!flags['check-config']) return score
  if (typeof body.configId !== 'string') throw new CliError('usage', '--check-config needs --config-id')
  checkBody(scores.create.body, score, scores.create)
  if (settings.curl) return score
  const {data} = await client.request(configs.get, {params: {configId: body.configId}})
  const whole = read(body.dataType ?? data.dataType)
  const reason = configs.misfit(data, whole)
  if (reason) throw new CliError('usage', `The score does not fit: ${reason}`, 'The server would drop it silently.')
  return whole
}

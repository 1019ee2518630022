import {Flags} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import {isObject, listOf, type Row} from '../../api/json/object.js'
import * as prompts from '../../api/resources/prompts.js'
import {action} from '../../base/command/action.js'
import type {Context} from '../../base/command/context.js'
import {parseJson} from '../../base/input/input.js'
import type {Notes} from '../../base/output/notes.js'

export default action(prompts.create, {
  summary: 'Create a prompt, or a new version of it',
  phrases: ['create a prompt', 'save a new version of a prompt', 'write a chat prompt'],
  description:
    'Every call makes a new version. It is not labelled production unless you say --label production. Tags belong to the prompt as a whole: the ones given replace those of ALL versions.',
  examples: [
    '--name greet --prompt "Hello {{name}}" --label staging',
    `--name greet --prompt @greet.txt --config '{"model":"gpt-4o"}' --commit-message "Shorter"`,
    '--name support/triage --type chat --prompt @messages.json',
    '--name support/triage --message "system:You are {{role}}" --message placeholder:history --message "user:{{question}}"',
  ],
  flags: {
    message: Flags.string({
      summary: 'A message of a chat prompt: role:text, or placeholder:NAME (repeatable)',
      helpValue: '<role:text>',
      multiple: true,
      multipleNonGreedy: true,
      exclusive: ['prompt'],
    }),
  },
  supplied: ['prompt', 'type'],
  completeBody: readChat,
  warningFor: ({tags}) =>
    Array.isArray(tags) ? 'tags belong to the prompt: these replace the tags of ALL its versions.' : undefined,
  done: ({name, version, labels}) => {
    const moved = (Array.isArray(labels) ? labels : []).filter((label) => label !== 'latest')
    return `Created prompt ${name}, version ${version}${moved.length > 0 ? ` (${moved.join(', ')})` : ''}`
  },
})

function readMessage(text: string): Row {
  const colon = text.indexOf(':')
  if (colon < 1)
    throw new CliError('usage', `--message: "${text}" has no role`, 'Write role:text, or placeholder:NAME.')
  const [role, content] = [text.slice(0, colon), text.slice(colon + 1)]
  return role === 'placeholder' ? {type: 'placeholder', name: content} : {role, content}
}

/** The chat that --message, or --type chat with a JSON text, stands for. */
async function readChat(body: Row, {flags, notes}: Context): Promise<Row> {
  const messages = flags.message as string[] | undefined
  if (messages) {
    if (body.type === 'text')
      throw new CliError('usage', '--message makes a chat prompt; --type text does not go with it')
    return {...body, type: 'chat', prompt: messages.map(readMessage)}
  }
  if (typeof body.prompt !== 'string' || body.type === 'text') return body
  if (body.type === undefined) return chatIn(body.prompt, body, notes)
  const chat = await parseJson(body.prompt, '--prompt')
  if (!Array.isArray(chat)) throw new CliError('usage', '--prompt: a chat prompt takes a JSON array of messages')
  return {...body, prompt: chat}
}

function isMessage(value: unknown): boolean {
  return isObject(value) && ('role' in value || value.type === 'placeholder')
}

/** Without --type, a text that is nothing but an array of messages is a chat: what `prompts get --raw` printed. */
async function chatIn(text: string, body: Row, notes: Notes): Promise<Row> {
  if (!text.trimStart().startsWith('[')) return body
  const messages = listOf(await parseJson(text, '--prompt').catch(() => undefined))
  if (messages.length === 0 || !messages.every(isMessage)) return body
  notes.note('Taken as a chat prompt, because it is an array of messages; --type text keeps it as text.')
  return {...body, type: 'chat', prompt: messages}
}

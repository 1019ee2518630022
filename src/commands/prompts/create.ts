import {Flags} from '@oclif/core'
import {annotate, CliError} from '../../api/errors/cli-error.js'
import type {Client} from '../../api/http/client.js'
import {find} from '../../api/http/find.js'
import {isObject, listOf, type Row} from '../../api/json/object.js'
import {stringifyJson} from '../../api/json/stringify.js'
import * as prompts from '../../api/resources/prompts.js'
import {action} from '../../base/command/action.js'
import type {Context} from '../../base/command/context.js'
import {check} from '../../base/input/flags.js'
import {parseJson} from '../../base/input/input.js'
import type {Notes} from '../../base/output/notes.js'

export default action(prompts.create, {
  summary: 'Create a prompt, or a new version of it',
  phrases: ['create a prompt', 'save a new version of a prompt', 'write a chat prompt'],
  description:
    "Every call makes a new version. It is not labelled production unless you say --label production. Type and config of the latest version go along unless others are given; --config '{}' leaves the config out. Tags belong to the prompt as a whole: the ones given replace those of ALL versions.",
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
  completeBody: complete,
  mustKeep: ['labels'],
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

/** The body with what it does not give of the latest version. Says what of that version the new one does without. */
async function complete(body: Row, {client, flags, notes, settings}: Context): Promise<Row> {
  const given = fromMessages(body, flags.message as string[] | undefined)
  const untyped = given.type === undefined && typeof given.prompt === 'string'
  const guess = untyped ? await guessChat(given) : await readChat(given)
  check(prompts.create.body, guess, prompts.create)
  if (settings.curl) return guess
  const latest = await findLatest(client, String(body.name))
  if (!latest) {
    if (untyped && guess.type === 'chat')
      notes.note('Taken as a chat prompt, because it is an array of messages; --type text keeps it as text.')
    return guess
  }
  const whole = untyped ? await likeLatest(given, latest) : guess
  warnOfLosses(latest, whole, notes)
  if (body.config !== undefined || stringifyJson(latest.config ?? {}) === '{}') return whole
  notes.note(`The config of version ${latest.version} goes along; --config '{}' leaves it out.`)
  return {...whole, config: latest.config}
}

/** A prompt without a type is of the same type as the latest version. */
async function likeLatest(given: Row, {name, type}: Row): Promise<Row> {
  if (type !== 'chat') return given
  if (!String(given.prompt).trimStart().startsWith('['))
    throw new CliError('usage', `${name} is a chat prompt: give --message, or --prompt with a JSON array of messages`)
  return readChat({...given, type})
}

async function findLatest(client: Client, promptName: string) {
  try {
    return await find(client, prompts.get, {params: {promptName}, query: {label: 'latest', resolve: false}})
  } catch (error) {
    throw annotate(
      error,
      'Nothing was created: a new version keeps the config of the latest one, which must be read first.',
    )
  }
}

/** References to other prompts, and tags. */
function warnOfLosses({version, ...latest}: Row, {prompt, tags}: Row, notes: Notes): void {
  const references = (text: unknown) =>
    [...stringifyJson(text).matchAll(/@@@langfusePrompt:(.+?)@@@/g)].map(([whole]) => whole)
  const lost = references(latest.prompt).filter((reference) => !references(prompt).includes(reference))
  if (lost.length > 0) {
    const way = '`prompts get --raw --no-resolve` keeps them'
    notes.warn(`version ${version} has references that the new one lacks (${way}): ${[...new Set(lost)].join(' ')}`)
  }
  const gone = tags === undefined ? [] : listOf(latest.tags).filter((tag) => !listOf(tags).includes(tag))
  if (gone.length > 0) notes.warn(`tags belong to the prompt: ALL its versions lose ${gone.join(', ')}.`)
}

function fromMessages(body: Row, messages: string[] | undefined): Row {
  if (!messages) return body
  if (body.type === 'text')
    throw new CliError('usage', '--message makes a chat prompt; --type text does not go with it')
  return {...body, type: 'chat', prompt: messages.map(readMessage)}
}

/** The chat that --type chat with a JSON text stands for. */
async function readChat(body: Row): Promise<Row> {
  if (typeof body.prompt !== 'string' || body.type !== 'chat') return body
  const chat = await parseJson(body.prompt, '--prompt')
  if (!Array.isArray(chat)) throw new CliError('usage', '--prompt: a chat prompt takes a JSON array of messages')
  return {...body, prompt: chat}
}

function isMessage(value: unknown): boolean {
  if (!isObject(value)) return false
  return value.type === 'placeholder' || ('role' in value && Object.keys(value).length > 1)
}

/** A text that is nothing but an array of messages is a chat: what `prompts get --raw` printed. */
async function guessChat(body: Row): Promise<Row> {
  const text = String(body.prompt)
  if (!text.trimStart().startsWith('[')) return body
  const messages = listOf(await parseJson(text, '--prompt').catch(() => undefined))
  return messages.length > 0 && messages.every(isMessage) ? {...body, type: 'chat', prompt: messages} : body
}

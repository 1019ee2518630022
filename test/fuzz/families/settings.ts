import fc from 'fast-check'
import {filesAbout} from '../../examples/files.js'
import type {Case} from '../case.js'
import {mutated} from '../mutate.js'
import {edit, text} from '../nasty.js'
import {anyLine, mode, readingLine} from './lines.js'

const VARIABLES = [
  ...['HOST', 'BASE_URL', 'PUBLIC_KEY', 'SECRET_KEY', 'ORG_PUBLIC_KEY', 'ORG_SECRET_KEY', 'ADMIN_API_KEY', 'PROFILE'],
  ...['CLI_OUTPUT', 'CLI_TIMEOUT', 'CLI_RETRIES', 'CLI_MAX_WAIT', 'CLI_API_VERSION', 'CLI_VERBOSE', 'CLI_READ_ONLY'],
  ...['CLI_MAX_ANSWER', 'CLI_HEADERS', 'CLI_DEBUG', 'CLI_NO_KEYRING'],
].map((name) => `LANGFUSE_${name}`)
const FOREIGN = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'TERM',
  'COLUMNS',
  'TZ',
  'LANG',
  'NODE_EXTRA_CA_CERTS',
  'npm_config_registry',
]
const withoutNul = text.map((value) => value.replaceAll('\0', ''))

const variables = fc.dictionary(fc.constantFrom(...VARIABLES, ...FOREIGN), withoutNul, {minKeys: 1, maxKeys: 3})

const PROFILES = 'config/langfuse/profiles.json'
const profiles = JSON.parse(filesAbout('{url}')[PROFILES] ?? '')
const STATE_FILES = [
  'config/langfuse/generations.json',
  'cache/langfuse/generations.json',
  'config/langfuse/update.json',
  'cache/langfuse/update.json',
]

const files = fc.oneof(
  fc.array(edit, {minLength: 1, maxLength: 3}).map((edits) => ({[PROFILES]: mutated(profiles, edits)})),
  fc.tuple(fc.constantFrom(PROFILES, ...STATE_FILES), text).map(([path, content]) => ({[path]: content})),
  fc
    .array(
      fc.oneof(
        text,
        fc.tuple(fc.constantFrom(...VARIABLES), fc.constantFrom('=', ': ', ' = ', '')).map((pair) => pair.join('')),
      ),
    )
    .map((lines) => ({'.env': lines.join('\n')})),
)

const NO_KEYS = {LANGFUSE_HOST: '', LANGFUSE_PUBLIC_KEY: '', LANGFUSE_SECRET_KEY: ''}

/** Variables, settings and state files with anything in them. */
export const settings: fc.Arbitrary<Case> = fc
  .record({
    argv: fc.oneof(
      readingLine,
      fc.constantFrom(['auth', 'status'], ['doctor'], ['profiles', 'list'], ['profiles', 'use', 'staging']),
    ),
    how: fc.oneof(
      variables.map((env) => ({env, files: {}, flags: [] as string[]})),
      files.map((given) => ({env: NO_KEYS, files: given, flags: '.env' in given ? ['--env', '.env'] : []})),
    ),
    mode,
  })
  .map(({argv, how: {env, files: given, flags}, mode: server}) => ({
    family: 'settings',
    argv: [...argv, ...flags],
    mode: server,
    troubles: [],
    env,
    files: given,
  }))

const INPUTS = [
  'ticket.json',
  'messages.json',
  'events.json',
  'spans.json',
  'ids.txt',
  'greet.txt',
  'widget.json',
  'metrics.json',
  'dataset.json',
]

/** Files and stdin that commands read, with anything in them. */
export const inputs: fc.Arbitrary<Case> = fc
  .record({
    argv: anyLine,
    content: fc.oneof(
      text,
      fc
        .array(edit, {minLength: 1, maxLength: 3})
        .map((edits) => mutated([{id: 'a', type: 'trace-create', body: {}}], edits)),
    ),
    mode,
  })
  .map(({argv, content, mode: server}) => ({
    family: 'inputs',
    argv,
    mode: server,
    troubles: [],
    stdin: content,
    files: Object.fromEntries(INPUTS.map((name) => [name, content])),
  }))

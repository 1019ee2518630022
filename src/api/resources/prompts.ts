import * as z from 'zod'
import {isObject, listOf} from '../json/object.js'
import {inputAs, json, moment, text, time} from '../operation/fields.js'
import {addressable} from '../operation/names.js'
import {defineRoutes} from '../operation/routes.js'

const LABEL = /^[a-z0-9_\-.]+$/

/** A label that is written. Reading takes any label. */
export const newLabel = z
  .string()
  .max(36, 'a label has at most 36 characters')
  .regex(LABEL, 'a label has lower-case letters, digits, "_", "-" and "." only')
  .refine((label) => label !== 'latest', 'the label "latest" is moved by the server, never by hand')

/** One message of a chat prompt; the server strips every other key silently, so others are refused here. */
const chatMessage = z.union([
  z.strictObject({
    type: z.literal('placeholder'),
    name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, 'a placeholder name has letters, digits and "_", a letter first'),
  }),
  z.strictObject({type: z.literal('chatmessage').optional(), role: z.string(), content: z.string()}),
])

/** A prompt's name as `POST /v2/prompts` takes it. */
const promptName = addressable('Name; folders with "/"')
  .regex(/^[^|]*$/, 'a prompt name has no "|"')
  .regex(/^(?!\/)/, 'a prompt name does not begin with "/"')
  .regex(/(?<!\/)$/, 'a prompt name does not end with "/"')
  .refine((name) => !name.includes('//'), 'a prompt name has no "//"')
  .refine((name) => name !== 'new', 'the name "new" is taken by the server')

/** A row of the prompt list: one name with all its versions. */
export const promptSummary = z.looseObject({
  name: z.string(),
  type: z.string(),
  versions: z.array(z.number()),
  labels: z.array(z.string()),
  tags: z.array(z.string()),
  lastUpdatedAt: moment(),
  lastConfig: z.unknown(),
})

/** One version of a prompt. */
export const prompt = z.looseObject({
  id: z.string(),
  name: z.string(),
  version: z.number(),
  type: z.enum(['text', 'chat']),
  labels: z.array(z.string()),
  tags: z.array(z.string()),
  commitMessage: z.string().nullish(),
  config: z.unknown(),
  createdBy: z.string(),
  createdAt: moment(),
  updatedAt: moment(),
  projectId: z.string().optional(),
  isActive: z.boolean().nullish(),
  resolutionGraph: z.unknown().optional(),
  prompt: z.unknown(),
})

function notBoth({version, label}: {version?: number | undefined; label?: string | undefined}): boolean {
  return version === undefined || label === undefined
}
const bothGiven = {path: ['version'], error: 'excludes --label: give one of them'}

const routes = defineRoutes({limits: {rate: 'prompts'}})

/** Ordered by name. */
export const list = routes.list('/api/public/v2/prompts', {
  rowKey: 'name',
  query: z.object({
    name: z.string().describe('Only the prompt of exactly this name').optional(),
    label: z.string().describe('Only prompts with a version that carries this label').optional(),
    tag: z.string().describe('Only prompts with this tag').optional(),
    version: z.int().min(1).describe('Only prompts that have this version number').optional(),
    fromUpdatedAt: time('Only versions updated at or after this time').optional(),
    toUpdatedAt: time('Only versions updated before this time').optional(),
  }),
  paging: 'page',
  item: promptSummary,
})

/** Without version and label the server takes the label production. */
export const get = routes.get('/api/public/v2/prompts/{promptName}', {
  params: {promptName: {help: 'Name of the prompt, folders included: support/triage', echo: 'name'}},
  query: z
    .object({
      version: z.int().min(1).describe('This version').optional(),
      label: z.string().describe('The version that carries this label (default: production)').optional(),
      resolve: z
        .boolean()
        .describe('Put in the prompts that this one refers to (default: true); --no-resolve leaves the references')
        .optional(),
    })
    .refine(notBoth, bothGiven),
  response: prompt,
})

function typedMessages(prompt: unknown): boolean {
  return listOf(prompt).some((message) => isObject(message) && message.type === 'chatmessage')
}

/** Always makes a new version; never safe to repeat. */
export const create = routes.post('/api/public/v2/prompts', {
  changes: ({config, prompt}) => {
    const found: [string, string][] = config === null ? [['config', 'servers make {} of null']] : []
    return typedMessages(prompt) ? [...found, ['prompt', 'servers leave out the "type" of messages']] : found
  },
  body: z
    .strictObject({
      name: promptName,
      type: z
        .enum(['text', 'chat'])
        .describe('Kind of prompt, the same for all its versions (default: text)')
        .optional(),
      prompt: z
        .union([z.string(), z.array(chatMessage)])
        .meta(inputAs('text-or-json', 'The text, or a JSON array of messages for chat')),
      config: json('Settings that go with the prompt, such as model and temperature').optional(),
      labels: z.array(newLabel).describe('Label of this version; moves it here from another version').optional(),
      tags: z.array(z.string()).describe('Tag; the given tags replace those of ALL versions').nullish(),
      commitMessage: text('What changed', (schema) => schema.max(500, 'at most 500 characters')).nullish(),
    })
    .refine((body) => Array.isArray(body.prompt) === (body.type === 'chat'), {
      path: ['prompt'],
      error: 'a chat prompt (--type chat) takes an array of messages, a text prompt takes text',
    }),
  response: prompt,
})

/** Deletes all versions, or those with a label, or one. With the label latest a repeat would hit the next version. */
export const remove = routes.delete('/api/public/v2/prompts/{promptName}', {
  idempotent: (input) => input.query?.label !== 'latest',
  read: ({params = {}}) => ({operation: get, input: {params, query: {label: 'latest', resolve: false}}}),
  params: {promptName: {help: 'Name of the prompt, folders included'}},
  query: z
    .object({
      version: z.int().min(1).describe('Only this version').optional(),
      label: z.string().describe('Only the version that carries this label').optional(),
    })
    .refine(notBoth, bothGiven),
  response: z.unknown(),
})

/** Adds labels; the server takes them away from other versions and cannot remove one. */
export const updateVersion = routes.patch('/api/public/v2/prompts/{name}/versions/{version}', {
  limits: {rate: 'public-api'},
  idempotent: () => true,
  read: ({params}) => ({
    operation: get,
    input: {params: {promptName: params?.name ?? ''}, query: {version: params?.version}},
  }),
  params: {
    name: {help: 'Name of the prompt, folders included'},
    version: {help: 'Number of the version', integer: true},
  },
  body: z.strictObject({
    newLabels: z.array(newLabel).describe('Label to put on this version; it leaves the version that has it now'),
  }),
  response: prompt,
})

import * as z from 'zod'
import {invalidRequest} from '../../http/call.js'
import {anyJson, check, promptName} from '../../http/validation.js'

const label = z
  .string()
  .min(1)
  .max(36)
  .regex(/^[a-z0-9_\-.]+$/, 'Label must be lowercase alphanumeric with optional underscores, hyphens, or periods')
const placeholderName = z
  .string()
  .regex(
    /^[a-zA-Z][a-zA-Z0-9_]*$/,
    'Placeholder name must start with a letter and contain only alphanumeric characters and underscores',
  )
const message = z.union([
  z.object({type: z.literal('placeholder'), name: placeholderName}),
  z.object({role: z.string(), content: z.string()}),
])

function schemaFor(...reserved: string[]) {
  const common = {
    name: promptName(reserved),
    labels: z.array(label).default([]),
    config: anyJson.optional(),
    tags: z.array(z.string()).nullish(),
    commitMessage: z.string().max(500).nullable().default(null),
  }
  return z.union([
    z.object({...common, type: z.literal('text').default('text'), prompt: z.string()}),
    z.object({...common, type: z.literal('chat'), prompt: z.array(message)}),
  ])
}

const ofVersion3 = schemaFor('new')
const ofVersion4 = schemaFor('new', 'metrics', 'prompt-detail')

/** What a new prompt version is made of. */
export type NewPrompt = z.input<typeof ofVersion3>

/** Checks the body of `POST /v2/prompts`, as a server of this version does it; Postgres takes no NUL and no lone surrogate. */
export function checkPrompt(body: unknown, version: string): z.output<typeof ofVersion3> {
  const given = check(Number.parseInt(version, 10) >= 4 ? ofVersion4 : ofVersion3, body)
  const json = JSON.stringify(given)
  if (/\\u(?:0000|d[89a-f])/.test(json.replaceAll('\\\\', ''))) throw new Error('An unknown error occurred')
  if (given.type === 'chat') refuseClashes(given.prompt)
  return given
}

function refuseClashes(messages: z.output<typeof message>[]): void {
  const placeholders = new Set(messages.flatMap((entry) => ('name' in entry ? [entry.name] : [])))
  const text = messages.flatMap((entry) => ('content' in entry ? [entry.content] : [])).join('\n')
  const variables = [...text.matchAll(/\{\{\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*\}\}/g)].map((match) => match[1] ?? '')
  const clashes = [...new Set(variables)].filter((name) => placeholders.has(name))
  if (clashes.length === 0) return
  const rule = 'variables and placeholders must be unique, the following are not'
  throw invalidRequest(`Cannot create prompt, ${rule}: ${clashes.join(', ')}`)
}

import {Flags} from '@oclif/core'
import type * as z from 'zod'
import {CliError} from '../../api/errors/cli-error.js'
import type {Row} from '../../api/json/object.js'
import {fieldsOf} from './fields.js'
import {type FlagValues, readFields} from './flags.js'
import {type InputReader, parseJson} from './input.js'

/** `--body`: the whole body at once, under the flags of its fields. */
export const bodyFlag = Flags.string({
  summary: 'The whole body as JSON; flags win over its fields',
  helpValue: '<json|@file|->',
})

/** The body that flags and --body give together; flags win, field by field. */
export async function readBody(
  schema: z.ZodObject,
  flags: FlagValues,
  reader: InputReader,
): Promise<Record<string, unknown>> {
  const secret = fieldsOf(schema).some((field) => field.secret)
  const whole = typeof flags.body === 'string' ? await reader.json(flags.body, 'body', secret) : {}
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) {
    throw new CliError('usage', '--body must be a JSON object')
  }
  return {...whole, ...(await readFields(schema, flags, reader))}
}

/** The flags of what an object has and a body that replaces it as a whole does not give. */
export function leftOut(schema: z.ZodObject, now: Row, body: Row): string[] {
  const isSet = (value: unknown) =>
    typeof value === 'object' && value !== null
      ? Object.keys(value).length > 0
      : value !== '' && (value ?? null) !== null
  const fields = fieldsOf(schema).filter(({name}) => body[name] === undefined && isSet(now[name]))
  return fields.map(({flag}) => `--${flag}`)
}

/** A body whose prompt is messages where the text is a JSON array of objects. */
export async function withMessages(body: Record<string, unknown>): Promise<Record<string, unknown>> {
  const {prompt} = body
  if (typeof prompt !== 'string' || !/^\s*\[\s*\{\s*"/.test(prompt)) return body
  return {...body, prompt: await parseJson(prompt, '--prompt')}
}

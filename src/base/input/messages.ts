import {parseJson} from './input.js'

/** A body whose prompt is messages where the text is a JSON array of objects. */
export async function withMessages(body: Record<string, unknown>): Promise<Record<string, unknown>> {
  const {prompt} = body
  if (typeof prompt !== 'string' || !/^\s*\[\s*\{\s*"/.test(prompt)) return body
  return {...body, prompt: await parseJson(prompt, '--prompt')}
}

import * as z from 'zod'
import {errorMessage} from '../http/error-message.js'
import {parseJson} from '../json/parse.js'
import {LARGE_BODY} from '../operation/endpoint.js'
import {inputAs, json} from '../operation/fields.js'
import {defineRoutes} from '../operation/routes.js'

const rate = 'ingestion' as const

const timestamp = z.iso.datetime({offset: true})

function filled(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** What is wrong with an event; undefined when nothing is. Log events need no body.id. */
function flaw(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return 'is not a JSON object'
  const {id, type, timestamp: at, body} = event as Record<string, unknown>
  if (!filled(id)) return 'has no id'
  if (id.length > 800 || id.includes('\r')) return 'has an id of more than 800 characters, or with a carriage return'
  if (!filled(type)) return 'has no type'
  if (!timestamp.safeParse(at).success) return 'has no timestamp like 2026-11-20T14:00:00.000Z'
  if (type === 'sdk-log') return undefined
  const inner = typeof body === 'object' && body !== null ? (body as Record<string, unknown>).id : undefined
  return filled(inner) ? undefined : 'has no body.id: the server would say yes and drop it'
}

const events = z.array(z.unknown()).superRefine((batch, context) => {
  for (const [index, event] of batch.entries()) {
    const text = flaw(event)
    if (text) context.addIssue({code: 'custom', message: `event ${index + 1} ${text}`})
  }
})

/** What became of each event. */
export const outcome = z.looseObject({
  successes: z.array(z.looseObject({id: z.string(), status: z.number()})),
  errors: z.array(
    z.looseObject({id: z.string(), status: z.number(), message: z.string().nullish(), error: z.unknown().optional()}),
  ),
})

/** Always answers 207, even if every event is refused; the server recognises a repeated event by its id. */
export const batch = defineRoutes({limits: {rate, maxBody: LARGE_BODY}}).post('/api/public/ingestion', {
  idempotent: () => true,
  body: z.strictObject({
    batch: events.meta(inputAs('json', 'Events: a JSON array, or the whole {batch, metadata}')),
    metadata: json('Metadata about the sender, for debugging').optional(),
  }),
  response: outcome,
})

/** OTLP over HTTP. The server queues the spans, and recognises repeated ones by their ids. */
export const otel = defineRoutes({limits: {rate, maxBody: null}}).post('/api/public/otel/v1/traces', {
  idempotent: () => true,
  headers: {'x-langfuse-ingestion-version': '4'},
  response: z.unknown(),
})

/** A refused event. */
export interface Refusal {
  /** Its position in the batch, from 1 on; undefined when the server names an id that is not there. */
  position: number | undefined
  id: string
  status: number
  message: string
  /** The server no longer takes trace events here, only over OTLP. */
  wantsOtel: boolean
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string' || !text.startsWith('[')) return text
  try {
    return parseJson(text)
  } catch {
    return text
  }
}

function words({status, message, error}: z.output<typeof outcome>['errors'][number]): string {
  const issues = parsed(error)
  const text = errorMessage(status, {message, error: issues})
  return typeof issues === 'string' && issues !== text ? `${text}: ${issues}` : text
}

/** The refused events of an answer, in the order of the batch; of events with the same id the first ones. */
export function refusals(answer: z.output<typeof outcome>, sent: unknown[]): Refusal[] {
  const positions = new Map<string, number[]>()
  for (const [index, event] of sent.entries()) {
    const {id} = event as {id: string}
    const known = positions.get(id)
    if (known) known.push(index + 1)
    else positions.set(id, [index + 1])
  }
  for (const known of positions.values()) known.reverse()
  return (answer.errors ?? [])
    .map((entry) => {
      const {id, status, message, error} = entry
      const wantsOtel = message === 'Event type not accepted' && typeof error === 'string' && /events_only/.test(error)
      return {position: positions.get(id)?.pop(), id, status, message: wantsOtel ? message : words(entry), wantsOtel}
    })
    .sort((a, b) => (a.position ?? sent.length + 1) - (b.position ?? sent.length + 1))
}

import * as z from 'zod'
import {errorMessage} from '../http/error-message.js'
import {isObject} from '../json/object.js'
import {parseJson} from '../json/parse.js'
import {ENVIRONMENT} from '../operation/common-params.js'
import {LARGE_BODY} from '../operation/endpoint.js'
import {inputAs, json} from '../operation/fields.js'
import {identifierFlaw, unaddressable} from '../operation/names.js'
import {defineRoutes} from '../operation/routes.js'

const rate = 'ingestion' as const

const timestamp = z.iso.datetime({offset: true})

function filled(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** What is wrong with an event; undefined when nothing is. Log events need no body.id. */
function flaw(event: unknown): string | undefined {
  if (!isObject(event)) return 'is not a JSON object'
  const {id, type, timestamp: at, body} = event
  if (!filled(id)) return 'has no id'
  if (id.length > 800 || id.includes('\r')) return 'has an id of more than 800 characters, or with a carriage return'
  if (!filled(type)) return 'has no type'
  if (!timestamp.safeParse(at).success) return 'has no timestamp like 2026-11-20T14:00:00.000Z'
  if (type === 'sdk-log') return undefined
  const fields = isObject(body) ? body : {}
  if (!filled(fields.id)) return 'has no body.id: the server would say yes and drop it'
  for (const name of ['id', 'traceId', 'sessionId']) {
    const id = fields[name]
    const wrong = filled(id) ? (identifierFlaw(id) ?? unaddressable(id)) : undefined
    if (wrong) return `has a body.${name} that ${wrong}`
  }
  if (type === 'score-create' && fields.source === 'ANNOTATION' && !filled(fields.configId)) {
    if (fields.dataType !== 'CORRECTION')
      return 'is an ANNOTATION without a configId: the server would say yes and drop it'
  }
  return undefined
}

const events = z.array(z.unknown()).superRefine((batch, context) => {
  for (const [index, event] of batch.entries()) {
    const text = flaw(event)
    if (text) context.addIssue({code: 'custom', message: `event ${index + 1} ${text}`})
  }
})

/** The environments that servers do not keep, each with the position of its event. */
export function lostEnvironments(batch: unknown[]): string[] {
  return batch.flatMap((event, index) => {
    const {environment} = isObject(event) && isObject(event.body) ? event.body : {}
    return filled(environment) && !ENVIRONMENT.test(environment) ? [`${environment} (event ${index + 1})`] : []
  })
}

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

/** Events that an answer does not mention, although it should; of log events it says nothing. */
function unmentioned({successes, errors}: z.output<typeof outcome>, sent: unknown[]): Refusal[] {
  const mentioned = [...(successes ?? []), ...(errors ?? [])].map(({id}) => id)
  return sent.flatMap((event, index) => {
    const {id, type} = event as {id: string; type: string}
    const at = mentioned.indexOf(id)
    if (at >= 0) mentioned.splice(at, 1)
    if (at >= 0 || type === 'sdk-log') return []
    return [{position: index + 1, id, status: 207, message: 'not mentioned in the answer', wantsOtel: false}]
  })
}

/** The events that were not taken, in the order of the batch; of events with the same id the first ones. */
export function refusals(answer: z.output<typeof outcome>, sent: unknown[]): Refusal[] {
  const positions = new Map<string, number[]>()
  for (const [index, event] of sent.entries()) {
    const {id} = event as {id: string}
    positions.set(id, [...(positions.get(id) ?? []), index + 1])
  }
  const refused = (answer.errors ?? []).map((entry) => {
    const wantsOtel = entry.message === 'Event type not accepted' && String(entry.error).includes('events_only')
    const message = wantsOtel ? 'Event type not accepted' : words(entry)
    return {position: positions.get(entry.id)?.shift(), id: entry.id, status: entry.status, message, wantsOtel}
  })
  const last = sent.length + 1
  return [...refused, ...unmentioned(answer, sent)].sort((a, b) => (a.position ?? last) - (b.position ?? last))
}

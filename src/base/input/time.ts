import {CliError} from '../../api/errors/cli-error.js'

const UNIT_MS = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000} as const
const EXAMPLES = '2026-11-20T14:00:00Z, 2026-11-20, 90m, 24h, 7d, yesterday or now'

const DATE = /^\d{4}-\d\d-\d\d$/
const MOMENT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:(Z)|([+-]\d\d):?(\d\d))?$/i
const AGO = /^(\d+)([smhdwSHDW])$/

/** What a time that is refused could have meant. */
const AMBIGUOUS: [pattern: RegExp, hint: string][] = [
  [/^\d+ ?mo?(?:n|nths?)?$/i, 'm is minutes, in lower case. There is no unit for months: count days, such as 30d.'],
  [/^\d{9,}$/, `Epoch numbers could be seconds or milliseconds. Try ${EXAMPLES}.`],
]

/** The summary of a flag that takes a time, with what its value means. */
export function timeSummary(summary: string, flag: string): string {
  const end = flag === 'to' ? '; a date is where that day begins' : ''
  return `${summary}${end}; local time unless a zone is given`
}

function isInCalendar(day: string): boolean {
  const date = new Date(`${day}T00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

function parseMoment(text: string, now: Date): Date | undefined {
  if (text === 'now') return now
  if (text === 'today' || text === 'yesterday') {
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() - (text === 'today' ? 0 : 1))
  }
  const [, count, unit] = AGO.exec(text) ?? []
  if (unit) return new Date(now.getTime() - Number(count) * UNIT_MS[unit.toLowerCase() as keyof typeof UNIT_MS])
  const [, day = text, time = '00:00', utc = '', hours, minutes] = MOMENT.exec(text) ?? []
  if (!DATE.test(day) || !isInCalendar(day)) return undefined
  return new Date(`${day}T${time}${hours ? `${hours}:${minutes}` : utc.toUpperCase()}`)
}

/**
 * Reads a time as people type it and gives ISO 8601 with milliseconds and Z; what is finer is cut. A date is the moment at
 * which that day begins; without a zone it is local time.
 * @throws CliError `usage` for anything else
 */
export function parseTime(text: string, flag: string, now: Date): string {
  const typed = text.trim()
  const date = parseMoment(typed, now)
  if (date && !Number.isNaN(date.getTime()) && /^\d{4}-/.test(date.toISOString())) return date.toISOString()
  const [, hint = `Try ${EXAMPLES}.`] = AMBIGUOUS.find(([pattern]) => pattern.test(typed)) ?? []
  throw new CliError('usage', `--${flag}: "${text}" is not a valid time`, hint)
}

/** Checks the bounds of a window, of which the end does not belong to it. @throws CliError `usage` for a window of no time */
export function assertWindow(from: string, to: string): void {
  if (from < to) return
  const hint = 'A date ends where that day begins: one whole day is --from 2026-11-20 --to 2026-11-21.'
  throw new CliError('usage', `--from (${from}) is not before --to (${to})`, hint)
}

/**
 * Reads `30`, `30s`, `2m` or `1h` (no unit: seconds) and gives milliseconds.
 * @param from the flag or variable, for errors: `--max-wait`
 * @throws CliError `usage` for anything else
 */
export function parseDuration(text: string, from: string): number {
  const match = /^(\d+(?:\.\d+)?)(s|m|h)?$/.exec(text.trim())
  if (!match) throw new CliError('usage', `${from}: "${text}" is not a valid duration`, 'Try 30, 30s or 2m.')
  return Number(match[1]) * UNIT_MS[(match[2] ?? 's') as 'h' | 'm' | 's']
}

/**
 * The time that one request may take, in milliseconds.
 * @throws CliError `usage` for 0, and for more than an hour, which was meant as milliseconds
 */
export function parseTimeout(text: string, from = '--timeout'): number {
  const ms = parseDuration(text, from)
  if (ms === 0) throw new CliError('usage', `${from}: 0 leaves no time for any request`, 'Try 30, 30s or 2m.')
  if (ms > UNIT_MS.h) {
    const hint = 'The value is in seconds: 30 means 30 s. Try 30, 30s or 2m.'
    throw new CliError('usage', `${from}: "${text}" is over an hour`, hint)
  }
  return ms
}

/** A server time for people, in the local zone: `2026-11-20 14:03`. Other text is returned unchanged. */
export function localTime(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}

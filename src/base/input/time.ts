import {CliError} from '../../api/errors/cli-error.js'

const UNIT_MS = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000} as const
const EXAMPLES = '2026-11-20T14:00:00Z, 2026-11-20, 90m, 24h, 7d, yesterday or now'

function localMidnight(year: number, month: number, day: number): Date | undefined {
  const date = new Date(year, month - 1, day)
  return date.getMonth() === month - 1 && date.getDate() === day ? date : undefined
}

function parseDay(text: string, now: Date, end: boolean): Date | undefined {
  const shift = end ? 1 : 0
  if (text === 'today' || text === 'yesterday') {
    const back = text === 'today' ? 0 : 1
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() - back + shift)
  }
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (!match) return undefined
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  return localMidnight(year, month, day) && new Date(year, month - 1, day + shift)
}

function parseMoment(text: string, now: Date): Date | undefined {
  if (text === 'now') return now
  const ago = /^(\d+)([smhdw])$/.exec(text)
  if (ago) return new Date(now.getTime() - Number(ago[1]) * UNIT_MS[ago[2] as keyof typeof UNIT_MS])
  const day = /^(\d{4})-(\d\d)-(\d\d)[T ]\d\d:\d\d/.exec(text)
  if (!day || !localMidnight(Number(day[1]), Number(day[2]), Number(day[3]))) return undefined
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/**
 * Reads a time as people type it and gives ISO 8601 with milliseconds and Z.
 * @param end a date stands for the end of that day (the bound is exclusive), not its beginning
 * @throws CliError `usage` for anything else
 */
export function parseTime(text: string, flag: string, now: Date, end: boolean): string {
  const value = text.trim().replace(/^\d+[SMHDW]$/, (ago) => ago.toLowerCase())
  const date = parseDay(value, now, end) ?? parseMoment(value, now)
  if (!date || Number.isNaN(date.getTime()) || !/^\d{4}-/.test(date.toISOString()))
    throw new CliError('usage', `--${flag}: "${text}" is not a valid time`, `Try ${EXAMPLES}.`)
  return date.toISOString()
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

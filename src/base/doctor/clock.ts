import {type Finding, ok, skipped, warning} from './finding.js'

const MOST_SECONDS = 60

function spoken(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}

/**
 * Compares this machine's clock with the server's.
 * @param date the Date header of an answer
 * @param now when it came, in milliseconds since 1970
 */
export function checkClock(date: string | undefined, now: number): Finding {
  const theirs = Date.parse(date ?? '')
  if (Number.isNaN(theirs)) return skipped('clock', 'the server does not say what time it is')
  const ahead = Math.round((now - theirs) / 1000)
  const off = Math.abs(ahead)
  if (off <= MOST_SECONDS) return ok('clock', off <= 1 ? "as the server's" : `${off} s from the server's`)
  return warning(
    'clock',
    `${spoken(off)} ${ahead > 0 ? 'ahead of' : 'behind'} the server's`,
    'Set it (NTP): times such as --from 1h, and the spans that you send, are off by that.',
  )
}

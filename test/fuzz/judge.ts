import type {Case, Outcome} from './case.js'
import {SECRETS} from './world.js'

/** What must never come of a run; the columns of the table. */
export const FAULTS = ['exit 1', 'stack', 'hang', 'data missing', 'secret', 'raw control'] as const

/** One of them. */
export type Fault = (typeof FAULTS)[number]

const INVISIBLE = /[\p{Cc}\p{Cf}\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu
/** All but line feeds and tabs. */
const CONTROL = /[\0-\u0008\u000b-\u001f\u007f-\u009f\p{Bidi_Control}]/u

function encodings(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    return whole.slice(Math.ceil((shift * 4) / 3), 4 * Math.floor((shift + bytes.length) / 3))
  })
  return [secret, bytes.toString('hex'), ...base64]
}

const words = SECRETS.flatMap(({publicKey, secretKey}) => [
  ...encodings(secretKey),
  ...(publicKey ? [Buffer.from(`${publicKey}:${secretKey}`).toString('base64')] : []),
])

function unescaped(text: string): string {
  return text
    .replaceAll(/\\u([\da-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/%([\da-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/&#x?([\da-f]+);/gi, (all, code) =>
      String.fromCharCode(Number.parseInt(code, all.includes('x') ? 16 : 10)),
    )
}

/** Whether a text gives a secret away, in any encoding. */
export function holdsSecret(text: string): boolean {
  const views = [text, unescaped(text), unescaped(unescaped(text))]
    .map((view) => view.replaceAll(INVISIBLE, ''))
    .flatMap((view) => [view, view.replaceAll('-', '+').replaceAll('_', '/')])
  return views.some((view) =>
    words.some((word) => view.includes(word) || view.toLowerCase().includes(word.toLowerCase())),
  )
}

function printedIds({whole}: Case, stdout: string): string[] {
  if (whole === 'json')
    return (JSON.parse(stdout) as Record<string, unknown>[]).map((row) => String(Object.values(row)[0]))
  const lines = stdout.split('\n').filter((line) => line !== '')
  if (whole === 'ndjson') return lines.map((line) => String(Object.values(JSON.parse(line))[0]))
  return whole === 'csv' ? lines.slice(1).map((line) => line.trimEnd()) : lines
}

function isIncomplete(given: Case, {exitCode, stdout, expected}: Outcome): boolean {
  if (!given.whole || !expected || exitCode !== 0) return false
  return printedIds(given, stdout).sort().join() !== [...expected].sort().join()
}

/** What is wrong with a run; nothing, it is hoped. */
export function judge(given: Case, outcome: Outcome): Fault[] {
  const {exitCode, stdout, stderr, hung} = outcome
  const onTerminal = given.columns === undefined ? '' : stdout
  const found: Record<Fault, boolean> = {
    'exit 1': exitCode === 1,
    stack: /^\s+at .+[:)]|is a bug of|node:internal|Native stack trace/m.test(stderr),
    hang: hung,
    'data missing': isIncomplete(given, outcome),
    secret: holdsSecret(stdout) || holdsSecret(stderr),
    'raw control': CONTROL.test(stderr) || CONTROL.test(onTerminal),
  }
  return FAULTS.filter((fault) => found[fault])
}

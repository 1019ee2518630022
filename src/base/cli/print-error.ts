import type {Explanation} from '../errors/explain.js'
import {knownSecrets, redact} from '../output/redact.js'
import {toJson} from '../output/serialize.js'
import {colorful, sanitizeForTerminal, style} from '../output/terminal.js'

/** Prints an error on stderr, without secrets: lines for people, one JSON object for programs. */
export function printError(explanation: Explanation, json: boolean, argv: string[]): void {
  const {code, status} = explanation
  const known = knownSecrets(argv, process.env)
  const message = redact(explanation.message, known)
  const hint = explanation.hint && redact(explanation.hint, known)
  const stack = explanation.stack && redact(explanation.stack, known)
  if (json) {
    process.stderr.write(`${toJson({error: {code, message, status, hint, stack}})}\n`)
    return
  }
  const typed = argv.includes('--no-color') ? false : argv.includes('--color') ? true : undefined
  const color = colorful(process.stderr, process.env, typed)
  const lines = [`${style('Error:', 'red', color)} ${sanitizeForTerminal(message).replaceAll('\n', '\n       ')}`]
  if (hint)
    lines.push(
      ...sanitizeForTerminal(hint)
        .split('\n')
        .map((line) => `  ${line}`),
    )
  if (stack) lines.push(sanitizeForTerminal(stack))
  process.stderr.write(`${lines.join('\n')}\n`)
}

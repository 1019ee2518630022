import type {Explanation} from '../errors/explain.js'
import {knownSecrets, withoutSecrets} from '../output/secrets.js'
import {colorful, harmless, style} from '../output/terminal.js'

/** Prints an error on stderr, without secrets: lines for people, one JSON object for programs. */
export function printError(explanation: Explanation, json: boolean, argv: string[]): void {
  const {code, status} = explanation
  const known = knownSecrets(argv, process.env)
  const message = withoutSecrets(explanation.message, known)
  const hint = explanation.hint && withoutSecrets(explanation.hint, known)
  if (json) {
    process.stderr.write(`${JSON.stringify({error: {code, message, status, hint}})}\n`)
    return
  }
  const typed = argv.includes('--no-color') ? false : argv.includes('--color') ? true : undefined
  const color = colorful(process.stderr, process.env, typed)
  const lines = [`${style('Error:', 'red', color)} ${harmless(message).replaceAll('\n', '\n       ')}`]
  if (hint)
    lines.push(
      ...harmless(hint)
        .split('\n')
        .map((line) => `  ${line}`),
    )
  process.stderr.write(`${lines.join('\n')}\n`)
}
